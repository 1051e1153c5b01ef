import numpy as np
import pytest

from anso.services.outlooks.reading.regridding import conservative, linear, regridded


def test_conservative_regridding_keeps_the_total_over_the_sphere() -> None:
    old_latitudes, old_longitudes = np.arange(-89.5, 90, 1), np.arange(0.5, 360, 1)
    new_latitudes, new_longitudes = np.arange(-87.5, 90, 5), np.arange(2.0, 360, 4)
    values = np.random.default_rng(1).random((180, 360))
    down = conservative(new_latitudes, old_latitudes, latitudes=True)
    along = conservative(new_longitudes, old_longitudes, latitudes=False)
    coarse = regridded(values, down, along)

    def mean(grid: np.ndarray, latitudes: np.ndarray, half: float) -> float:
        area = np.sin(np.deg2rad(latitudes + half)) - np.sin(np.deg2rad(latitudes - half))
        return float((grid.mean(1) * area).sum() / area.sum())

    assert mean(coarse, new_latitudes, 2.5) == pytest.approx(mean(values, old_latitudes, 0.5), rel=1e-12)


def test_cells_of_which_half_or_less_is_known_are_missing() -> None:
    along = np.eye(1)
    even = conservative(np.array([1.0, 3.0]), np.arange(0.25, 4, 0.5), latitudes=False)
    known = np.array([[1.0], [2.0], [6.0], [np.nan], [4.0], [4.0], [np.nan], [np.nan]])
    assert regridded(known, even, along).ravel().tolist() == pytest.approx([3.0, np.nan], nan_ok=True)


def test_linear_weights_are_exact_on_a_plane_and_nothing_far_outside() -> None:
    old = np.array([0.0, 1.0, 2.0])
    weights = linear(np.array([0.25, 1.5, -0.4, 2.6]), old)
    np.testing.assert_allclose(weights @ (3 * old), [0.75, 4.5, 0.0, 0.0])
    assert weights.sum(1).tolist() == [1, 1, 1, 0]
