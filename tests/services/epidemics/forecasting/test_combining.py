"""Weights and widths learnt from the past alone."""

import numpy as np
from scipy.stats import norm

from anso.services.epidemics.forecasting.combining.ensemble import combined, silent_further_ahead
from anso.services.epidemics.forecasting.combining.weights import (
    WeightSettings,
    round_losses,
    weights_from,
)
from anso.services.epidemics.forecasting.combining.widths import WidthSettings, factors_from, widened

LEVELS = np.array([0.025, 0.25, 0.5, 0.75, 0.975])
ROUNDS, PLACES = 30, 20


def simulated(error: float, said: float, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """Forecasts whose logarithms err by `error` and say they err by `said`, and what came about."""
    random = np.random.default_rng(seed)
    truth = np.full((ROUNDS, 1, PLACES, 1), np.log(1000.0))
    middle = truth + error * random.standard_normal(truth.shape)
    return np.exp(middle[..., None] + said * norm.ppf(LEVELS)), np.exp(truth)


def test_model_with_smaller_errors_gets_more_weight_and_an_absent_one_keeps_its_share() -> None:
    good, truth = simulated(0.1, 0.1)
    poor, _ = simulated(0.5, 0.5, seed=2)
    absent = np.full_like(good, np.nan)
    every = np.stack([good, poor, absent])
    losses = np.stack(
        [round_losses(every[:, one], truth[one], LEVELS, WeightSettings()) for one in range(ROUNDS)], axis=1
    )
    weights = weights_from(losses, np.arange(ROUNDS)[::-1].astype(float), WeightSettings())[:, 0, 0]

    assert weights[0] > 3 * weights[1]
    assert weights[1] < weights[2] < weights[0]
    np.testing.assert_allclose(weights.sum(), 1)


def test_losses_are_half_the_weighted_interval_score_on_counts() -> None:
    from scoringrules import quantile_score

    values = np.array([2.0, 5.0, 6.0, 9.0, 20.0])
    losses = round_losses(
        values.reshape(1, 1, 1, 1, 5), np.full((1, 1, 1), 12.0), LEVELS, WeightSettings(exponent=1.0)
    )
    expected = np.mean(
        [quantile_score(12.0, value, level) for value, level in zip(values, LEVELS, strict=True)]
    )
    np.testing.assert_allclose(losses[0, 0, 0, 0], expected)


def test_intervals_said_half_as_wide_as_errors_are_doubled() -> None:
    past, truth = simulated(0.4, 0.2)
    ages = np.arange(ROUNDS)[::-1].astype(float)
    factors = factors_from(np.log(past), np.log(truth), ages, LEVELS, WidthSettings(half_life=1e9, prior=0.0))
    np.testing.assert_allclose(factors[0, 0], [2, 2, 1, 2, 2], rtol=0.12)


def test_no_past_leaves_widths_as_they_are() -> None:
    past, _ = simulated(0.4, 0.2)
    nothing = np.full((ROUNDS, 1, PLACES, 1), np.nan)
    factors = factors_from(np.log(past), nothing, np.zeros(ROUNDS), LEVELS, WidthSettings())
    assert factors.tolist() == [[[1, 1, 1, 1, 1]]]
    np.testing.assert_array_equal(widened(past[0], factors, LEVELS), past[0])


def test_ensemble_covers_what_it_claims_after_models_that_do_not() -> None:
    models = {f"m{seed}": simulated(0.4, 0.15, seed)[0] for seed in (1, 2)}
    _, truth = simulated(0.4, 0.15)
    made = combined(models, lambda day: truth[:day], LEVELS)[15:]
    inside = (made[..., 1] <= truth[15:]) & (truth[15:] <= made[..., 3])
    said = models["m1"][15:]
    before = (said[..., 1] <= truth[15:]) & (truth[15:] <= said[..., 3])
    assert before.mean() < 0.3
    assert 0.42 < inside.mean() < 0.58


def test_outcome_unknown_on_the_day_does_not_count() -> None:
    models = {f"m{seed}": simulated(0.4, 0.15, seed)[0] for seed in (1, 2)}
    _, truth = simulated(0.4, 0.15)

    def known(day: int, later: float) -> np.ndarray:
        past = truth[:day].copy()
        past[max(0, day - 2) :] = np.nan
        return np.where(np.arange(day)[:, None, None, None] < 10, past, past * later)

    one = combined(models, lambda day: known(day, 1.0), LEVELS)
    two = combined(models, lambda day: known(day, 50.0), LEVELS)
    np.testing.assert_array_equal(one[:12], two[:12])
    assert not np.array_equal(one[14:], two[14:])


def test_models_for_the_first_week_are_silent_further_ahead_where_another_speaks() -> None:
    near = np.array([True, False])
    first, lasting = np.ones((1, 1, 2, 2, 3)), np.ones((1, 1, 2, 2, 3))
    lasting[0, 0, 1] = np.nan

    made = silent_further_ahead({"first": first, "lasting": lasting}, ["first"], near)
    alone = silent_further_ahead({"first": first}, ["first"], near)

    assert np.isnan(made["first"]).any(-1)[0, 0].tolist() == [[False, True], [False, False]]
    assert made["lasting"] is lasting
    assert not np.isnan(alone["first"]).any()


def test_one_model_that_says_nothing_leaves_the_others() -> None:
    made, truth = simulated(0.2, 0.2)
    silent = made.copy()
    silent[-1] = np.nan
    both = combined({"a": made, "b": silent}, lambda day: truth[:day], LEVELS)
    assert not np.isnan(both[-1]).any()
