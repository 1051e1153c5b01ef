from dataclasses import replace

import numpy as np
import pytest
from tests.services.outlooks.helpers import hindcasts, lesson

from anso.services.outlooks.calibrating.mean_variance import all_adjusted
from anso.services.outlooks.combining.bma import bayesian_average
from anso.services.outlooks.combining.pooled import by_skill, equal, explained, slopes_left_out
from anso.services.outlooks.combining.ridge import ridge
from anso.services.outlooks.combining.stacked import stacked_by_logarithm, stacked_by_rps


def test_slopes_left_out_are_those_of_fits_without_the_year() -> None:
    random = np.random.default_rng(14)
    x, y = random.normal(size=(9, 4)), random.normal(size=(9, 4))
    x, y = x - x.mean(0), y - y.mean(0)
    found = slopes_left_out(x, y)
    for year in range(9):
        others = np.delete(np.arange(9), year)
        expected = [np.polyfit(x[others, point], y[others, point], 1)[0] for point in range(4)]
        np.testing.assert_allclose(found[year], expected)


def test_equal_pool_is_the_mean_of_the_calibrated_models() -> None:
    given = lesson(hindcasts(models=3))
    one = all_adjusted(given)
    expected = [type(one)(one.mean[model], one.deviation[model]).below(given.terciles) for model in range(3)]
    np.testing.assert_allclose(equal(given).below(given.terciles), np.mean(expected, axis=0))


def test_skill_weighs_the_better_model_more() -> None:
    found = hindcasts(skill=0.8)
    found.means[1] = np.random.default_rng(15).standard_normal(found.means[1].shape)
    given = lesson(found)
    assert explained(given)[0].mean() > explained(given)[1].mean()
    weights = by_skill(given).weights
    np.testing.assert_allclose(weights.sum(0), 1)
    assert weights[0].mean() > 0.8
    assert bayesian_average(given).weights[0].mean() > 0.7


def test_bma_raises_the_likelihood_over_equal_weights() -> None:
    given = lesson(hindcasts(models=3))
    past = replace(given, asked=given.past)
    pool = bayesian_average(past)

    def likelihood(weights: np.ndarray) -> float:
        density = np.exp(-0.5 * ((given.observed - pool.means) / pool.deviations) ** 2) / pool.deviations
        return float(np.log((weights * density).sum(0)).sum())

    assert likelihood(pool.weights) >= likelihood(np.full((3, 1, 1), 1 / 3))


def test_ridge_leaves_years_out_as_a_fit_without_them_would() -> None:
    """Its width is the error of years left out at the ridge it chose; here against fits made anew at each ridge."""
    given = lesson(hindcasts(models=2, latitudes=2, longitudes=2))
    said = ridge(given)
    x = given.past.means - given.past.means.mean(1, keepdims=True)
    x /= x.std(1, ddof=1, keepdims=True)
    y = (given.observed - given.observed.mean(0)) / given.observed.std(0, ddof=1)
    years = len(y)
    widths = []
    for strength in (0.1, 0.3, 1.0, 3.0, 10.0, 30.0, 100.0):
        missed = []
        for year in range(years):
            kept = np.delete(np.arange(years), year)
            design = np.column_stack([np.ones(years - 1), x[:, kept, 0].T])
            penalty = strength * years * np.diag([0.0, 1, 1])
            weights = np.linalg.solve(design.T @ design + penalty, design.T @ y[kept, 0])
            missed.append(y[year, 0] - np.array([1, *x[:, year, 0]]) @ weights)
        widths.append(np.sqrt(np.mean(np.square(missed))))
    found = said.deviation[0, 0] / given.observed[:, 0].std(ddof=1)
    assert np.abs(np.array(widths) - found).min() == pytest.approx(0, abs=1e-8)


@pytest.mark.parametrize("method", [stacked_by_rps, stacked_by_logarithm])
def test_stacking_leaves_to_climatology_what_models_do_not_earn(method: object) -> None:
    assert callable(method)
    shares = {}
    for skill in (0.0, 0.9):
        given = lesson(hindcasts(skill=skill, years=40, seed=6))
        shares[skill] = float(method(given).weights.ravel()[-1])
        assert method(given).weights.sum() == pytest.approx(1)
    assert shares[0.0] > 0.5
    assert shares[0.9] < 0.35
