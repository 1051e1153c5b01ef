"""Sample forecasts as matrices: a row a forecast, a column a sample.

A forecast's samples have no order of their own; they stand in that of the table. Which samples of different
forecasts belong together (one trajectory through several horizons, say) is told by their common name, for
which `sample_blocks` takes the columns that vary within a trajectory.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from anso.hub.dense.cells import doubled, filled, of_type, row_numbers
from anso.hub.dense.keys import numbered
from anso.release.forecast import OUTPUT_TYPE_ID, VALUE, key_columns

__all__ = ["Samples", "sample_blocks"]


@dataclass(frozen=True)
class Samples:
    """Forecasts with the same number of samples."""

    keys: pl.DataFrame
    """A row a forecast: the model and the task, without the joint columns."""
    values: NDArray[np.float64]
    """Forecasts x samples, or forecasts x samples x joint tasks."""
    joint: pl.DataFrame
    """A row a joint task, in the order of the last axis; one row without columns if there are none."""

    def __len__(self) -> int:
        return len(self.keys)


def sample_blocks(
    table: pl.DataFrame, joint: Sequence[str] = (), *, where: str = "forecasts"
) -> list[Samples]:
    """The sample forecasts of a tidy table, in blocks of equal shape.

    With joint columns, trajectories that lack one of the tasks that most others have stand in a block of
    their own, with the tasks that they do have.
    """
    rows = of_type(table, "sample")
    if rows.is_empty():
        return []
    keys = [name for name in key_columns(rows) if name not in joint]
    forecast, first = numbered(rows.select(keys))
    task, first_task = numbered(rows.select(joint)) if joint else (np.zeros(len(rows), dtype=np.int64), [0])
    trajectory, _ = numbered(pl.DataFrame({"forecast": forecast, "sample": rows[OUTPUT_TYPE_ID]}))
    member = ranked(forecast, trajectory)
    members = int(member.max()) + 1
    column = member * len(first_task) + task
    value = rows[VALUE].to_numpy()
    cells = filled(forecast, column, value, (len(first), members * len(first_task)))
    if cells is None:
        cell = forecast * (members * len(first_task)) + column
        raise doubled(cell, row_numbers(table, "sample"), where, "sample")
    cube = cells.reshape(len(first), members, len(first_task))
    tasks = rows.select(joint)[first_task] if joint else pl.DataFrame()
    return by_shape(rows.select(keys)[first], cube, tasks)


def ranked(forecast: NDArray[np.int64], trajectory: NDArray[np.int64]) -> NDArray[np.int64]:
    """For each row the place of its trajectory among those of its forecast, by first appearance."""
    found, where = np.unique(trajectory, return_index=True)
    owner = forecast[where]
    order = np.argsort(owner, kind="stable")
    starts = np.searchsorted(owner[order], np.arange(owner.max() + 1))
    place = np.empty(len(found), dtype=np.int64)
    place[order] = np.arange(len(found)) - starts[owner[order]]
    return place[trajectory]


def by_shape(keys: pl.DataFrame, cube: NDArray[np.float64], tasks: pl.DataFrame) -> list[Samples]:
    """One block for each combination of a number of samples and a set of joint tasks."""
    given = ~np.isnan(cube)
    has_task: NDArray[np.bool_] = np.any(given, axis=1)
    # A trajectory that stops early cannot be compared jointly; only those that are whole are kept.
    whole: NDArray[np.bool_] = np.all(given == has_task[:, None, :], axis=2) & given.any(axis=2)
    members = whole.sum(axis=1)
    pattern = np.column_stack([members, has_task])
    kinds, which = np.unique(pattern, axis=0, return_inverse=True)
    blocks = []
    for kind in range(len(kinds)):
        rows = np.flatnonzero(which.ravel() == kind)
        size, columns = int(kinds[kind, 0]), np.flatnonzero(kinds[kind, 1:])
        if not size:
            continue
        values = cube[np.ix_(rows, np.arange(cube.shape[1]), columns)][whole[rows]]
        values = values.reshape(len(rows), size, len(columns))
        joint = tasks[columns] if tasks.width else tasks
        blocks.append(Samples(keys[rows], values if tasks.width else values[:, :, 0], joint))
    return blocks
