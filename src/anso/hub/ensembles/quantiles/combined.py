"""An ensemble of quantile forecasts, by whichever method.

In come aligned components and a weight for each; out go the tasks and their quantiles, in `Results` of one
set of levels each, with the forecasts that no task could use.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from anso.hub.ensembles.members.levels import Group, grouped
from anso.hub.ensembles.members.stack import Components
from anso.hub.ensembles.members.weights import bundles
from anso.hub.ensembles.quantiles.average import mean, median, trimmed_mean
from anso.hub.ensembles.quantiles.distribution import Curves, Tails
from anso.hub.ensembles.quantiles.pool import pooled

__all__ = ["Method", "Result", "averaged", "combined"]

Floats = NDArray[np.float64]
CHUNK_CELLS = 1 << 22


@dataclass(frozen=True)
class Method:
    """How members become one."""

    name: str
    """mean, median, trimmed or linear-pool."""
    trim: float
    tails: Tails
    min_models: int


@dataclass(frozen=True)
class Result:
    tasks: NDArray[np.int64]
    levels: Floats
    values: Floats
    """Tasks x levels."""
    left_out: NDArray[np.int64]
    """Forecasts that state too little for their task."""
    short: NDArray[np.int64]
    """Tasks with fewer models than wanted."""


def combined(components: Components, weight: Floats, method: Method, levels: Floats | None) -> list[Result]:
    pool = method.name == "linear-pool"
    groups = grouped(components, levels, whole=pool, tails=method.tails)
    return [group_combined(components, weight, method, group) for group in groups]


def group_combined(components: Components, weight: Floats, method: Method, group: Group) -> Result:
    task = components.task[group.forecast]
    tasks, place = np.unique(task, return_inverse=True)
    values = np.full((len(tasks), len(group.levels)), np.nan)
    curves = None
    lowest = 0.0
    if method.name == "linear-pool":
        curves = Curves.through(group.values, components.levels, method.tails)
        lowest = float(np.nanmin(group.values, initial=np.inf))
    for bundle in bundles(place, weight[group.forecast]):
        if bundle.members.shape[1] < method.min_models:
            continue
        if curves is None:
            values[bundle.tasks] = averaged(group.values, bundle.members, bundle.weights, method)
        else:
            values[bundle.tasks] = pooled(curves, bundle.members, bundle.weights, group.levels)
    if lowest >= 0 and curves is not None:
        # A normal tail of values that are never below zero would reach below it.
        values = np.maximum(values, 0)
    kept = ~np.isnan(values).any(axis=1)
    return Result(tasks[kept], group.levels, values[kept], group.left_out, tasks[~kept])


def averaged(values: Floats, members: NDArray[np.int64], weights: Floats, method: Method) -> Floats:
    """Tasks x columns, of members (tasks x members, rows of the values)."""
    tasks, count = members.shape
    result = np.empty((tasks, values.shape[1]))
    step = max(1, CHUNK_CELLS // (count * values.shape[1]))
    for start in range(0, tasks, step):
        some = slice(start, start + step)
        beside = np.ascontiguousarray(values[members[some]].transpose(0, 2, 1))
        if method.name == "median":
            result[some] = median(beside, weights[some])
        elif method.name == "trimmed":
            result[some] = trimmed_mean(beside, method.trim)
        else:
            result[some] = mean(beside, weights[some])
    return result
