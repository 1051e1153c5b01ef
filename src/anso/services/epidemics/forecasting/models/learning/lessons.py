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
    seen: Numbers
    """Days x rows x columns."""
    rate: Numbers
    """Days x rows: the newest count known then, per unit."""
    later: Numbers
    """Days x rows x steps: the count of the weeks that followed it, per the same unit; NaN if unknown."""
    age: NDArray[np.int64]
    """Weeks before the day of issue."""

    def column(self, name: str) -> Numbers:
        return self.seen[..., self.names.index(name)]


def lessons(almanac: Almanac, day: date, steps: int) -> Lessons:
    """Every day that has at least one outcome known by `day`, back to the first weeks that were told."""
    return almanac.newest("lessons", (day, steps), lambda: learnt(almanac, day, steps))


def learnt(almanac: Almanac, day: date, steps: int) -> Lessons:
    now = almanac.state(day)
    raw = now.known.raw.reshape(len(now.group), -1)
    outcome = np.where(raw < 0, np.nan, raw)
    count = min(len(now.known.weeks) - FIRST_WEEKS, MOST_WEEKS)
    ages = np.arange(count, 0, -1)
    days = [day - timedelta(weeks=int(age)) for age in ages]
    states = [almanac.state(past) for past in days]
    names, first = seen_on(almanac, day)
    seen = np.stack([seen_on(almanac, past)[1] for past in days]) if days else np.empty((0, *first.shape))
    rate = np.stack([rate_now(state) for state in states]) if days else np.empty((0, len(now.group)))
    later = np.full((len(days), len(now.group), steps), np.nan)
    for number, (age, state) in enumerate(zip(ages, states, strict=True)):
        newest = raw.shape[1] - 1 - age - state.series.lag
        for step in range(1, steps + 1):
            week = newest + step
            known = (week >= 0) & (week < raw.shape[1]) & state.series.usable & (state.series.lag <= STALE)
            came = outcome[np.arange(len(raw)), np.clip(week, 0, raw.shape[1] - 1)]
            later[number, :, step - 1] = np.where(known, came, np.nan) / state.unit
    return Lessons(names, seen, rate, later, ages)


def rate_now(state: State) -> Numbers:
    return state.series.last / state.unit


def seen_on(almanac: Almanac, day: date) -> tuple[tuple[str, ...], Numbers]:
    """Names and values (rows x columns) of the features on a day; made once."""
    key = ("features", day)
    if key not in almanac.kept:
        named = features(day, almanac.state(day))
        almanac.kept[key] = (tuple(named), np.stack(list(named.values()), axis=-1))
    kept: tuple[tuple[str, ...], Numbers] = almanac.kept[key]
    return kept
