"""One shock on one table, with what else could be assumed of it: the numbers that the tables of a release are made from.

In: a table, a course, who is struck. Out: inoperability by week under three sets of assumptions, and what each struck
country's own shock alone does to all others.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from anso.services.epidemics.economy.model import Assumptions, follow
from anso.services.epidemics.economy.sectors import groups
from anso.services.epidemics.economy.shocks import Course, Struck, strike
from anso.services.epidemics.economy.tables import Table

__all__ = ["WEEKS_A_YEAR", "Assessed", "assess"]

Numbers = NDArray[np.float64]

WEEKS_A_YEAR = 365.25 / 7
AFTER_RECOVERIES = 2
"""So many recovery times are followed after the shock: 1% of 1% of a sector's own inoperability is left then."""
MOST_PAIRS = 20
"""Struck countries whose own shock is followed alone: the largest."""


@dataclass(frozen=True, eq=False)
class Assessed:
    """Weeks x sectors, unless said otherwise; `pairs` is losing region x struck region of `alone`, in value added."""

    table: Table
    group_of: NDArray[np.int64]
    struck: NDArray[np.int64]
    direct: Numbers
    middle: Numbers
    """Orders and inputs matter; stocks as the groups' assumptions say."""
    low: Numbers
    """Orders alone spread the loss: whatever input is missing is replaced."""
    high: Numbers
    """Nothing is in store."""
    alone: NDArray[np.int64]
    pairs: Numbers

    @property
    def value_added(self) -> Numbers:
        """A year's, by sector; a sector that buys more than it sells adds none."""
        return np.maximum(self.table.value_added, 0.0)

    def lost(self, inoperability: Numbers) -> Numbers:
        """Value added that is not made, summed over the weeks, by sector."""
        return np.asarray(inoperability.sum(axis=0) * self.value_added / WEEKS_A_YEAR)


def assess(
    table: Table, group_of: NDArray[np.int64], course: Course, struck: Sequence[int], recovery_weeks: float
) -> Assessed:
    hit = np.asarray(struck, dtype=np.int64)
    after = round(AFTER_RECOVERIES * recovery_weeks)
    stocks = np.array([group.stocks for group in groups()])[group_of[table.sector_of]]
    worth = table.by_region(np.maximum(table.value_added, 0.0))
    alone = np.sort(hit[np.argsort(-worth[hit], kind="stable")][:MOST_PAIRS])

    def followed(shock: Struck, assumed: Assumptions) -> Numbers:
        return follow(table, shock.cannot_make, shock.not_ordered, assumed, after)

    whole = strike(table, group_of, course, [hit])
    each = strike(table, group_of, course, [np.array([region]) for region in alone])
    middle = Assumptions(recovery_weeks, stocks)
    lost = followed(each, middle).sum(axis=0) * np.maximum(table.value_added, 0.0)[:, None] / WEEKS_A_YEAR
    return Assessed(
        table,
        group_of,
        hit,
        np.concatenate([whole.direct[..., 0], np.zeros((after, table.size))]),
        followed(whole, middle)[..., 0],
        followed(whole, Assumptions(recovery_weeks, inputs_matter=False))[..., 0],
        followed(whole, Assumptions(recovery_weeks))[..., 0],
        alone,
        table.by_region(lost),
    )
