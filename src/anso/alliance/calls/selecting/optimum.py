"""The best selection there is, proven, and of equally good ones the one that the lots prefer.

1. The linear relaxation bounds every selection's total from above: z, with a reduced cost for each candidate.
2. A selection that moves a candidate away from where the relaxation puts it loses at least that candidate's reduced
   cost (weak duality). So whole people are sought only among candidates whose reduced cost is small (the core; Balas
   and Zemel 1980, Oper. Res. 28(5)), all others staying put. Their best total v is the best of all if z - v is no
   more than the width of the core; if it is more, the core is widened to z - v, and then it is.
3. Selections of the same total v differ only in candidates of reduced cost z - v or less. Among them the sum of the
   lots is made smallest, the total held.
"""

from dataclasses import dataclass

import numpy as np

from anso.alliance.calls.selecting.problem import Programme
from anso.alliance.calls.selecting.quotas import Floats, Mask
from anso.alliance.calls.selecting.relaxation import Relaxation, Relaxed, integer_maximum

__all__ = ["Best", "best_within", "by_lot", "relaxation_of", "slack"]

CORE = 50
"""Candidates that the first core holds at least, beside those that the relaxation leaves open."""
WHOLE = 1e-7
NODES = 200_000
"""Branches after which equal totals are no longer searched for a better lot; the total is never cut short."""


@dataclass(frozen=True)
class Best:
    """Who is chosen, by column, and what that is worth."""

    chosen: Mask
    value: float
    relaxed: Relaxed


def relaxation_of(programme: Programme) -> Relaxation:
    return Relaxation(programme.points, programme.rows, programme.lower, programme.upper)


def slack(value: float) -> float:
    """Below this, two totals differ by rounding alone."""
    return 1e-8 * max(1.0, abs(value))


def best_within(
    programme: Programme, relaxed: Relaxed, lower: Floats | None = None, upper: Floats | None = None
) -> Best | None:
    """The best selection under these bounds, of which `relaxed` is the relaxation's solution; None if there is none."""
    lower = programme.lower if lower is None else lower
    upper = programme.upper if upper is None else upper
    whole = np.rint(relaxed.x)
    if np.abs(relaxed.x - whole).max(initial=0) < WHOLE:
        return Best(whole > 0.5, float(programme.points @ whole), relaxed)
    reach = np.abs(relaxed.gains)
    open_to_question = np.abs(relaxed.x - whole) >= WHOLE
    closest = np.sort(reach[~open_to_question])
    width = float(closest[min(CORE, len(closest)) - 1]) if len(closest) else 0.0
    while True:
        core = open_to_question | (reach <= width)
        found = restricted(programme, programme.points, whole, core, lower, upper)
        if found is not None:
            value = float(programme.points @ found)
            if relaxed.value - value <= width + slack(value) or core.all():
                return Best(found, value, relaxed)
            width = relaxed.value - value
        elif core.all():
            return None
        else:
            width = max(8 * width, float(closest[0]), slack(relaxed.value))


def restricted(
    programme: Programme, points: Floats, whole: Floats, core: Mask, lower: Floats, upper: Floats
) -> Mask | None:
    """The best selection in which everybody outside the core stays put."""
    kept = programme.rows @ np.where(core, 0.0, whole)
    answer = integer_maximum(
        points[core],
        programme.rows[:, np.flatnonzero(core)],
        lower - kept,
        upper - kept,
        np.ones(int(core.sum())),
    )
    if answer is None:
        return None
    chosen = whole > 0.5
    chosen[core] = answer > 0.5
    return chosen


def by_lot(programme: Programme, best: Best) -> Mask:
    """Of all selections with this total, the one whose sum of lots is smallest."""
    from scipy.sparse import csr_array, vstack

    margin = slack(best.value)
    tied = np.abs(best.relaxed.gains) <= max(best.relaxed.value - best.value, 0.0) + 10 * margin
    tied |= best.chosen != (np.rint(best.relaxed.x) > 0.5)
    if not tied.any():
        return best.chosen
    kept = programme.rows @ np.where(tied, 0.0, best.chosen)
    at_least = float(programme.points[tied] @ best.chosen[tied]) - margin
    rows = vstack([programme.rows[:, np.flatnonzero(tied)], csr_array(programme.points[tied][None, :])])
    answer = integer_maximum(
        -programme.lots[tied],
        rows,
        np.append(programme.lower - kept, at_least),
        np.append(programme.upper - kept, np.inf),
        np.ones(int(tied.sum())),
        nodes=NODES,
    )
    if answer is None:
        return best.chosen
    chosen = best.chosen.copy()
    chosen[tied] = answer > 0.5
    return chosen
