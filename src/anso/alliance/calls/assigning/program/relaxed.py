"""What to give up when the rules on panels cannot all hold: the smallest set of breaches. In comes a problem whose
loads alone would do; out go the rules to relax, each by how much, or nothing when all can hold."""

import numpy as np

from anso.alliance.calls.assigning.flow import Flow, best_total
from anso.alliance.calls.assigning.problem import Problem
from anso.alliance.calls.assigning.program.relaxation import Relaxation
from anso.alliance.calls.assigning.program.rules import Rules

__all__ = ["smallest_relaxation"]


def smallest_relaxation(problem: Problem) -> dict[str, int]:
    """By how much to relax which rule; empty when none needs to be."""
    nobody = np.zeros(problem.shape, dtype=bool)
    flow = best_total(problem) or Flow(nobody, np.zeros(problem.shape[1]), np.inf)
    return Relaxation(problem, flow).smallest_breach(Rules(problem, nobody))
