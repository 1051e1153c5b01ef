"""The fairest assignment: against an integer program, and a case worked by hand."""

import numpy as np
import pytest
from hypothesis import given, settings
from tests.alliance.calls.assigning.helpers import fairest_by_program, problems

from anso.alliance.calls.assigning import ImpossibleError, Problem, assign


@settings(max_examples=60, deadline=None)
@given(problems(rows=8, columns=5))
def test_floor_and_total_are_those_of_an_integer_program(problem):
    problem = problem.changed(reviews=np.maximum(problem.reviews, 1))
    expected = fairest_by_program(problem)
    if expected is None:
        with pytest.raises(ImpossibleError):
            assign(problem, fair=True)
        return
    found = assign(problem, fair=True)
    assert found.status == "optimal"
    assert found.means.min() == pytest.approx(expected[0], abs=1e-6)
    assert found.total == pytest.approx(expected[1], abs=1e-5)


def test_the_worst_off_comes_before_the_total():
    # Best total: 10 + 1; fairest: 4 + 5.
    problem = Problem.of([[10, 4], [5, 1]], reviews=1, load=1)
    assert assign(problem).total == 11
    found = assign(problem, fair=True)
    assert (found.total, found.worst_score, found.objective) == (9.0, 4.0, "worst-off")


def test_quality_shared_by_all_is_spread_as_evenly_as_the_bound_allows():
    # Few good reviewers for many: no application's own best reviewers bound the floor, only sharing does.
    random = np.random.default_rng(1)
    problem = Problem.of(random.random((24, 8)) * 0.4 + random.random(8) * 0.6, reviews=2, load=6)
    found = assign(problem, fair=True)
    assert (found.means.min(), found.total) == pytest.approx(fairest_by_program(problem), abs=1e-6)
    assert found.worst_score > assign(problem).worst_score + 0.1


def test_a_limit_of_time_gives_an_assignment_with_its_gap():
    random = np.random.default_rng(2)
    problem = Problem.of(random.random((300, 30)) * 0.5 + random.random(30) * 0.5, reviews=3, load=30)
    found = assign(problem, fair=True, seconds=1.0)
    assert (found.chosen.sum(1) == 3).all()
    assert found.means.min() <= found.bound + 1e-8
    assert found.bound - found.means.min() == pytest.approx(found.gap, abs=1e-7)
    assert found.means.min() >= assign(problem).means.min()
