"""What an edit costs: the change as it stands, and the best answer to it."""

import numpy as np
import pytest

from anso.alliance.calls.assigning import Problem, assign, consequence
from anso.errors import InvalidInputError


@pytest.fixture
def current():
    return assign(Problem.of([[9.0, 6.0], [8.0, 1.0]], reviews=1, load=1, applications="ab", reviewers="XY"))


def test_a_swap_is_priced_as_it_stands_and_at_its_best(current):
    # Best is a-Y, b-X: 14. Replacing a-Y by a-X overloads X; at best b then goes to Y: 9 + 1.
    assert current.total == 14
    found = consequence(current, add=[(0, 0)], remove=[(0, 1)])
    assert (found.change, found.price, found.moved) == (3.0, -4.0, 4)
    assert found.breaks == ("X has 2 applications, more than 1",)
    assert found.best.total == 10


def test_an_edit_without_an_answer_says_why(current):
    problem = current.problem.changed(allowed=np.array([[False, True], [True, False]]))
    found = consequence(assign(problem), remove=[(0, 1)])
    assert (found.best, found.price) == (None, None)
    assert found.shortfall.lacking[0].who == "a"


@pytest.mark.parametrize(
    ("edit", "sentence"),
    [
        ({"add": [(0, 1)]}, "application a, reviewer Y: is assigned already"),
        ({"remove": [(0, 0)]}, "application a, reviewer X: is not assigned"),
    ],
)
def test_an_edit_that_cannot_be_made_is_refused(current, edit, sentence):
    with pytest.raises(InvalidInputError, match=sentence):
        consequence(current, **edit)
