"""The dynamic model: inoperability week by week, with recovery and stocks.

Lian & Haimes 2006, Systems Engineering 9:241 (dynamic inoperability input-output model):
    dq/dt = K (A* q + c* - q),  K = ln(q(0) / q(T)) / (T (1 - a*_ii)),
so that a sector left to itself has recovered all but q(T)/q(0) after T weeks. Here a week is solved exactly for each sector
while the others stand still: what is between q and its aim shrinks by exp(-K). Any K is stable so, and q
stays in [0, 1].

Three things limit a sector, and the tightest holds:
    what it can make       workers missing, doors shut: at once (Orsi & Santos 2010, IEEE Trans. Systems, Man and
                           Cybernetics A 40:292, set time-varying inoperability of this kind),
    what is ordered        A* q + c*: households' part at once, other industries' gradually,
    what inputs arrive     A' u, with u what its suppliers could not deliver: gradually; inputs are replaceable by
                           one another in proportion to their cost, as in the supply-driven model.
Stocks follow Barker & Santos 2010, Int. J. Production Economics 126:130: finished goods cover what is ordered but not made
until they are used up; only then do customers go short. Stocks are not refilled during a course.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from anso.services.epidemics.economy.tables.table import Table

__all__ = ["REMAINING", "Assumptions", "follow", "resilience"]

Numbers = NDArray[np.float64]

REMAINING = 0.01
"""The share of its inoperability that a sector still has when it counts as recovered."""


@dataclass(frozen=True)
class Assumptions:
    """How sectors recover and what they hold."""

    recovery_weeks: float
    stocks: ArrayLike = 0.0
    """Weeks of normal output, one number or one a sector."""
    inputs_matter: bool = True
    """Whether customers go short of what suppliers cannot deliver; else orders alone spread the loss."""


def resilience(table: Table, recovery_weeks: float) -> Numbers:
    """The share of the way to its aim that each sector goes in a week."""
    own = np.minimum(np.diagonal(table.flows) * table.per_output, 0.99)
    return np.asarray(1 - np.exp(-np.log(1 / REMAINING) / (recovery_weeks * (1 - own))))


def follow(
    table: Table, cannot_make: ArrayLike, not_ordered: ArrayLike, assumed: Assumptions, weeks_after: int = 0
) -> Numbers:
    """Inoperability: weeks x sectors x shocks, for what cannot be made and what households do not order, of that shape.

    `weeks_after` the last of them nothing is limited any more and recovery goes on.
    """
    limit, lost = np.asarray(cannot_make, dtype=float), np.asarray(not_ordered, dtype=float)
    weeks, size, shocks = limit.shape
    sold, pace = table.per_output[:, None], resilience(table, assumed.recovery_weeks)[:, None]
    made = table.output[:, None] > 0
    store = np.zeros((size, shocks)) + np.reshape(np.asarray(assumed.stocks, dtype=float), (-1, 1))
    nothing = np.zeros((size, shocks))
    q = nothing
    course = np.empty((weeks + weeks_after, size, shocks))
    for week in range(weeks + weeks_after):
        limited, left = (limit[week], lost[week]) if week < weeks else (nothing, nothing)
        not_wanted = sold * (table.flows @ q) + left
        aim = not_wanted
        if assumed.inputs_matter:
            owed = np.maximum(q - not_wanted, 0.0)
            from_store = np.minimum(store, owed)
            store = store - from_store
            aim = np.maximum(aim, sold * (table.flows.T @ (owed - from_store)))
        q = np.where(made, np.maximum(np.maximum(limited, left), q + pace * (aim - q)), 0.0)
        course[week] = q
    return course
