import numpy as np
from scipy import stats
from tests.services.outlooks.helpers import hindcasts, lesson

from anso.services.outlooks.calibrating.scales import joint, normal_scores, scaled, scaled_models


def test_scaling_uses_the_past_alone() -> None:
    past, asked = np.array([[1.0], [2.0], [3.0]]), np.array([[5.0]])
    found = scaled(past, asked)
    assert found.past.ravel().tolist() == [-1, 0, 1]
    assert found.asked.ravel().tolist() == [3]


def test_what_never_varied_says_nothing() -> None:
    assert scaled(np.full((4, 1), 7.0), np.array([[9.0]])).asked.tolist() == [[0.0]]


def test_normal_scores_are_those_of_ranks_with_ties_shared() -> None:
    values = np.array([3.0, 1.0, 3.0, 9.0])[:, None]
    expected = stats.norm.ppf((np.array([2.5, 1, 2.5, 4]) - 0.5) / 4)
    expected -= expected.mean()
    np.testing.assert_allclose(normal_scores(values)[:, 0], expected / expected.std(ddof=1))


def test_joint_anomaly_is_scaled_anew() -> None:
    both = joint(scaled_models(lesson(hindcasts())))
    np.testing.assert_allclose(both.past.std(0, ddof=1), 1)
    np.testing.assert_allclose(both.past.mean(0), 0, atol=1e-12)
