"""Sectors held below what is asked of them: the smallest inoperability that fits both limits.

Where workers are missing or doors are shut, a sector's output is limited, not its final demand; to treat the limit as lost
demand would count it again each time that the sector's customers shrink too. So a sector makes the lesser of what it
can and what is ordered:
    q = max(s, A* q + c*),
with s the share of its output that it cannot make. This is the model with outputs given for some sectors (Miller &
Blair 2009, Input-Output Analysis, section 13.2) where which sectors are limited is found with the answer. Since the rows of
A* and the shares of final demand add up to 1, q never leaves [0, 1] while s and c* can be (s <= 1, and c* takes no more
than the final demand there is): nothing is cut off.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from anso.errors import AnsoError
from anso.services.epidemics.economy.tables.table import Table

__all__ = ["forced"]

Numbers = NDArray[np.float64]

TOLERANCE = 1e-10
MOST_STEPS = 2000


def forced(table: Table, cannot_make: ArrayLike, not_ordered: ArrayLike) -> Numbers:
    """Sectors, or sectors x shocks. Iterated upwards from the direct effects, so what is found is the smallest."""
    limit, lost = np.asarray(cannot_make, dtype=float), np.asarray(not_ordered, dtype=float)
    sold = table.per_output if limit.ndim == 1 else table.per_output[:, None]
    made = (table.output > 0).reshape(sold.shape)
    q: Numbers = np.where(made, np.maximum(limit, lost), 0.0)
    for _ in range(MOST_STEPS):
        following = np.where(made, np.maximum(limit, sold * (table.flows @ q) + lost), 0.0)
        if float(np.abs(following - q).max(initial=0.0)) < TOLERANCE:
            return following
        q = following
    raise AnsoError(
        f"{table.title}: the ripple does not settle; the table's sectors sell nearly all to one another"
    )
