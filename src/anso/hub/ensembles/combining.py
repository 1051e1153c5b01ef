"""The forecasts of many models, combined into those of one.

In comes a forecast table with any output types; out goes the ensemble's table, in the same columns, each
output type combined by its own rule. What was left out, and why, is told beside it, in `Combination`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, TypedDict, Unpack, get_args

import numpy as np
import polars as pl

from anso.errors import InvalidInputError, Problem
from anso.hub.dense.quantiles import LEVEL_DECIMALS
from anso.hub.ensembles.members.rounds import by_round
from anso.hub.ensembles.members.selection import select
from anso.hub.ensembles.members.weights import Weights
from anso.hub.ensembles.output_types import combined_type
from anso.hub.ensembles.quantiles.combined import Method
from anso.hub.ensembles.quantiles.distribution import Tails
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


class Choices(TypedDict, total=False):
    """What `combine` passes on to `combination`, where each is explained."""

    weights: Weights | None
    trim: float
    levels: Sequence[float] | None
    tails: Tails
    models: Iterable[str] | None
    exclude: Iterable[str]
    min_models: int
    samples: int | None
    where: str


def combine(
    forecasts: Any, method: MethodName = "median", *, name: str, **choices: Unpack[Choices]
) -> pl.DataFrame:
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
    bounds the number of samples pooled for a task; without it, the largest number that one of its models
    gave does. Without `models`, the hub's own ensembles stay out.
    """
    refuse_unknown(method, weights, trim, levels, min_models, samples)
    table = tidy(forecasts, where=where)
    selection = select(table, name=name, models=models, exclude=exclude, where=where)
    refuse_faults(selection.table, table, where)
    members, moved = by_round(selection.table)
    how = Method(method, trim, tails, min_models)
    asked = None if levels is None else np.unique(np.round(np.asarray(levels, dtype=float), LEVEL_DECIMALS))
    try:
        parts = [
            combined_type(members, output_type, how, weights, asked, samples, where)
            for output_type in OUTPUT_TYPES
            if (members[OUTPUT_TYPE] == output_type).any()
        ]
    except InvalidInputError as error:
        if faults(selection.table, where=where):
            raise InvalidInputError(faults(table, where=where)) from error
        raise
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
    method: str,
    weights: Weights | None,
    trim: float,
    levels: Sequence[float] | None,
    min_models: int,
    samples: int | None,
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
    if samples is not None and samples < 1:
        problems.append(Problem("samples", f"{samples} is less than one sample"))
    if problems:
        raise InvalidInputError(problems)


def refuse_faults(members: pl.DataFrame, table: pl.DataFrame, where: str) -> None:
    """What the members' rows cannot mean, told of the whole table, whose rows are counted as in its file.

    Quantiles that descend or are stated twice are found quicker where they stand as matrices.
    """
    matrices = (members[OUTPUT_TYPE] == "quantile").fill_null(value=False) & members[VALUE].is_finite()
    if not matrices.fill_null(value=False).all() and faults(members, where=where):
        raise InvalidInputError(faults(table, where=where))


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
