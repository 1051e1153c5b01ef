"""The state of knowledge on a day: weekly and daily counts of targets x places, raw and mended.

A cell holds the newest version told by that day. For a day before the first version was kept, the first one
is cut at that day: the honest way to try a model on earlier times, as all of it was known before the first
day that is judged. Nothing told later, and no date on or after the day itself, is ever looked at.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from anso.services.epidemics.forecasting.known.archive import WEEK, Archive, Versions, as_day
from anso.services.epidemics.forecasting.known.mend import Change, mended

__all__ = ["Known", "known_on"]

DAYS = 70
"""Days of daily counts that are looked at."""

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Known:
    """Counts as known on `day`; targets x places x weeks (or days), NaN where nothing was told."""

    day: date
    targets: tuple[str, ...]
    places: tuple[str, ...]
    population: Numbers
    weeks: NDArray[np.datetime64]
    """Week ends; the last is the newest that lies before `day`, told or not."""
    raw: Numbers
    clean: Numbers
    """Without corrections, dumps and weeks that were not reported; ends where `raw` is unknown."""
    lag: NDArray[np.int64]
    """Targets x places: newest weeks that nothing usable was told of."""
    daily: Numbers | None
    """The last `DAYS` days before `day`, as told."""
    changes: tuple[Change, ...]


def known_on(archive: Archive, day: date, *, told_by: date | None = None) -> Known:
    """`told_by`: the day by which the versions were told, where that is later than the day looked at."""
    told = as_day(told_by or day)
    weekly = archive.weekly
    phase = (weekly.dates[0] - as_day(day)).astype(np.int64) % 7  # days from the day to a week end, 0 to 6
    newest = as_day(day) + np.timedelta64(int(phase), "D") - WEEK
    weeks = np.arange(weekly.dates[0], newest + WEEK, WEEK)
    shape = (len(archive.targets), len(archive.places))
    raw = laid_out(weekly, shape, weeks, told)
    clean, lag, changes = mended(raw)
    daily = None
    if archive.daily is not None:
        ends = as_day(day)
        daily = laid_out(archive.daily, shape, np.arange(ends - np.timedelta64(DAYS, "D"), ends), told)
    return Known(
        day, archive.targets, archive.places, archive.population, weeks, raw, clean, lag, daily, changes
    )


def laid_out(
    versions: Versions, shape: tuple[int, int], dates: NDArray[np.datetime64], told: np.datetime64
) -> Numbers:
    """The newest versions told by a day, for those dates alone."""
    cells = np.full((*shape, len(versions.dates)), np.nan)
    count = int(np.searchsorted(versions.told, told, side="right"))
    cells.reshape(-1)[versions.cell[:count]] = versions.value[:count]  # of one cell the last written stays
    result = np.full((*shape, len(dates)), np.nan)
    step = dates[1] - dates[0] if len(dates) > 1 else np.timedelta64(1, "D")
    place = ((versions.dates - dates[0]) // step).astype(np.int64) if len(dates) else np.array([], np.int64)
    inside = (place >= 0) & (place < len(dates))
    result[..., place[inside]] = cells[..., inside]
    return result
