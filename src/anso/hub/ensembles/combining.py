"""The forecasts of many models, combined into those of one.

In comes a forecast table with any output types; out goes the ensemble's table, in the same columns, each
output type combined by its own rule. What was left out, and why, is told beside it, in `Combination`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

import numpy as np
import polars as pl

from anso.errors import InvalidInputError, Problem
from anso.hub.dense.quantiles import LEVEL_DECIMALS
from anso.hub.ensembles.categories import category_components, combined_categories
from anso.hub.ensembles.members.rounds import by_round
from anso.hub.ensembles.members.selection import select
from anso.hub.ensembles.members.stack import Components
from anso.hub.ensembles.members.weights import Weights, forecast_weights
from anso.hub.ensembles.quantiles.combined import Method, Result, combined
from anso.hub.ensembles.quantiles.distribution import Tails
from anso.hub.ensembles.samples import pooled_samples, sample_components, sample_rows
from anso.release.forecast import (
    MODEL,
    OUTPUT_TYPE,
    OUTPUT_TYPE_ID,
    OUTPUT_TYPES,
    VALUE,
    faults,
    task_columns,
    tidy,
)

__all__ = ["Combination", "MethodName", "combination", "combine"]

MethodName = Literal["mean", "median", "trimmed", "linear-pool"]
TRIM = 0.25
"""The mean of the middle half."""


@dataclass(frozen=True)
class Combination:
    """An ensemble's forecasts, and what went into them."""

    table: pl.DataFrame
    models: list[str]
    own: list[str]
    """Models left out because they are the hub's own ensembles, or an earlier result of the same name."""
    tasks: int
    notes: list[str] = field(default_factory=list)
    """What was left out, in sentences."""


def combine(forecasts: Any, method: MethodName = "median", *, name: str, **choices: Any) -> pl.DataFrame:
    """The ensemble's table; the choices are those of `combination`."""
    return combination(forecasts, method, name=name, **choices).table


def combination(
    forecasts: Any,
    method: MethodName = "median",
    *,
    name: str,
    weights: Weights | None = None,
    trim: float = TRIM,
    levels: Sequence[float] | None = None,
    tails: Tails = "normal",
    models: Iterable[str] | None = None,
    exclude: Iterable[str] = (),
    min_models: int = 1,
    samples: int | None = None,
    where: str = "forecasts",
) -> Combination:
    """Combine the models' forecasts task by task.

    `weights` are by model, or a table with `model_id`, `weight` and any task columns; a weight of 0 is
    absence. `trim` is the share cut at each end by the trimmed mean. `levels` are the quantile levels
    asked; without them, those that most models of a task state. `tails` are what the linear pool draws
    beyond a model's outermost quantiles. Tasks with fewer than `min_models` are not forecast. `samples`
    bounds the number of samples pooled for a task. Without `models`, the hub's own ensembles stay out.
    """
    refuse_unknown(method, weights, trim, levels, min_models)
    table = tidy(forecasts, where=where)
    selection = select(table, name=name, models=models, exclude=exclude, where=where)
    if faults(selection.table, where=where):
        # Of the whole table, so that its rows are counted as they stand in the file.
        raise InvalidInputError(faults(table, where=where))
    members, moved = by_round(selection.table)
    how = Method(method, trim, tails, min_models)
    asked = None if levels is None else np.unique(np.round(np.asarray(levels, dtype=float), LEVEL_DECIMALS))
    parts = [
        combined_type(members, output_type, how, weights, asked, samples, where)
        for output_type in OUTPUT_TYPES
        if (members[OUTPUT_TYPE] == output_type).any()
    ]
    result = assembled([rows for rows, _ in parts], table, name)
    notes = [note for _, said in parts for note in said]
    if moved:
        notes.insert(
            0,
            f"forecasts dated {moved[0]}{f' and on {len(moved) - 1} other days' if moved[1:] else ''} are for the "
            "same weeks as those of a later reference date, and are combined with them under that date",
        )
    return Combination(
        result, selection.models, selection.own, result.select(task_columns(result)).n_unique(), notes
    )


def refuse_unknown(
    method: str, weights: Weights | None, trim: float, levels: Sequence[float] | None, min_models: int
) -> None:
    problems = []
    if method not in get_args(MethodName):
        problems.append(Problem("method", f"{method!r} is none of {', '.join(get_args(MethodName))}"))
    if not 0 <= trim < 0.5:
        problems.append(Problem("trim", f"{trim:g} is no share below a half; 0.1 cuts a tenth at each end"))
    if weights is not None and method == "trimmed":
        problems.append(
            Problem("weights", "have no meaning for a trimmed mean; choose mean, median or linear-pool")
        )
    if levels is not None and not all(0 < level < 1 for level in levels):
        problems.append(Problem("levels", "must lie between 0 and 1"))
    if levels is not None and not len(levels):
        problems.append(Problem("levels", "are none; name at least one, or leave them to the forecasts"))
    if min_models < 1:
        problems.append(Problem("min_models", f"{min_models} is less than one model"))
    if problems:
        raise InvalidInputError(problems)


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
        notes.append(
            f"sample: {kept} of {given} samples are kept, so that each model has its share of every task"
        )
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
            f"{output_type}: {len(left_out)} of {len(components)} forecasts state too little for their task and "
            f"are left out (of {', '.join(models)})"
        )
    forecast = sum(len(result.tasks) for result in results)
    lacking = len(np.unique(components.task)) - forecast
    if lacking:
        need = f"at least {method.min_models} models" if method.min_models > 1 else "a model that can be used"
        notes.append(f"{output_type}: {lacking} tasks have not {need} and are not forecast")
    return notes


def assembled(parts: list[pl.DataFrame], table: pl.DataFrame, name: str) -> pl.DataFrame:
    """One table with the columns of the given one, sorted by task, output type and id."""
    columns = task_columns(table)
    numbered = table[OUTPUT_TYPE_ID].dtype.is_float()
    ids = pl.col(OUTPUT_TYPE_ID).cast(pl.Float64 if numbered else pl.String)
    rows = pl.concat([part.with_columns(ids, pl.col(OUTPUT_TYPE).cast(pl.String)) for part in parts])
    if len(parts) > 1:
        order = pl.col(OUTPUT_TYPE).cast(pl.Enum(OUTPUT_TYPES))
        rows = rows.sort(*columns, order, nulls_last=True, maintain_order=True)
    return rows.with_columns(pl.lit(name).alias(MODEL)).select(table.columns)
