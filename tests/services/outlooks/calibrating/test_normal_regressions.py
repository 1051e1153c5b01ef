"""Mean and variance adjustment, EMOS, and the regressions for amounts, against textbook solutions."""

from dataclasses import replace

import numpy as np
import pytest
from scipy import optimize, stats
from tests.services.outlooks.helpers import hindcasts, lesson

from anso.services.outlooks.calibrating.censored_regression import censored_emos
from anso.services.outlooks.calibrating.emos import emos, regressed
from anso.services.outlooks.calibrating.gamma_regression import gamma_emos
from anso.services.outlooks.calibrating.logistic import RIDGE, extended_logistic
from anso.services.outlooks.calibrating.mean_variance import adjusted, mean_and_variance
from anso.services.outlooks.calibrating.scales import joint, scaled_models
from anso.services.outlooks.known.lesson import LEVELS


def test_adjustment_conserves_the_climates_mean_and_variance() -> None:
    given = lesson(hindcasts(skill=0.8))
    said = adjusted(given.past.means, given.past.means, given.observed)
    np.testing.assert_allclose(
        said.mean.mean(1), np.broadcast_to(given.observed.mean(0), said.mean[:, 0].shape)
    )
    total = said.mean.var(1, ddof=1) + said.deviation[:, 0] ** 2
    np.testing.assert_allclose(total, np.broadcast_to(given.observed.var(0, ddof=1), total.shape))


def test_a_model_that_goes_the_wrong_way_is_left_at_the_climate() -> None:
    given = lesson(hindcasts(skill=0.9))
    turned = replace(given, past=replace(given.past, means=-given.past.means))
    said = mean_and_variance(turned, 0)
    wrong = [
        np.corrcoef(given.past.means[0, :, point], given.observed[:, point])[0, 1] > 0 for point in range(42)
    ]
    np.testing.assert_allclose(said.mean[0, wrong], given.observed.mean(0)[wrong])


def test_emos_without_spread_is_a_linear_regression() -> None:
    given = lesson(hindcasts())
    said = emos(given, 1)
    x, y = given.past.means[1, :, 5], given.observed[:, 5]
    line = stats.linregress(x, y)
    assert said.mean[0, 5] == pytest.approx(line.intercept + line.slope * given.asked.means[1, 0, 5])
    residuals = y - line.intercept - line.slope * x
    assert said.deviation[0, 5] == pytest.approx(np.sqrt((residuals**2).sum() / (len(y) - 2)))


def test_emos_finds_a_variance_that_grows_with_the_spread() -> None:
    """Truth: variance 0.5 + 2 s^2, s^2 between .25 and 4; maximum likelihood finds it from many years."""
    random = np.random.default_rng(11)
    x, spread = random.standard_normal((4000, 3)), random.uniform(0.5, 2, (4000, 3))
    y = 1 + 0.5 * x + np.sqrt(0.5 + 2 * spread**2) * random.standard_normal(x.shape)
    asked = np.zeros((2, 3))
    said = regressed(x, asked, spread, np.array([[0.5] * 3, [2.0] * 3]), y)
    np.testing.assert_allclose(said.mean, 1, atol=0.15)
    np.testing.assert_allclose(said.deviation[0] ** 2, 1.0, rtol=0.3)
    np.testing.assert_allclose(said.deviation[1] ** 2, 8.5, rtol=0.15)


def test_gamma_regression_solves_the_scoring_equations() -> None:
    """At the maximum likelihood the relative residuals add up to nothing, and so do their products with x."""
    given = lesson(hindcasts(rain=True))
    models = joint(scaled_models(given))
    past = replace(given, asked=given.past)
    expected = gamma_emos(past).mean
    np.testing.assert_allclose((given.observed / expected - 1).mean(0), 0, atol=2e-3)
    np.testing.assert_allclose((models.past * (given.observed / expected - 1)).mean(0), 0, atol=2e-3)


def test_censored_regression_finds_the_tobit_maximum() -> None:
    given = lesson(hindcasts(years=60, latitudes=2, longitudes=2, seed=4))
    dry = replace(given, observed=np.maximum(given.observed + 0.3, 0))
    said = censored_emos(dry)
    x = joint(scaled_models(dry)).past[:, 1]
    y = dry.observed[:, 1]

    def unlikely(parameters: np.ndarray) -> float:
        mean, deviation = parameters[0] + parameters[1] * x, np.exp(parameters[2])
        inside = stats.norm.logpdf(y, mean, deviation)
        return -float(np.where(y > 0, inside, stats.norm.logcdf(0, mean, deviation)).sum())

    found = optimize.minimize(unlikely, np.zeros(3)).x
    asked = joint(scaled_models(dry)).asked[0, 1]
    assert said.mean[0, 1] == pytest.approx(found[0] + found[1] * asked, abs=0.02)
    assert said.deviation[0, 1] == pytest.approx(np.exp(found[2]) * np.sqrt(59 / 57), rel=0.01)


def test_logistic_regression_finds_the_maximum_of_its_likelihood() -> None:
    given = lesson(hindcasts(seed=3))
    said = extended_logistic(given)
    models = joint(scaled_models(given))
    x, under = models.past[:, 7], given.observed[:, 7] <= given.terciles.values[:, 7, None]
    scores = stats.norm.ppf(LEVELS)[:, None]

    def unlikely(parameters: np.ndarray) -> float:
        logit = parameters[0] + parameters[1] * scores + parameters[2] * x
        likely = np.where(under, -np.logaddexp(0, -logit), -np.logaddexp(0, logit))
        return -float(likely.sum()) + RIDGE / 2 * parameters[2] ** 2

    level, steep, effect = optimize.minimize(unlikely, np.array([0, 1.8, 0])).x
    logit = level + steep * scores[:, 0] + effect * models.asked[0, 7]
    np.testing.assert_allclose(said.below(given.terciles)[:, 0, 7], 1 / (1 + np.exp(-logit)), atol=1e-4)
