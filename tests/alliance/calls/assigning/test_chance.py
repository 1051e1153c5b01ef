"""Draws: every load and every number of reviews exactly, every probability as it was asked, the best on average."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.alliance.calls.assigning.helpers import best_by_program, problems

from anso.alliance.calls.assigning import Problem, assign
from anso.alliance.calls.assigning.chance.limits import best_chances
from anso.alliance.calls.assigning.chance.rounding import rounded
from anso.errors import InvalidInputError


@settings(max_examples=60, deadline=None)
@given(problems(), st.sampled_from([0.35, 0.5, 0.7, 1.0]))
def test_probabilities_are_the_best_under_the_limit(problem, limit):
    expected = best_by_program(problem, limit)
    chances = best_chances(problem, limit)
    if expected is None:
        assert chances is None
        return
    assert (problem.scores * chances).sum() == pytest.approx(expected, abs=1e-6)
    assert chances.max(initial=0.0) <= limit + 1e-9


@settings(max_examples=60, deadline=None)
@given(problems(), st.sampled_from([0.45, 0.5]), st.integers(0, 5))
def test_a_draw_keeps_every_number_of_reviews_and_every_load(problem, limit, seed):
    chances = best_chances(problem, limit)
    if chances is None:
        return
    chosen = rounded(chances, np.random.default_rng(seed))
    assert chosen.sum(1).tolist() == problem.reviews.tolist()
    loads = chances.sum(0)
    assert (chosen.sum(0) <= np.ceil(loads - 1e-6)).all()
    assert (chosen.sum(0) >= np.floor(loads + 1e-6)).all()


def test_pairs_are_drawn_as_often_as_their_probabilities_say():
    random = np.random.default_rng(3)
    problem = Problem.of(random.random((12, 6)), reviews=2, load=5)
    chances = best_chances(problem, 0.45)
    draws = sum(rounded(chances, random).astype(float) for _ in range(1500)) / 1500
    # Five standard errors of the widest binomial.
    assert np.abs(draws - chances).max() < 5 * 0.5 / np.sqrt(1500)


def test_the_same_seed_draws_the_same():
    problem = Problem.of(np.random.default_rng(0).random((20, 8)), reviews=2, load=6)
    first, again, other = (assign(problem, random_limit=0.5, seed=seed) for seed in (1, 1, 2))
    assert first.pairs.tolist() == again.pairs.tolist()
    assert first.pairs.tolist() != other.pairs.tolist()
    assert first.expected == other.expected


def test_a_limit_that_cannot_be_kept_names_the_smallest_that_can():
    problem = Problem.of(np.ones((4, 4)), reviews=2, load=2)
    with pytest.raises(InvalidInputError, match=r"the smallest limit that is possible here is 0\.5"):
        assign(problem, random_limit=0.4)
