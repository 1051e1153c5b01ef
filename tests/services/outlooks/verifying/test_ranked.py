import numpy as np
import pytest
import scoringrules

from anso.services.outlooks.known.lesson import LEVELS
from anso.services.outlooks.verifying.ranked import category, climatological, rps, skill


def test_rps_of_a_hand_worked_forecast() -> None:
    """Said .2 .5 .3 and the highest came: (.2 - 0)^2 + (.7 - 0)^2 = .53."""
    said = np.array([0.2, 0.5, 0.3])[:, None, None]
    assert rps(said, np.array([[2]]))[0, 0] == pytest.approx(0.53)


def test_rps_is_that_of_scoringrules() -> None:
    random = np.random.default_rng(2)
    said, came = random.dirichlet(np.ones(3), (4, 6)), random.integers(0, 3, (4, 6))
    expected = scoringrules.rps_score(came + 1, said, k_axis=-1)
    np.testing.assert_allclose(rps(np.moveaxis(said, -1, 0), came), expected)


def test_climatology_scores_five_ninths_outside_and_two_ninths_inside() -> None:
    np.testing.assert_allclose(climatological(np.array([[0, 1, 2]]), LEVELS), [[5 / 9, 2 / 9, 5 / 9]])


def test_a_value_on_the_edge_counts_as_below_it() -> None:
    edges = np.array([[1.0], [2.0]])
    assert category(np.array([[1.0], [1.5], [2.0], [2.1]]), edges).ravel().tolist() == [0, 1, 1, 2]


def test_skill_weighs_points_by_area_and_passes_over_what_was_not_observed() -> None:
    score, reference = np.array([[0.1, 0.4, 9.0]]), np.array([[0.5, 0.5, 9.0]])
    weights = np.array([[3.0, 1.0, 0.0]])
    assert skill(score, reference, weights) == pytest.approx(1 - (0.3 + 0.4) / 2.0)
