"""Levels in between, and the probability of more than a number."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from anso.services.epidemics.forecasting.backtest.plan import HUB_LEVELS
from anso.services.epidemics.outlook.ahead.chances import at_levels, chance_above

LEVELS = np.array(HUB_LEVELS)


def test_levels_between_those_stated_lie_on_a_line() -> None:
    values = np.array([[0.0, 10.0, 30.0]])
    found = at_levels(values, np.array([0.1, 0.5, 0.9]), np.array([0.1, 0.3, 0.5, 0.7, 0.9, 0.99]))
    assert found[0] == pytest.approx([0.0, 5.0, 10.0, 20.0, 30.0, 30.0])


def test_probability_of_more_is_that_of_the_distribution_the_quantiles_are_of() -> None:
    law = stats.gamma(5, scale=100)
    marks = np.array([250.0, 400.0, 500.0, 700.0])
    found = chance_above(np.tile(law.ppf(LEVELS), (4, 1)), LEVELS, marks)
    assert found == pytest.approx(law.sf(marks), abs=0.01)


def test_probability_never_leaves_the_span_of_the_levels() -> None:
    values = np.tile(np.linspace(10, 20, len(LEVELS)), (2, 1))
    assert chance_above(values, LEVELS, np.array([0.0, 99.0])) == pytest.approx([0.99, 0.01])


def test_probability_of_more_than_a_count_that_many_quantiles_are_counts_only_those_above() -> None:
    levels = np.array([0.1, 0.3, 0.5, 0.7, 0.9])
    assert chance_above(np.array([[0.0, 0.0, 0.0, 4.0, 9.0]]), levels, np.array([0.0])) == pytest.approx(
        [0.5]
    )


def test_nothing_is_said_where_nothing_is_forecast_or_known() -> None:
    values = np.array([[np.nan] * 3, [1.0, 2.0, 3.0]])
    assert np.isnan(chance_above(values, np.array([0.1, 0.5, 0.9]), np.array([1.0, np.nan]))).tolist() == [
        True,
        True,
    ]


@given(st.lists(st.floats(0, 1e6), min_size=5, max_size=5), st.floats(0, 1e6), st.floats(0, 1e6))
def test_more_of_a_higher_number_is_never_more_probable(
    values: list[float], one: float, other: float
) -> None:
    quantiles = np.tile(np.sort(values), (2, 1))
    low, high = sorted((one, other))
    chances = chance_above(quantiles, np.array([0.05, 0.25, 0.5, 0.75, 0.95]), np.array([low, high]))
    assert chances[0] >= chances[1]
