"""A source of forcing as a regular grid that is read window by window.

In: a dataset and the kind. Out: `Grid`s, one a member: ascending axes in degrees, times in seconds since 1970, and `read`,
which gives m/s. What the file says in other units, downwards or from 0 to 360 is turned here, and nowhere else.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from anso.errors import BadValueError, InvalidInputError, Problem
from anso.services.drift.forcing.axes import Axes, axes_of
from anso.services.drift.forcing.dataset import Dataset, Variable, open_dataset
from anso.services.drift.forcing.finding import found
from anso.services.drift.forcing.kinds import MIXING, WIND, Kind
from anso.services.drift.forcing.times import seconds_of
from anso.services.drift.forcing.units import metres_a_second, square_metres_a_second

__all__ = ["Grid", "grids_of"]

Read = Callable[[slice, slice, NDArray[np.int64]], NDArray[np.float32]]
EVERY_MEMBER = -1


@dataclass(frozen=True)
class Grid:
    """One source, or one member of an ensemble."""

    label: str
    longitudes: NDArray[np.float64]
    """Ascending; a grid around the world ends with its first meridian again, 360 degrees on."""
    latitudes: NDArray[np.float64]
    times: NDArray[np.float64] | None
    """Nothing for a field that holds at all times."""
    read: Read
    """By times, rows and columns: an array of time, latitude, longitude and the two parts."""
    member: int = EVERY_MEMBER
    notes: tuple[str, ...] = ()


def grids_of(address: str, kind: Kind, named: tuple[str, str] | None) -> list[Grid]:
    """The grids of one file or address."""
    dataset = open_dataset(address)
    try:
        return _grids(dataset, kind, named)
    except BadValueError as error:
        raise InvalidInputError([Problem(address, str(error))]) from error


def _grids(dataset: Dataset, kind: Kind, named: tuple[str, str] | None) -> list[Grid]:
    first, second = found(dataset, kind, named)
    if second is not None and first.dims != second.dims:
        raise BadValueError(
            f"{first.name} and {second.name} stand on different points (a staggered grid); "
            "bring both onto common points first"
        )
    axes = axes_of(dataset, first)
    factor, notes = _factor(first, kind)
    factors = [factor] if second is None else [factor, _factor(second, kind)[0]]
    longitudes, order_x = _ascending_longitudes(axes.longitudes)
    latitudes, order_y = _ascending_latitudes(axes.latitudes)
    times, order_t = _times(axes, first)
    level = _surface(axes.levels, kind)
    members = first.shape[axes.member] if axes.member is not None else 1
    variables = [first] if second is None else [first, second]

    def reader(member: int) -> Read:
        def read(when: slice, rows: slice, columns: NDArray[np.int64]) -> NDArray[np.float32]:
            parts = [
                _read(variable, axes, member, level, order_t[when], order_y[rows], order_x[columns]) * factor
                for variable, factor in zip(variables, factors, strict=True)
            ]
            if len(parts) == 1:
                parts.append(np.where(np.isnan(parts[0]), np.nan, 0.0))
            return np.stack(parts, axis=-1).astype(np.float32)

        return read

    plain = Grid(dataset.address, longitudes, latitudes, times, reader(0), notes=notes)
    if members == 1:
        return [plain]
    return [replace(plain, read=reader(number), member=number) for number in range(members)]


def _factor(variable: Variable, kind: Kind) -> tuple[float, tuple[str, ...]]:
    units = variable.text("units")
    wanted = "m2/s" if kind is MIXING else "m/s"
    if not units:
        return 1.0, (f"{variable.name} states no units; taken as {wanted}",)
    factor = (square_metres_a_second if kind is MIXING else metres_a_second)(units)
    if factor is None:
        raise BadValueError(
            f"{variable.name} has the units '{units}', which are no {wanted} nor turned into it here"
        )
    return factor, ()


def _ascending_longitudes(given: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Ascending longitudes, and for each the column that holds it; around the world the first closes the circle."""
    _refuse_few(given, "longitude")
    values = np.unwrap(given, period=360.0)
    order = np.arange(len(values))
    if values[0] > values[-1]:
        values, order = values[::-1], order[::-1]
    steps = np.diff(values)
    if not (steps > 0).all():
        raise BadValueError("its longitudes neither rise nor fall throughout")
    turn = values[-1] - values[0]
    if turn < 360.0 - 1e-6 and 360.0 - turn <= steps.max() * 1.5:
        values, order = np.append(values, values[0] + 360.0), np.append(order, order[0])
    elif turn > 360.0 + 1e-3:
        inside = values <= values[0] + 360.0 + 1e-6
        values, order = values[inside], order[inside]
    return values, order


def _ascending_latitudes(given: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    _refuse_few(given, "latitude")
    if np.abs(given).max() > 90.0 + 1e-6:
        raise BadValueError(f"its latitudes reach {given[np.abs(given).argmax()]:g}; they end at 90")
    order = np.arange(len(given))
    if given[0] > given[-1]:
        given, order = given[::-1], order[::-1]
    if not (np.diff(given) > 0).all():
        raise BadValueError("its latitudes neither rise nor fall throughout")
    return given, order


def _refuse_few(given: NDArray[np.float64], what: str) -> None:
    if len(given) < 2:
        raise BadValueError(f"it has a single {what}; at least two are needed to tell what lies between")
    if not np.isfinite(given).all():
        raise BadValueError(f"its {what}s have missing values")


def _times(axes: Axes, variable: Variable) -> tuple[NDArray[np.float64] | None, NDArray[np.int64]]:
    """Ascending times and the slices that hold them; of a time given twice the later slice counts."""
    if axes.time is None:
        return None, np.zeros(1, np.int64)
    if axes.time_variable is None:
        raise BadValueError(f"its dimension {variable.dims[axes.time]} has no times")
    seconds = seconds_of(axes.time_variable)
    ascending, last = np.unique(seconds[::-1], return_index=True)
    return ascending, len(seconds) - 1 - last


def _surface(levels: NDArray[np.float64] | None, kind: Kind) -> int:
    """The level nearest the surface; of wind, nearest 10 m, the height that leeway is measured against."""
    if levels is None:
        return 0
    return int(np.abs(np.abs(levels) - (10.0 if kind is WIND else 0.0)).argmin())


def _read(
    variable: Variable,
    axes: Axes,
    member: int,
    level: int,
    times: NDArray[np.int64],
    rows: NDArray[np.int64],
    columns: NDArray[np.int64],
) -> NDArray[np.float64]:
    """Values by time, latitude and longitude; read as runs of neighbours, turned afterwards."""
    wanted: dict[int, NDArray[np.int64]] = {axes.latitude: rows, axes.longitude: columns}
    fixed = {axes.member: member, axes.level: level}
    if axes.time is not None:
        wanted[axes.time] = times
    index: list[int | slice] = [fixed.get(place, 0) for place in range(len(variable.dims))]
    kept = sorted(wanted)
    turned: list[NDArray[np.int64]] = []
    for place in kept:
        low, high = int(wanted[place].min()), int(wanted[place].max())
        index[place] = slice(low, high + 1)
        turned.append(wanted[place] - low)
    block = np.asarray(variable.read(tuple(index)))[np.ix_(*turned)]
    if axes.time is None:
        block, kept = block[np.newaxis], [-1, *kept]
    order = [
        kept.index(-1 if axes.time is None else axes.time),
        kept.index(axes.latitude),
        kept.index(axes.longitude),
    ]
    return block.transpose(order)
