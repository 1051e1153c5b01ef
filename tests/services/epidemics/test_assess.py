"""From estimates to the words and numbers of the table."""

import math
from datetime import date, timedelta
from importlib.resources import files
from itertools import accumulate

import polars as pl
import pytest

from anso.services.epidemics import assess, thresholds
from anso.services.epidemics.growth import estimate_growth
from anso.services.epidemics.panel import make_panel
from anso.sources.covid_2020 import Covid2020

NAMES = {"PK": "Pakistan", "TZ": "Tanzania", "CN": "China", "FR": "France", "NZ": "New Zealand"}


def table_on(issued: date, counts: pl.DataFrame) -> pl.DataFrame:
    panel = make_panel(counts, issued)
    growth = estimate_growth(panel.modelled(assess.GROWTH_DAYS))
    return assess.situation(panel, growth, {"PK": 235_000_000}, NAMES)


@pytest.fixture(scope="module")
def counts() -> pl.DataFrame:
    return Covid2020().daily(date(2020, 6, 8)).filter(pl.col("country").is_in(list(NAMES)))


@pytest.fixture(scope="module")
def table(counts: pl.DataFrame) -> pl.DataFrame:
    return table_on(date(2020, 6, 8), counts)


@pytest.mark.parametrize(
    ("probability", "trend"),
    [
        (0.901, "growing"),
        (0.90, "likely growing"),
        (0.751, "likely growing"),
        (0.75, "not changing"),
        (0.251, "not changing"),
        (0.25, "likely declining"),
        (0.101, "likely declining"),
        (0.10, "declining"),
        (0.0, "declining"),
        (math.nan, "too few cases to say"),
    ],
)
def test_trend_word_follows_the_probability(probability: float, trend: str) -> None:
    assert assess.trend_of(probability) == trend


def test_counts_are_differences_of_what_was_reported(table: pl.DataFrame) -> None:
    row = table.filter(pl.col("country") == "PK").row(0, named=True)
    # Cumulative counts of the source: 30,941 (11 May), 56,349 (25 May), 103,671 (8 June).
    assert (row["cases"], row["cases_14"], row["cases_14_before"]) == (103671, 103671 - 56349, 56349 - 30941)
    assert row["cases_14_per_100k"] == pytest.approx((103671 - 56349) / 2350, abs=0.01)
    assert row["mean_7"] == pytest.approx((103671 - 72460) / 7, rel=1e-3)


def test_doubling_time_is_the_logarithm_of_two_over_the_rate(table: pl.DataFrame) -> None:
    row = table.filter(pl.col("country") == "PK").row(0, named=True)
    rate = math.log1p(row["growth_percent"] / 100)
    slow, fast = (math.log1p(row[f"growth_percent_{end}"] / 100) for end in ("low", "high"))
    assert row["trend"] == "growing"
    assert row["doubling_days"] == pytest.approx(math.log(2) / rate, rel=2e-3)
    assert row["doubling_days_low"] == pytest.approx(math.log(2) / fast, rel=2e-3)
    assert row["doubling_days_high"] == pytest.approx(math.log(2) / slow, rel=2e-3)
    assert row["halving_days"] is None


def test_country_without_new_reports_has_no_trend(table: pl.DataFrame) -> None:
    trends = dict(table.select("country", "trend").rows())
    # Tanzania's count stands still; New Zealand had one case in three weeks.
    assert (trends["TZ"], trends["NZ"]) == ("too few cases to say", "too few cases to say")
    unknown = table.filter(pl.col("country") == "TZ").row(0, named=True)
    assert (unknown["probability_growing"], unknown["growth_percent"], unknown["cases"]) == (None, None, 509)


FIRST = date(2020, 5, 1)


def trend_of_daily(daily: list[int], silent: int = 0) -> str:
    """The trend of a country with these new cases a day, and days without a report after them."""
    days = [FIRST + timedelta(days=day) for day in range(len(daily) + 1)]
    made_up = pl.DataFrame(
        {"country": "PK", "date": days, "confirmed": [0, *accumulate(daily)], "dead": 0},
        schema={"country": pl.String, "date": pl.Date, "confirmed": pl.Int64, "dead": pl.Int64},
    )
    trend: str = table_on(days[-1] + timedelta(days=silent), made_up).row(0, named=True)["trend"]
    return trend


def test_trend_needs_thirty_cases_on_five_days_and_a_report_within_a_week() -> None:
    told = "too few cases to say"
    on_five_days = [0, 1, 0, 0, 0, 0, 0, 0, 5, 4, 0, 0, 0, 0, 0, 14, 6, 0, 0, 0, 0]
    assert sum(on_five_days) == 30
    assert trend_of_daily(on_five_days) == "growing"
    assert trend_of_daily([14 - 1 if cases == 14 else cases for cases in on_five_days]) == told  # 29 cases
    assert trend_of_daily([0 if cases == 1 else cases * 2 for cases in on_five_days]) == told  # on four days
    steady = [10, 11, 9, 10, 11, 9, 10] * 3
    assert trend_of_daily(steady, silent=7) != told
    assert trend_of_daily(steady, silent=8) == told


def test_method_states_the_thresholds_it_used() -> None:
    method = (files("anso.services.epidemics") / "method/method.en.md").read_text(encoding="utf-8")
    days = assess.GROWTH_DAYS
    assert (
        f"fewer than {thresholds.LEAST_CASES} cases in {days} days, cases on fewer than "
        f"{thresholds.LEAST_DAYS} days, or no report for more than {thresholds.SILENT_DAYS} days"
    ) in method
    assert f"the last {days} days of new cases" in method
    assert f"for the last {assess.CHANGES_SHOWN_DAYS} days" in method
    rule = thresholds.ALERT
    assert (
        f"the doubling time is at most {rule.doubling_days} days, and at most {rule.slowest_doubling_days} at "
        f"the slow end of its interval, the 14-day notification rate at least {rule.rate_per_100k} per 100,000 "
        f"and cases at least {rule.cases:,}"
    ) in method
    assert (
        f"Severe when cases double within {rule.severe_doubling_days} days, extreme when within "
        f"{rule.extreme_doubling_days} days and the rate is at least {rule.extreme_rate_per_100k} per 100,000. "
        f"They lapse after {rule.days_in_force} days."
    ) in method


def test_table_says_what_was_changed(table: pl.DataFrame) -> None:
    changes = dict(table.select("country", "changes").rows())
    assert changes["FR"] == (
        "2,951 on 28 May read as late reports, left out of the growth rate; "
        "correction of \u2212766 on 2 June taken off the days before"
    )
    assert changes["CN"] == "correction of \u22121 on 3 June taken off the days before"
    assert changes["PK"] == ""


def test_last_report_is_the_country_s_own(table: pl.DataFrame) -> None:
    last = dict(table.select("country", "last_report").rows())
    assert (last["CN"], last["PK"]) == (date(2020, 6, 7), date(2020, 6, 8))


def test_day_s_table_is_the_same_whatever_came_later(counts: pl.DataFrame) -> None:
    issued = date(2020, 5, 1)
    known = counts.filter(pl.col("date") <= issued)
    assert table_on(issued, counts).equals(table_on(issued, known))


def test_curves_begin_with_the_first_report_and_draw_the_line_over_three_weeks(counts: pl.DataFrame) -> None:
    panel = make_panel(counts, date(2020, 6, 8))
    curves = assess.curves(panel, estimate_growth(panel.modelled(assess.GROWTH_DAYS)))
    pakistan = curves.filter(pl.col("country") == "PK")
    assert pakistan["date"].min() == date(2020, 2, 27)
    drawn = pakistan.filter(pl.col("line").is_not_null())
    assert (drawn["date"].min(), len(drawn)) == (date(2020, 5, 19), 21)
    assert (drawn["line_low"] < drawn["line"]).all()
    assert (drawn["line"] < drawn["line_high"]).all()
    assert curves.filter(pl.col("country") == "TZ")["line"].null_count() == len(
        curves.filter(pl.col("country") == "TZ")
    )


def test_fastest_are_sure_of_their_direction_and_in_order() -> None:
    rows = {
        "country": ["AA", "BB", "CC", "DD"],
        "name": ["A", "B", "C", "D"],
        "trend": ["growing"] * 4,
        "doubling_days": [9.0, 5.0, 3.0, 4.0],
        "doubling_days_low": [7.0, 4.0, 2.0, 3.0],
        "doubling_days_high": [12.0, 8.0, None, 6.0],
        "cases_14": [900, 500, 5000, 499],
        "cases_14_per_100k": [1.0, 2.0, 3.0, 4.0],
    }
    assert assess.fastest(pl.DataFrame(rows))["country"].to_list() == ["BB", "AA"]
