import numpy as np
import pytest

from anso.services.outlooks.verifying.reliability import diagram, sharpness, slope


def forecasts(truth: float) -> tuple[np.ndarray, np.ndarray]:
    """Said more boldly by `1 / truth` than what the outcomes are drawn from."""
    random = np.random.default_rng(3)
    shift = random.uniform(-0.2, 0.2, (1, 60, 400))
    said = np.concatenate([1 / 3 + shift, np.full_like(shift, 1 / 3), 1 / 3 - shift])
    real = 1 / 3 + truth * (said - 1 / 3)
    draw = random.random((60, 400))
    return said, (draw > real[0]).astype(int) + (draw > real[0] + real[1])


@pytest.mark.parametrize("truth", [0.5, 1.0, 1.5])
def test_slope_tells_how_much_bolder_forecasts_are_than_outcomes(truth: float) -> None:
    said, came = forecasts(truth)
    assert slope(said, came, np.ones(400)) == pytest.approx(truth, abs=0.05)


def test_slope_is_that_of_a_weighted_line() -> None:
    said, came = forecasts(1.0)
    said, came, weights = said[:, :5, :6], came[:5, :6], np.arange(1.0, 7)
    happened = (came == np.arange(3)[:, None, None]).ravel()
    expected = np.polyfit(
        said.ravel(), happened.astype(float), 1, w=np.sqrt(np.broadcast_to(weights, said.shape).ravel())
    )[0]
    assert slope(said, came, weights) == pytest.approx(expected)


def test_climatology_has_no_slope() -> None:
    assert np.isnan(slope(np.full((3, 4, 2), 1 / 3), np.zeros((4, 2), int), np.ones(2)))


def test_diagram_bins_what_was_said_and_how_often_it_came() -> None:
    said = np.array([0.15, 0.25, 0.6])[:, None, None] * np.ones((3, 2, 1))
    told, seen, share = diagram(said, np.array([[0], [2]]), np.ones(1))
    assert told[[1, 2, 6]].tolist() == pytest.approx([0.15, 0.25, 0.6])
    assert seen[[1, 2, 6]].tolist() == [0.5, 0, 0.5]
    assert share[[1, 2, 6]].tolist() == pytest.approx([1 / 3, 1 / 3, 1 / 3])


def test_sharpness_is_the_deviation_of_what_was_said() -> None:
    said = np.array([0.1, 0.3, 0.6])[:, None, None]
    assert sharpness(said, np.ones(1)) == pytest.approx(np.std([0.1, 0.3, 0.6]))
