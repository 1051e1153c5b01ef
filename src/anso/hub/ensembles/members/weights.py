"""Weights given by the caller, one for each forecast.

In come weights by model, or a table of them with `model_id`, `weight` and any of the columns that say what
was forecast; out goes the weight of each forecast of some `Components`. Every model that stands in the
forecasts must have one, were it nothing: a name misspelt would else leave a model out in silence.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from anso.errors import InvalidInputError, Problem
from anso.hub.ensembles.members.stack import Components
from anso.release.forecast import MODEL, SHOWN_ROWS, as_frame, tidy_columns

__all__ = ["WEIGHT", "Bundle", "Weights", "bundles", "forecast_weights", "weights_table"]

Weights = Mapping[str, float] | pl.DataFrame
WEIGHT = "weight"


@dataclass(frozen=True)
class Bundle:
    """Tasks that have the same number of members: no cell of theirs is empty."""

    tasks: NDArray[np.int64]
    members: NDArray[np.int64]
    """Tasks x members: which forecasts they are."""
    weights: NDArray[np.float64]
    """Tasks x members; those of a task sum to 1."""


def bundles(task: NDArray[np.int64], weight: NDArray[np.float64]) -> Iterator[Bundle]:
    """Forecasts, sorted by task and each of a weight above 0, by the number that a task has."""
    tasks, start, count = np.unique(task, return_index=True, return_counts=True)
    for size in np.unique(count):
        chosen = count == size
        members = start[chosen][:, None] + np.arange(size)
        share = weight[members]
        yield Bundle(tasks[chosen], members, share / share.sum(axis=1, keepdims=True))


def weights_table(table: pl.DataFrame, *, where: str = "weights") -> pl.DataFrame:
    """A table of weights as it was read, its columns in the types of the forecasts'."""
    if missing := [name for name in (MODEL, WEIGHT) if name not in table.columns]:
        raise InvalidInputError(
            [
                Problem(
                    where, f"has no column {' or '.join(missing)}; weights have the columns {MODEL}, {WEIGHT}"
                )
            ]
        )
    typed = tidy_columns(table, where=where)
    weight = typed[WEIGHT].cast(pl.Float64, strict=False)
    wrong = weight.is_null().arg_true().head(SHOWN_ROWS)
    if len(wrong):
        raise InvalidInputError(
            Problem(f"{where}, row {row + 1}, column {WEIGHT}", f"{typed[WEIGHT][row]!r} is not a number")
            for row in wrong.to_list()
        )
    return typed.with_columns(weight)


def forecast_weights(components: Components, weights: Weights | None) -> NDArray[np.float64]:
    if weights is None:
        return np.ones(len(components))
    if isinstance(weights, Mapping):
        weights = pl.DataFrame(
            {MODEL: list(weights), WEIGHT: list(weights.values())},
            schema={MODEL: pl.String, WEIGHT: pl.Float64},
        )
    weights = as_frame(weights)
    by = [name for name in weights.columns if name != WEIGHT]
    refuse_bad(weights, by, components)
    weights = weights.with_columns(
        pl.col(name).cast(components.tasks.schema[name], strict=False) for name in by if name != MODEL
    )
    models = pl.Series(MODEL, components.models, dtype=pl.String)[components.model]
    keys = models.to_frame().with_columns(
        components.tasks[name][components.task] for name in by if name != MODEL
    )
    found = keys.join(weights, on=by, how="left", nulls_equal=True, maintain_order="left")
    lacking = found.filter(pl.col(WEIGHT).is_null()).unique(maintain_order=True)
    if len(lacking):
        raise InvalidInputError(
            Problem("weights", f"have none for {told(row)}; give 0 to leave it out")
            for row in lacking.drop(WEIGHT).head(SHOWN_ROWS).to_dicts()
        )
    return found[WEIGHT].cast(pl.Float64).to_numpy()


def refuse_bad(weights: pl.DataFrame, by: list[str], components: Components) -> None:
    problems = [
        Problem("weights", f"have no column {name}")
        for name in (MODEL, WEIGHT)
        if name not in weights.columns
    ]
    problems += [
        Problem(
            f"weights, column {name}",
            f"is no column of the forecasts; they have {', '.join(components.tasks.columns)}",
        )
        for name in by
        if name != MODEL and name not in components.tasks.columns
    ]
    if problems:
        raise InvalidInputError(problems)
    bad = weights.filter(pl.col(WEIGHT).cast(pl.Float64).is_finite().not_() | (pl.col(WEIGHT) < 0))
    problems = [
        Problem("weights", f"{row.pop(WEIGHT)} of {told(row)} is no weight; give 0 or more")
        for row in bad.head(SHOWN_ROWS).to_dicts()
    ]
    doubled = weights.filter(pl.struct(by).is_duplicated()).select(by).unique(maintain_order=True)
    problems += [
        Problem("weights", f"are given twice for {told(row)}") for row in doubled.head(SHOWN_ROWS).to_dicts()
    ]
    if problems:
        raise InvalidInputError(problems)


def told(row: dict[str, object]) -> str:
    return ", ".join(f"{name} {value}" for name, value in row.items())
