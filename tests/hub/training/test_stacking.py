"""The linear programme of stacking against grids, its textbook form and values worked by hand."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anso.errors import InvalidInputError
from anso.hub.training.weights.stacking import stacked_weights


def loss(weights, predictions, observed, levels, importance):
    error = observed - predictions @ weights
    return float((importance * np.maximum(levels * error, (levels - 1) * error)).sum() / importance.sum())


def example(seed, cases=60, models=2):
    rng = np.random.default_rng(seed)
    observed = rng.normal(0, 1, cases)
    predictions = observed[:, None] + rng.normal(0, 1, (cases, models)) + rng.normal(0, 0.5, models)
    return predictions, observed, rng.choice([0.1, 0.5, 0.9], cases), rng.uniform(0.5, 1, cases)


def test_stacking_two_models_equals_search_on_a_grid():
    predictions, observed, levels, importance = example(3)
    found = stacked_weights(predictions, observed, levels, importance=importance)
    grid = np.linspace(0, 1, 2001)
    losses = [loss(np.array([w, 1 - w]), predictions, observed, levels, importance) for w in grid]
    assert found.sum() == pytest.approx(1, abs=1e-12)
    assert loss(found, predictions, observed, levels, importance) <= min(losses) + 1e-12
    assert found[0] == pytest.approx(grid[int(np.argmin(losses))], abs=1e-3)


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10_000), penalty=st.sampled_from([0.0, 0.01, 0.3]))
def test_stacking_equals_the_primal_programme_solved_by_scipy(seed, penalty):
    from scipy.optimize import linprog

    predictions, observed, levels, importance = example(seed, cases=40, models=4)
    prior = np.array([0.4, 0.3, 0.2, 0.1])
    cases, models = predictions.shape
    each = importance / importance.sum()
    size = float(each @ np.abs(observed[:, None] - predictions).mean(axis=1))
    cost = np.concatenate(
        [np.zeros(models), each * levels, each * (1 - levels), np.full(2 * models, penalty * size)]
    )
    equal = np.zeros((cases + models + 1, len(cost)))
    equal[:cases, :models] = predictions
    equal[:cases, models : models + cases] = np.eye(cases)
    equal[:cases, models + cases : models + 2 * cases] = -np.eye(cases)
    equal[cases : cases + models, :models] = np.eye(models)
    equal[cases : cases + models, models + 2 * cases : 2 * models + 2 * cases] = -np.eye(models)
    equal[cases : cases + models, 2 * models + 2 * cases :] = np.eye(models)
    equal[-1, :models] = 1
    best = linprog(cost, A_eq=equal, b_eq=np.concatenate([observed, prior, [1]]), bounds=(0, None))

    found = stacked_weights(
        predictions, observed, levels, importance=importance, prior=prior, penalty=penalty
    )

    value = (
        loss(found, predictions, observed, levels, importance) + penalty * size * np.abs(found - prior).sum()
    )
    assert value == pytest.approx(best.fun, abs=1e-7)
    assert found.min() >= 0


def test_stacking_gives_all_weight_to_the_model_that_was_right():
    observed = np.array([1.0, 2.0, 3.0])
    predictions = np.column_stack([observed, observed + 1, observed - 2])
    assert stacked_weights(predictions, observed, np.full(3, 0.5)) == pytest.approx([1, 0, 0], abs=1e-9)


def test_stacking_mixes_two_opposite_errors_to_none():
    observed = np.zeros(6)
    predictions = np.column_stack([np.full(6, 1.0), np.full(6, -3.0)])
    assert stacked_weights(predictions, observed, np.full(6, 0.5)) == pytest.approx([0.75, 0.25], abs=1e-9)


def test_a_high_penalty_keeps_the_prior():
    predictions, observed, levels, _ = example(5, models=3)
    prior = np.array([0.5, 0.3, 0.2])
    found = stacked_weights(predictions, observed, levels, prior=prior, penalty=10)
    assert found == pytest.approx(prior, abs=1e-9)


def test_without_cases_or_with_one_model_the_prior_stands():
    assert stacked_weights(np.empty((0, 3)), np.empty(0), np.empty(0)) == pytest.approx([1 / 3] * 3)
    assert stacked_weights(np.ones((5, 1)), np.ones(5), np.full(5, 0.5)).tolist() == [1.0]


def test_values_of_any_size_give_the_same_weights():
    predictions, observed, levels, _ = example(7, models=3)
    small = stacked_weights(predictions, observed, levels, penalty=0.02)
    large = stacked_weights(predictions * 1e6, observed * 1e6, levels, penalty=0.02)
    assert large == pytest.approx(small, abs=1e-6)


def test_values_that_are_not_finite_are_refused_in_words():
    predictions, observed, levels, _ = example(8)
    predictions[0, 0] = np.nan
    with pytest.raises(
        InvalidInputError, match="stacking, case 1: a prediction or the observation is not finite"
    ):
        stacked_weights(predictions, observed, levels)
