"""The hub's baseline against its definition and against simulation."""

from itertools import pairwise

import numpy as np
from tests.services.epidemics.forecasting.helpers import made_archive, monday, waves

from anso.services.epidemics.forecasting.known import Almanac
from anso.services.epidemics.forecasting.models.baseline import baseline, summed_quantiles

LEVELS = np.array([0.025, 0.25, 0.5, 0.75, 0.975])


def test_one_week_ahead_is_the_quantiles_of_changes_and_their_negatives() -> None:
    counts = waves(places=2)
    values = counts["inc case", "02"]
    changes = np.array([after - before for before, after in pairwise(values)])
    expected = values[-1] + np.quantile(np.concatenate([changes, -changes]), LEVELS)

    made = baseline(Almanac(made_archive(counts), 4, monday(59)), monday(59), 1, LEVELS)

    np.testing.assert_allclose(made[1, 0], np.maximum(expected, 0), atol=0.002 * np.abs(changes).max())


def test_sums_of_changes_agree_with_simulation() -> None:
    random = np.random.default_rng(3)
    one = random.standard_t(4, 80) * 50
    both = np.concatenate([one, -one])
    position = random.random((200_000, 4))
    drawn = np.quantile(both, position.ravel()).reshape(position.shape).sum(1)

    made = summed_quantiles(both[None], 4, LEVELS)[0, 3]

    np.testing.assert_allclose(made, np.quantile(drawn, LEVELS), atol=0.01 * np.ptp(made))


def test_median_stays_at_the_last_count() -> None:
    counts = waves(places=2)
    made = baseline(Almanac(made_archive(counts), 4, monday(59)), monday(59), 4, LEVELS)
    np.testing.assert_allclose(made[0, :, 2], counts["inc case", "01"][-1], rtol=1e-3)
