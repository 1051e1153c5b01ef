"""A course laid on a table: what each sector of each struck region cannot make, and what is not ordered anywhere.

In: a table, its sectors' groups, a course, and for each shock the regions it strikes. Out: weeks x sectors x shocks.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from anso.services.epidemics.economy.shocks.course import Course
from anso.services.epidemics.economy.tables.table import Table

__all__ = ["Struck", "strike"]

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Struck:
    """Weeks x sectors x shocks; shares of the sectors' output."""

    cannot_make: Numbers
    not_ordered: Numbers

    @property
    def direct(self) -> Numbers:
        """What is lost before any ripple."""
        return np.maximum(self.cannot_make, self.not_ordered)


def strike(
    table: Table, group_of: NDArray[np.int64], course: Course, regions: Sequence[NDArray[np.int64]]
) -> Struck:
    """`regions`: for each shock, the numbers of the regions it strikes. Final demand below 0 (stocks run down) is left."""
    count = len(table.regions)
    hit = np.stack([np.isin(np.arange(count), struck) for struck in regions], axis=1).astype(float)
    group = group_of[table.sector_of]
    cannot = course.cannot_make[:, group, None] * hit[None, table.region_of, :]
    # Households of the struck regions buy less, at home and abroad.
    bought = np.maximum(table.final[:, :count], 0.0) @ hit * table.per_output[:, None]
    ordered = course.not_bought[:, group, None] * bought[None]
    return Struck(np.where(table.output[:, None] > 0, cannot, 0.0), np.minimum(ordered, 1.0))
