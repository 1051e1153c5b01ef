"""Many models' forecasts of the same tasks, aligned: what every way of combining starts from.

In comes a tidy table in any order of rows; out go `Components`, a row a forecast with the numbers of its
task and its model, and, where a method wants a cell for every model, a `Stack` with nothing (NaN) where a
model is absent. Tasks and models stand in sorted order, so that the order of rows never shows in a result.
"""

from dataclasses import dataclass
from typing import Self

import numpy as np
import polars as pl
from numpy.typing import NDArray

from anso.errors import InvalidInputError, Problem
from anso.hub.dense import Quantiles, numbered, quantile_blocks
from anso.release.forecast import MODEL, SHOWN_ROWS, task_columns

__all__ = ["Components", "Stack", "sorted_numbers", "stacked"]


@dataclass(frozen=True)
class Components:
    """The quantile forecasts of a table, those of one task beside each other."""

    tasks: pl.DataFrame
    """A row a task, sorted by its columns from the left."""
    models: list[str]
    """Sorted."""
    levels: NDArray[np.float64]
    """Ascending: all levels that any forecast states."""
    task: NDArray[np.int64]
    """Row in `tasks` of each forecast; ascending."""
    model: NDArray[np.int64]
    """Place in `models` of each forecast; ascending inside a task."""
    values: NDArray[np.float64]
    """Forecasts x levels; NaN where a forecast does not state the level."""

    def __len__(self) -> int:
        return len(self.task)

    @classmethod
    def of(cls, table: pl.DataFrame, *, where: str = "forecasts") -> Self:
        """The table's quantile forecasts; doubled and crossing quantiles are refused, each by its place."""
        blocks = quantile_blocks(table, where=where)
        columns = task_columns(table)
        if not blocks:
            nothing = np.empty(0, dtype=np.int64)
            return cls(table.head(0).select(columns), [], np.empty(0), nothing, nothing, np.empty((0, 0)))
        for block in blocks:
            refuse_crossing(block, where)
        keys = pl.concat([block.keys for block in blocks])
        levels = np.unique(np.concatenate([block.levels for block in blocks]))
        values = np.full((len(keys), len(levels)), np.nan)
        end = 0
        for block in blocks:
            start, end = end, end + len(block)
            values[start:end, np.searchsorted(levels, block.levels)] = block.values
        tasks, task = sorted_numbers(keys.select(columns))
        models = keys[MODEL].unique().sort()
        model = models.search_sorted(keys[MODEL]).to_numpy().astype(np.int64)
        order = np.lexsort((model, task))
        return cls(tasks, models.to_list(), levels, task[order], model[order], values[order])

    def stack(self) -> "Stack":
        """A cell for every model, whether it is there or not."""
        values = np.full((len(self.models), len(self.tasks), len(self.levels)), np.nan)
        values[self.model, self.task] = self.values
        return Stack(self.tasks, self.models, self.levels, values)


@dataclass(frozen=True)
class Stack:
    """A cell for every model, task and level."""

    tasks: pl.DataFrame
    models: list[str]
    levels: NDArray[np.float64]
    values: NDArray[np.float64]
    """Models x tasks x levels; NaN where a model does not state the level."""


def stacked(table: pl.DataFrame, *, where: str = "forecasts") -> Stack:
    """The quantile forecasts of a tidy table; give one target's rows at a time where memory is short."""
    return Components.of(table, where=where).stack()


def sorted_numbers(keys: pl.DataFrame) -> tuple[pl.DataFrame, NDArray[np.int64]]:
    """The distinct rows, sorted by their columns from the left, and each row's place among them."""
    number, first = numbered(keys)
    distinct = keys[first]
    order = distinct.select(pl.arg_sort_by(keys.columns, nulls_last=True)).to_series().to_numpy()
    place = np.empty(len(first), dtype=np.int64)
    place[order] = np.arange(len(first))
    return distinct[order], place[number]


def refuse_crossing(block: Quantiles, where: str) -> None:
    falls = np.diff(block.values, axis=1) < 0
    rows = np.flatnonzero(falls.any(axis=1))
    if not len(rows):
        return
    problems = []
    for row in rows[:SHOWN_ROWS].tolist():
        at = int(np.argmax(falls[row]))
        lower, upper = block.values[row, at : at + 2]
        below, above = block.levels[at : at + 2]
        forecast = ", ".join(f"{name} {value}" for name, value in block.keys.row(row, named=True).items())
        problems.append(
            Problem(
                f"{where}, {forecast}",
                f"the quantile {above:g} is {upper:g} and that at {below:g} is {lower:g}; quantiles must not "
                "fall as their level rises. Correct the two rows, or leave the model out",
            )
        )
    if len(rows) > SHOWN_ROWS:
        problems.append(Problem(where, f"the quantiles of {len(rows) - SHOWN_ROWS} further forecasts cross"))
    raise InvalidInputError(problems)
