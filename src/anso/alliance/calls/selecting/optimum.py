"""The best selection there is, proven, and of equally good ones the one that the lots prefer.

1. The linear relaxation bounds every selection's total from above: z, with a reduced cost for each candidate.
2. A selection that moves a candidate away from where the relaxation puts it loses at least that candidate's reduced
   cost (weak duality). So whole people are sought only among candidates whose reduced cost is small (the core; Balas
   and Zemel 1980, Oper. Res. 28(5)), all others staying put. Their best total v is the best of all if z - v is no
   more than the smallest reduced cost outside the core; if it is more, the core is widened to z - v, and then it is.
3. Selections of the same total v differ only in candidates of reduced cost z - v or less. Among them the sum of the
   lots is made smallest, the total held.
"""

from dataclasses import dataclass, replace

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
    programme: Programme,
    relaxed: Relaxed,
    lower: Floats | None = None,
    upper: Floats | None = None,
    *,
    nodes: int | None = None,
) -> Best | None:
    """The best selection under these bounds, of which `relaxed` is the relaxation's solution; None if there is none."""
    lower = programme.lower if lower is None else lower
    upper = programme.upper if upper is None else upper
    whole = np.rint(relaxed.x)
    parts = np.abs(relaxed.x - whole) >= WHOLE
    if not parts.any():
        return Best(whole > 0.5, float(programme.points @ whole), relaxed)
    reach = np.where(parts, 0.0, np.abs(relaxed.gains))
    nearest = np.lexsort((reach, ~parts))
    size = int(parts.sum()) + CORE
    while True:
        core = np.zeros(len(reach), dtype=bool)
        core[nearest[:size]] = True
        found = restricted(programme, whole, core, lower, upper, nodes)
        if found is not None:
            value = float(programme.points @ found)
            gap = relaxed.value - value
            if core.all() or gap <= float(reach[~core].min()) + slack(value):
                return Best(found, value, relaxed)
            size = max(size + 1, int((parts | (reach < gap)).sum()))
        elif core.all():
            return None
        else:
            size *= 4


def restricted(
    programme: Programme, whole: Floats, core: Mask, lower: Floats, upper: Floats, nodes: int | None
) -> Mask | None:
    """The best selection in which everybody outside the core stays put."""
    kept = programme.rows @ np.where(core, 0.0, whole)
    answer = integer_maximum(
        programme.points[core],
        programme.rows[:, np.flatnonzero(core)],
        lower - kept,
        upper - kept,
        np.ones(int(core.sum())),
        nodes=nodes,
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
    among_equals = replace(
        programme,
        points=-programme.lots[tied],
        rows=vstack(
            [programme.rows[:, np.flatnonzero(tied)], csr_array(programme.points[tied][None, :])]
        ).tocsr(),
        lower=np.append(programme.lower - kept, at_least),
        upper=np.append(programme.upper - kept, np.inf),
    )
    relaxed = relaxation_of(among_equals).solve()
    drawn = None if relaxed is None else best_within(among_equals, relaxed, nodes=NODES)
    if drawn is None:
        return best.chosen
    chosen = best.chosen.copy()
    chosen[tied] = drawn.chosen
    return chosen
