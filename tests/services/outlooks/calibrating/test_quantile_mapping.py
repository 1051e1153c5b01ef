import numpy as np
import pytest
from tests.services.outlooks.helpers import hindcasts, lesson

from anso.services.outlooks.calibrating.quantile_mapping import quantile_mapping, ranks, taken


def test_ranks_lie_on_straight_lines_between_the_pool() -> None:
    pool = np.array([[0.0, 10.0], [1.0, 20.0], [3.0, 40.0]])
    found = ranks(np.array([[2.0, 10.0], [-5.0, 99.0], [1.0, 35.0]]), pool)
    np.testing.assert_allclose(found, [[1.5, 0], [0, 2], [1, 1.75]])


def test_ties_share_their_ranks() -> None:
    assert ranks(np.array([[1.0]]), np.array([[1.0], [1.0], [1.0], [5.0]]))[0, 0] == pytest.approx(1.0)


def test_a_value_goes_to_the_observed_value_of_its_rank() -> None:
    pool, targets = np.array([[0.0], [1.0], [2.0], [3.0], [4.0]]), np.array([[10.0], [30.0], [40.0]])
    assert taken(np.array([[[3.0]]]), pool, targets)[0, 0, 0] == pytest.approx(35.0)


def test_members_of_all_models_stand_together() -> None:
    assert quantile_mapping(lesson(hindcasts(members=5))).values.shape == (10, 1, 42)
    assert quantile_mapping(lesson(hindcasts())).values.shape == (2, 1, 42)


def test_members_that_were_silent_in_a_year_are_not_heard() -> None:
    found = hindcasts(members=5)
    members = found.members[0]
    assert members is not None
    members[3, 7] = np.nan
    assert quantile_mapping(lesson(found)).values.shape == (9, 1, 42)
