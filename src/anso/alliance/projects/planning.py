"""The plan that follows from a period and an amount: when reports are due, what is paid after which.

In come days and amounts, out come days and amounts; no records.
"""

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_DOWN, Decimal
from zoneinfo import ZoneInfo

__all__ = [
    "REMIND_BEFORE",
    "USUAL_MONTHS",
    "USUAL_STUDIES",
    "Period",
    "after_months",
    "day_in",
    "report_due",
    "reporting_periods",
    "shares",
]

REPORT_EVERY_MONTHS = 12
REPORT_WITHIN = timedelta(days=30)
"""After the end of a period."""
USUAL_MONTHS = 36
"""Of a project whose application names no months."""
USUAL_STUDIES = {"phd": 48, "master": 36}
"""Months of study for a degree."""
REMIND_BEFORE = timedelta(days=30)
CENT = Decimal("0.01")


@dataclass(frozen=True)
class Period:
    """What one report covers, both days included."""

    first: date
    last: date
    is_final: bool


def after_months(day: date, months: int) -> date:
    """So many months later; the last day of a month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def reporting_periods(first: date, end: date) -> tuple[Period, ...]:
    """Years from the first day to the day after the last; the final period is never longer than a year."""
    starts = [first]
    while (following := after_months(first, REPORT_EVERY_MONTHS * len(starts))) < end:
        starts.append(following)
    ends = [*starts[1:], end]
    return tuple(
        Period(begin, over - timedelta(days=1), is_final=over == end)
        for begin, over in zip(starts, ends, strict=True)
    )


def report_due(last: date) -> date:
    return last + REPORT_WITHIN


def shares(amount: Decimal, parts: int) -> Sequence[Decimal]:
    """Equal parts to the cent; the last takes what is left over, so that they sum to the amount."""
    each = (amount / parts).quantize(CENT, rounding=ROUND_DOWN)
    return [*[each] * (parts - 1), amount - each * (parts - 1)]


def day_in(zone: str, moment: datetime) -> date:
    """Which day it is in a zone."""
    return moment.astimezone(ZoneInfo(zone)).date()
