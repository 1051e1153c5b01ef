"""Tables of daily reports laid out as series x days, and ledgers read back as tables."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from anso.services.epidemics.counting.counted import CHANGES, DAILY, WEEKLY
from anso.services.epidemics.counting.mending.ledger import WEEK, Indices, Ledger, Numbers
from anso.services.epidemics.counting.mending.mend import Taken

__all__ = ["Series", "increases", "laid_out"]


@dataclass(frozen=True)
class Series:
    """Which series and days rows and columns are."""

    keys: pl.DataFrame
    """Columns location and target; a row a series."""
    first: np.datetime64
    days: int

    def number(self, table: pl.DataFrame) -> Indices:
        """The row of each line of a table that has `location` and `target`."""
        numbered = self.keys.with_row_index("row")
        joined = table.select("location", "target").join(
            numbered, on=["location", "target"], how="left", maintain_order="left"
        )
        rows: Indices = joined["row"].cast(pl.Int64).to_numpy()
        return rows

    def column(self, days: pl.Series) -> Indices:
        columns: Indices = (days.to_numpy().astype("datetime64[D]") - self.first).astype(np.int64)
        return columns

    def daily(self, ledger: Ledger) -> pl.DataFrame:
        """`DAILY`: every version of every day."""
        return self._told(ledger.days_told(), "date").select(list(DAILY)).cast(DAILY)

    def weekly(self, ledger: Ledger) -> pl.DataFrame:
        """`WEEKLY`: every version of every week."""
        return self._told(ledger.weeks_told(), "target_end_date").select(list(WEEKLY)).cast(WEEKLY)

    def changes(self, taken: list[Taken]) -> pl.DataFrame:
        """`CHANGES`; the same thing done to days one after another is one change."""
        rows = np.array([change.row for change in taken], dtype=np.int64)
        table = self.keys[rows].with_columns(
            pl.Series("first", self._day(np.array([change.first for change in taken], dtype=np.int64))),
            pl.Series("last", self._day(np.array([change.last for change in taken], dtype=np.int64))),
            pl.Series("told", [change.told for change in taken], dtype=pl.Float64).fill_nan(None),
            pl.Series("taken", [change.taken for change in taken], dtype=pl.Float64).fill_nan(None),
            pl.Series("why", [change.why for change in taken], dtype=pl.String),
        )
        table = table.sort("location", "target", "why", "first")
        same = [pl.col(name) == pl.col(name).shift(1) for name in ("location", "target", "why")]
        follows = pl.col("first") == pl.col("last").shift(1) + pl.duration(days=1)
        told, used = (
            pl.when(pl.col(name).count() > 0).then(pl.sum(name)).alias(name) for name in ("told", "taken")
        )
        merged = (
            table.with_columns(
                (~pl.all_horizontal(*same, follows).fill_null(value=False)).cum_sum().alias("run")
            )
            .group_by("run", maintain_order=True)
            .agg(pl.first("location", "target"), pl.min("first"), pl.max("last"), told, used, pl.first("why"))
        )
        return merged.select(list(CHANGES)).cast(CHANGES).sort("location", "target", "first", "last")

    def _told(self, entries: tuple[Indices, Indices, Indices, Numbers], axis: str) -> pl.DataFrame:
        told, row, column, value = entries
        return self.keys[row].with_columns(
            pl.Series("as_of", self._day(told)), pl.Series(axis, self._day(column)), pl.Series("value", value)
        )

    def _day(self, column: Indices) -> pl.Series:
        return pl.Series(self.first + column.astype("timedelta64[D]")).cast(pl.Date)


def laid_out(days: pl.DataFrame, week_end: int, until: date) -> tuple[Series, Numbers]:
    """Reports (location, target, date, value) as a matrix up to and with a day; weeks end on an ISO weekday."""
    keys = days.select("location", "target").unique().sort("target", "location")
    start: date = days.select(pl.min("date")).item()
    begins = week_end % WEEK + 1
    first = np.datetime64(start, "D") - np.timedelta64((start.isoweekday() - begins) % WEEK, "D")
    count = int((np.datetime64(until, "D") - first).astype(np.int64)) + 1
    series = Series(keys, first, count)
    matrix = np.full((len(keys), count), np.nan)
    matrix[series.number(days), series.column(days["date"])] = days["value"].to_numpy()
    return series, matrix


def increases(totals: Numbers) -> Numbers:
    """New counts since the last report before; the first report counts whole."""
    days = np.arange(totals.shape[1])
    known = ~np.isnan(totals)
    newest = np.maximum.accumulate(np.where(known, days, -1), axis=1)
    before = np.hstack([np.full((len(totals), 1), -1), newest[:, :-1]])
    held = np.take_along_axis(totals, np.maximum(before, 0), axis=1)
    return totals - np.where(before >= 0, held, 0.0)
