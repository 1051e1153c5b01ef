"""A field's value anywhere: linear in longitude, latitude and time.

Sources of a kind are asked in order of priority; the first that covers the place and time answers. At the edge of a
source's land the value is that of the corners at sea, weighted as they are near.
"""

# The compiler infers these types itself, and differently for each kind of array.
# mypy: allow-untyped-defs, allow-incomplete-defs, allow-untyped-calls, no-warn-return-any

import math

import numpy as np

from anso.services.drift.kernel.compiled import compiled, inlined
from anso.services.drift.kernel.layout import (
    EVEN,
    HEIGHT,
    MEMBER,
    OFFSET,
    WIDTH,
    X_AXIS,
    Y_AXIS,
    Fields,
)

__all__ = ["FOUND", "NOTHING", "NOWHERE", "sample", "sample_batch"]

ONE, TWO, THREE = np.uint64(1), np.uint64(2), np.uint64(3)
EDGE = 1e-6
"""The part of a cell by which rounding may bring a place out of a grid."""
FOUND, NOTHING, NOWHERE = 0, 1, 2
"""A value; a place that is covered but has none (land, or a hole in the data); a place or time not covered."""


@inlined
def bracket(axes, begin: int, length: int, value: float) -> tuple[int, float]:
    """The cell of an unevenly spaced axis that holds a value, and where in it; cell -1 if none does."""
    low, high = 0, length - 1
    if not axes[begin] <= value <= axes[begin + high]:
        return -1, 0.0
    while high - low > 1:
        middle = (low + high) // 2
        if axes[begin + middle] <= value:
            low = middle
        else:
            high = middle
    left = axes[begin + low]
    return low, (value - left) / (axes[begin + low + 1] - left)


@inlined
def at_corners(values, at: int, below: int, fx: float, fy: float) -> tuple[float, float]:
    """Bilinear between four corners, one slice; `at` is the lower left pair, `below` the distance of a row."""
    # Unsigned places spare the machine code a question for each load: whether to count from the end.
    low = np.uint64(at)
    up = np.uint64(at + below)
    west_u, west_v = values[low], values[low + ONE]
    east_u, east_v = values[low + TWO], values[low + THREE]
    below_u, below_v = west_u + fx * (east_u - west_u), west_v + fx * (east_v - west_v)
    west_u, west_v = values[up], values[up + ONE]
    east_u, east_v = values[up + TWO], values[up + THREE]
    above_u, above_v = west_u + fx * (east_u - west_u), west_v + fx * (east_v - west_v)
    return below_u + fy * (above_u - below_u), below_v + fy * (above_v - below_v)


@inlined
def at_sea(values, at: int, below: int, fx: float, fy: float) -> tuple[float, float, bool]:
    """The same, of the corners that have a value."""
    east, north, weights = 0.0, 0.0, 0.0
    for corner in range(4):
        place = at + (corner & 1) * 2 + (corner >> 1) * below
        u, v = values[place], values[place + 1]
        if math.isnan(u) or math.isnan(v):
            continue
        weight = (fx if corner & 1 else 1.0 - fx) * (fy if corner >> 1 else 1.0 - fy)
        east, north, weights = east + weight * u, north + weight * v, weights + weight
    if weights <= 0.0:
        return 0.0, 0.0, False
    return east / weights, north / weights, True


@inlined
def within(
    values,
    axes,
    offset,
    width,
    height,
    even,
    x_axis,
    y_axis,
    west,
    across,
    south,
    up,
    now,
    later,
    longitude,
    latitude,
) -> tuple[float, float, int]:
    """The value of one source: at slice `now` and by the weight `later` at the next; its numbers are those of `Fields`."""
    east_of = longitude - west
    if not 0.0 <= east_of < 360.0:
        east_of -= 360.0 * math.floor(east_of / 360.0)
    if even == 1:
        fx, fy = east_of * across, (latitude - south) * up
        # A place on the grid's own edge may miss it by a rounding error, on the west by a whole turn.
        if fx > width - 1:
            turned = (east_of - 360.0) * across
            fx = width - 1.0 if fx < width - 1 + EDGE else (0.0 if turned > -EDGE else fx)
        if -EDGE < fy < 0.0:
            fy = 0.0
        elif height - 1 < fy < height - 1 + EDGE:
            fy = height - 1.0
        if not (fx <= width - 1 and 0.0 <= fy <= height - 1):
            return 0.0, 0.0, NOWHERE
        ix, iy = min(int(fx), width - 2), min(int(fy), height - 2)
        fx, fy = fx - ix, fy - iy
    else:
        ix, fx = bracket(axes, x_axis, width, west + east_of)
        iy, fy = bracket(axes, y_axis, height, latitude)
        if ix < 0 or iy < 0:
            return 0.0, 0.0, NOWHERE
    below = 2 * width
    at = offset + (now * height + iy) * below + 2 * ix
    east, north = at_corners(values, at, below, fx, fy)
    if later > 0.0:
        then_east, then_north = at_corners(values, at + below * height, below, fx, fy)
        east, north = east + later * (then_east - east), north + later * (then_north - north)
    if not math.isnan(east + north):
        return east, north, FOUND
    east, north, there = at_sea(values, at, below, fx, fy)
    if there and later > 0.0:
        then_east, then_north, there = at_sea(values, at + below * height, below, fx, fy)
        east, north = east + later * (then_east - east), north + later * (then_north - north)
    return east, north, FOUND if there else NOTHING


@compiled
def sample(
    fields: Fields, kind: int, node: int, member: int, longitude: float, latitude: float
) -> tuple[float, float, int]:
    """Eastward and northward value at a place and node, and whether there is one."""
    values, rows, scale, axes, slot, share, spans = fields
    mine = member % max(spans[kind, 2], 1)
    worst = NOWHERE
    for row in range(spans[kind, 0], spans[kind, 1]):
        offset, width, height, even = rows[row, OFFSET], rows[row, WIDTH], rows[row, HEIGHT], rows[row, EVEN]
        x_axis, y_axis, of = rows[row, X_AXIS], rows[row, Y_AXIS], rows[row, MEMBER]
        if slot[row, node] < 0 or (of >= 0 and of != mine):
            continue
        west, across, south, up = scale[row, 0], scale[row, 1], scale[row, 2], scale[row, 3]
        east, north, answer = within(
            values,
            axes,
            offset,
            width,
            height,
            even,
            x_axis,
            y_axis,
            west,
            across,
            south,
            up,
            slot[row, node],
            share[row, node],
            longitude,
            latitude,
        )
        if answer == FOUND:
            return east, north, FOUND
        worst = min(worst, answer)
    return 0.0, 0.0, worst


@inlined
def sample_batch(fields: Fields, kind, node, count, who, found, places) -> None:
    """The same for a batch of particles: places in rows 0 and 1 of `places`, values into rows 4 and 5.

    Source by source, so that what is the same for all particles is looked up once.
    """
    values, rows, scale, axes, slot, share, spans = fields
    members = max(spans[kind, 2], 1)
    for each in range(count):
        found[each] = NOWHERE
    for row in range(spans[kind, 0], spans[kind, 1]):
        now, later, of = slot[row, node], share[row, node], rows[row, MEMBER]
        if now < 0:
            continue
        offset, width, height, even = rows[row, OFFSET], rows[row, WIDTH], rows[row, HEIGHT], rows[row, EVEN]
        x_axis, y_axis = rows[row, X_AXIS], rows[row, Y_AXIS]
        west, across, south, up = scale[row, 0], scale[row, 1], scale[row, 2], scale[row, 3]
        for each in range(count):
            if found[each] == FOUND or (of >= 0 and of != who[each] % members):
                continue
            u, v, answer = within(
                values,
                axes,
                offset,
                width,
                height,
                even,
                x_axis,
                y_axis,
                west,
                across,
                south,
                up,
                now,
                later,
                places[0, each],
                places[1, each],
            )
            places[4, each], places[5, each] = u, v
            found[each] = min(found[each], answer)
