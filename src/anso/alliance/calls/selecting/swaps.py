"""Every exchange of one who is chosen for one who is not, and the bounds that forbid it.

From this follow the waiting list (who could take somebody's place), the one who would come for each who declines,
and what kept out somebody who scores higher than one who was chosen: in an optimum such an exchange always breaks
a bound, or it would have been made.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from anso.alliance.calls.selecting.problem import Programme
from anso.alliance.calls.selecting.quotas import Floats, Mask

__all__ = ["Bar", "Swaps", "swaps_of"]

ROUNDING = 1e-9
NAMED = 3
"""Bounds that a reason names; more are of no help to a reader."""


@dataclass(frozen=True)
class Bar:
    """A bound that keeps somebody out: a quota by number, and its side."""

    quota: int
    at_most: bool


@dataclass(frozen=True)
class Swaps:
    """By column: places on the waiting list (0 for none), the replacement (-1 for none), the bars."""

    waiting: NDArray[np.int64]
    replacement: NDArray[np.int64]
    bars: dict[int, tuple[Bar, ...]]
    """Of those who score higher than somebody chosen: what forbids every exchange with those."""


def swaps_of(programme: Programme, chosen: Mask) -> Swaps:
    inside, outside = np.flatnonzero(chosen), np.flatnonzero(~chosen)
    size = len(chosen)
    waiting, replacement = np.zeros(size, dtype=np.int64), np.full(size, -1)
    if not len(inside) or not len(outside):
        return Swaps(waiting, replacement, {})
    bounds = tight_bounds(programme, inside, outside)
    allowed = np.ones((len(outside), len(inside)), dtype=bool)
    better = programme.points[outside][:, None] > programme.points[inside][None, :] + ROUNDING
    contested = np.flatnonzero(better.any(axis=1))
    barred = np.zeros((len(bounds), len(contested)), dtype=np.int64)
    for number, bound in enumerate(bounds):
        forbidden = bound.forbids(outside, inside)
        allowed &= ~forbidden
        barred[number] = (forbidden[contested] & better[contested]).sum(axis=1)
    able = np.flatnonzero(allowed.any(axis=1))
    waiting[outside[able]] = np.arange(1, len(able) + 1)
    first = np.argmax(allowed, axis=0)
    found = allowed[first, np.arange(len(inside))]
    replacement[inside[found]] = outside[first[found]]
    return Swaps(waiting, replacement, named_bars(bounds, barred, better, contested, outside, inside))


@dataclass(frozen=True)
class Bound:
    """One side of one row, so near that some exchange would pass it."""

    bar: Bar
    change: Floats
    """What each column adds in the direction of the bound."""
    room: float

    def forbids(self, outside: NDArray[np.int64], inside: NDArray[np.int64]) -> Mask:
        found: Mask = self.change[outside][:, None] > self.change[inside][None, :] + (self.room + ROUNDING)
        return found


def tight_bounds(programme: Programme, inside: NDArray[np.int64], outside: NDArray[np.int64]) -> list[Bound]:
    dense = programme.dense
    activity = dense[:, inside].sum(axis=1)
    bounds = []
    for row, quota in enumerate(programme.quota_of):
        for sign, room in (
            (1.0, programme.upper[row] - activity[row]),
            (-1.0, activity[row] - programme.lower[row]),
        ):
            change = sign * dense[row]
            if change[outside].max() - change[inside].min() > room + ROUNDING:
                # A share's two bounds are rows of their own, each with one side.
                at_most = sign > 0
                bounds.append(Bound(Bar(int(quota), at_most), change, float(room)))
    return bounds


def named_bars(
    bounds: list[Bound],
    barred: NDArray[np.int64],
    better: Mask,
    contested: NDArray[np.int64],
    outside: NDArray[np.int64],
    inside: NDArray[np.int64],
) -> dict[int, tuple[Bar, ...]]:
    """For each contested column the bounds each of which forbids every exchange; or else few that together do.

    The few are the bound that forbids most exchanges, then the one that forbids most of the rest.
    """
    bars: dict[int, tuple[Bar, ...]] = {}
    for place, one in enumerate(contested):
        alone = np.flatnonzero(barred[:, place] == better[one].sum())
        if len(alone):
            sides = dict.fromkeys(bounds[number].bar for number in alone)
            bars[int(outside[one])] = tuple(sides)[:NAMED]
            continue
        left = better[one].copy()
        own: list[Bar] = []
        order = np.argsort(-barred[:, place], kind="stable")
        for number in order[barred[order, place] > 0]:
            forbidden = bounds[number].forbids(outside[one : one + 1], inside)[0]
            if (forbidden & left).any() and bounds[number].bar not in own:
                own.append(bounds[number].bar)
                left &= ~forbidden
            if not left.any() or len(own) == NAMED:
                break
        bars[int(outside[one])] = tuple(own)
    return bars
