"""Hospital load from a forecast: against Little's law and counts that can be worked out by hand."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import polars as pl
import pytest
from tests.services.epidemics.outlook.helpers import ISSUED, counted, weekly

from anso.services.epidemics.hospital import STAY, intensive_shares
from anso.services.epidemics.outlook.ahead import Ahead, look_ahead
from anso.services.epidemics.outlook.ahead.beds import burden, counted_by

A_WEEK = 700.0
AGES = np.ones((2, 21))


def steady(target: str, people: float) -> Ahead:
    """The same count every week, as it was and as it is forecast."""
    table = weekly(("PK", "IN"), 40, targets=(target,)).with_columns(pl.lit(A_WEEK).alias("value"))
    made = look_ahead(counted(table, people=people), 3, ("anso-baseline",), lambda _fraction, _message: None)
    sure = np.full_like(made.ensemble, A_WEEK)
    return replace(made, values=made.values | {"anso-ensemble": sure})


def test_steady_admissions_fill_the_beds_that_littles_law_says() -> None:
    load = burden(steady("admissions", 1e6), AGES)
    assert load is not None
    share = float(intensive_shares(AGES)[0])
    days = (1 - share) * STAY.in_ward.sum() + share * STAY.in_either.sum()
    last = load.table.filter("ahead").group_by("location").last()
    assert last["beds"].to_list() == pytest.approx([A_WEEK / 7 * days] * 2, rel=1e-3)
    assert last["admissions"].to_list() == pytest.approx([A_WEEK] * 2)
    assert load.from_cases is False


def test_probability_of_the_high_level_is_that_of_twenty_a_week_in_100_000() -> None:
    below, above = (burden(steady("admissions", A_WEEK / rate * 1e5), AGES) for rate in (19.9, 20.0))
    assert below is not None
    assert above is not None
    assert (below.high, above.high) == ({"PK": 0.0, "IN": 0.0}, {"PK": 1.0, "IN": 1.0})


def test_cases_are_admitted_by_age_where_admissions_are_not_counted() -> None:
    young, old = np.zeros((2, 21)), np.zeros((2, 21))
    young[:, 0], old[:, 20] = 1, 1
    made = steady("cases", 1e6)
    found = [burden(made, ages) for ages in (young, old)]
    admitted = [load.table.filter("ahead")["admissions"][-1] for load in found if load is not None]
    assert admitted == pytest.approx([A_WEEK * 0.001, A_WEEK * 0.273], rel=0.01)
    assert counted_by(made) == ("cases", True)


def test_cases_that_die_more_often_are_admitted_more_often() -> None:
    """Seventy-year-olds: 24.3% of the symptomatic admitted, 5.1% of infections dead, two thirds symptomatic."""
    table = weekly(("PK", "IN"), 40, targets=("cases", "deaths"))
    part = pl.when(pl.col("target") == "cases").then(A_WEEK * 100).otherwise(A_WEEK * 2)
    made = look_ahead(
        counted(table.with_columns(part.alias("value")), people=1e7),
        3,
        ("anso-baseline",),
        lambda _fraction, _message: None,
    )
    row = made.targets.index("cases")
    sure = made.ensemble.copy()
    sure[row] = A_WEEK * 100
    ages = np.zeros((2, 21))
    ages[:, 14] = 1
    load = burden(replace(made, values=made.values | {"anso-ensemble": sure}), ages)
    assert load is not None
    for_each_death = 0.243 * (2 / 3) / 0.051
    assert load.table["admissions"][-1] == pytest.approx(A_WEEK * 2 * for_each_death, rel=0.02)


def test_unknown_ages_are_those_of_all_places_together() -> None:
    ages = np.array([[np.nan] * 21, [*([0.0] * 20), 5.0]])
    load = burden(steady("cases", 1e6), ages)
    assert load is not None
    last = load.table.filter(pl.col("target_end_date") == ISSUED - timedelta(days=1) + timedelta(weeks=3))
    assert last["admissions"].to_list() == pytest.approx([A_WEEK * 0.273] * 2, rel=0.01)


def test_every_product_states_the_same_load() -> None:
    made = look_ahead(
        counted(weekly(("PK", "IN"), 40)), 2, ("anso-baseline",), lambda _fraction, _message: None
    )
    one, other = burden(made, AGES), burden(made, AGES)
    assert one is not None
    assert other is not None
    assert one.table.equals(other.table)
