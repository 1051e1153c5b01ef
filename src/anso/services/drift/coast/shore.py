"""The coast of a window, laid out so that the kernel finds at once what lies near a particle.

The window is cut into cells of a tenth of a degree. A cell without coast is all sea or all land; one with coast
keeps the segments that may touch it and whether its centre is land. A point in such a cell is on land if the
way from it to the centre crosses the coast an odd number of times and the centre is sea, or an even number and
it is land (the even-odd rule; Haines 1994, Graphics Gems IV, I.4), so the test is exact to the map.

In: west, east, south, north in degrees; east may pass 180. Out: `Shore`, plain arrays.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from anso.services.drift.coast.land import segments

__all__ = ["Shore", "no_shore", "shore_of"]

CELL = 0.1
"""Degrees; about ten segments fall into a cell with coast."""
SEA, LAND, COAST_AT_SEA, COAST_ON_LAND = 0, 1, 2, 3
"""States of a cell; the last two hold coast, and their centre is sea or land."""


class Shore(NamedTuple):
    """Coast of a window: `corner` is west, south and the cell's size; `first` and `pieces` index `lines`."""

    corner: NDArray[np.float64]
    state: NDArray[np.uint8]
    first: NDArray[np.int32]
    pieces: NDArray[np.int32]
    lines: NDArray[np.float64]


def no_shore() -> Shore:
    """Sea everywhere."""
    return Shore(
        np.array([0.0, 0.0, CELL]),
        np.zeros((0, 0), np.uint8),
        np.zeros(1, np.int32),
        np.zeros(0, np.int32),
        np.zeros((0, 4)),
    )


def shore_of(west: float, east: float, south: float, north: float) -> Shore:
    """The coast of a window at most 360 degrees wide."""
    west, south = np.floor(west / CELL) * CELL, np.floor(max(south, -90.0) / CELL) * CELL
    across = max(1, round(np.ceil((min(east, west + 360.0) - west) / CELL)))
    up = max(1, round(np.ceil((min(north, 90.0) - south) / CELL)))
    lines = _in_columns(west, west + across * CELL, south)
    cells = np.stack(
        [
            np.clip(np.floor((np.minimum(lines[:, 0], lines[:, 2]) - west) / CELL), -1, across),
            np.clip(np.floor((np.maximum(lines[:, 0], lines[:, 2]) - west) / CELL), -1, across),
            np.clip(np.floor((np.minimum(lines[:, 1], lines[:, 3]) - south) / CELL), -1, up),
            np.clip(np.floor((np.maximum(lines[:, 1], lines[:, 3]) - south) / CELL), -1, up),
        ]
    ).astype(np.int64)
    land = _centres_on_land(lines, west, south, across, up)
    touched, owner = _touched(cells, across, up)
    order = np.argsort(touched, kind="stable")
    first = np.zeros(across * up + 1, np.int32)
    np.cumsum(np.bincount(touched, minlength=across * up), out=first[1:])
    state = land.ravel().astype(np.uint8)
    state[np.diff(first) > 0] += COAST_AT_SEA
    return Shore(
        np.array([west, south, CELL]),
        state.reshape(up, across),
        first,
        owner[order].astype(np.int32),
        lines,
    )


def _in_columns(west: float, east: float, south: float) -> NDArray[np.float64]:
    """Segments in the window's longitudes, from its southern edge to the north pole, in the window's own turn."""
    world = segments()
    world = world[np.maximum(world[:, 1], world[:, 3]) >= south]
    found = []
    for turn in range(int(np.floor((west - 181.0) / 360.0)), int(np.ceil((east + 181.0) / 360.0)) + 1):
        left = np.minimum(world[:, 0], world[:, 2]) + 360.0 * turn
        right = np.maximum(world[:, 0], world[:, 2]) + 360.0 * turn
        found.append(world[(right >= west) & (left <= east)] + np.array([360.0 * turn, 0.0] * 2))
    return np.vstack(found)


def _centres_on_land(
    lines: NDArray[np.float64], west: float, south: float, across: int, up: int
) -> NDArray[np.bool_]:
    """Whether each cell's centre is land: coasts counted southwards from the north pole, which is sea."""
    left, right = np.minimum(lines[:, 0], lines[:, 2]), np.maximum(lines[:, 0], lines[:, 2])
    # A column is crossed if its centre lies in [left, right): a shared end counts once.
    begin = np.clip(np.ceil((left - west) / CELL - 0.5), 0, across).astype(np.int64)
    end = np.clip(np.ceil((right - west) / CELL - 0.5), 0, across).astype(np.int64)
    which, column = _ranges(begin, end)
    x0, y0, x1, y1 = lines[which].T
    meridian = west + (column + 0.5) * CELL
    crossing = y0 + (meridian - x0) / (x1 - x0) * (y1 - y0)
    # The first centre south of the crossing, in rows counted from the north.
    row = np.clip(np.floor(up - (crossing - south) / CELL + 0.5), 0, up).astype(np.int64)
    counts = np.bincount(row * across + column, minlength=(up + 1) * across)
    crossed = np.cumsum(counts.reshape(up + 1, across)[:up], axis=0)
    return np.asarray(crossed[::-1] % 2 == 1)


def _touched(cells: NDArray[np.int64], across: int, up: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Every pair of a cell and a segment whose box it shares."""
    left, right, bottom, top = cells
    inside = (right >= 0) & (left < across) & (top >= 0) & (bottom < up)
    numbers = np.flatnonzero(inside)
    left, right = np.maximum(left[inside], 0), np.minimum(right[inside], across - 1)
    bottom, top = np.maximum(bottom[inside], 0), np.minimum(top[inside], up - 1)
    by_row, row = _ranges(bottom, top + 1)
    by_cell, column = _ranges(left[by_row], right[by_row] + 1)
    return row[by_cell] * across + column, numbers[by_row[by_cell]]


def _ranges(begin: NDArray[np.int64], end: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """All whole numbers of many ranges, each beside the number of its range."""
    lengths = np.maximum(end - begin, 0)
    which = np.repeat(np.arange(len(begin)), lengths)
    return which, np.arange(len(which)) - np.repeat(np.cumsum(lengths) - lengths, lengths) + begin[which]
