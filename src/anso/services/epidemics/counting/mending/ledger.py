"""What is held true of each day of each series, and since when: every entry is kept with the day it was made.

Days are columns; the first column begins a week, so that seven columns are one. A week is told when all its
days are, and again whenever their sum has changed.
"""

import numpy as np
from numpy.typing import NDArray

__all__ = ["WEEK", "Ledger"]

WEEK = 7

Numbers = NDArray[np.float64]
Indices = NDArray[np.int64]


class Ledger:
    """Series x days, NaN where nothing is held true."""

    def __init__(self, series: int, days: int, *, from_nothing: bool) -> None:
        """`from_nothing`: whether days before a series began hold no counts, as before a first total; else nobody knows."""
        if days % WEEK:
            raise ValueError(f"a ledger holds whole weeks, not {days} days")
        self.value: Numbers = np.full((series, days), np.nan)
        self.began: Indices = np.full(series, days, dtype=np.int64)
        """The column of each series' first report."""
        self.from_nothing = from_nothing
        self._weeks: Numbers = np.full((series, days // WEEK), np.nan)
        self._days_told: list[tuple[Indices, Indices, Indices, Numbers]] = []
        self._weeks_told: list[tuple[Indices, Indices, Indices, Numbers]] = []

    def tell(self, row: Indices, column: Indices, value: Numbers, told: int) -> None:
        """Held true from the day in column `told` on."""
        new = self.value[row, column] != value
        new &= ~(np.isnan(value) & np.isnan(self.value[row, column]))
        row, column, value = row[new], column[new], value[new]
        self.value[row, column] = value
        known = ~np.isnan(value)
        row, column, value = row[known], column[known], value[known]
        self._days_told.append((np.full(len(row), told), row, column, value))

    def add_up(self, row: Indices, told: int, *, since: int = 0) -> None:
        """The weeks of these series that ended before the day `told`, from the one that holds column `since`."""
        first, over = since // WEEK, told // WEEK
        if not len(row) or over <= first:
            return
        column = np.arange(first * WEEK, over * WEEK)
        days = self.value[row][:, column]
        if self.from_nothing:
            days = np.where(np.isnan(days) & (column < self.began[row][:, None]), 0.0, days)
        total = days.reshape(len(row), over - first, WEEK).sum(axis=2)
        ends = np.arange(first, over) * WEEK + WEEK - 1
        new = (ends >= self.began[row][:, None]) & ~np.isnan(total) & (total != self._weeks[row, first:over])
        at, week = np.nonzero(new)
        self._weeks[row[at], week + first] = total[at, week]
        self._weeks_told.append((np.full(len(at), told), row[at], ends[week], total[at, week]))

    def days_told(self) -> tuple[Indices, Indices, Indices, Numbers]:
        """Of every entry: told on, series, day, value; in the order they were made."""
        return _joined(self._days_told)

    def weeks_told(self) -> tuple[Indices, Indices, Indices, Numbers]:
        """Of every entry: told on, series, last day of the week, value."""
        return _joined(self._weeks_told)


def _joined(
    parts: list[tuple[Indices, Indices, Indices, Numbers]],
) -> tuple[Indices, Indices, Indices, Numbers]:
    if not parts:
        none = np.array([], dtype=np.int64)
        return none, none, none, np.array([])
    told, row, column, value = (np.concatenate(part) for part in zip(*parts, strict=True))
    return told, row, column, value
