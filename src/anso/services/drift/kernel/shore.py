"""Where a way meets the coast. How the coast is laid out stands in `coast/shore.py`."""

# The compiler infers these types itself, and differently for each kind of array.
# mypy: allow-untyped-defs, allow-incomplete-defs, allow-untyped-calls, no-warn-return-any

import math

from anso.services.drift.coast.shore import COAST_AT_SEA, COAST_ON_LAND, LAND, SEA, Shore
from anso.services.drift.kernel.compiled import compiled, inlined

__all__ = ["meets", "on_land", "which_on_land"]


@inlined
def framed(longitude: float, west: float) -> float:
    """The longitude as the window counts it."""
    return longitude - 360.0 * math.floor((longitude - west) / 360.0)


@inlined
def crosses(ax, ay, bx, by, cx, cy, dx, dy):
    """Where on the way from a to b, from 0 to 1, the line from c to d is crossed; 2 if nowhere.

    An end of the line belongs to one side only, so that a way through a corner of the coast crosses it once.
    """
    side_c = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)
    side_d = (bx - ax) * (dy - ay) - (by - ay) * (dx - ax)
    if (side_c > 0.0) == (side_d > 0.0):
        return 2.0
    side_a = (dx - cx) * (ay - cy) - (dy - cy) * (ax - cx)
    side_b = (dx - cx) * (by - cy) - (dy - cy) * (bx - cx)
    if (side_a > 0.0) == (side_b > 0.0):
        return 2.0
    return side_a / (side_a - side_b)


@inlined
def on_land(shore: Shore, longitude: float, latitude: float) -> bool:
    """Whether a place is on land; outside the window all is sea."""
    corner, state, first, pieces, lines = shore
    height, width = state.shape
    x = framed(longitude, corner[0])
    column = math.floor((x - corner[0]) / corner[2])
    row = math.floor((latitude - corner[1]) / corner[2])
    if not (0 <= column < width and 0 <= row < height):
        return False
    kind = state[row, column]
    if kind == SEA:
        return False
    if kind == LAND:
        return True
    centre_x, centre_y = corner[0] + (column + 0.5) * corner[2], corner[1] + (row + 0.5) * corner[2]
    land = kind == COAST_ON_LAND
    cell = row * width + column
    for piece in range(first[cell], first[cell + 1]):
        line = pieces[piece]
        if (
            crosses(
                x,
                latitude,
                centre_x,
                centre_y,
                lines[line, 0],
                lines[line, 1],
                lines[line, 2],
                lines[line, 3],
            )
            <= 1.0
        ):
            land = not land
    return land


@inlined
def meets(shore: Shore, from_x: float, from_y: float, to_x: float, to_y: float) -> float:
    """Where on a way from sea, from 0 to 1, the coast is first met; 2 if nowhere."""
    corner, state, first, pieces, lines = shore
    height, width = state.shape
    if width == 0:
        return 2.0
    ax = framed(from_x, corner[0])
    bx = ax + (to_x - from_x)
    left = max(math.floor((min(ax, bx) - corner[0]) / corner[2]), 0)
    right = min(math.floor((max(ax, bx) - corner[0]) / corner[2]), width - 1)
    bottom = max(math.floor((min(from_y, to_y) - corner[1]) / corner[2]), 0)
    top = min(math.floor((max(from_y, to_y) - corner[1]) / corner[2]), height - 1)
    soonest = 2.0
    for row in range(bottom, top + 1):
        for column in range(left, right + 1):
            if state[row, column] < COAST_AT_SEA:
                continue
            cell = row * width + column
            for piece in range(first[cell], first[cell + 1]):
                line = pieces[piece]
                met = crosses(
                    ax,
                    from_y,
                    bx,
                    to_y,
                    lines[line, 0],
                    lines[line, 1],
                    lines[line, 2],
                    lines[line, 3],
                )
                soonest = min(soonest, met)
    return soonest


@compiled
def which_on_land(shore: Shore, longitudes, latitudes, answers) -> None:
    """Fills `answers` with whether each place is on land."""
    for place in range(len(longitudes)):
        answers[place] = on_land(shore, longitudes[place], latitudes[place])
