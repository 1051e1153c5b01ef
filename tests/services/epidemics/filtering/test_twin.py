"""Simulated epidemics, found again; the bench does it with many more places."""

import numpy as np
import pytest

from anso.services.epidemics.filtering import Settings
from anso.services.epidemics.filtering.twin.experiment import LEVELS, crps, inside, try_twin
from anso.services.epidemics.filtering.twin.truths import other_family, own_family


@pytest.mark.parametrize("settings", [Settings("kalman"), Settings("particle")], ids=lambda s: s.method)
@pytest.mark.parametrize("family", [own_family, other_family])
def test_reproduction_numbers_are_found_again(settings: Settings, family: type) -> None:
    truth = family(12, 120, 14, np.random.default_rng(11))
    found = try_twin(truth, settings)

    spread = np.abs(truth.reproduction[:, 28:] - truth.reproduction[:, 28:].mean()).mean()
    assert 0.8 < found.inside <= 1.0
    assert found.crps < 0.7 * spread  # of one who always says the mean
    assert found.crps_revised < found.crps


def test_truths_are_the_same_for_the_same_seed_and_hold_weekly_rhythms() -> None:
    one, other = (other_family(3, 70, 7, np.random.default_rng(2)) for _ in range(2))

    np.testing.assert_array_equal(one.observed.counts, other.observed.counts)
    by_day = one.observed.counts.reshape(3, 10, 7).sum((0, 1))
    assert by_day.max() / by_day.min() > 1.6
    assert one.reproduction.shape == (3, 70)
    assert one.ahead.shape == (3, 7)


def test_crps_of_a_normal_forecast_is_the_known_one() -> None:
    from scipy.stats import norm

    levels = np.array(LEVELS)
    quantiles = norm.ppf(levels)[None]

    for real in (0.0, 0.7, -1.5):
        exact = real * (2 * norm.cdf(real) - 1) + 2 * norm.pdf(real) - 1 / np.sqrt(np.pi)
        assert crps(np.array([real]), quantiles, levels)[0] == pytest.approx(exact, rel=0.03)
    assert inside(np.array([1.64, 1.65]), np.repeat(quantiles, 2, axis=0), levels) == 0.5
