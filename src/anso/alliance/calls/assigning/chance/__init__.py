"""Assignments drawn at random, so that nobody can count on reviewing whom they wish.

In come a problem, the largest probability that a pair may have, and a seed; out goes one draw from the best
probabilities under that limit.
"""

import numpy as np

from anso.alliance.calls.assigning.assignment import Assignment
from anso.alliance.calls.assigning.chance.limits import best_chances, smallest_limit
from anso.alliance.calls.assigning.chance.rounding import rounded
from anso.alliance.calls.assigning.problem import Problem
from anso.alliance.calls.assigning.shortfall import explain
from anso.errors import InvalidInputError
from anso.errors import Problem as Fault

__all__ = ["drawn"]


def drawn(problem: Problem, limit: float, seed: int) -> Assignment | None:
    """One draw; nothing when there is no assignment at all, whatever the limit."""
    if not 0 < limit <= 1:
        raise InvalidInputError([Fault("random_limit", f"{limit} is no probability above 0 and up to 1")])
    if problem.panels:
        raise InvalidInputError(
            [
                Fault(
                    "random_limit",
                    "cannot be kept together with rules on who sits together; drop one of the two",
                )
            ]
        )
    chances = best_chances(problem, limit)
    if chances is None:
        if explain(problem) is not None:
            return None
        raise InvalidInputError(
            [
                Fault(
                    "random_limit",
                    f"no draw gives every pair a probability of {limit:g} at most; "
                    f"the smallest limit that is possible here is {smallest_limit(problem):g}",
                )
            ]
        )
    chosen = rounded(chances, np.random.default_rng(seed))
    return Assignment.of(
        problem,
        chosen,
        status="drawn",
        objective="expected total",
        expected=float((problem.scores * chances).sum()),
        chances=chances[chosen],
    )
