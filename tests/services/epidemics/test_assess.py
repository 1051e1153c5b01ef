"""From estimates to the words and numbers of the table."""

import math
from datetime import date

import polars as pl
import pytest

from anso.services.epidemics import assess
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
