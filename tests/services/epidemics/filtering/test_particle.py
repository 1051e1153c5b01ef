"""The particle filter's parts against exact answers and what must hold of them."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from tests.services.epidemics.filtering.helpers import NOISE, OBSERVED_NOISE, TURN, exact

from anso.services.epidemics.filtering.particle.rejuvenate import rejuvenated
from anso.services.epidemics.filtering.particle.weights import ancestors, effective, reweighed

VALUES = np.array([0.5, 1.2, -0.3, 2.0, 1.0, 0.1, 0.8, -0.6])


def test_likelihood_and_mean_are_those_of_the_exact_filter() -> None:
    random = np.random.default_rng(1)
    places, size = 6, 20_000
    mean, cov, likelihood = exact(VALUES, np.zeros(2), np.eye(2), NOISE)
    cloud = random.standard_normal((places, 2, size))
    weight = np.full((places, size), -np.log(size))
    evidence = np.zeros(places)

    for value in VALUES:
        cloud = TURN @ cloud + np.sqrt(NOISE) @ random.standard_normal(cloud.shape)
        likely = -0.5 * ((value - cloud[:, 0]) ** 2 / OBSERVED_NOISE + np.log(2 * np.pi * OBSERVED_NOISE))
        weight, gained = reweighed(weight, likely)
        evidence += gained
        few = np.flatnonzero(effective(weight) < size / 2)
        kept = ancestors(weight[few], random.random(len(few)))
        cloud[few] = np.take_along_axis(cloud[few], kept[:, None], axis=-1)
        weight[few] = -np.log(size)

    found = (cloud * np.exp(weight)[:, None]).sum(-1)
    around = cloud - found[..., None]
    found_cov = np.einsum("pim,pjm,pm->pij", around, around, np.exp(weight))
    np.testing.assert_allclose(evidence, likelihood, atol=0.06)
    np.testing.assert_allclose(found, np.tile(mean, (places, 1)), atol=0.03)
    np.testing.assert_allclose(found_cov, np.tile(cov, (places, 1, 1)), atol=0.03)


def test_weights_survive_likelihoods_that_no_number_can_hold() -> None:
    weight, gained = reweighed(np.log([[0.5, 0.5], [0.25, 0.75]]), np.array([[-4000.0, -4001.0], [0.0, 0.0]]))

    np.testing.assert_allclose(np.exp(weight), [[1 / (1 + np.exp(-1)), 1 / (1 + np.e)], [0.25, 0.75]])
    np.testing.assert_allclose(gained, [-4000 + np.log((1 + np.exp(-1)) / 2), 0.0], atol=1e-12)


def test_effective_number_counts_particles_that_carry_weight() -> None:
    with np.errstate(divide="ignore"):
        weight = np.log([[0.25] * 4, [1.0, 0, 0, 0], [0.5, 0.5, 0, 0]])

    np.testing.assert_allclose(effective(weight), [4.0, 1.0, 2.0])


WEIGHTS = hnp.arrays(np.float64, (3, 11), elements=st.floats(0.0, 1.0)).filter(
    lambda w: w.sum(-1).min() > 1e-6
)


@given(WEIGHTS, st.floats(0.0, 0.999))
@settings(deadline=None)
def test_resampling_keeps_each_particle_as_often_as_it_weighs(weights: np.ndarray, start: float) -> None:
    weights = weights / weights.sum(-1, keepdims=True)
    with np.errstate(divide="ignore"):
        kept = ancestors(np.log(weights), np.full(3, start))

    copies = np.stack([np.bincount(row, minlength=11) for row in kept])
    assert kept.shape == weights.shape
    assert (np.diff(kept, axis=-1) >= 0).all()
    assert np.abs(copies - 11 * weights).max() < 1 + 1e-9


@given(WEIGHTS)
@settings(deadline=None, max_examples=25)
def test_resampling_is_unbiased(weights: np.ndarray) -> None:
    weights = weights / weights.sum(-1, keepdims=True)
    starts = (np.arange(400) + 0.5) / 400
    with np.errstate(divide="ignore"):
        kept = ancestors(np.repeat(np.log(weights), 400, axis=0), np.tile(starts, 3))

    copies = np.stack([np.bincount(row, minlength=11) for row in kept]).reshape(3, 400, 11).mean(1)
    np.testing.assert_allclose(copies, 11 * weights, atol=2 / 400)


def test_rejuvenation_keeps_mean_and_covariance_and_parts_copies() -> None:
    random = np.random.default_rng(2)
    mixed = np.array([[1.0, 0.0, 0.0], [0.8, 0.5, 0.0], [0.0, 0.3, 2.0]])
    drawn = (mixed @ random.standard_normal((2, 3, 5_000))).repeat(8, axis=-1)  # each eight times
    order = np.stack([random.permutation(40_000) for _ in range(2)])

    fresh = rejuvenated(drawn, order)

    np.testing.assert_allclose(fresh.mean(-1), drawn.mean(-1), atol=1e-12)
    for place in range(2):
        np.testing.assert_allclose(np.cov(fresh[place]), np.cov(drawn[place]), atol=0.03)
    assert len(np.unique(fresh[0, 0])) > 39_000


def test_rejuvenation_of_copies_of_one_particle_changes_nothing() -> None:
    same = np.full((1, 4, 16), 0.7)

    np.testing.assert_allclose(rejuvenated(same, np.arange(16)[None]), same, rtol=1e-15)


@pytest.mark.parametrize("start", [1e-9, 0.5, 0.999])
def test_even_weights_keep_every_particle_once(start: float) -> None:
    even = np.full((1, 64), -np.log(64.0))

    np.testing.assert_array_equal(ancestors(even, np.array([start]))[0], np.arange(64))
