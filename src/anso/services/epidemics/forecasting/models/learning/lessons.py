"""What past days teach: what was seen on each, and what then came about.

In comes an almanac and the day of issue; out come, for every day a whole number of weeks before it, the
features as they were on that day and the rates of the following weeks as they are known on the day of issue.
Past days are looked at as they were told then, so that a place whose counts are usually revised upwards is
learnt to be so.
"""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from anso.services.epidemics.forecasting.known import Almanac, State
from anso.services.epidemics.forecasting.models.learning.features import features

__all__ = ["Lessons", "lessons", "seen_on"]

FIRST_WEEKS = 10
"""Weeks that a place must have been told of before a day teaches anything."""
MOST_WEEKS = 156
STALE = 1
"""A row whose newest weeks are unknown for longer teaches nothing."""

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Lessons:
    """Past days, the oldest first."""

    names: tuple[str, ...]
    seen: NDArray[np.float32]
    """Days x rows x columns."""
    rate: Numbers
    """Days x rows: the newest count known then, per unit."""
    later: Numbers
    """Days x rows x steps: the count of the weeks that followed it, per the same unit; NaN if unknown."""
    age: NDArray[np.int64]
    """Weeks before the day of issue."""

    def column(self, name: str) -> Numbers:
        return self.seen[..., self.names.index(name)].astype(np.float64)


@dataclass(frozen=True)
class Seen:
    """All that a day teaches by itself."""

    names: tuple[str, ...]
    values: NDArray[np.float32]
    """Rows x columns."""
    rate: Numbers
    unit: Numbers
    lag: NDArray[np.int64]
    usable: NDArray[np.bool_]


def lessons(almanac: Almanac, day: date, steps: int) -> Lessons:
    """Every day that has at least one outcome known by `day`, back to the first weeks that were told."""
    return almanac.newest("lessons", (day, steps), lambda: learnt(almanac, day, steps))


def learnt(almanac: Almanac, day: date, steps: int) -> Lessons:
    now = almanac.state(day).known
    raw = now.raw.reshape(-1, len(now.weeks))
    outcome = np.where(raw < 0, np.nan, raw)
    ages = np.arange(min(len(now.weeks) - FIRST_WEEKS, MOST_WEEKS), 0, -1)
    past = [seen(almanac, day - timedelta(weeks=int(age))) for age in ages]
    today = seen(almanac, day)
    values = np.empty((len(past), *today.values.shape), dtype=np.float32)
    rate = np.empty((len(past), len(raw)))
    later = np.full((len(past), len(raw), steps), np.nan)
    for number, (age, one) in enumerate(zip(ages, past, strict=True)):
        values[number], rate[number] = one.values, one.rate
        week = (raw.shape[1] - 1 - age - one.lag)[:, None] + np.arange(1, steps + 1)
        known = (week >= 0) & (week < raw.shape[1]) & (one.usable & (one.lag <= STALE))[:, None]
        came = np.take_along_axis(outcome, np.clip(week, 0, raw.shape[1] - 1), axis=1)
        later[number] = np.where(known, came, np.nan) / one.unit[:, None]
    return Lessons(today.names, values, rate, later, ages)


def rate_now(state: State) -> Numbers:
    return state.series.last / state.unit


def seen_on(almanac: Almanac, day: date) -> tuple[tuple[str, ...], NDArray[np.float32]]:
    """Names and values (rows x columns) of the features on a day."""
    one = seen(almanac, day)
    return one.names, one.values


def seen(almanac: Almanac, day: date) -> Seen:
    """Made once for each day."""
    key = ("seen", day)
    if key not in almanac.kept:
        state = almanac.state(day)
        named = features(day, state)
        almanac.kept[key] = Seen(
            tuple(named),
            np.stack(list(named.values()), axis=-1, dtype=np.float32),
            rate_now(state),
            state.unit,
            state.series.lag,
            state.series.usable,
        )
    kept: Seen = almanac.kept[key]
    return kept
