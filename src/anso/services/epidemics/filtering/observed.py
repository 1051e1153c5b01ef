"""What is assimilated: counts of many places on consecutive days, with gaps wherever there are any."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from anso.errors import InvalidInputError, Problem
from anso.services.epidemics.filtering.model.state import Numbers

__all__ = ["Observed", "observe", "weekday_effects"]

FIRST_COUNTS = 7
LEAST_SHARE = 0.003
"""Of a week's reports that a day of the week is expected to have at least."""
EVEN_WEEKS = 2.0
"""So many weeks with even days are taken along when effects of the days of the week are first read."""


@dataclass(frozen=True)
class Observed:
    names: tuple[str, ...]
    """One a row; random numbers belong to the name, so that a row's result does not depend on its company."""
    first: date
    counts: Numbers
    """Rows x days, NaN where nothing is known."""
    weekly: NDArray[np.bool_]
    """Where the count is the total of the seven days up to that day."""
    people: Numbers
    weekday: Numbers
    """Rows x 7: logarithms of how much is reported on each day of the week, as it looks at first."""
    left_out: NDArray[np.int64]
    """Counts of each row that were below zero or endless: corrections, which say nothing of their day."""

    @property
    def day(self) -> int:
        """Ordinal of the first day."""
        return self.first.toordinal()

    def rows(self, chosen: slice) -> "Observed":
        return Observed(
            self.names[chosen],
            self.first,
            self.counts[chosen],
            self.weekly[chosen],
            self.people[chosen],
            self.weekday[chosen],
            self.left_out[chosen],
        )

    def starts(self) -> NDArray[np.int64]:
        """The first day of each row on which something is known; the number of days where nothing ever is."""
        known = ~np.isnan(self.counts)
        starts: NDArray[np.int64] = np.where(known.any(-1), known.argmax(-1), known.shape[-1])
        return starts

    def level(self) -> Numbers:
        """Reports a day at the start of each row."""
        a_day = np.where(self.weekly, self.counts / 7.0, self.counts)
        early = np.cumsum(~np.isnan(a_day), axis=-1) <= FIRST_COUNTS
        used = ~np.isnan(a_day) & early
        mean: Numbers = np.where(used, a_day, 0.0).sum(-1) / np.maximum(used.sum(-1), 1)
        return mean


def weekday_effects(daily: Numbers, day: int) -> Numbers:
    """Rows x 7, by ordinal modulo 7: logarithm of each day's share of its week, times seven. `daily` is rows x days
    from the ordinal `day` on, NaN where nothing is known."""
    whole = daily.shape[-1] // 7 * 7
    weeks = daily[:, :whole].reshape(len(daily), -1, 7)
    total = weeks.sum(-1, keepdims=True)
    used = ~np.isnan(total) & (total > 0)
    share = np.where(used, weeks / np.where(used, total, 1.0), 0.0)
    mean = (share.sum(1) + EVEN_WEEKS / 7.0) / (used.sum(1) + EVEN_WEEKS)
    effects: Numbers = np.log(7.0 * np.maximum(mean, LEAST_SHARE))
    return np.roll(effects, day % 7, axis=-1)


def observe(
    names: Sequence[str],
    first: date,
    counts: Numbers,
    people: Numbers,
    weekly: NDArray[np.bool_] | None = None,
    weekday: Numbers | None = None,
) -> Observed:
    """Checked, with what cannot be a count made unknown; effects of the days of the week are read from the days,
    unless they are given."""
    counts = np.asarray(counts, dtype=np.float64)
    problems = []
    if counts.ndim != 2 or len(counts) != len(names) or counts.size == 0:
        problems.append(
            Problem(
                "counts", f"have the shape {counts.shape}; give {len(names)} rows, one a name, and some days"
            )
        )
    if repeated := sorted(name for name, count in Counter(names).items() if count > 1):
        problems.append(
            Problem("names", f"{', '.join(repeated)} stands for several rows; name each differently")
        )
    if people.shape != (len(names),) or not (people >= 1).all():
        problems.append(Problem("people", "give the population of each row, 1 or more"))
    if weekly is not None and weekly.shape != counts.shape:
        problems.append(Problem("weekly", f"has the shape {weekly.shape}, counts have {counts.shape}"))
    if problems:
        raise InvalidInputError(problems)
    wrong = np.isinf(counts) | (counts < 0)
    sound = np.where(wrong, np.nan, counts)
    totals = np.zeros(counts.shape, dtype=bool) if weekly is None else weekly
    if weekday is None:
        weekday = weekday_effects(np.where(totals, np.nan, sound), first.toordinal())
    return Observed(
        tuple(names),
        first,
        sound,
        totals,
        people.astype(np.float64),
        weekday,
        wrong.sum(-1),
    )
