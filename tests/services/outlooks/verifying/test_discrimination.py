import itertools

import numpy as np
import pytest

from anso.services.outlooks.verifying.discrimination import forced_choice, roc_area


def test_roc_area_counts_pairs_told_apart_and_half_of_ties() -> None:
    """Events were told .8 and .4, others .4 and .2: three pairs right, one tied: 3.5 of 4."""
    said, came = np.array([[0.8], [0.4], [0.4], [0.2]]), np.array([[1], [1], [0], [0]])
    assert roc_area(said, came, np.ones(1)) == pytest.approx(3.5 / 4)


def test_roc_area_of_an_event_that_never_came_is_unknown() -> None:
    assert np.isnan(roc_area(np.array([[0.8], [0.4]]), np.zeros((2, 1)), np.ones(1)))


def test_forced_choice_is_the_definition_pair_by_pair() -> None:
    random = np.random.default_rng(5)
    said, came = random.dirichlet(np.ones(3), 12).T[..., None], random.integers(0, 3, (12, 1))
    right = pairs = 0.0
    for first, second in itertools.product(range(12), repeat=2):
        if came[first, 0] < came[second, 0]:
            one, other = said[:, first, 0], said[:, second, 0]
            higher = sum(one[low] * other[high] for low in range(3) for high in range(low + 1, 3))
            lower = sum(other[low] * one[high] for low in range(3) for high in range(low + 1, 3))
            right += 1.0 if higher > lower else 0.5 if higher == lower else 0.0
            pairs += 1
    assert forced_choice(said, came)[0] == pytest.approx(right / pairs)


def test_forced_choice_of_the_same_forecast_every_year_is_half() -> None:
    assert forced_choice(np.full((3, 6, 1), 1 / 3), np.array([[0], [1], [2], [0], [1], [2]]))[0] == 0.5
