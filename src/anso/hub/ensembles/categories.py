"""Ensembles of probabilities: those of categories (pmf) and of distribution functions (cdf); and of single values.

In comes a table with one such output type; out goes the ensemble's, by `Result`s as quantiles have. The
linear pool of probabilities is their weighted mean, exactly. A category that a pmf does not name has no
probability if those it names sum to 1, and else the pmf is left out; a cdf takes part in a task if it is
stated at all points of which most of the task's models state it. Probabilities after a median or a trimmed
mean are scaled to sum to 1 again.
"""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from anso.hub.dense import category_blocks
from anso.hub.ensembles.members.levels import asked_patterns
from anso.hub.ensembles.members.stack import Components, aligned
from anso.hub.ensembles.members.weights import bundles
from anso.hub.ensembles.quantiles.combined import Method, Result, averaged
from anso.release.forecast import OUTPUT_TYPE, OUTPUT_TYPE_ID

__all__ = ["category_components", "combined_categories"]

Floats = NDArray[np.float64]
SUM_TOLERANCE = 1e-3
NO_CATEGORY = ""


def category_components(table: pl.DataFrame, output_type: str, *, where: str) -> tuple[Components, list[str]]:
    """The forecasts, a column a category, and the categories: in the order of numbers if they are that."""
    rows = table.filter(pl.col(OUTPUT_TYPE) == output_type)
    ids = pl.col(OUTPUT_TYPE_ID).cast(pl.String)
    rows = rows.with_columns(
        pl.lit(NO_CATEGORY).alias(OUTPUT_TYPE_ID) if output_type in ("mean", "median") else ids
    )
    blocks = category_blocks(rows, output_type, where=where)
    names = sorted({name for block in blocks for name in block.names})
    numbers = pl.Series(names, dtype=pl.String).cast(pl.Float64, strict=False)
    if numbers.null_count() == 0:
        names = [names[place] for place in numbers.arg_sort().to_list()]
    place = {name: float(number) for number, name in enumerate(names)}
    columns = [np.array([place[name] for name in block.names]) for block in blocks]
    return aligned(
        table, [(block.keys, column, block.values) for block, column in zip(blocks, columns, strict=True)]
    ), names


def combined_categories(components: Components, weight: Floats, method: Method, output_type: str) -> Result:
    values = components.values
    given = ~np.isnan(values)
    if output_type == "pmf":
        kept = np.nansum(values, axis=1) >= 1 - SUM_TOLERANCE
        there = np.zeros((len(components.tasks), values.shape[1]), dtype=bool)
        np.logical_or.at(there, components.task, given)
        kept |= (given == there[components.task]).all(axis=1)
        asked = there
        values = np.nan_to_num(values)
    else:
        patterns, most = asked_patterns(given, components.task, len(components.tasks))
        asked = patterns[most]
        kept = (given | ~asked[components.task]).all(axis=1)
        values = np.where(asked[components.task], values, 0)
    rows = np.flatnonzero(kept)
    tasks, place = np.unique(components.task[rows], return_inverse=True)
    result = np.full((len(tasks), values.shape[1]), np.nan)
    for bundle in bundles(place, weight[rows]):
        if bundle.members.shape[1] >= method.min_models:
            result[bundle.tasks] = averaged(values[rows], bundle.members, bundle.weights, method)
    if output_type == "pmf" and method.name in ("median", "trimmed"):
        total = result.sum(axis=1, keepdims=True)
        result = np.divide(result, total, out=result, where=total > 0)
    full = ~np.isnan(result).any(axis=1)
    result = np.where(asked[tasks], result, np.nan)
    return Result(tasks[full], components.levels, result[full], np.flatnonzero(~kept), tasks[~full])
