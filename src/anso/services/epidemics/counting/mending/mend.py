"""The rules by which daily reports become counts, applied day after day as a reader of the reports would.

What is known on a day depends on the reports up to it alone; what a later report says of earlier days is
entered as a later version of them. Rules, with the numbers they use below:

- a first cumulative count of more than a few stands for an unknown number of days: it is left out;
- a day without a report, or a day of nothing amid many that is no weekly habit (two of the same weekday in
  three weeks before were nothing too, and at most three weekdays are), waits for the report that follows.
  Where that one holds the missing counts it is shared evenly; otherwise nothing is believed, and
  a count that nobody gave is put between its neighbours if at most six days are missing. Nothing for more
  than two weeks is believed;
- a negative count is a correction: taken off the seven days before in proportion to what they hold, or off all
  days before when it is more than half of those seven;
- a day that towers over both its neighbours and over what is usual (`LATE_REPORTS`) is a batch of old reports:
  what exceeds its neighbours is shared among all days before, in proportion.

Sums are kept: what is taken for all days together is what was told of them, but for a first report left out
and counts put in place of those that nobody gave.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from anso.services.epidemics.counting.mending.ledger import WEEK, Indices, Ledger, Numbers
from anso.services.epidemics.counting.mending.rules import (
    RULES,
    amid_many,
    batches,
    by_habit,
    corrected,
    proportions,
    usual_of,
)

__all__ = ["Taken", "mend"]

Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Taken:
    """Counts of a series that are taken otherwise than told, from the first to the last column."""

    row: int
    first: int
    last: int
    told: float
    taken: float
    why: str


def mend(reports: Numbers, ledger: Ledger, *, cumulative: bool) -> list[Taken]:
    """Enter the reports (series x days, new counts; NaN: none came) into the ledger, each told on the day after."""
    work = _Work(reports, ledger, cumulative)
    for day in range(reports.shape[1]):
        work.take(day)
    return work.changes()


class _Work:
    """What must be remembered from day to day."""

    def __init__(self, reports: Numbers, ledger: Ledger, cumulative: bool) -> None:
        self.reports, self.ledger, self.cumulative = reports, ledger, cumulative
        series = len(reports)
        self.usual = np.zeros(series)
        """Mean of the last seven known days."""
        self.waiting: Indices = np.zeros(series, dtype=np.int64)
        """How many of the newest days wait for a report."""
        self.absent: Flags = np.zeros(series, dtype=bool)
        """Whether one of those had no report at all."""
        self.nothing = np.nan_to_num(reports) == 0
        self.found: list[tuple[Indices, Indices, Indices, Numbers, Numbers, str]] = []

    def take(self, day: int) -> None:
        """Everything that the report of a day tells."""
        told = self._with_quiet_weekdays(day)
        came = ~np.isnan(told)
        first = came & (self.ledger.began == self.ledger.value.shape[1])
        self.ledger.began[first] = day
        begun = self.ledger.began <= day
        unknown = first & (told > RULES.first_at_most) if self.cumulative else np.zeros_like(came)
        self._note(unknown, day, day, told, np.full(len(told), np.nan), "first-report")

        silent = came & ~first & (told == 0) & amid_many(self.usual, self.nothing, day)
        waits = (begun & ~came) | silent
        self.waiting += waits
        self.absent |= begun & ~came
        taken = came & ~silent & ~unknown
        changed = self._end_of_waiting(taken, told, day) | self._believe_long_silence(silent, day)

        rows = np.flatnonzero(taken & (told >= 0) & (self.waiting == 0))  # those that waited were shared
        self._tell(rows, np.full(len(rows), day), told[rows], day)
        changed |= self._corrections(taken & (told < 0), day)
        self.waiting[taken] = 0
        self.absent[taken] = False
        changed |= self._late_batches(taken, day)

        self.ledger.add_up(np.flatnonzero(changed), day + 1)
        if (day + 1) % WEEK == 0:
            self.ledger.add_up(np.flatnonzero(~changed), day + 1, since=day)
        settled = begun & (self.waiting == 0)
        self.usual[settled] = usual_of(self.ledger.value[settled, max(0, day - WEEK + 1) : day + 1])

    def changes(self) -> list[Taken]:
        """What was taken otherwise than told, and the days that still wait at the end."""
        end = self.reports.shape[1] - 1
        nobody = np.full(len(self.waiting), np.nan)
        silent = (self.waiting > 0) & ~self.absent
        self._note(silent, end - self.waiting + 1, end, np.zeros_like(nobody), nobody, "awaited")
        stopped = (self.waiting > WEEK) & self.absent
        self._note(stopped, end - self.waiting + 1, end, nobody, nobody, "stopped")
        return [
            Taken(int(row), int(first), int(last), float(told), float(taken), why)
            for rows, firsts, lasts, tolds, takens, why in self.found
            for row, first, last, told, taken in zip(rows, firsts, lasts, tolds, takens, strict=True)
        ]

    def _with_quiet_weekdays(self, day: int) -> Numbers:
        """The reports of a day; of new counts, a weekday that never brings any brings nothing."""
        told = self.reports[:, day]
        if self.cumulative:
            return told
        quiet = np.isnan(told) & (self.waiting == 0) & (self.ledger.began < day) & by_habit(self.nothing, day)
        return np.where(quiet, 0.0, told)

    def _end_of_waiting(self, taken: Flags, told: Numbers, day: int) -> Flags:
        """The report that follows silent days is shared with them, or they were what they said."""
        ends = taken & (self.waiting > 0)
        held = self.absent if self.cumulative else np.zeros_like(ends)
        shared = ends & (told >= 0) & (held | (told > RULES.held_back * self.usual))
        lengths = self.waiting + 1
        self._spread(shared, day, lengths, told / lengths, day)
        self._note(shared & self.absent, day - self.waiting, day, told, told, "unreported")
        self._note(shared & ~self.absent, day - self.waiting, day, told, told, "late-report")
        believed = ends & ~shared & (~self.absent | (told < 0))
        self._spread(believed, day - 1, self.waiting, np.zeros_like(told), day)
        few = ends & ~shared & ~believed & (self.waiting <= RULES.between_neighbours)
        between = (self.usual + told) / 2
        self._spread(few, day - 1, self.waiting, between, day)
        nobody = np.full(len(told), np.nan)
        self._note(few, day - self.waiting, day - 1, nobody, between * self.waiting, "put-between")
        self.waiting[ends & ~shared] = 0
        return ends

    def _believe_long_silence(self, silent: Flags, day: int) -> Flags:
        long = silent & ~self.absent & (self.waiting > RULES.longest_silence)
        self._spread(long, day, self.waiting, np.zeros(len(silent)), day)
        self.waiting[long] = 0
        return long

    def _corrections(self, negative: Flags, day: int) -> Flags:
        rows = np.flatnonzero(negative)
        if not len(rows):
            return negative
        before = self.ledger.value[rows, :day]
        reduced, near = corrected(before, -self.reports[rows, day])
        self._tell(rows, np.full(len(rows), day), np.zeros(len(rows)), day)
        at, column = np.nonzero(reduced < before)
        self._tell(rows[at], column, reduced[at, column], day)
        why_near, why_all = negative.copy(), negative.copy()
        why_near[rows], why_all[rows] = near, ~near
        zero = np.zeros(len(negative))
        self._note(why_near, day, day, self.reports[:, day], zero, "correction")
        self._note(why_all, day, day, self.reports[:, day], zero, "large-correction")
        return negative

    def _late_batches(self, taken: Flags, day: int) -> Flags:
        """Judged of the day before, now that its follower is known."""
        late = taken & batches(self.ledger.value, day - 1)
        rows = np.flatnonzero(late)
        if not len(rows):
            return late
        value = self.ledger.value
        told = value[rows, day - 1].copy()
        beside = (value[rows, day - 2] + value[rows, day]) / 2
        before = value[rows, : day - 1]
        share = proportions(before)
        at, column = np.nonzero(share > 0)
        raised = before + share * (told - beside)[:, None]
        self._tell(rows, np.full(len(rows), day - 1), beside, day)
        self._tell(rows[at], column, raised[at, column], day)
        every_told, every_taken = np.zeros(len(late)), np.zeros(len(late))
        every_told[rows], every_taken[rows] = told, beside
        self._note(late, day - 1, day - 1, every_told, every_taken, "batch")
        return late

    def _spread(self, which: Flags, last: int, lengths: Indices, value: Numbers, day: int) -> None:
        """The same value for as many days as each series has lengths, up to the column `last`."""
        rows = np.flatnonzero(which)
        if not len(rows):
            return
        count = lengths[rows]
        row = np.repeat(rows, count)
        back = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
        self._tell(row, last - back, value[row], day)

    def _tell(self, row: Indices, column: Indices, value: Numbers, day: int) -> None:
        self.ledger.tell(row, column, value, day + 1)

    def _note(
        self, which: Flags, first: int | Indices, last: int | Indices, told: Numbers, taken: Numbers, why: str
    ) -> None:
        rows = np.flatnonzero(which)
        if len(rows):
            every = np.zeros(len(which), dtype=np.int64)
            columns = ((every + first)[rows], (every + last)[rows])
            self.found.append((rows, *columns, told[rows].copy(), taken[rows].copy(), why))
