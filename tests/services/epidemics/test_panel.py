"""What is done to reported counts before they are modelled, and what is never done."""

from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from anso.services.epidemics.panel import (
    Change,
    Panel,
    late_reports,
    make_panel,
    reported_by,
    spread_corrections,
)

FIRST = date(2020, 5, 1)


def panel_of(confirmed: dict[str, list[int | None]], issued: date | None = None) -> Panel:
    """A panel of cumulative counts from 1 May 2020, `None` where there was no report."""
    rows = [
        (country, FIRST + timedelta(days=day), count, 0)
        for country, counts in confirmed.items()
        for day, count in enumerate(counts)
        if count is not None
    ]
    table = pl.DataFrame(rows, schema=["country", "date", "confirmed", "dead"], orient="row")
    longest = max(len(counts) for counts in confirmed.values())
    return make_panel(table, issued or FIRST + timedelta(days=longest - 1))


def test_country_that_never_reported_a_case_count_is_left_out() -> None:
    """Our World in Data has rows without a count of cases for some countries."""
    days = [FIRST + timedelta(days=day) for day in range(10)]
    rows = [("KP", day, None, 0) for day in days] + [("PK", day, 100, 1) for day in days]
    table = pl.DataFrame(
        rows,
        schema={"country": pl.String, "date": pl.Date, "confirmed": pl.Int64, "dead": pl.Int64},
        orient="row",
    )

    panel = make_panel(table, days[-1])

    assert panel.countries == ("PK",)
    assert panel.changes == ()
    assert reported_by(table, days[-1])["country"].unique().to_list() == ["PK"]
    assert reported_by(table, FIRST - timedelta(days=1)).is_empty()


def test_correction_is_taken_off_the_week_before_in_proportion() -> None:
    spread, corrections = spread_corrections(np.array([[100.0, 0, 0, 0, 0, 0, 0, 30, 10, -20, 5]]))
    assert spread[0].tolist() == [100, 0, 0, 0, 0, 0, 0, 15, 5, 0, 5]
    assert corrections == [(0, 9, -20.0)]


def test_correction_larger_than_its_week_reaches_further_back() -> None:
    spread, _ = spread_corrections(np.array([[80.0, 20, 0, 0, 0, 0, 0, 0, 0, 10, -60, 5]]))
    # More than half of its week: all 110 before bear it alike, so that 50 of them are left.
    assert spread[0] == pytest.approx([80 / 2.2, 20 / 2.2, 0, 0, 0, 0, 0, 0, 0, 10 / 2.2, 0, 5])


@given(
    st.lists(st.lists(st.integers(0, 1000), min_size=12, max_size=12), min_size=1, max_size=4),
)
def test_corrections_keep_the_count_known_today(cumulative: list[list[int]]) -> None:
    totals = np.array(cumulative, dtype=float)
    new = np.diff(totals, axis=1, prepend=0)
    spread, _ = spread_corrections(new)
    assert spread.min() >= 0
    assert spread.sum(axis=1) == pytest.approx(totals[:, -1], abs=1e-6)


def test_day_without_report_gets_its_part_of_the_next_increase() -> None:
    panel = panel_of({"PK": [10, 20, None, None, 50], "KZ": [1, 2, 3, None, None]})
    assert panel.cases[1].tolist() == [10, 10, 10, 10, 10]
    assert panel.changes == (
        Change("PK", date(2020, 5, 3), "gap", 0),
        Change("PK", date(2020, 5, 4), "gap", 0),
    )
    # Days after the last report are unknown, not zero.
    assert np.isnan(panel.cases[0]).tolist() == [False, False, False, True, True]
    assert panel.known_at(panel.confirmed, 0).tolist() == [3, 50]
    assert panel.known_at(panel.confirmed, 3).tolist() == [2, 20]
    assert panel.known_at(panel.confirmed, 9).tolist() == [0, 0]


def test_single_day_far_above_its_neighbours_is_read_as_late_reports() -> None:
    daily = np.full((3, 30), 100.0)
    daily[0, 20] = 900  # a batch
    daily[1, 20:23] = 900  # an outbreak lasts
    daily[2, 19], daily[2, 20] = 0, 900  # the day before did not report: its cases may be in here
    assert np.argwhere(late_reports(daily)).tolist() == [[0, 20]]


def test_late_reports_stay_in_the_counts() -> None:
    daily = [100] * 30
    daily[20] = 900
    panel = panel_of({"FR": np.cumsum(daily).tolist()})
    assert panel.changes == (Change("FR", date(2020, 5, 21), "late reports", 900),)
    assert panel.cases[0, 20] == 900
    assert np.argwhere(panel.late[0]).tolist() == [[20]]


def test_panel_knows_nothing_reported_after_its_day() -> None:
    counts = {"PK": [10, 20, 35, 50, 40, 90]}
    early = panel_of(counts, issued=FIRST + timedelta(days=3))
    assert early.cases[0].tolist() == [10, 10, 15, 15]
    assert early.dates[-1] == date(2020, 5, 4)
    assert early.changes == ()
