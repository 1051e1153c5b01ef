"""From cumulative counts as reported to new counts a day that can be shown, with every change on record.

In: the tidy table of a source (country, date, confirmed, dead). Out: a `Panel`, a row a country and a
column a day, and the `Change`s that were made:

- days without a report get an equal part of the next report's increase;
- a negative correction is taken off the days before it by the rule of `counting`, so that the cumulative count
  known today is kept;
- a batch of late reports, by the rule of `counting`, stays in the counts, which are shown here, and is marked.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np
import polars as pl
from numpy.typing import NDArray

from anso.services.epidemics.counting.mending.rules import batches, corrected

__all__ = ["Change", "Panel", "late_reports", "make_panel", "reported_by", "spread_corrections"]

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Change:
    """Something done to the reported counts, or seen in them."""

    country: str
    day: date
    kind: str
    """`correction`, `late reports` or `gap`."""
    cases: int


@dataclass(frozen=True)
class Panel:
    """Counts of all countries on a common calendar; `nan` before a country's first report and after its last."""

    countries: tuple[str, ...]
    dates: tuple[date, ...]
    confirmed: Floats
    dead: Floats
    cases: Floats
    """New confirmed cases a day, corrections spread, gaps filled."""
    deaths: Floats
    late: NDArray[np.bool_]
    """Days read as batches of late reports."""
    first: NDArray[np.intp]
    """Column of each country's first report, whose count stands for an unknown number of days."""
    last: NDArray[np.intp]
    """Column of each country's last report."""
    changes: tuple[Change, ...] = field(default=())

    def known_at(self, values: Floats, days_ago: int) -> Floats:
        """A cumulative count as it stood so many days before the last, 0 before the first report."""
        column = values.shape[1] - 1 - days_ago
        if column < 0:
            return np.zeros(len(values))
        filled = _carried_forward(values)
        return np.nan_to_num(filled[:, column])


def reported_by(counts: pl.DataFrame, issued: date) -> pl.DataFrame:
    """What was known on the day of issue, of countries that had reported a count of cases by then."""
    until = counts.filter(pl.col("date") <= issued)
    return until.filter(pl.col("confirmed").is_not_null().any().over("country"))


def make_panel(counts: pl.DataFrame, issued: date) -> Panel:
    """The panel of what was reported up to and on the day of issue; there must be something."""
    counts = reported_by(counts, issued)
    first_day: date = counts.select(pl.min("date")).item()
    dates = tuple(first_day + timedelta(days=n) for n in range((issued - first_day).days + 1))
    countries = tuple(counts["country"].unique().sort())
    confirmed, dead = (_matrix(counts, countries, dates, column) for column in ("confirmed", "dead"))
    reported = np.isfinite(confirmed)
    first = reported.argmax(axis=1)
    last = confirmed.shape[1] - 1 - reported[:, ::-1].argmax(axis=1)
    gaps = _gaps(countries, dates, confirmed, first, last)
    cases, corrections = spread_corrections(_new(confirmed))
    deaths, _ = spread_corrections(_new(dead))
    late = late_reports(cases)
    named = [(row, column, "correction", amount) for row, column, amount in corrections]
    named += [(row, column, "late reports", cases[row, column]) for row, column in np.argwhere(late)]
    changes = [
        Change(countries[row], dates[column], kind, round(amount)) for row, column, kind, amount in named
    ]
    changes = sorted(changes + gaps, key=lambda change: (change.country, change.day))
    return Panel(countries, dates, confirmed, dead, cases, deaths, late, first, last, tuple(changes))


def spread_corrections(new: Floats) -> tuple[Floats, list[tuple[int, int, float]]]:
    """New counts without negatives, and the corrections found as (row, column, amount below zero)."""
    spread = new.copy()
    corrections = []
    for row, column in np.argwhere(new < 0):  # dozens in a table of tens of thousands; in order of time
        corrections.append((int(row), int(column), float(new[row, column])))
        before, _ = corrected(spread[[row], :column], -new[[row], column])
        spread[row, :column] = before[0]
        spread[row, column] = 0.0
    return spread, corrections


def late_reports(cases: Floats) -> NDArray[np.bool_]:
    """Single days far above both their neighbours and the country's usual day, by the rule of `counting`.

    A day next to one without cases may just hold that day's reports as well; it is left in.
    """
    return np.stack([batches(cases, day) for day in range(cases.shape[1])], axis=1)


def _matrix(counts: pl.DataFrame, countries: tuple[str, ...], dates: tuple[date, ...], column: str) -> Floats:
    values = np.full((len(countries), len(dates)), np.nan)
    rows = counts["country"].replace_strict(
        {code: n for n, code in enumerate(countries)}, return_dtype=pl.Int64
    )
    columns = (counts["date"] - dates[0]).dt.total_days()
    values[rows.to_numpy(), columns.to_numpy()] = counts[column].cast(pl.Float64).to_numpy()
    return values


def _new(cumulative: Floats) -> Floats:
    """Increases a day; an increase after days without a report is shared among them and its own day."""
    rows, days = cumulative.shape
    filled = _carried_forward(cumulative)
    known = np.isfinite(cumulative)
    before = np.hstack([np.zeros((rows, 1)), np.nan_to_num(filled[:, :-1])])
    increase = np.where(known, cumulative - before, np.nan)
    # Column of the report that covers each day: the next one at or after it.
    position = np.where(known, np.arange(days), days)
    covering = np.minimum.accumulate(position[:, ::-1], axis=1)[:, ::-1]
    started = np.isfinite(filled)
    covered = started & (covering < days)
    previous = np.maximum.accumulate(np.where(known, np.arange(days), -1), axis=1)
    previous = np.hstack([np.full((rows, 1), -1), previous[:, :-1]])
    safe = np.minimum(covering, days - 1)
    row = np.arange(rows)[:, None]
    length = np.where(previous >= 0, safe - previous, 1)
    return np.where(covered, increase[row, safe] / np.maximum(length, 1), np.nan)


def _carried_forward(values: Floats) -> Floats:
    """Each missing value replaced by the last one before it; missing before the first."""
    position = np.maximum.accumulate(np.where(np.isfinite(values), np.arange(values.shape[1]), 0), axis=1)
    filled: Floats = values[np.arange(len(values))[:, None], position]
    return filled


def _gaps(
    countries: tuple[str, ...],
    dates: tuple[date, ...],
    confirmed: Floats,
    first: NDArray[np.intp],
    last: NDArray[np.intp],
) -> list[Change]:
    column = np.arange(confirmed.shape[1])
    missing = ~np.isfinite(confirmed) & (column > first[:, None]) & (column < last[:, None])
    return [Change(countries[row], dates[day], "gap", 0) for row, day in np.argwhere(missing)]
