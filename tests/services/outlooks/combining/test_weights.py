import numpy as np
import pytest
from scipy.optimize import nnls

from anso.services.outlooks.combining.weights import Products, believed, damping, nonnegative, products


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


def test_damping_of_a_hand_worked_gain() -> None:
    """Gains of .2, .4, .6 and .8 in four years alike: g = .5; without each year .6, .533, .467 and .4, so v = 3/4 of
    their squared distances, 1/60; and .5 x .25 / (.25 + 2/60) is believed."""
    learnt = Products(np.ones((4, 1, 1)), np.array([[0.2], [0.4], [0.6], [0.8]]))
    assert damping(learnt, np.ones(1)) == pytest.approx(0.5 * 0.25 / (0.25 + 2 / 60))


def test_what_tells_the_opposite_is_not_believed_at_all() -> None:
    learnt = Products(np.ones((4, 1, 1)), np.array([[0.2], [-0.4], [0.1], [-0.8]]))
    assert damping(learnt, np.ones(1)) == 0
    assert believed(learnt).tolist() == [0]


def test_speakers_without_skill_are_hardly_heard() -> None:
    """What is told is a small share of what came: in square, and over archives, for in each weights chase some chance."""
    shares = []
    for seed in range(20):
        said, came = data(0.0, seed=seed)
        told = np.tensordot(believed(products(said, came, np.full(60, 1 / 60))), said, 1)
        shares.append((told**2).mean() / (came**2).mean())
    assert np.mean(shares) < 0.02


def test_a_signal_that_is_sure_is_hardly_damped() -> None:
    """With a ridge, weights are too small; the gain on years left out makes up for it, and little is doubted."""
    said, came = data(2.0)
    found = products(said, came, np.full(60, 1 / 60))
    weights = believed(found)
    told = np.tensordot(weights, said, 1)
    assert (told * came).sum() / (told**2).sum() == pytest.approx(1.0, abs=0.05)
    plain = nonnegative(found.squares.sum(0), found.towards.sum(0))
    assert weights.sum() > 0.95 * plain.sum() * (found.towards.sum(0) @ plain) / (
        plain @ found.squares.sum(0) @ plain
    )


def test_more_is_believed_of_more_years_that_say_the_same() -> None:
    once = products(*data(0.2, years=12, seed=3), np.full(60, 1 / 60))
    often = Products(np.tile(once.squares, (4, 1, 1)), np.tile(once.towards, (4, 1)))
    assert 0 < believed(once).sum() < believed(often).sum()
