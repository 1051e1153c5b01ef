"""From a problem to an assignment, by whichever objective was asked; or to the reason why there is none."""

from collections.abc import Sequence

import numpy as np

from anso.alliance.calls.assigning.assignment import Assignment
from anso.alliance.calls.assigning.fixing import with_fixed, without
from anso.alliance.calls.assigning.flow import best_total
from anso.alliance.calls.assigning.problem import Problem
from anso.alliance.calls.assigning.shortfall import Shortfall, explain
from anso.errors import AnsoError, InvalidInputError
from anso.errors import Problem as Fault

__all__ = ["ImpossibleError", "assign"]

ROUNDING = 1e-9
"""A bound as near to the total as this, relatively, proves it: what is left is the rounding of sums."""


class ImpossibleError(InvalidInputError):
    """No assignment keeps all the rules; `shortfall` says why and what smallest change would do."""

    def __init__(self, shortfall: Shortfall) -> None:
        self.shortfall = shortfall
        super().__init__(Fault("", sentence) for sentence in shortfall.sentences)


def assign(
    problem: Problem,
    *,
    fair: bool = False,
    random_limit: float | None = None,
    seed: int = 0,
    fixed: Sequence[tuple[int, int]] = (),
    seconds: float = 60.0,
) -> Assignment:
    """The best assignment: by total, by its worst-off application (`fair`), or drawn at random under a limit.

    `random_limit` is the largest probability that any pair may have; `fixed` are pairs (places of application and
    reviewer) that stay as they are; `seconds` is what the search for the fairest may take.
    """
    if fair and random_limit is not None:
        raise InvalidInputError(
            [Fault("random_limit", "goes with the best total, not with the fairest; choose one")]
        )
    rest, kept = without(problem, fixed)
    if random_limit is not None:
        from anso.alliance.calls.assigning.chance import drawn

        found = drawn(rest, random_limit, seed)
    elif fair:
        from anso.alliance.calls.assigning.program.fairest import fairest

        found = fairest(rest, kept, seconds)
    elif rest.panels:
        from anso.alliance.calls.assigning.program.panelled import best_with_panels

        found = best_with_panels(rest, kept, seconds)
    else:
        found = largest(rest)
    if found is None:
        shortfall = explain(rest)
        if shortfall is None:
            raise AnsoError(
                "No assignment was found that keeps all the rules, and no change that would do; relax a rule on who "
                "sits together, or give more seconds"
            )
        raise ImpossibleError(shortfall)
    return with_fixed(problem, found, kept)


def largest(problem: Problem) -> Assignment | None:
    flow = best_total(problem)
    if flow is None:
        return None
    total = float(problem.scores[flow.chosen].sum())
    gap = max(0.0, flow.bound - total)
    proven = gap <= ROUNDING * max(1.0, float(np.abs(problem.scores[flow.chosen]).sum()))
    return Assignment.of(
        problem,
        flow.chosen,
        status="optimal" if proven else "within the gap",
        gap=0.0 if proven else gap,
        bound=max(flow.bound, total),
    )
