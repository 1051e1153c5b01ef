"""The growth estimate against an independent regression, closed forms, and data of known growth."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy import stats

from anso.services.epidemics.growth import estimate_growth

Floats = NDArray[np.float64]


def full_regression(counts: Floats) -> tuple[float, float, float, int]:
    """Quasi-Poisson regression on time and day-of-week dummies by iteratively reweighted least squares.

    Rate, its standard error, dispersion and degrees of freedom; days that are nan are left out.
    """
    days = np.arange(len(counts))
    kept = np.isfinite(counts)
    design = np.column_stack([days - days.mean(), *(days % 7 == weekday for weekday in range(7))]).astype(
        float
    )
    y, x = counts[kept], design[kept]
    mean = y + 0.5
    for _ in range(100):
        eta = np.log(mean)
        working = eta + (y - mean) / mean
        root = np.sqrt(mean)
        coefficients = np.linalg.lstsq(x * root[:, None], working * root, rcond=None)[0]
        mean = np.exp(x @ coefficients)
    freedom = len(y) - x.shape[1]
    dispersion = ((y - mean) ** 2 / mean).sum() / freedom
    covariance = np.linalg.inv(x.T @ (x * mean[:, None])) * max(dispersion, 1.0)
    return float(coefficients[0]), float(np.sqrt(covariance[0, 0])), float(dispersion), freedom


def overdispersed(
    rng: np.random.Generator, rate: Floats, level: Floats, dispersion: float, weeks: int
) -> Floats:
    """Negative binomial counts with variance `dispersion` times the mean, weekends low."""
    days = np.arange(7 * weeks) - (7 * weeks - 1) / 2
    weekday = np.tile([1.2, 1.15, 1.1, 1.05, 1.0, 0.8, 0.7], weeks)
    mean = level[:, None] * np.exp(rate[:, None] * days) * weekday
    return rng.negative_binomial(mean / (dispersion - 1), 1 / dispersion).astype(float)


def test_counts_that_scatter_less_than_chance_are_no_surer_than_chance() -> None:
    counts = np.tile([50.0, 40, 45, 55, 48, 20, 15], 3)[None, :]
    growth = estimate_growth(counts)
    weekly = counts.sum() / 3
    # Of Poisson counts with no trend the rate has variance 1 / (n Var(t)), t in days by whole weeks.
    error = 1 / np.sqrt(3 * weekly * np.var([-7, 0, 7]))
    assert growth.dispersion[0] == 1.0
    assert growth.high[0] == pytest.approx(stats.t.ppf(0.975, 21 - 8) * error, rel=1e-9)


@pytest.mark.parametrize("weeks", [2, 3, 4])
def test_growth_equals_the_full_regression_with_weekday_effects(weeks: int) -> None:
    rng = np.random.default_rng(weeks)
    counts = overdispersed(rng, np.array([0.05, -0.03, 0.0]), np.array([40.0, 300.0, 2000.0]), 6.0, weeks)
    counts[1, 9] = np.nan
    growth = estimate_growth(counts)
    for row, values in enumerate(counts):
        rate, error, dispersion, freedom = full_regression(values)
        half = stats.t.ppf(0.975, freedom) * error
        assert growth.rate[row] == pytest.approx(rate, abs=1e-9)
        assert growth.dispersion[row] == pytest.approx(max(dispersion, 1.0), rel=1e-6)
        assert (growth.low[row], growth.high[row]) == pytest.approx((rate - half, rate + half), abs=1e-7)
        assert growth.probability[row] == pytest.approx(stats.t.cdf(rate / error, freedom), abs=1e-7)


def test_growth_over_two_weeks_is_the_logarithm_of_their_ratio() -> None:
    counts = np.array([[8.0, 3, 5, 0, 2, 1, 1, 15, 9, 6, 4, 2, 3, 1]])
    assert estimate_growth(counts).rate[0] == pytest.approx(np.log(40 / 20) / 7, abs=1e-12)


def test_growth_of_exact_exponentials_is_found_with_days_missing() -> None:
    days = np.arange(21)
    rates = np.array([0.12, 0.03, -0.08])
    weekday = np.tile([1.0, 2, 3, 4, 3, 2, 1], 3)
    counts = 500 * np.exp(rates[:, None] * days) * weekday
    counts[0, 20] = counts[1, 3] = counts[2, 10] = np.nan
    growth = estimate_growth(counts)
    assert growth.rate == pytest.approx(rates, abs=1e-9)
    # The line is the curve with the days of the week evened out: their mean factor is 16/7.
    assert growth.line == pytest.approx(500 * 16 / 7 * np.exp(rates[:, None] * days), rel=1e-9)


@pytest.mark.parametrize("dispersion", [3.0, 8.0])
def test_growth_interval_holds_the_truth_95_times_in_100(dispersion: float) -> None:
    rng = np.random.default_rng(20200608)
    rate, level = rng.uniform(-0.08, 0.12, 6000), np.exp(rng.uniform(np.log(20), np.log(3000), 6000))
    growth = estimate_growth(overdispersed(rng, rate, level, dispersion, 3))
    held = ((growth.low <= rate) & (rate <= growth.high)).mean()
    assert held == pytest.approx(0.95, abs=0.012)
    days = np.arange(21) - 10
    truth = level[:, None] * np.exp(rate[:, None] * days) * (1.2 + 1.15 + 1.1 + 1.05 + 1.0 + 0.8 + 0.7) / 7
    on_line = ((growth.line_low <= truth) & (truth <= growth.line_high)).mean()
    assert on_line == pytest.approx(0.95, abs=0.015)


def test_probability_of_growth_is_calibrated_when_nothing_grows() -> None:
    rng = np.random.default_rng(7)
    level = np.full(6000, 200.0)
    probability = estimate_growth(overdispersed(rng, np.zeros(6000), level, 5.0, 3)).probability
    assert stats.kstest(probability, "uniform").statistic < 0.03


def test_growth_is_not_told_where_the_counts_cannot_tell() -> None:
    nothing = np.zeros(21)
    unreported = np.full(21, np.nan)
    one_week = np.r_[np.zeros(14), np.full(7, 20.0)]
    growth = estimate_growth(np.array([nothing, unreported, one_week]))
    assert np.isnan(growth.rate).tolist() == [True, True, True]
    assert np.isnan(growth.probability).tolist() == [True, True, True]


def test_growth_refuses_days_that_are_no_whole_weeks() -> None:
    with pytest.raises(ValueError, match="not 20 days"):
        estimate_growth(np.ones((1, 20)))


series = st.lists(st.integers(0, 500), min_size=21, max_size=21).filter(
    lambda counts: all(sum(counts[week : week + 7]) > 0 for week in (0, 7, 14))
)


@settings(max_examples=60, deadline=None)
@given(series, st.integers(2, 50))
def test_growth_does_not_depend_on_the_unit_and_turns_with_time(counts: list[int], factor: int) -> None:
    once = np.array([counts], dtype=float)
    # Back in time: the weeks in opposite order, the weekdays kept, is the same data run backwards.
    weeks = once.reshape(1, 3, 7)[:, ::-1, :].reshape(1, 21)
    growth = estimate_growth(np.vstack([once, once * factor, weeks]))
    assert growth.rate[1] == pytest.approx(growth.rate[0], abs=1e-9)
    assert growth.rate[2] == pytest.approx(-growth.rate[0], abs=1e-9)
    assert growth.probability[2] == pytest.approx(1 - growth.probability[0], abs=1e-7)
