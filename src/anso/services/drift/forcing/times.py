"""Times of a file as seconds since 1970, and texts as times.

In: numbers with units such as `hours since 2020-09-03` and a calendar. Out: seconds, UTC. Calendars with days that no real
year has cannot be placed in time and are refused.
"""

import re
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray

from anso.errors import BadValueError
from anso.services.drift.forcing.dataset import Variable

__all__ = ["instant", "said", "seconds_of"]

REAL = ("", "standard", "gregorian", "proleptic_gregorian")
LEAPLESS = ("noleap", "365_day")
UNITS = {
    r"(?:micro|µ)s(?:ec(?:ond)?s?)?": 1e-6,
    r"(?:milliseconds?|millisecs?|ms)": 1e-3,
    r"(?:seconds?|secs?|s)": 1.0,
    r"(?:minutes?|mins?)": 60.0,
    r"(?:hours?|hrs?|hr|h)": 3600.0,
    r"(?:days?|d)": 86400.0,
}


def seconds_of(variable: Variable) -> NDArray[np.float64]:
    """Seconds since 1970 of a time axis; raises `BadValueError` with the reason where it has none."""
    units, calendar = variable.text("units"), variable.text("calendar").lower()
    match = re.fullmatch(r"\s*(\S+)\s+since\s+(.+?)\s*", units, re.IGNORECASE)
    factor = next(
        (size for pattern, size in UNITS.items() if match and re.fullmatch(pattern, match[1], re.IGNORECASE)),
        None,
    )
    if match is None or factor is None:
        raise BadValueError(
            f"its time ({variable.name}) has the units '{units}'; needed is something like 'hours since 2020-09-03 00:00'"
        )
    values = variable.whole().astype(np.float64).ravel()
    if values.size == 0 or not np.isfinite(values).all():
        raise BadValueError(f"its time ({variable.name}) is empty or has missing values")
    if calendar in LEAPLESS:
        return _by_date(values, units, calendar)
    if calendar not in REAL:
        raise BadValueError(
            f"its time ({variable.name}) counts in the calendar {calendar}, which has days that no real year has"
        )
    first = _by_date(values[:1], units, calendar or "standard")
    return np.asarray(np.round(first + (values - values[0]) * factor, 3))


def _by_date(values: NDArray[np.float64], units: str, calendar: str) -> NDArray[np.float64]:
    import cftime

    try:
        dates = cftime.num2date(values, units, calendar=calendar)
    except (ValueError, OverflowError) as error:
        raise BadValueError(f"its time units '{units}' cannot be read ({error})") from error
    return np.array(
        [
            datetime(
                d.year, d.month, d.day, d.hour, d.minute, d.second, d.microsecond, tzinfo=UTC
            ).timestamp()
            for d in np.atleast_1d(dates)
        ]
    )


def instant(text: str) -> float:
    """Seconds since 1970 of an ISO 8601 time; without a zone it is UTC."""
    try:
        when = datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise BadValueError(
            f"'{text}' is no time; write it as 2020-09-03T06:00, in UTC or with its zone"
        ) from error
    return (when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp()


def said(seconds: float) -> str:
    """A time as a person reads it, always UTC."""
    when = datetime.fromtimestamp(round(seconds), UTC)
    return f"{when:%Y-%m-%d %H:%M:%S}".removesuffix(":00") + " UTC"
