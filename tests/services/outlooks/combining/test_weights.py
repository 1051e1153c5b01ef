import numpy as np
import pytest
from scipy.optimize import nnls

from anso.services.outlooks.combining.weights import believed, damping, nonnegative, products


def data(skill: float, years: int = 40, points: int = 60, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(seed)
    came = random.standard_normal((years, 1)) + 0.5 * random.standard_normal((years, points))
    said = (
        skill * came
        + random.standard_normal((3, years, 1))
        + 0.5 * random.standard_normal((3, years, points))
    )
    return said, came


def test_products_are_means_over_points_by_their_weights() -> None:
    said, came = data(0.5)
    weights = np.full(60, 1 / 60)
    found = products(said, came, weights)
    np.testing.assert_allclose(found.squares[3, 0, 2], (said[0, 3] * said[2, 3]).mean())
    np.testing.assert_allclose(found.towards[5, 1], (said[1, 5] * came[5]).mean())


def test_weights_are_the_nonnegative_least_squares_under_the_ridge() -> None:
    said, came = data(0.4)
    found = products(said, came, np.full(60, 1 / 60))
    squares, towards = found.squares.sum(0), found.towards.sum(0) * np.array([1, -1, 1])
    root = np.linalg.cholesky(squares + np.diag(np.diag(squares)))
    expected, _ = nnls(root.T, np.linalg.solve(root, towards))
    np.testing.assert_allclose(nonnegative(squares, towards, 1.0), expected, atol=1e-8)


def test_weights_of_speakers_without_skill_are_damped_away() -> None:
    totals = [believed(products(*data(0.0, seed=seed), np.full(60, 1 / 60))).sum() for seed in range(20)]
    assert np.mean(totals) < 0.05
    assert np.mean(np.array(totals) == 0) > 0.5


def test_a_signal_that_is_sure_is_hardly_damped() -> None:
    """With a ridge, weights are too small; the gain on years left out makes up for it, and little is doubted."""
    said, came = data(2.0)
    found = products(said, came, np.full(60, 1 / 60))
    weights = believed(found)
    told = np.tensordot(weights, said, 1)
    assert (told * came).sum() / (told**2).sum() == pytest.approx(1.0, abs=0.05)
    assert damping(found) > 0.95


def test_less_is_believed_of_fewer_years() -> None:
    shares = []
    for years in (12, 100):
        found = [products(*data(0.4, years=years, seed=seed), np.full(60, 1 / 60)) for seed in range(20)]
        shares.append(np.mean([believed(each).sum() for each in found]))
    assert shares[0] < shares[1]
