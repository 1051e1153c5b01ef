"""CRPS and probabilities, against scoringrules, integrals and hand-worked values."""

import numpy as np
import scoringrules
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from anso.services.outlooks.distributions.distribution import categories
from anso.services.outlooks.distributions.ensemble import Ensemble
from anso.services.outlooks.distributions.gamma import Gamma
from anso.services.outlooks.distributions.normal import Censored, Normal, Pool
from anso.services.outlooks.distributions.reweighted import Reweighted, climate
from anso.services.outlooks.known.edges import Edges
from anso.services.outlooks.known.lesson import LEVELS

RANDOM = np.random.default_rng(1)
MEAN = RANDOM.normal(2, 2, (3, 5))
DEVIATION = RANDOM.uniform(0.5, 2, (3, 5))
OBSERVED = np.abs(RANDOM.normal(2, 3, (3, 5)))
EDGES = Edges(np.sort(np.abs(RANDOM.normal(2, 2, (2, 5))), axis=0), LEVELS)


def test_normal_scores_as_scoringrules_does() -> None:
    expected = scoringrules.crps_normal(OBSERVED, MEAN, DEVIATION)
    np.testing.assert_allclose(Normal(MEAN, DEVIATION).crps(OBSERVED), expected, rtol=1e-10)


def test_normal_says_what_its_distribution_function_says() -> None:
    expected = stats.norm.cdf(EDGES.values[:, None], MEAN, DEVIATION)
    np.testing.assert_allclose(Normal(MEAN, DEVIATION).below(EDGES), expected, rtol=1e-10)


def test_pool_of_normals_scores_as_scoringrules_does() -> None:
    means, deviations = np.stack([MEAN, MEAN + 1]), np.stack([DEVIATION, DEVIATION * 1.5])
    weights = np.array([0.3, 0.7])[:, None, None]
    expected = scoringrules.crps_mixnorm(
        OBSERVED, means, deviations, np.broadcast_to(weights, means.shape), m_axis=0
    )
    np.testing.assert_allclose(Pool(means, deviations, weights).crps(OBSERVED), expected, rtol=1e-9)


def test_censored_normal_scores_as_scoringrules_does() -> None:
    observed = np.where(OBSERVED < 1, 0, OBSERVED)
    expected = scoringrules.crps_cnormal(observed, MEAN, DEVIATION, lower=0.0, upper=np.inf)
    np.testing.assert_allclose(Censored(MEAN, DEVIATION).crps(observed), expected, rtol=1e-8)


def test_gamma_scores_as_scoringrules_does() -> None:
    shape, mean = DEVIATION * 3, np.abs(MEAN) + 0.5
    expected = scoringrules.crps_gamma(OBSERVED, shape, rate=shape / mean)
    np.testing.assert_allclose(Gamma(mean, shape).crps(OBSERVED), expected, rtol=1e-8)


def test_ensemble_scores_as_scoringrules_does() -> None:
    members = RANDOM.normal(2, 2, (9, 3, 5))
    expected = scoringrules.crps_ensemble(OBSERVED, members, m_axis=0, estimator="nrg")
    np.testing.assert_allclose(Ensemble(members).crps(OBSERVED), expected, rtol=1e-10)


def test_climate_is_the_ensemble_of_its_own_years() -> None:
    years = RANDOM.gamma(2, 3, (17, 5))
    expected = scoringrules.crps_ensemble(
        OBSERVED, np.repeat(years[:, None], 3, axis=1), m_axis=0, estimator="nrg"
    )
    np.testing.assert_allclose(climate(years, 3).crps(OBSERVED), expected, rtol=1e-10)


def test_climate_says_a_third_each_however_skewed_its_years() -> None:
    years = RANDOM.gamma(0.3, 3, (17, 5))
    said = categories(climate(years, 2), Edges(np.quantile(years, LEVELS, axis=0), LEVELS))
    np.testing.assert_allclose(said, 1 / 3, rtol=1e-12)


@given(
    shift=st.floats(-2, 2),
    width=st.floats(0.2, 1.5),
    observed=st.floats(-5, 30),
    values=st.lists(st.floats(-3, 20), min_size=3, max_size=12),
)
def test_reweighted_climate_scores_as_the_integral_of_its_steps(
    shift: float, width: float, observed: float, values: list[float]
) -> None:
    ordered = np.sort(values)
    reached = stats.norm.cdf((stats.norm.ppf(np.arange(len(values) + 1) / len(values)) - shift) / width)
    knots = np.unique(np.concatenate([ordered, [observed]]))
    middles = (knots[:-1] + knots[1:]) / 2
    below = reached[np.searchsorted(ordered, middles)]
    expected = (np.diff(knots) * (below - (middles >= observed)) ** 2).sum()
    found = Reweighted(
        ordered[:, None], np.full((1, 1, 1), shift), np.full((1, 1, 1), width), np.ones((1, 1, 1))
    )
    np.testing.assert_allclose(found.crps(np.array([[observed]]))[0, 0], expected, atol=1e-9)


@given(shift=st.floats(-3, 3), width=st.floats(0.2, 2), seed=st.integers(0, 99))
def test_categories_are_chances_that_add_up_to_one(shift: float, width: float, seed: int) -> None:
    years = np.sort(np.random.default_rng(seed).normal(size=(11, 4)), axis=0)
    found = Reweighted(years, np.full((1, 2, 4), shift), np.full((1, 1, 1), width), np.ones((1, 1, 1)))
    said = categories(found, Edges(np.quantile(years, LEVELS, axis=0), LEVELS))
    assert said.min() >= 0
    np.testing.assert_allclose(said.sum(0), 1)


def test_a_shift_upwards_makes_above_likelier_by_the_normal_law() -> None:
    years = np.sort(RANDOM.normal(size=(11, 1)), axis=0)
    found = Reweighted(years, np.full((1, 1, 1), 0.5), np.ones((1, 1, 1)), np.ones((1, 1, 1)))
    said = categories(found, Edges(np.quantile(years, LEVELS, axis=0), LEVELS))
    np.testing.assert_allclose(said[2, 0, 0], 1 - stats.norm.cdf(stats.norm.ppf(2 / 3) - 0.5))
