"""The arithmetic of plans: periods without gaps, shares without loss, days by the zone they belong to."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from anso.alliance.projects.planning import after_months, day_in, reporting_periods, shares


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(1, 120))
def test_periods_cover_the_project_without_gap_or_overlap(first: date, months: int) -> None:
    end = after_months(first, months)
    periods = reporting_periods(first, end)
    days = [day for one in periods for day in (one.first, one.last + timedelta(days=1))]
    assert days[0] == first
    assert days[-1] == end
    assert days[1:-1:2] == days[2:-1:2]
    assert [one.is_final for one in periods] == [False] * (len(periods) - 1) + [True]
    assert max((one.last - one.first).days for one in periods) <= 366


@given(st.decimals(0, 10**9, places=2), st.integers(1, 12))
def test_shares_sum_to_the_amount(amount: Decimal, parts: int) -> None:
    found = shares(amount, parts)
    assert sum(found) == amount
    assert max(found) - min(found) < Decimal("0.01") * parts


def test_month_without_such_a_day_ends_on_its_last() -> None:
    assert after_months(date(2023, 10, 31), 4) == date(2024, 2, 29)


def test_day_is_that_of_the_zone() -> None:
    late = datetime(2021, 6, 30, 16, 0, tzinfo=UTC)
    assert [day_in(zone, late) for zone in ("UTC", "Asia/Shanghai", "America/Lima")] == [
        date(2021, 6, 30),
        date(2021, 7, 1),
        date(2021, 6, 30),
    ]
