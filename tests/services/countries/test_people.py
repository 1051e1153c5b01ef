"""Totals, growth and ages from the population table."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from anso.services.countries.people import ages_in, growth_in, pyramid, totals


def table(people: dict[int, dict[int, int]]) -> pl.DataFrame:
    """People by year and age, as many women as men."""
    rows = [
        (year, sex, age, count)
        for year, ages in people.items()
        for age, count in ages.items()
        for sex in ("female", "male")
    ]
    return pl.DataFrame(
        rows,
        schema={"year": pl.Int16, "sex": pl.String, "age": pl.Int8, "people": pl.Int32},
        orient="row",
    )


def test_totals_grow_at_the_mean_yearly_rate_and_tell_projections() -> None:
    doubled = totals(
        table({2015: {0: 500_000_000}, 2020: {0: 1_000_000_000}, 2025: {0: 1_000_000_000}}), 2024
    )
    assert doubled.select("year", "people", "kind").rows() == [
        (2015, 1_000_000_000, "estimate"),
        (2020, 2_000_000_000, "estimate"),
        (2025, 2_000_000_000, "projection"),
    ]
    assert doubled["growth_percent"].to_list() == [None, pytest.approx((2**0.2 - 1) * 100, abs=1e-3), 0.0]
    assert doubled["female_percent"].to_list() == [50.0, 50.0, 50.0]
    assert growth_in(doubled, 2015) is None
    assert growth_in(doubled, 2020) == pytest.approx(0.148698, abs=1e-5)


def test_pyramid_names_its_groups_and_shares_sum_to_all() -> None:
    rows = pyramid(table({2025: {0: 30, 5: 50, 100: 20}}), 2025)
    assert rows["group"].unique(maintain_order=True).to_list() == ["0\u20134", "5\u20139", "100+"]
    assert rows["share_percent"].sum() == pytest.approx(100)


def test_median_age_divides_its_group_evenly() -> None:
    ages = ages_in(pyramid(table({2025: {0: 30, 15: 40, 65: 30}}), 2025))
    assert ages.median == pytest.approx(17.5)
    assert (ages.under_15, ages.over_64) == (0.3, 0.3)


def test_people_of_working_age_are_neither_young_nor_old() -> None:
    ages = ages_in(pyramid(table({2025: {10: 1, 15: 2, 60: 4, 65: 8, 100: 16}}), 2025))
    assert (ages.under_15, ages.over_64) == (pytest.approx(1 / 31), pytest.approx(24 / 31))


@given(st.dictionaries(st.sampled_from(range(0, 105, 5)), st.integers(1, 10**6), min_size=1))
def test_median_age_has_half_the_people_on_either_side(people: dict[int, int]) -> None:
    ages = ages_in(pyramid(table({2025: people}), 2025))
    total = sum(people.values())
    below = sum(count * min(max((ages.median - age) / 5, 0), 1) for age, count in people.items())
    assert below == pytest.approx(total / 2, rel=1e-9)
