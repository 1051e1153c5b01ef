"""A column of dates, read in the one way that fits the whole of it.

In comes a column as it stands in the file; out come dates (null where a cell has none) and how it was read.
Days and months that could change places are told apart by the column itself, or not at all: then it is refused.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import polars as pl

from anso.errors import InvalidInputError, Problem

__all__ = ["Dates", "read_dates"]

EARLIEST, LATEST = date(1900, 1, 1), date(2100, 12, 31)
"""Other dates are slips of the pen."""
EXCEL_EPOCH = "1899-12-30"
"""Day 0 of Excel's numbering as it is after 28 February 1900."""
FIRST_SERIAL, LAST_SERIAL = 18_264, 73_050
"""1950 and 2100: whole numbers between them are taken for Excel's days."""
ISO_WEEK = r"^(\d{4})-?W(\d{1,2})$"
TWO_NUMBERS = r"^(\d{1,2})[/\-.](\d{1,2})[/\-.](\d{4}|\d{2})(?:[ T].*)?$"
MOST_UNREAD = 0.5
"""A column of which more than this cannot be read is no column of dates."""
SHOWN = 3


@dataclass(frozen=True)
class Dates:
    """The dates of a column."""

    days: pl.Series
    how: str
    """`iso`, `day-month`, `month-day`, `excel`, `iso-week` or `words`."""


def read_dates(column: pl.Series, where: str) -> Dates:
    """The column's dates; `InvalidInputError` where it is none, or could be read in two ways."""
    if column.dtype == pl.Date or isinstance(column.dtype, pl.Datetime):
        return Dates(column.cast(pl.Date), "iso")
    cells = column.cast(pl.String).str.strip_chars()
    text = cells.unique(maintain_order=True).drop_nulls()  # a column of many places says each date many times
    text = text.filter(text != "")
    stated = len(text)
    ways: tuple[Callable[[pl.Series, str], Dates | None], ...] = (
        _iso,
        _numbers,
        _iso_weeks,
        _serials,
        _words,
    )
    best = None
    for way in ways:
        found = way(text, where)
        if found is not None and (best is None or found.days.count() > best.days.count()):
            best = found
    if best is None or best.days.count() < stated * MOST_UNREAD or not stated:
        shown = ", ".join(repr(value) for value in text.drop_nulls().head(SHOWN))
        raise _refusal(where, f"holds no dates that can be read ({shown}); write them as 2021-03-08")
    days = best.days.set(~best.days.is_between(EARLIEST, LATEST).fill_null(value=False), None)
    return Dates(cells.replace_strict(text, days, default=None, return_dtype=pl.Date), best.how)


def _iso(text: pl.Series, _where: str) -> Dates | None:
    plain = text.str.replace(r"^(\d{4})(?:/|年)(\d{1,2})(?:/|月)(\d{1,2})日?", "$1-$2-$3")
    compact = plain.str.replace(r"^((?:19|20)\d{2})(\d{2})(\d{2})$", "$1-$2-$3")
    cut = compact.str.replace(r"^(\d{4}-\d{1,2}-\d{1,2})[T ].*$", "$1")
    return Dates(cut.str.to_date("%Y-%m-%d", strict=False), "iso")


def _numbers(text: pl.Series, where: str) -> Dates | None:
    """03/04/2021: which of the two is the month, some date of the column must say."""
    parts = pl.DataFrame({"text": text}).select(
        *(
            pl.col("text").str.extract(TWO_NUMBERS, group).cast(pl.Int32, strict=False).alias(name)
            for group, name in enumerate(("first", "second", "year"), 1)
        ),
        pl.col("text").str.contains(r"^\d{1,2}\.\d{1,2}\.").alias("dotted"),
    )
    if not parts["first"].count():
        return None
    day_first = bool((parts["first"] > 12).any()) or bool(parts["dotted"].any())
    month_first = bool((parts["second"] > 12).any()) and not parts["dotted"].any()
    if day_first and month_first:
        raise _refusal(
            where, "holds dates with the day before the month and others after it; write all as 2021-03-08"
        )
    same = bool((parts["first"] == parts["second"]).all())
    if not day_first and not month_first and not same:
        shown = text.drop_nulls().head(1).item()
        raise _refusal(
            where,
            f"{shown!r} could be read with the day or the month first, and no other date of the column tells which; "
            "write them as 2021-03-08",
        )
    day, month = ("second", "first") if month_first else ("first", "second")
    year = pl.when(pl.col("year") < 100).then(pl.col("year") + 2000).otherwise("year")
    written = pl.format("{}-{}-{}", year, month, day)
    dates = parts.select(written.str.to_date("%Y-%m-%d", strict=False)).to_series()
    return Dates(dates, "month-day" if month_first else "day-month")


def _iso_weeks(text: pl.Series, _where: str) -> Dates | None:
    """2021-W05: the Sunday that ends it."""
    weeks = pl.DataFrame({"text": text}).select(
        year=pl.col("text").str.extract(ISO_WEEK, 1).cast(pl.Int32, strict=False),
        week=pl.col("text").str.extract(ISO_WEEK, 2).cast(pl.Int32, strict=False),
    )
    if not weeks["year"].count():
        return None
    # 4 January lies in week 1 of its year, whichever weekday it is (ISO 8601).
    fourth = pl.date(pl.col("year"), 1, 4)
    sunday = fourth + pl.duration(days=7 * pl.col("week") - fourth.dt.weekday())
    dates = weeks.select(pl.when(pl.col("week").is_between(1, 53)).then(sunday)).to_series()
    return Dates(dates.cast(pl.Date), "iso-week")


def _serials(text: pl.Series, _where: str) -> Dates | None:
    number = text.str.extract(r"^(\d{5})(?:\.0+)?$", 1).cast(pl.Int32, strict=False)
    number = number.set(~number.is_between(FIRST_SERIAL, LAST_SERIAL), None)
    if not number.count():
        return None
    epoch = pl.lit(EXCEL_EPOCH).str.to_date()
    days = pl.DataFrame({"number": number}).select(epoch + pl.duration(days="number")).to_series()
    return Dates(days.cast(pl.Date), "excel")


def _words(text: pl.Series, _where: str) -> Dates | None:
    """5 March 2021, Mar 5, 2021."""
    plain = text.str.replace_all(",", " ").str.replace_all(r"[\s\-]+", " ").str.to_titlecase()
    read = [
        plain.str.to_date(form, strict=False)
        for form in ("%d %b %Y", "%d %B %Y", "%b %d %Y", "%B %d %Y", "%a %d %b %Y")
    ]
    dates = pl.DataFrame(read, schema=[str(number) for number in range(len(read))]).select(
        pl.coalesce(pl.all())
    )
    return Dates(dates.to_series(), "words") if dates.to_series().count() else None


def _refusal(where: str, message: str) -> InvalidInputError:
    return InvalidInputError([Problem(where, message)])
