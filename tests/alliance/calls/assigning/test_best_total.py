"""The best total: against a linear program, against numbers worked by hand, and whatever the ties."""

import numpy as np
import pytest
from hypothesis import given, settings
from tests.alliance.calls.assigning.helpers import best_by_program, problems

from anso.alliance.calls.assigning import ImpossibleError, Problem, assign
from anso.errors import InvalidInputError


@settings(max_examples=150, deadline=None)
@given(problems(rows=9, columns=6, least=True))
def test_total_is_that_of_a_linear_program(problem):
    expected = best_by_program(problem)
    if expected is None:
        with pytest.raises(ImpossibleError):
            assign(problem)
        return
    found = assign(problem)
    assert found.total == pytest.approx(expected, rel=1e-9, abs=1e-9)
    assert found.status == "optimal"
    assert (found.chosen.sum(1) == problem.reviews).all()
    assert (found.loads <= problem.most).all()
    assert (found.loads >= problem.least).all()
    assert not (found.chosen & ~problem.allowed).any()


@pytest.mark.parametrize("grain", [0, 4])
def test_total_of_a_thousand_applications_is_proven_by_prices(grain):
    random = np.random.default_rng(4)
    scores = random.random((1000, 60)) if not grain else random.integers(0, grain, (1000, 60)).astype(float)
    problem = Problem.of(
        scores + random.random(60), reviews=3, load=52, min_load=40, allowed=random.random((1000, 60)) > 0.1
    )
    found = assign(problem)
    assert (found.status, found.gap) == ("optimal", 0.0)
    assert found.bound == pytest.approx(found.total, rel=1e-9)
    assert (found.loads.min() >= 40, found.loads.max() <= 52) == (True, True)


def test_best_pairs_are_given_up_where_the_total_is_larger_without_them():
    # The best pair (a, X) costs b its only good reviewer: .9 + .1 < .8 + .85.
    problem = Problem.of([[0.9, 0.8], [0.85, 0.1]], reviews=1, load=1, applications="ab", reviewers="XY")
    assert assign(problem).by_name == [("a", "Y", 0.8), ("b", "X", 0.85)]


def test_equal_scores_are_assigned_the_same_way_each_time():
    problem = Problem.of(np.ones((40, 10)), reviews=3, load=12)
    first = assign(problem)
    assert first.loads.tolist() == [12] * 10
    assert assign(problem).pairs.tolist() == first.pairs.tolist()


def test_applications_may_get_unequal_numbers_of_reviews():
    problem = Problem.of([[1, 2, 4], [8, 16, 32]], reviews=[2, 1], load=[1, 1, 1])
    found = assign(problem)
    assert (found.pairs.tolist(), found.total) == ([[0, 0], [0, 1], [1, 2]], 35.0)


def test_fixed_pairs_stay_and_the_rest_is_best_beside_them():
    problem = Problem.of([[9, 1], [8, 7]], reviews=1, load=1)
    assert assign(problem).total == 16
    found = assign(problem, fixed=[(0, 1)])
    assert (found.pairs.tolist(), found.total, found.bound) == ([[0, 1], [1, 0]], 9.0, 9.0)


def test_a_fixed_pair_in_conflict_is_refused_by_name():
    problem = Problem.of(
        [[9, 1]], reviews=1, load=1, allowed=[[True, False]], applications="a", reviewers="XY"
    )
    with pytest.raises(
        InvalidInputError, match="application a, reviewer Y: the pair is fixed but not allowed"
    ):
        assign(problem, fixed=[(0, 1)])


def test_bids_move_scores_by_their_weights():
    problem = Problem.of([[0.5, 0.6, -1.0]], reviews=1, load=1, bids=[["eager", "", "no"]])
    assert problem.scores[0] == pytest.approx([0.75, 0.6, -1.7])


def test_a_score_that_is_no_number_is_refused():
    with pytest.raises(InvalidInputError, match="no finite number"):
        Problem.of([[0.5, np.nan]], reviews=1, load=1)
