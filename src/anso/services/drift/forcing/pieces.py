"""The part of a grid that a stretch of time and a window need.

In: a grid, times, a window. Out: `Piece`: values in m/s with their axes. What cannot be such a thing is refused here: speeds
beyond all measure (a wrong unit).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from anso.errors import InvalidInputError, Problem
from anso.services.drift.forcing.covering import bridged
from anso.services.drift.forcing.grid import Grid
from anso.services.drift.forcing.kinds import MIXING, Kind
from anso.services.drift.forcing.times import said

__all__ = ["Cut", "Piece", "Window", "cut", "nothing_there", "piece_of", "size_of"]


class Window(NamedTuple):
    """Degrees; east may pass 180."""

    west: float
    east: float
    south: float
    north: float


class Cut(NamedTuple):
    """Which slices, rows and columns of a grid are needed, and the longitudes of the columns."""

    when: slice
    rows: slice
    columns: NDArray[np.int64]
    longitudes: NDArray[np.float64]


@dataclass(frozen=True)
class Piece:
    """Part of a grid, read."""

    values: NDArray[np.float32]
    longitudes: NDArray[np.float64]
    latitudes: NDArray[np.float64]
    times: NDArray[np.float64] | None
    joined: NDArray[np.bool_]
    """Whether what lies between each slice and the next may be filled in."""
    member: int


def cut(grid: Grid, begin: float, end: float, window: Window | None) -> Cut | None:
    """The part that is needed; nothing if the grid has nothing there or then."""
    if grid.times is None:
        when = slice(0, 1)
    else:
        first = max(int(np.searchsorted(grid.times, begin, side="right")) - 1, 0)
        last = min(int(np.searchsorted(grid.times, end, side="left")), len(grid.times) - 1)
        if grid.times[first] > end + 1.0 or grid.times[last] < begin - 1.0:
            return None
        when = slice(first, last + 1)
    if window is None:
        return Cut(when, slice(0, len(grid.latitudes)), np.arange(len(grid.longitudes)), grid.longitudes)
    south = max(int(np.searchsorted(grid.latitudes, window.south, side="right")) - 1, 0)
    north = min(int(np.searchsorted(grid.latitudes, window.north, side="left")), len(grid.latitudes) - 1)
    if north <= south:
        return None
    columns, longitudes = _columns(grid.longitudes, window.west, window.east)
    if len(columns) < 2:
        return None
    return Cut(when, slice(south, north + 1), columns, longitudes)


def _columns(
    longitudes: NDArray[np.float64], west: float, east: float
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Columns from west to east; across the seam of a grid around the world, and of none twice."""
    everything = np.arange(len(longitudes)), longitudes
    around = longitudes[-1] - longitudes[0] >= 360.0 - 1e-6
    if east - west >= 359.0:
        return everything
    shift = 360.0 * np.floor((west - longitudes[0]) / 360.0)
    west, east = west - shift, east - shift
    count = len(longitudes) - 1
    if around:
        twice = np.append(longitudes[:-1], longitudes[:-1] + 360.0)
        first = max(int(np.searchsorted(twice, west, side="right")) - 1, 0)
        last = min(int(np.searchsorted(twice, east, side="left")), len(twice) - 1)
        if last - first >= count:
            return everything
        return np.arange(first, last + 1) % count, twice[first : last + 1]
    if east > longitudes[0] + 360.0 and west <= longitudes[-1]:
        return everything  # the window reaches over both of the grid's ends
    if west > longitudes[-1]:
        west, east = west - 360.0, east - 360.0
    first = max(int(np.searchsorted(longitudes, west, side="right")) - 1, 0)
    last = min(int(np.searchsorted(longitudes, east, side="left")), count)
    return np.arange(first, last + 1), longitudes[first : last + 1]


def size_of(grid: Grid, begin: float, end: float, window: Window | None) -> int:
    """Bytes that the piece would take."""
    held = cut(grid, begin, end, window)
    if held is None:
        return 0
    slices, rows = held.when.stop - held.when.start, held.rows.stop - held.rows.start
    return int(slices * rows * len(held.columns) * 8)


def piece_of(grid: Grid, held: Cut, kind: Kind, bridge: float) -> Piece | None:
    """Read; slices without any value are left out as if they were not there, and a piece without any is nothing."""
    values = grid.read(held.when, held.rows, held.columns)
    latitudes = grid.latitudes[held.rows]
    finite = np.isfinite(values)
    some = finite.any(axis=(1, 2, 3))
    if not some.any():
        return None
    fastest = float(np.nanmax(np.abs(values))) if finite.all() else float(np.abs(values[finite]).max())
    if fastest > kind.fastest:
        unit = "m2/s" if kind is MIXING else "m/s"
        raise InvalidInputError(
            [
                Problem(
                    grid.label,
                    f"has {kind.what}s of up to {fastest:.4g} {unit}, beyond all that is real: its units must be other "
                    "than stated, or what is missing is not marked as missing",
                )
            ]
        )
    times = None if grid.times is None else grid.times[held.when]
    joined = np.zeros(0, bool)
    if grid.times is not None and times is not None:
        joined = bridged(grid.times, bridge)[held.when.start : held.when.stop - 1]
        if not some.all():
            values, times = values[some], times[some]
            across = np.diff(np.flatnonzero(some)) > 1
            kept = joined[np.flatnonzero(some)[:-1]] if len(times) > 1 else joined[:0]
            joined = np.where(across, np.diff(times) <= bridge * 3600.0 + 1.0, kept)
    return Piece(np.ascontiguousarray(values), held.longitudes, latitudes, times, joined, grid.member)


def nothing_there(kind: Kind, cuts: Sequence[tuple[Grid, Cut | None]]) -> Problem:
    """Says in which area and at which times every value is missing."""
    grid, held = next((grid, part) for grid, part in cuts if part is not None)
    when = ""
    if grid.times is not None:
        when = f", {said(grid.times[held.when.start])} to {said(grid.times[held.when.stop - 1])}"
    return Problem(
        grid.label,
        f"has no {kind.what} at all between {held.longitudes[0]:.4g} and {held.longitudes[-1]:.4g} degrees of longitude, "
        f"{grid.latitudes[held.rows.start]:.4g} and {grid.latitudes[held.rows.stop - 1]:.4g} of latitude{when}: "
        "every value is missing",
    )
