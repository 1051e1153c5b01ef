"""What to give up when the rules on panels cannot all hold: the smallest set of breaches.

In comes a problem whose loads alone would do; out go the rules to relax, each by how much, or nothing when all can
hold.
"""

import numpy as np

from anso.alliance.calls.assigning.flow import Flow, best_total
from anso.alliance.calls.assigning.problem import Problem
from anso.alliance.calls.assigning.program.relaxation import Relaxation
from anso.alliance.calls.assigning.program.rules import Rules

__all__ = ["smallest_relaxation"]

INTEGER = 1
"""HiGHS's number for variables that must be whole."""
SECONDS = 30.0
"""What the search may take."""


def smallest_relaxation(problem: Problem) -> dict[str, int]:
    """By how much to relax which rule; empty when none needs to be."""
    nobody = np.zeros(problem.shape, dtype=bool)
    flow = best_total(problem) or Flow(nobody, np.zeros(problem.shape[1]), np.inf)
    return smallest_breach(Relaxation(problem, flow), Rules(problem, nobody))


def smallest_breach(relaxation: Relaxation, rules: Rules) -> dict[str, int]:
    """The fewest breaches, each of one, with which whole pairs are possible; by what they breach."""
    solver = relaxation.solver
    relaxation.solve(rules)
    while True:
        relaxation.aim(feasibility=True)
        count, pairs = solver.getNumCol(), relaxation.pairs
        solver.changeColsIntegrality(
            count, np.arange(count, dtype=np.int32), np.full(count, INTEGER, dtype=np.uint8)
        )
        solver.setOptionValue("time_limit", SECONDS)
        solver.run()
        values = np.round(np.array(solver.getSolution().col_value)).astype(np.int64)
        share = np.zeros(rules.problem.shape)
        share[pairs[:, 0], pairs[:, 1]] = values[relaxation.places]
        fresh = relaxation.missing(rules, share)
        if not fresh:
            found = zip(relaxation.breaches, values[relaxation.slack].tolist(), strict=True)
            return {name: by for name, by in found if by}
        relaxation.add_rows(fresh)
