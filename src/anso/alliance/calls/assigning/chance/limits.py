"""The best probabilities when no pair may be certain: the defence against reviewers who bid for each other.

Linear program of Jecmen, Zhang, Liu, Shah, Conitzer and Fang, Mitigating Manipulation in Peer Review via Randomized
Reviewer Assignments, 2020, §4: the largest expected total with every probability at most `limit`. Where the limit
divides all numbers it is a flow in units of the limit, and solved as one. In come a problem and the limit; out go
probabilities, or the smallest limit that can be kept.
"""

import numpy as np

from anso.alliance.calls.assigning.flow import Flow, best_total
from anso.alliance.calls.assigning.problem import Floats, Problem, Whole
from anso.alliance.calls.assigning.program.relaxation import Relaxation

__all__ = ["best_chances", "smallest_limit"]

FINE = 10_000
"""The smallest limit is told to one part in so many."""


def best_chances(problem: Problem, limit: float) -> Floats | None:
    """Probabilities of all pairs with the largest expected total; nothing when the limit cannot be kept."""
    units = in_units(problem, limit)
    if units is not None:
        flow = best_total(units)
        return None if flow is None else np.where(flow.chosen, limit, 0.0)
    nobody = np.zeros(problem.shape, dtype=bool)
    start = best_total(problem) or Flow(nobody, np.zeros(problem.shape[1]), np.inf)
    relaxed = Relaxation(problem, start, limit=limit).solve()
    if relaxed.broken:
        return None
    chances: Floats = np.clip(relaxed.share, 0.0, limit)
    return chances


def in_units(problem: Problem, limit: float) -> Problem | None:
    """The problem with the limit as its unit, if all its numbers stay whole."""
    scaled: list[Whole] = []
    for numbers in (problem.reviews, problem.least, problem.most):
        exact = numbers / limit
        if np.abs(exact - np.round(exact)).max(initial=0.0) > 1e-9:
            return None
        scaled.append(np.round(exact).astype(np.int64))
    return problem.changed(reviews=scaled[0], least=scaled[1], most=scaled[2])


def smallest_limit(problem: Problem) -> float:
    """The smallest limit that can be kept, rounded up; 1 is always enough where any assignment is possible."""
    low, high = 0, FINE
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if shares(problem, middle) else (middle, high)
    return high / FINE


def shares(problem: Problem, units: int) -> bool:
    """Whether all can be placed with so much of each pair, and least loads be reached."""
    from anso.alliance.calls.assigning.shortfall.network import greatest

    mask, scale = problem.allowed, FINE
    placed = greatest(mask, problem.reviews * scale, problem.most * scale, pair=units)
    if placed.total < problem.reviews.sum() * scale:
        return False
    given = greatest(mask.T, problem.least * scale, problem.reviews * scale, pair=units)
    return bool(given.total == problem.least.sum() * scale)
