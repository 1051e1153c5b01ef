"""Why there is no assignment: against enumeration of all assignments and of all smaller changes."""

from itertools import combinations_with_replacement

import numpy as np
from hypothesis import given, settings
from tests.alliance.calls.assigning.helpers import possible, problems, raised

from anso.alliance.calls.assigning import Problem, explain

CHANGE = (
    "Smallest change: find 1 more for A2 (another reviewer, or a conflict that does not hold), "
    "or ask for so many reviews fewer there."
)


@settings(max_examples=120, deadline=None)
@given(problems(rows=4, columns=4, least=True))
def test_impossible_exactly_when_no_assignment_exists(problem):
    assert (explain(problem) is None) == possible(problem)


@settings(max_examples=120, deadline=None)
@given(problems(rows=4, columns=4))
def test_each_change_is_enough_and_none_smaller_is(problem):
    reviews = problem.reviews.clip(max=problem.allowed.sum(1))
    problem = problem.changed(reviews=reviews)
    found = explain(problem)
    if found is None:
        return
    missing = sum(found.raise_loads.values())
    assert sum(found.fewer_reviews.values()) == missing
    most = raised(problem.most, problem.reviewers, found.raise_loads)
    assert possible(problem.changed(most=most))
    assert possible(
        problem.changed(reviews=raised(reviews, problem.applications, found.fewer_reviews, sign=-1))
    )
    for places in combinations_with_replacement(range(problem.shape[1]), missing - 1):
        more = np.bincount(np.array(places, dtype=int), minlength=problem.shape[1])
        assert not possible(problem.changed(most=problem.most + more))


@settings(max_examples=120, deadline=None)
@given(problems(rows=4, columns=4))
def test_rivals_need_more_than_they_can_be_given(problem):
    reviews = problem.reviews.clip(max=problem.allowed.sum(1))
    found = explain(problem.changed(reviews=reviews))
    if found is None:
        return
    rows = [problem.applications.index(name) for name in found.rivalry.applications]
    columns = [problem.reviewers.index(name) for name in found.rivalry.reviewers]
    outside = np.delete(problem.allowed[rows], columns, axis=1).sum()
    assert found.rivalry.needed == reviews[rows].sum() - outside
    assert found.rivalry.available == problem.most[columns].sum()
    assert found.rivalry.needed - found.rivalry.available == sum(found.raise_loads.values())


@settings(max_examples=80, deadline=None)
@given(problems(rows=4, columns=3, least=True))
def test_lowered_least_loads_are_enough(problem):
    found = explain(problem)
    if found is None or found.lacking or found.rivalry:
        return
    least = raised(problem.least, problem.reviewers, found.lower_least, sign=-1)
    assert possible(problem.changed(least=least))


def test_an_application_without_reviewers_is_named_with_what_it_lacks():
    problem = Problem.of(
        np.ones((2, 2)),
        reviews=2,
        load=2,
        allowed=[[True, True], [False, True]],
        applications=["A1", "A2"],
        reviewers=["R1", "R2"],
    )
    assert explain(problem).sentences == (
        "1 application has too few eligible reviewers: A2 needs 2, 1 may review it.",
        CHANGE,
    )


def test_applications_that_compete_are_named_with_their_reviewers():
    # A1 and A2 may only be reviewed by R1, who takes one; A3 is free of that.
    problem = Problem.of(
        np.ones((3, 2)),
        reviews=1,
        load=[1, 3],
        allowed=[[True, False], [True, False], [True, True]],
        applications=["A1", "A2", "A3"],
        reviewers=["R1", "R2"],
    )
    found = explain(problem)
    assert found.rivalry.applications == ("A1", "A2")
    assert found.rivalry.reviewers == ("R1",)
    assert found.raise_loads == {"R1": 1}
    assert found.sentences[0] == (
        "The 2 applications A1, A2 need 2 reviews from the reviewer R1, who can take 1 together."
    )


def test_the_same_load_for_all_that_would_do_is_told():
    problem = Problem.of(np.ones((7, 3)), reviews=2, load=3)
    assert explain(problem).same_load == 5
    assert sum(explain(problem).raise_loads.values()) == 14 - 9
