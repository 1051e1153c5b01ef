"""Years, latitudes and longitudes as numbers that can be trusted, or a sentence why they cannot."""

import re

import numpy as np
import xarray as xr

from anso.services.outlooks.known.numbers import Numbers, Years
from anso.services.outlooks.reading.opened import refused

__all__ = ["Arranged", "arranged_latitudes", "arranged_longitudes", "years_of"]

Arranged = tuple[Numbers, Years]
"""Ascending values, and the positions at which they stood."""
EARLIEST, LATEST = 1000, 3000
STEP_TOLERANCE = 0.02
"""Of a grid's step: coordinates are often kept with few digits."""


def years_of(array: xr.DataArray, name: str, where: str) -> Years:
    """The year of each step: from numbers, dates, or times since a day in any calendar."""
    place = f"{where}, {array.name}, axis {name}"
    if name not in array.coords:
        raise refused(place, "has no values: say which years its steps are")
    coordinate = array[name]
    values = coordinate.values
    units = str(coordinate.attrs.get("units", ""))
    if values.dtype.kind == "M":
        years = values.astype("datetime64[Y]").astype(np.int64) + 1970
    elif " since " in units:
        years = since(values, units, str(coordinate.attrs.get("calendar", "standard")), place)
    elif values.dtype.kind in "iuf" and np.isfinite(values).all() and (values == np.rint(values)).all():
        years = np.rint(values).astype(np.int64)
    else:
        raise refused(place, "its values are no years: give whole numbers such as 1991, or dates")
    if len(years) and (years.min() < EARLIEST or years.max() > LATEST):
        raise refused(place, f"goes from {years.min()} to {years.max()}, which are no years")
    known, times = np.unique(years, return_counts=True)
    if (times > 1).any():
        raise refused(
            place, f"has {times.max()} steps in {known[times.argmax()]}: give one value a year, the season's"
        )
    answer: Years = years
    return answer


def since(values: Numbers, units: str, calendar: str, place: str) -> Years:
    """Months and years are counted on the calendar itself; all else by the calendar that is named."""
    import cftime

    counted = re.fullmatch(r"\s*(months?|years?)\s+since\s+(\d{1,4})(?:-(\d{1,2}))?.*", units)
    if counted:
        months = values * (12 if counted[1].startswith("year") else 1) + int(counted[3] or 1) - 1
        return np.floor(int(counted[2]) + months / 12).astype(np.int64)
    try:
        dates = cftime.num2date(values, units, "360_day" if calendar == "360" else calendar)
    except (ValueError, OverflowError) as error:
        raise refused(
            place, f"times in {units!r} of calendar {calendar!r} cannot be read ({error})"
        ) from error
    return np.array([date.year for date in np.atleast_1d(dates)], dtype=np.int64)


def arranged_latitudes(array: xr.DataArray, name: str, where: str) -> Arranged:
    values = coordinate_of(array, name, where)
    if np.abs(values).max() > 90.01:
        raise refused(
            f"{where}, {array.name}, axis {name}",
            f"goes to {np.abs(values).max():g}, and no latitude is beyond 90 degrees",
        )
    return arranged(values, array, name, where)


def arranged_longitudes(array: xr.DataArray, name: str, where: str, middle: float | None = None) -> Arranged:
    """On the turn of the globe around `middle`, or around their own: 350 and -10 degrees are the same place."""
    values = coordinate_of(array, name, where)
    if values.min() < -360 or values.max() > 540:
        raise refused(
            f"{where}, {array.name}, axis {name}",
            f"goes from {values.min():g} to {values.max():g}, which are no longitudes in degrees",
        )
    if middle is None:
        middle = middle_of(values)
    return arranged((values - middle + 180) % 360 - 180 + middle, array, name, where)


def middle_of(longitudes: Numbers) -> float:
    """Where the turn of the globe is to be centred so that it opens at the widest gap between longitudes."""
    ordered = np.unique(longitudes % 360)
    gaps = np.diff(np.append(ordered, ordered[0] + 360))
    widest = int(gaps.argmax())
    opening = ordered[widest] + gaps[widest] / 2
    middle = float((opening + 180) % 360)
    # Kept as written where it can be: a grid from -10 to 10 stays there.
    return middle - 360 * round((middle - float(np.mean(longitudes))) / 360)


def coordinate_of(array: xr.DataArray, name: str, where: str) -> Numbers:
    place = f"{where}, {array.name}, axis {name}"
    if name not in array.coords:
        raise refused(place, "has no values: give its degrees")
    values = array[name].values
    if values.ndim != 1 or values.dtype.kind not in "iuf" or not np.isfinite(values).all():
        raise refused(place, "must be a line of numbers in degrees")
    numbers: Numbers = values.astype(np.float64)
    return numbers


def arranged(values: Numbers, array: xr.DataArray, name: str, where: str) -> Arranged:
    place = f"{where}, {array.name}, axis {name}"
    if len(values) < 2:
        raise refused(place, "has a single value; a grid needs two or more")
    order = np.argsort(values, kind="stable")
    steps = np.diff(values[order])
    if steps.min() <= 0:
        raise refused(place, f"has {values[order][steps.argmin()]:g} degrees twice")
    if steps.max() - steps.min() > STEP_TOLERANCE * steps.mean() + 1e-3:
        raise refused(
            place,
            f"has steps from {steps.min():.3g} to {steps.max():.3g} degrees; regrid it to even ones first",
        )
    return values[order], order
