"""Courses that have a forecast's quantiles, week by week, and hang together over the weeks."""

import numpy as np
import pytest
from scipy.stats import norm, spearmanr

from anso.services.epidemics.hospital import paths

LEVELS = np.array([0.01, 0.025, *np.arange(0.05, 0.96, 0.05), 0.975, 0.99])


def normal_forecast() -> np.ndarray:
    """Two places, four weeks, spreading from week to week."""
    centre, width = np.array([500.0, 2000.0]), np.array([20.0, 40.0, 60.0, 80.0])
    return centre[:, None, None] + width[None, :, None] * norm.ppf(LEVELS)


def test_paths_have_the_quantiles_of_the_forecast() -> None:
    drawn = paths(normal_forecast(), LEVELS, 40_000, np.random.default_rng(1))
    found = np.moveaxis(np.quantile(drawn, LEVELS, axis=0), 0, -1)
    spread = np.array([20.0, 40.0, 60.0, 80.0])[None, :, None]
    assert np.abs((found - normal_forecast()) / spread).max() < 0.06


def test_weeks_are_correlated_as_an_autoregression_and_places_are_not() -> None:
    drawn = paths(normal_forecast(), LEVELS, 40_000, np.random.default_rng(2), dependence=0.8)
    ranks = norm.ppf((np.argsort(np.argsort(drawn[:, 0], axis=0), axis=0) + 0.5) / 40_000)
    found = np.corrcoef(ranks.T)
    expected = 0.8 ** np.abs(np.arange(4)[:, None] - np.arange(4)[None, :])
    assert np.abs(found - expected).max() < 0.02
    assert abs(spearmanr(drawn[:, 0, 0], drawn[:, 1, 0]).statistic) < 0.02


def test_a_places_paths_are_the_same_whatever_others_are_asked_for() -> None:
    both = paths(normal_forecast(), LEVELS, 50, np.random.default_rng(3), names=["AA", "BB"])
    alone = paths(normal_forecast()[1:], LEVELS, 50, np.random.default_rng(3), names=["BB"])
    np.testing.assert_array_equal(both[:, 1:], alone)


def test_tails_go_on_with_the_last_slope_and_counts_stop_at_zero() -> None:
    drawn = paths([[[0.0, 10.0]]], [0.4, 0.6], 50_000, np.random.default_rng(4))
    assert drawn.min() == 0
    slope = 10 / (norm.ppf(0.6) - norm.ppf(0.4))
    assert np.quantile(drawn, 0.95) == pytest.approx(5 + slope * norm.ppf(0.95), rel=0.03)


def test_quantiles_that_cross_are_put_in_order_and_missing_ones_are_unknown() -> None:
    crossed = paths([[[20.0, 10.0, 30.0]]], [0.25, 0.5, 0.75], 10, np.random.default_rng(5))
    ordered = paths([[[10.0, 20.0, 30.0]]], [0.25, 0.5, 0.75], 10, np.random.default_rng(5))
    np.testing.assert_array_equal(crossed, ordered)
    unknown = paths([[[np.nan] * 3], [[1.0, 2.0, 3.0]]], [0.25, 0.5, 0.75], 10, np.random.default_rng(5))
    assert (np.isnan(unknown[:, 0]).all(), np.isnan(unknown[:, 1]).any()) == (True, False)


def test_levels_that_cannot_be_are_refused() -> None:
    with pytest.raises(ValueError, match="in order"):
        paths([[[1.0, 2.0]]], [0.5, 0.5], 3, np.random.default_rng(6))
    with pytest.raises(ValueError, match="for 2 levels"):
        paths([[[1.0, 2.0, 3.0]]], [0.25, 0.5], 3, np.random.default_rng(6))
