"""Parameters that nothing is learnt of stay as they were believed; what was learnt fades."""

import numpy as np

from anso.services.epidemics.filtering import Prior
from anso.services.epidemics.filtering.model.state import DELAY_DAYS, RESTLESS, SLOTS, SUSCEPTIBLE
from anso.services.epidemics.filtering.model.wander import KEPT, WANDERING, wander


def test_wandering_keeps_the_prior_and_forgets_what_departs_from_it() -> None:
    random = np.random.default_rng(1)
    prior = Prior()
    cloud = np.zeros((1, SLOTS, 20_000))
    cloud[:, RESTLESS] = np.log(0.2)  # learnt to be far more restless than was believed, and of that sure
    cloud[:, DELAY_DAYS] = np.log(prior.delay_days[0]) + prior.delay_days[1] * random.standard_normal(20_000)
    for _ in range(10):
        wander(cloud, prior, random.standard_normal((1, len(WANDERING), 20_000)))

    departs = cloud[0, RESTLESS] - np.log(prior.restless[0])
    np.testing.assert_allclose(departs.mean(), KEPT**10 * np.log(0.2 / prior.restless[0]), atol=0.02)
    np.testing.assert_allclose(departs.var(), (1 - KEPT**20) * prior.restless[1] ** 2, rtol=0.05)
    np.testing.assert_allclose(cloud[0, DELAY_DAYS].std(), prior.delay_days[1], rtol=0.03)
    np.testing.assert_array_equal(cloud[0, SUSCEPTIBLE], 0.0)
