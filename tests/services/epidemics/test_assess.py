"""From the panel to the words and numbers of the table."""

from datetime import date
from importlib.resources import files

import polars as pl
import pytest

from anso.services.epidemics import assess
from anso.services.epidemics.panel import make_panel
from anso.sources.covid_2020 import Covid2020

NAMES = {"PK": "Pakistan", "TZ": "Tanzania", "CN": "China", "FR": "France", "NZ": "New Zealand"}


def table_on(issued: date, counts: pl.DataFrame) -> pl.DataFrame:
    panel = make_panel(counts, issued)
    return assess.situation(panel, {"PK": 235_000_000}, NAMES)


@pytest.fixture(scope="module")
def counts() -> pl.DataFrame:
    return Covid2020().daily(date(2020, 6, 8)).filter(pl.col("country").is_in(list(NAMES)))


@pytest.fixture(scope="module")
def table(counts: pl.DataFrame) -> pl.DataFrame:
    return table_on(date(2020, 6, 8), counts)


def test_counts_are_differences_of_what_was_reported(table: pl.DataFrame) -> None:
    row = table.filter(pl.col("country") == "PK").row(0, named=True)
    # Cumulative counts of the source: 30,941 (11 May), 56,349 (25 May), 103,671 (8 June).
    assert (row["cases"], row["cases_14"], row["cases_14_before"]) == (103671, 103671 - 56349, 56349 - 30941)
    assert row["cases_14_per_100k"] == pytest.approx((103671 - 56349) / 2350, abs=0.01)
    assert row["mean_7"] == pytest.approx((103671 - 72460) / 7, rel=1e-3)


def test_method_states_how_far_back_changes_are_shown() -> None:
    method = (files("anso.services.epidemics") / "method/method.en.md").read_text(encoding="utf-8")
    assert f"for the last {assess.CHANGES_SHOWN_DAYS} days" in method


def test_table_says_what_was_changed(table: pl.DataFrame) -> None:
    changes = dict(table.select("country", "changes").rows())
    assert changes["FR"] == (
        "2,951 on 28 May read as late reports; correction of \u2212766 on 2 June taken off the days before"
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


def test_curves_begin_with_the_first_report(counts: pl.DataFrame) -> None:
    curves = assess.curves(make_panel(counts, date(2020, 6, 8)))
    pakistan = curves.filter(pl.col("country") == "PK")
    assert (pakistan["date"].min(), pakistan["date"].max()) == (date(2020, 2, 27), date(2020, 6, 8))
    # Cumulative counts of the source: 98,943 on 7 June, 103,671 on 8 June.
    assert pakistan.row(-1, named=True)["new_cases"] == 4728
