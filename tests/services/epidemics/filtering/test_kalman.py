"""The ensemble Kalman filter against the exact one."""

import numpy as np
import pytest
from tests.services.epidemics.filtering.helpers import (
    NOISE,
    OBSERVED_NOISE,
    TURN,
    exact,
    moments,
)

from anso.services.epidemics.filtering.kalman.adapt import (
    inflate,
    learnt_inflation,
    learnt_overdispersion,
    learnt_restlessness,
)
from anso.services.epidemics.filtering.kalman.update import innovation, perturbed, square_root
from anso.services.epidemics.filtering.model.observe import drawn, stabilised

VALUES = np.array([0.5, 1.2, np.nan, -0.3, 2.0, 1.0, np.nan, np.nan, 0.1, 0.8])
LEVEL = np.array([OBSERVED_NOISE])


def test_square_root_is_the_exact_filter_where_no_noise_is_drawn() -> None:
    ensemble = np.random.default_rng(1).standard_normal((1, 2, 12))
    mean, cov = moments(ensemble[0])

    for value in VALUES:
        ensemble = TURN @ ensemble
        square_root(ensemble, innovation(ensemble[:, 0], np.array([value]), LEVEL, furthest=np.inf))

    expected_mean, expected_cov, _ = exact(VALUES, mean, cov, np.zeros((2, 2)))
    found_mean, found_cov = moments(ensemble[0])
    np.testing.assert_allclose(found_mean, expected_mean, rtol=1e-10)
    np.testing.assert_allclose(found_cov, expected_cov, rtol=1e-10)


@pytest.mark.parametrize("kind", ["square-root", "perturbed"])
def test_large_ensembles_come_close_to_the_exact_filter(kind: str) -> None:
    random = np.random.default_rng(2)
    mean, cov, _ = exact(VALUES, np.zeros(2), np.eye(2), NOISE)
    errors = {}
    for members in (100, 40_000):
        ensemble = random.standard_normal((8, 2, members))
        for value in VALUES:
            ensemble = TURN @ ensemble + np.sqrt(NOISE) @ random.standard_normal(ensemble.shape)
            seen = innovation(ensemble[:, 0], np.full(8, value), np.full(8, OBSERVED_NOISE), furthest=np.inf)
            if kind == "square-root":
                square_root(ensemble, seen)
            else:
                perturbed(ensemble, seen, random.standard_normal(ensemble[:, 0].shape))
        found = np.array([np.r_[moments(one)[0] - mean, (moments(one)[1] - cov).ravel()] for one in ensemble])
        errors[members] = np.sqrt((found**2).mean())

    assert errors[40_000] < 0.01
    assert errors[100] / errors[40_000] == pytest.approx(20, rel=0.6)  # as one over the root of the members


def test_a_place_without_a_count_stays_as_it_was() -> None:
    random = np.random.default_rng(3)
    before = random.standard_normal((2, 5, 16))

    for update in (square_root, lambda e, seen: perturbed(e, seen, random.standard_normal((2, 16)))):
        after = before.copy()
        update(after, innovation(after[:, 0], np.array([np.nan, 1.0]), np.ones(2)))
        np.testing.assert_array_equal(after[0], before[0])
        assert not np.array_equal(after[1], before[1])


def test_an_outlier_pulls_no_more_than_four_standard_deviations_of_it() -> None:
    ensemble = np.random.default_rng(4).standard_normal((1, 1, 64))
    spread = ensemble[0, 0].var(ddof=1)

    seen = innovation(ensemble[:, 0], np.array([100.0]), np.ones(1))

    assert seen.ahead[0] ** 2 / (spread + seen.noise[0]) == pytest.approx(16.0)


def test_slots_that_hear_nothing_stay_and_kept_spread_is_given_back() -> None:
    before = np.random.default_rng(5).standard_normal((1, 3, 50))
    before[:, 1:] += before[:, :1]
    after = before.copy()

    seen = innovation(after[:, 0], np.array([2.0]), np.ones(1))
    square_root(after, seen, hears=np.array([1.0, 0.0, 1.0]), keep=np.array([0.0, 0.0, 1.0]))

    np.testing.assert_array_equal(after[0, 1], before[0, 1])
    assert after[0, 2].std() == pytest.approx(before[0, 2].std(), rel=1e-12)
    assert after[0, 2].mean() > before[0, 2].mean()
    assert after[0, 0].std() < before[0, 0].std()


def test_inflation_widens_what_it_is_told_to_about_its_mean() -> None:
    before = np.random.default_rng(6).standard_normal((2, 4, 30))
    after = before.copy()

    inflate(after, slice(1, 3), np.array([1.21, 0.95]))

    np.testing.assert_allclose(after[0, 1:3].var(-1), 1.21 * before[0, 1:3].var(-1))
    np.testing.assert_allclose(after.mean(-1), before.mean(-1), atol=1e-15)
    np.testing.assert_array_equal(after[0, [0, 3]], before[0, [0, 3]])
    np.testing.assert_array_equal(after[1], before[1])


@pytest.mark.parametrize(("missed", "wider"), [(1.0, 0), (1.6, 1), (0.6, -1)])
def test_spread_is_learnt_from_what_was_missed(missed: float, wider: int) -> None:
    """Innovations `missed` times as far off, in standard deviations, as the ensemble thinks."""
    random = np.random.default_rng(7)
    seen_by = random.standard_normal((200, 64))
    inflation, doubt, louder = np.ones(200), np.ones(200), np.zeros(200)
    for _ in range(100):
        total = np.sqrt(seen_by.var(-1, ddof=1) + 1.0)
        value = seen_by.mean(-1) + missed * total * random.standard_normal(200)
        seen = innovation(seen_by, value, np.ones(200))
        inflation = learnt_inflation(inflation, seen)
        shift, doubt = learnt_restlessness(doubt, seen)
        louder += shift

    assert louder.mean() == pytest.approx(wider * abs(louder.mean()), abs=0.1)
    assert inflation.mean() - 1.0 == pytest.approx(wider * abs(inflation.mean() - 1.0), abs=0.02)
    assert (abs(louder.mean()) > 0.3) == bool(wider)
    assert doubt.max() < 0.15


@pytest.mark.parametrize("truth", [0.002, 0.05, 0.3])
def test_overdispersion_is_learnt_from_how_counts_jump(truth: float) -> None:
    random = np.random.default_rng(8)
    counts = drawn(np.full((300, 200), 400.0), np.full((300, 200), truth), random)
    found = np.full(300, 0.03)

    for day in range(2, 200):
        three = counts[:, day - 2 : day + 1]
        bend = np.diff(stabilised(three, found[:, None]), n=2)[:, 0]
        found = learnt_overdispersion(found, bend, three.mean(-1), 0.03)

    assert found.mean() == pytest.approx(truth, rel=0.2)
    unknown = learnt_overdispersion(found, np.full(300, np.nan), counts[:, 0], 0.03)
    np.testing.assert_array_equal(unknown, found)
