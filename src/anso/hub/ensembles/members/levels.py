"""Quantile forecasts brought to common levels.

In come `Components` whose forecasts may state different levels; out go groups of tasks, each with the levels
asked of it: those given, or else those that most of the task's models state (the larger set, if two are as
common). A model that lacks some of them is read off its own distribution between the levels that it does
state. It is left out of a task whose levels reach beyond its own, because there only a guess would stand,
and of a pool, which does need tails, only if it does not state at least three levels that hold the middle
half between them.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from anso.hub.dense import numbered
from anso.hub.ensembles.members.stack import Components
from anso.hub.ensembles.quantiles.distribution import Curves, Tails
from anso.hub.ensembles.quantiles.pool import pooled

__all__ = ["Group", "grouped"]

Floats = NDArray[np.float64]
POOLED_LEVELS = 3
MIDDLE_HALF = (0.25, 0.75)


@dataclass(frozen=True)
class Group:
    """Tasks of which the same levels are asked, and the forecasts that take part."""

    levels: Floats
    forecast: NDArray[np.int64]
    """Rows of the components that take part; ascending, so that those of a task stand together."""
    values: Floats
    """Those forecasts x levels; for a pool, x all levels that anybody states, with NaN."""
    left_out: NDArray[np.int64]
    """Rows that do not reach far enough."""


def grouped(components: Components, levels: Floats | None, *, whole: bool, tails: Tails) -> list[Group]:
    """The groups; `whole` forecasts keep the levels they state, for a pool."""
    given = ~np.isnan(components.values)
    if levels is not None:
        everything = np.arange(len(components))
        return [group(components, everything, np.unique(levels), whole=whole, tails=tails)]
    if given.all():
        rows = np.arange(len(components))
        return [Group(components.levels, rows, components.values, np.empty(0, dtype=np.int64))]
    patterns, asked = asked_patterns(given, components.task, len(components.tasks))
    which = asked[components.task]
    return [
        group(
            components, np.flatnonzero(which == number), components.levels[pattern], whole=whole, tails=tails
        )
        for number, pattern in enumerate(patterns)
        if (which == number).any()
    ]


def asked_patterns(
    given: NDArray[np.bool_], task: NDArray[np.int64], tasks: int
) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
    """The sets that occur, and for each task the number of the one that most of its models state.

    Sets that are as common and as large are told apart by the levels themselves, so that the order of rows
    does not matter.
    """
    bits = np.packbits(given, axis=1)
    words = np.zeros((len(bits), -(-bits.shape[1] // 4) * 4), dtype=np.uint8)
    words[:, : bits.shape[1]] = bits
    number, first = numbered(pl.DataFrame(words.view(np.int32)))
    order = np.lexsort(given[first].T)
    patterns = given[first][order]
    number = np.argsort(order)[number]
    models = np.zeros((tasks, len(patterns)))
    np.add.at(models, (task, number), 1)
    # Levels decide between sets that are as common; they count for less than one model.
    size = patterns.sum(axis=1) / (given.shape[1] + 1)
    return patterns, np.argmax(models + size * (models > 0), axis=1)


def group(
    components: Components, rows: NDArray[np.int64], levels: Floats, *, whole: bool, tails: Tails
) -> Group:
    values = components.values[rows]
    stated = np.isin(components.levels, levels)
    given = ~np.isnan(values)
    complete: NDArray[np.bool_] = np.zeros(len(rows), dtype=bool)
    if stated.sum() == len(levels):
        complete = np.asarray(given[:, stated].all(axis=1))
    lowest = np.where(given, components.levels, np.inf).min(axis=1)
    highest = np.where(given, components.levels, -np.inf).max(axis=1)
    if whole:
        low, high = MIDDLE_HALF
        kept = (given.sum(axis=1) >= POOLED_LEVELS) & (lowest <= low) & (highest >= high)
        return Group(levels, rows[kept], values[kept], rows[~kept])
    kept = complete | ((lowest <= levels[0]) & (highest >= levels[-1]))
    common = np.empty((len(rows), len(levels)))
    common[complete] = values[np.ix_(complete, stated)]
    between = np.flatnonzero(kept & ~complete)
    if len(between):
        curves = Curves.through(values[between], components.levels, tails)
        alone = np.arange(len(between))[:, None]
        common[between] = pooled(curves, alone, np.ones((len(between), 1)), levels)
    return Group(levels, rows[kept], common[kept], rows[~kept])
