"""The counts that are assimilated: as known on the day of issue, mended, and completed for what is still to be told.

In come all versions of the chosen targets; out come `Ready` counts: several completions of each row that is still
being told, all equally likely, and one of each that is not.
"""

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from anso.services.epidemics.filtering import Observed
from anso.services.epidemics.forecasting.known import Archive, Known, State, known_on
from anso.services.epidemics.forecasting.known.archive import as_day
from anso.services.epidemics.forecasting.known.mend import trailing
from anso.services.epidemics.forecasting.known.scale import per_unit
from anso.services.epidemics.forecasting.known.series import series_of
from anso.services.epidemics.forecasting.models.seir import assimilated, days_of
from anso.services.epidemics.nowcasting.delays import Completed, Shares, completed, learnt, triangle
from anso.services.epidemics.thresholds import LEAST_COUNTS, LEAST_OVER_WEEKS, LEAST_WEEKS, SILENT_WEEKS

__all__ = ["COPIES", "Delay", "Ready", "ready"]

Numbers = NDArray[np.float64]

COPIES = (0.1, 0.3, 0.5, 0.7, 0.9)
"""Levels at which counts that are still being told are completed, high or low on all days together: what is late on
one day is mostly late on the next."""
MIDDLE = 0.5
PEOPLE_A_COUNT = 1000.0


@dataclass(frozen=True)
class Delay:
    """What is still to be told of the newest days or weeks."""

    days: int
    """Of a period: 1 or 7."""
    newest: np.datetime64
    """End of the period of age 0."""
    shares: Shares
    completed: Completed


@dataclass(frozen=True)
class Ready:
    """Rows are targets x places, places running fastest."""

    known: Known
    lag: NDArray[np.int64]
    """Newest weeks of each row that nothing usable was told of."""
    recent: Numbers
    """Rows x weeks: the mended and completed (in the middle) counts, each row's own newest week last."""
    tells: NDArray[np.bool_]
    """Rows with counts enough to be assimilated."""
    observed: Observed
    """Rows of `copies`, one after another."""
    row: NDArray[np.int64]
    """Of each observed row."""
    middle: NDArray[np.bool_]
    """Of each observed row: whether it is the one in the middle, or the only one."""
    daily: Delay | None
    weekly: Delay | None


def ready(archive: Archive, issued: date) -> Ready:
    known = known_on(archive, issued, told_by=max(issued, archive.first))
    rows = len(known.targets) * len(known.places)
    daily = None if archive.daily is None else delay_of(archive, issued, rows, 1)
    weekly = delay_of(archive, issued, rows, 7)
    several = np.zeros(rows, dtype=bool)
    for delay in (daily, weekly):
        if delay is not None:
            several |= delay.shares.revises
    levels = COPIES if several.any() else (MIDDLE,)
    states = {level: state_of(completed_at(known, daily, weekly, level)) for level in levels}
    series = states[MIDDLE].series
    tells = enough(series.clean, series.lag)
    begun = (issued - known.weeks[-1].astype(object)).days - 1
    people = heads(known, series.clean)
    parts, row, middle = [], [], []
    for level, state in states.items():
        taken = np.flatnonzero(tells if level == MIDDLE else tells & several)
        parts.append(of_rows(assimilated(state, days_of(state, begun), begun), people, taken, level))
        row.append(taken)
        middle.append(np.full(len(taken), level == MIDDLE))
    return Ready(
        known,
        series.lag,
        series.clean,
        tells,
        joined(parts),
        np.concatenate(row),
        np.concatenate(middle),
        daily,
        weekly,
    )


def enough(recent: Numbers, lag: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Rows whose newest weeks can tell a trend."""
    weeks = np.nan_to_num(recent[:, -LEAST_OVER_WEEKS:])
    found: NDArray[np.bool_] = (
        (weeks.sum(-1) >= LEAST_COUNTS) & ((weeks > 0).sum(-1) >= LEAST_WEEKS) & (lag <= SILENT_WEEKS)
    )
    return found


def delay_of(archive: Archive, issued: date, rows: int, days: int) -> Delay | None:
    versions = archive.weekly if days == 7 else archive.daily
    seen = None if versions is None else triangle(versions, rows, issued, days)
    if seen is None:
        return None
    shares = learnt(seen, len(archive.targets))
    return Delay(days, seen.newest, shares, completed(seen.known[:, -1], shares))


def completed_at(known: Known, daily: Delay | None, weekly: Delay | None, level: float) -> Known:
    """What the filter is told if the newest counts turn out at that level of what they may become."""
    shape = known.clean.shape
    clean = known.clean.reshape(-1, shape[-1]).copy()
    days = None if known.daily is None else known.daily.reshape(len(clean), -1).copy()
    if weekly is not None:
        put(clean, weekly, level, known.weeks[-1])
    if daily is not None and days is not None:
        put(days, daily, level, as_day(known.day) - np.timedelta64(1, "D"))
    lag = np.maximum(known.lag.reshape(-1), trailing(np.isnan(clean)))
    return replace(
        known,
        clean=clean.reshape(shape),
        lag=lag.reshape(known.lag.shape),
        daily=days if days is None or known.daily is None else days.reshape(known.daily.shape),
    )


def put(counts: Numbers, delay: Delay, level: float, last: np.datetime64) -> None:
    """Adds what is still to come to the newest columns; the last column is the period that ends on `last`."""
    behind = int((last - delay.newest).astype(np.int64)) // delay.days
    columns = counts.shape[1] - 1 - behind - np.arange(delay.completed.told.shape[1])
    inside = (columns >= 0) & (columns < counts.shape[1])
    to_come = delay.completed.at(level) - delay.completed.told
    moving = (delay.shares.spread > 0)[:, inside]
    now = counts[:, columns[inside]]
    counts[:, columns[inside]] = np.where(moving, np.maximum(now + to_come[:, inside], 0.0), now)


def state_of(known: Known) -> State:
    series = series_of(known)
    group = np.repeat(np.arange(len(known.targets)), len(known.places))
    return State(known, series, group, per_unit(series.clean, known.population))


def heads(known: Known, clean: Numbers) -> Numbers:
    """Inhabitants of each row; where nobody told them, so many that immunity plays no part: R is what the counts say
    of it, whatever its cause."""
    told = np.tile(known.population, len(known.targets))
    return np.where(told >= 1, told, PEOPLE_A_COUNT * np.maximum(np.nan_to_num(clean).sum(-1), 1.0))


def of_rows(observed: Observed, people: Numbers, taken: NDArray[np.int64], level: float) -> Observed:
    return replace(
        observed,
        names=tuple(f"{observed.names[row]} {level}" for row in taken),
        counts=observed.counts[taken],
        weekly=observed.weekly[taken],
        people=people[taken],
        weekday=observed.weekday[taken],
        left_out=observed.left_out[taken],
    )


def joined(parts: list[Observed]) -> Observed:
    return replace(
        parts[0],
        names=tuple(name for part in parts for name in part.names),
        counts=np.concatenate([part.counts for part in parts]),
        weekly=np.concatenate([part.weekly for part in parts]),
        people=np.concatenate([part.people for part in parts]),
        weekday=np.concatenate([part.weekday for part in parts]),
        left_out=np.concatenate([part.left_out for part in parts]),
    )
