"""The best total where rules hold for whole panels. In comes a problem with panels; out goes its assignment."""

import numpy as np

from anso.alliance.calls.assigning.assignment import Assignment
from anso.alliance.calls.assigning.flow import best_total
from anso.alliance.calls.assigning.problem import Mask, Problem
from anso.alliance.calls.assigning.program.integer import Found, largest_with_rules
from anso.alliance.calls.assigning.program.relaxation import Relaxation
from anso.alliance.calls.assigning.program.rules import Rules
from anso.errors import AnsoError

__all__ = ["best_with_panels", "judged"]


def best_with_panels(problem: Problem, kept: Mask, seconds: float) -> Assignment | None:
    """The largest total that keeps the panels; nothing when none does."""
    flow = best_total(problem)
    if flow is None:
        return None
    found = largest_with_rules(problem, Rules(problem, kept), Relaxation(problem, flow, kept=kept), seconds)
    return judged(problem, found, seconds)


def judged(problem: Problem, found: Found, seconds: float) -> Assignment | None:
    """What was found as an assignment that says how well it is proven."""
    if found.impossible:
        return None
    if found.chosen is None:
        raise AnsoError(
            f"In {seconds:g} seconds no assignment was found that keeps the rules, nor that there is none; "
            "give more seconds, or relax a rule on who sits together"
        )
    total = float(problem.scores[found.chosen].sum())
    gap = max(0.0, found.bound - total)
    proven = gap <= 1e-9 * max(1.0, float(np.abs(problem.scores[found.chosen]).sum()))
    return Assignment.of(
        problem,
        found.chosen,
        status="optimal" if proven else "within the gap",
        gap=0.0 if proven else gap,
        bound=max(found.bound, total),
    )
