"""Reports of days become counts by the rules, and nothing that was known is changed afterwards."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.services.epidemics.counting.helpers import Numbers, entered

NAN = float("nan")
EVEN = [10.0] + [20.0] * 13
"""A first total of 10 may be that day's; of more it would be left out."""


def kept(reports: list[float], *, cumulative: bool = True) -> list[float]:
    ledger, _ = entered(reports, cumulative=cumulative)
    return [float(value) for value in ledger.value[0, : len(reports)]]


def reasons(reports: list[float], *, cumulative: bool = True) -> list[tuple[int, int, float, float, str]]:
    _, changes = entered(reports, cumulative=cumulative)
    return [(change.first, change.last, change.told, change.taken, change.why) for change in changes]


def test_plain_reports_are_taken_as_they_are() -> None:
    reports = [3.0, 5.0, 0.0, 8.0, 13.0]
    assert kept(reports) == reports
    assert reasons(reports) == []


def test_small_correction_is_taken_off_the_week_before_in_proportion() -> None:
    reports = [100.0, *[10.0] * 5, 50.0, 50.0, -60.0]
    # The seven days before hold 5 x 10 + 2 x 50 = 150, of which 60 are taken away: each day keeps 90 / 150.
    assert kept(reports, cumulative=False) == pytest.approx([100.0, *[6.0] * 5, 30.0, 30.0, 0.0])
    assert reasons(reports, cumulative=False) == [(8, 8, -60.0, 0.0, "correction")]


def test_large_correction_is_taken_off_all_days_before() -> None:
    reports = [100.0, *[10.0] * 5, 50.0, 50.0, -125.0]
    assert kept(reports, cumulative=False) == pytest.approx([50.0, *[5.0] * 5, 25.0, 25.0, 0.0])
    assert reasons(reports, cumulative=False) == [(8, 8, -125.0, 0.0, "large-correction")]


def test_correction_beyond_all_counts_leaves_none() -> None:
    assert kept([5.0, 5.0, -40.0, 3.0], cumulative=False) == [0.0, 0.0, 0.0, 3.0]


def test_days_without_a_report_share_the_total_that_follows() -> None:
    reports = [8.0, NAN, NAN, 12.0]
    assert kept(reports) == [8.0, 4.0, 4.0, 4.0]
    assert reasons(reports) == [(1, 3, 12.0, 12.0, "unreported")]


def test_zero_amid_many_waits_for_the_report_that_makes_up_for_it() -> None:
    reports = [*EVEN, 0.0, 0.0, 60.0]
    assert kept(reports) == [*EVEN, 20.0, 20.0, 20.0]
    assert reasons(reports) == [(14, 16, 60.0, 60.0, "late-report")]


def test_zero_amid_many_is_believed_when_nothing_makes_up_for_it() -> None:
    reports = [*EVEN, 0.0, 21.0]
    assert kept(reports) == [*EVEN, 0.0, 21.0]
    assert reasons(reports) == []


def test_newest_zeros_amid_many_are_not_known_yet() -> None:
    assert np.isnan(kept([*EVEN, 0.0, 0.0])[-2:]).all()
    (change,) = reasons([*EVEN, 0.0, 0.0])
    assert change[:3] == (14, 15, 0.0)
    assert np.isnan(change[3])
    assert change[4] == "awaited"


def test_zeros_of_more_than_two_weeks_are_believed() -> None:
    assert kept([*EVEN, *[0.0] * 15])[-15:] == [0.0] * 15
    assert np.isnan(kept([*EVEN, *[0.0] * 14])[-14:]).all()


def test_weekend_that_is_always_quiet_stays_as_it_is() -> None:
    weeks = [30.0, 20.0, 20.0, 20.0, 20.0, 0.0, 0.0] * 6
    assert kept(weeks)[-7:] == weeks[-7:]


def test_weekly_reports_among_days_are_shared_by_their_days() -> None:
    weeks = [*EVEN, *[0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 140.0] * 6]
    assert kept(weeks) == pytest.approx([*EVEN, *[20.0] * 42])


def test_batch_is_shared_among_all_days_before() -> None:
    reports = [*[10.0] * 10, 510.0, 10.0]
    # 500 above its neighbours go to ten days of 10 each: 60 a day.
    assert kept(reports, cumulative=False) == pytest.approx([*[60.0] * 10, 10.0, 10.0])
    assert reasons(reports, cumulative=False) == [(10, 10, 510.0, 10.0, "batch")]


def test_newest_day_is_never_a_batch() -> None:
    assert kept([*[10.0] * 10, 510.0], cumulative=False)[-1] == 510.0


def test_first_large_total_stands_for_an_unknown_time() -> None:
    assert np.isnan(kept([400.0, 20.0])[0])
    assert kept([400.0, 20.0], cumulative=False) == [400.0, 20.0]
    (change,) = reasons([400.0, 20.0])
    assert (change[0], change[2], change[4]) == (0, 400.0, "first-report")


def test_missing_days_of_new_counts_are_put_between_their_neighbours() -> None:
    reports = [*EVEN, NAN, 24.0]
    assert kept(reports, cumulative=False) == [*EVEN, 22.0, 24.0]
    assert reasons(reports, cumulative=False)[0][4] == "put-between"


def test_country_that_stops_reporting_is_said_to() -> None:
    ledger, changes = entered([*EVEN, *[NAN] * 10])
    assert np.isnan(ledger.value[0, 14:]).all()
    assert [(change.first, change.last, change.why) for change in changes] == [(14, 23, "stopped")]


def test_weeks_are_told_when_whole_and_again_when_corrected() -> None:
    ledger, _ = entered([10.0] * 7 + [-7.0])
    told, _, ends, value = ledger.weeks_told()
    assert list(zip(told, ends, value, strict=True)) == [(7, 6, 70.0), (8, 6, 63.0)]


def test_series_do_not_touch_each_other() -> None:
    rng = np.random.default_rng(3)
    reports = rng.integers(-5, 60, (6, 50)).astype(float)
    together, _ = entered(reports)
    for row, alone in enumerate(reports):
        np.testing.assert_array_equal(together.value[row], entered(alone)[0].value[0])


reports_of_days = st.lists(
    st.one_of(st.integers(0, 300).map(float), st.just(0.0), st.just(NAN), st.integers(-200, -1).map(float)),
    min_size=1,
    max_size=45,
)


@given(reports_of_days, st.integers(1, 45))
@settings(max_examples=150, deadline=None)
def test_later_reports_never_change_what_was_known(reports: list[float], cut: int) -> None:
    whole, _ = entered(reports)
    part, _ = entered(reports[:cut])
    for entries in ("days_told", "weeks_told"):
        told, row, column, value = getattr(whole, entries)()
        early = told <= min(cut, len(reports))
        for mine, theirs in zip(
            (told[early], row[early], column[early], value[early]), getattr(part, entries)(), strict=True
        ):
            np.testing.assert_array_equal(mine, theirs)


@given(st.lists(st.integers(-40, 300), min_size=1, max_size=60))
@settings(max_examples=150, deadline=None)
def test_sum_of_all_days_is_what_was_told_of_them(changes: list[int]) -> None:
    """Of totals that never fall below zero and are told every day; days still awaited hold nothing."""
    totals = np.maximum(np.cumsum([5, *changes]), 0)
    ledger, taken = entered(np.diff(totals, prepend=0).astype(float))
    if not any(change.why == "first-report" for change in taken):
        assert np.nansum(ledger.value) == pytest.approx(totals[-1], abs=1e-6)
    assert not (ledger.value < 0).any()


@given(st.lists(reports_of_days, min_size=1, max_size=4))
@settings(max_examples=60, deadline=None)
def test_week_is_the_sum_of_its_days_whenever_it_is_told(rows: list[list[float]]) -> None:
    length = max(map(len, rows))
    matrix: Numbers = np.full((len(rows), length), NAN)
    for number, row in enumerate(rows):
        matrix[number, : len(row)] = row
    ledger, _ = entered(matrix)
    days = list(zip(*ledger.days_told(), strict=True))
    for told, row, end, value in zip(*ledger.weeks_told(), strict=True):
        held = {column: kept for when, which, column, kept in days if which == row and when <= told}
        assert value == pytest.approx(sum(held.get(column, 0.0) for column in range(end - 6, end + 1)))
