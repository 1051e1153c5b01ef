"""Each output type combined by its own rule.

In comes a table of the members' forecasts; out go the ensemble's rows of one output type, without its name,
and sentences about what was left out.
"""

from typing import Any

import numpy as np
import polars as pl

from anso.hub.ensembles.categories import category_components, combined_categories
from anso.hub.ensembles.members.stack import Components
from anso.hub.ensembles.members.weights import Weights, forecast_weights
from anso.hub.ensembles.quantiles.combined import Method, Result, combined
from anso.hub.ensembles.samples import pooled_samples, sample_components, sample_rows
from anso.release.forecast import OUTPUT_TYPE, OUTPUT_TYPE_ID, VALUE, task_columns

__all__ = ["combined_type"]

Part = tuple[pl.DataFrame, list[str]]


def combined_type(
    table: pl.DataFrame,
    output_type: str,
    method: Method,
    weights: Weights | None,
    levels: Any,
    samples: int | None,
    where: str,
) -> Part:
    """The ensemble's rows of one output type (task columns, id, value), and what was left out."""
    if output_type == "sample":
        return sample_part(table, method, weights, samples)
    if output_type == "median" and method.name == "linear-pool":
        return median_part(table, method, weights, where)
    if output_type == "quantile":
        components = Components.of(table, where=where)
        weight = forecast_weights(components, weights)
        components, weight = components.only(weight > 0), weight[weight > 0]
        results = combined(components, weight, method, levels)
        names: list[Any] = components.levels.tolist() if levels is None else levels.tolist()
    else:
        components, names = category_components(table, output_type, where=where)
        weight = forecast_weights(components, weights)
        components, weight = components.only(weight > 0), weight[weight > 0]
        results = [combined_categories(components, weight, method, output_type)]
    rows = [result_rows(result, components, output_type, names) for result in results]
    return pl.concat(rows), said(output_type, components, results, method)


def sample_part(table: pl.DataFrame, method: Method, weights: Weights | None, samples: int | None) -> Part:
    rows = sample_rows(table)
    components = sample_components(rows)
    weight = forecast_weights(components, weights)
    pooled = pooled_samples(rows, components, weight, at_most=samples, min_models=method.min_models)
    notes = []
    if method.name != "linear-pool":
        notes.append("sample: samples are pooled, whatever the method; they have no quantiles to average")
    given, kept = int(components.values.sum()), len(pooled)
    if kept < given:
        most = "as many as one of its models gave" if samples is None else f"{samples:,}"
        notes.append(f"sample: {kept:,} of {given:,} samples are kept, of a task at most {most}, by weight")
    return pooled.insert_column(-2, pl.lit("sample").alias(OUTPUT_TYPE)), notes


def median_part(table: pl.DataFrame, method: Method, weights: Weights | None, where: str) -> Part:
    """A mixture's median is read off the mixture, which medians alone do not tell."""
    columns = task_columns(table)
    wanted = table.filter(pl.col(OUTPUT_TYPE) == "median").select(columns).unique()
    nothing = table.head(0).select(*columns, OUTPUT_TYPE, pl.col(OUTPUT_TYPE_ID).cast(pl.String), VALUE)
    if not (table[OUTPUT_TYPE] == "quantile").any():
        return nothing, ["median: the median of a mixture needs its quantiles, and the forecasts state none"]
    half = np.array([0.5])
    rows, _ = combined_type(table, "quantile", method, weights, half, None, where)
    rows = rows.join(wanted, on=columns, how="semi", nulls_equal=True)
    lacking = len(wanted) - len(rows)
    notes = (
        [f"median: {lacking} tasks have no quantiles to take the mixture's median from"] if lacking else []
    )
    typed = rows.with_columns(
        pl.lit("median").alias(OUTPUT_TYPE), pl.lit(None, dtype=pl.String).alias(OUTPUT_TYPE_ID)
    )
    return typed, notes


def result_rows(result: Result, components: Components, output_type: str, names: list[Any]) -> pl.DataFrame:
    width = result.values.shape[1]
    stated = ~np.isnan(result.values.ravel())
    if output_type == "quantile":
        ids = pl.Series(OUTPUT_TYPE_ID, np.tile(result.levels, len(result.tasks)))
    elif output_type in ("mean", "median"):
        ids = pl.Series(OUTPUT_TYPE_ID, [None], dtype=pl.String).new_from_index(0, len(stated))
    else:
        ids = pl.Series(OUTPUT_TYPE_ID, names, dtype=pl.String)[
            np.tile(result.levels.astype(np.int64), len(result.tasks))
        ]
    rows = components.tasks[np.repeat(result.tasks, width)].with_columns(
        pl.lit(output_type).alias(OUTPUT_TYPE), ids, pl.Series(VALUE, result.values.ravel())
    )
    return rows if stated.all() else rows.filter(stated)


def said(output_type: str, components: Components, results: list[Result], method: Method) -> list[str]:
    notes = []
    left_out = np.concatenate([result.left_out for result in results])
    if len(left_out):
        models = sorted({components.models[model] for model in components.model[left_out]})
        notes.append(
            f"{output_type}: {len(left_out):,} of {len(components):,} forecasts state too little for their task and "
            f"are left out (of {', '.join(models)})"
        )
    forecast = sum(len(result.tasks) for result in results)
    tasks = len(np.unique(components.task))
    if forecast < tasks:
        need = f"{method.min_models} models" if method.min_models > 1 else "a model that can be used"
        notes.append(
            f"{output_type}: not forecast for want of {need}: {tasks - forecast:,} of {tasks:,} tasks"
        )
    return notes
