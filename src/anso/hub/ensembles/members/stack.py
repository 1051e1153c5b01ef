"""Many models' forecasts of the same tasks, aligned: what every way of combining starts from.

In comes a tidy table in any order of rows; out go `Components`, a row a forecast with the numbers of its
task and its model, and, where a method wants a cell for every model, a `Stack` with nothing (NaN) where a
model is absent. Tasks and models stand in sorted order, so that the order of rows never shows in a result.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import polars as pl
from numpy.typing import NDArray

from anso.errors import InvalidInputError
from anso.hub.dense import numbered, quantile_blocks
from anso.release.forecast import MODEL, faults, task_columns

__all__ = ["Components", "Stack", "aligned", "sorted_numbers", "stacked"]


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

    @staticmethod
    def of(table: pl.DataFrame, *, where: str = "forecasts") -> "Components":
        """The table's quantile forecasts; doubled and crossing ones are refused, descents by rounding made level."""
        blocks = quantile_blocks(table, where=where)
        falling = any((block.values[:, 1:] < block.values[:, :-1]).any() for block in blocks)
        if falling and (problems := faults(table, where=where)):
            raise InvalidInputError(problems)
        if falling:
            blocks = [replace(block, values=np.maximum.accumulate(block.values, axis=1)) for block in blocks]
        return aligned(table, [(block.keys, block.levels, block.values) for block in blocks])

    def only(self, kept: NDArray[np.bool_]) -> "Components":
        """Some of the forecasts; tasks and models keep their numbers."""
        if kept.all():
            return self
        return replace(self, task=self.task[kept], model=self.model[kept], values=self.values[kept])

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


def aligned(
    table: pl.DataFrame, blocks: Sequence[tuple[pl.DataFrame, NDArray[np.float64], NDArray[np.float64]]]
) -> Components:
    """The table's blocks (keys, levels, values) as one matrix, sorted by task and model."""
    columns = task_columns(table)
    if not blocks:
        nothing = np.empty(0, dtype=np.int64)
        return Components(table.head(0).select(columns), [], np.empty(0), nothing, nothing, np.empty((0, 0)))
    keys = pl.concat([keys for keys, _, _ in blocks])
    levels = np.unique(np.concatenate([levels for _, levels, _ in blocks]))
    values = np.full((len(keys), len(levels)), np.nan)
    end = 0
    for _, stated, block in blocks:
        start, end = end, end + len(block)
        values[start:end, np.searchsorted(levels, stated)] = block
    tasks, task = sorted_numbers(keys.select(columns))
    models = keys[MODEL].unique().sort()
    model = models.search_sorted(keys[MODEL]).to_numpy().astype(np.int64)
    order = np.lexsort((model, task))
    return Components(tasks, models.to_list(), levels, task[order], model[order], values[order])


def sorted_numbers(keys: pl.DataFrame) -> tuple[pl.DataFrame, NDArray[np.int64]]:
    """The distinct rows, sorted by their columns from the left, and each row's place among them."""
    number, first = numbered(keys)
    distinct = keys[first]
    order = distinct.select(pl.arg_sort_by(keys.columns, nulls_last=True)).to_series().to_numpy()
    place = np.empty(len(first), dtype=np.int64)
    place[order] = np.arange(len(first))
    return distinct[order], place[number]
