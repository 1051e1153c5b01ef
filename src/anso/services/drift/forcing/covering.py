"""Which times a source covers.

Two slices are neighbours unless a slice between them is missing: the step from one to the other is longer than half as
much again as both steps beside it. (A forecast that goes from hourly to three-hourly misses none.) A step over a gap is
taken only if it is no longer than the stated bridge.

In: times of slices. Out: for any time the slice before it and the weight of the next, or none.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

__all__ = ["bridged", "slots", "uncovered"]

TOLERANCE = 1.0
"""Seconds by which a time may miss a source's first or last slice."""


def bridged(times: NDArray[np.float64], bridge: float) -> NDArray[np.bool_]:
    """Whether what lies between each slice and the next may be filled in; `bridge` in hours."""
    steps = np.diff(times)
    if len(steps) < 2:
        return np.ones(len(steps), bool)
    before, after = np.append(0.0, steps[:-1]), np.append(steps[1:], 0.0)
    neighbours = steps <= 1.5 * np.maximum(before, after)
    return np.asarray(neighbours | (steps <= bridge * 3600.0 + TOLERANCE))


def slots(
    times: NDArray[np.float64] | None, nodes: NDArray[np.float64], joined: NDArray[np.bool_]
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """By node: the slice at or before it (-1 if it is not covered) and the weight of the next one."""
    if times is None:
        return np.zeros(len(nodes), np.int64), np.zeros(len(nodes))
    near = np.abs(times[np.clip(np.searchsorted(times, nodes), 0, len(times) - 1)] - nodes) <= TOLERANCE
    first = np.abs(times[0] - nodes) <= TOLERANCE
    clipped = np.clip(nodes, times[0], times[-1])
    at = np.searchsorted(times, clipped, side="right") - 1
    share = np.zeros(len(nodes))
    inner = at < len(times) - 1
    steps = np.diff(times)
    share[inner] = (clipped[inner] - times[at[inner]]) / steps[at[inner]]
    covered = (nodes >= times[0] - TOLERANCE) & (nodes <= times[-1] + TOLERANCE)
    between = share > 0.0
    open_gap = np.zeros(len(nodes), bool)
    open_gap[inner] = between[inner] & ~joined[at[inner]] & ~near[inner]
    return np.where(covered & ~open_gap | first, at, -1), share


def uncovered(
    sources: Sequence[NDArray[np.float64] | None], begin: float, end: float, bridge: float
) -> tuple[float, float] | None:
    """The first stretch between begin and end that no source covers; nothing if all is."""
    stretches: list[tuple[float, float]] = []
    for times in sources:
        if times is None:
            return None
        breaks = np.flatnonzero(~bridged(times, bridge))
        starts = times[np.append(0, breaks + 1)]
        ends = times[np.append(breaks, len(times) - 1)]
        stretches += zip(starts.tolist(), ends.tolist(), strict=True)
    reached = begin
    for start, stop in sorted(stretches):
        if start > reached + TOLERANCE:
            break
        reached = max(reached, stop)
    if reached >= end - TOLERANCE:
        return None
    later = [start for start, _ in sorted(stretches) if start > reached]
    held = [stop for _, stop in stretches if stop <= reached]
    return (reached if held else begin, min(later, default=end))
