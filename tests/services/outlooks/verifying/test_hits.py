import numpy as np
import pytest

from anso.services.outlooks.verifying.hits import anomaly_correlation, heidke


def test_heidke_of_two_hits_in_three_is_half() -> None:
    """(2/3 - 1/3) / (1 - 1/3)."""
    said = np.array([[0.6, 0.2, 0.2], [0.1, 0.2, 0.7], [0.5, 0.3, 0.2]]).T[..., None]
    assert heidke(said, np.array([[0], [2], [1]]), np.ones(1)) == pytest.approx(0.5)


def test_heidke_of_climatology_is_nothing() -> None:
    assert heidke(
        np.full((3, 5, 1), 1 / 3), np.array([[0], [1], [2], [0], [0]]), np.ones(1)
    ) == pytest.approx(0)


def test_anomaly_correlation_takes_each_points_mean_away() -> None:
    random = np.random.default_rng(6)
    said, came = random.normal(size=(20, 3)), random.normal(size=(20, 3))
    expected = np.corrcoef((said - said.mean(0)).ravel(), (came - came.mean(0)).ravel())[0, 1]
    assert anomaly_correlation(said + np.array([5, -9, 40]), came, np.ones(3)) == pytest.approx(expected)
