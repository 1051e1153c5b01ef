"""One shock on one table, with what else could be assumed of it: the numbers that the tables of a release are made from.

In: a table, a course, who is struck. Out: inoperability by week under three sets of assumptions, and what each struck
country's own shock alone does to all others.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from anso.services.epidemics.economy.model import Assumptions, follow
from anso.services.epidemics.economy.sectors import groups
from anso.services.epidemics.economy.shocks.course import Course
from anso.services.epidemics.economy.shocks.strike import Struck, strike
from anso.services.epidemics.economy.tables import Table

__all__ = ["WEEKS_A_YEAR", "Assessed", "assess"]

Numbers = NDArray[np.float64]

WEEKS_A_YEAR = 365.25 / 7
AFTER_RECOVERIES = 2
"""So many recovery times are followed after the shock: 1% of 1% of a sector's own inoperability is left then."""
WEAKER, STRONGER = 0.75, 1.25
"""The shock itself at either end of the range: what industries can do without workers or doors is known no better."""
FASTER, SLOWER = 0.5, 2.0
"""The time of recovery at either end."""
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
    """A weaker shock, recovery in half the time, and orders alone spread the loss: whatever is missing is replaced."""
    high: Numbers
    """A stronger shock, recovery in twice the time, and nothing in store."""
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
    table: Table,
    group_of: NDArray[np.int64],
    laid_out: Callable[[float], Course],
    struck: Sequence[int],
    recovery_weeks: float,
) -> Assessed:
    """`laid_out` gives the course of the shock, so many times as strong as it was asked for."""
    hit = np.asarray(struck, dtype=np.int64)
    after = round(AFTER_RECOVERIES * recovery_weeks)
    stocks = np.array([group.stocks for group in groups()])[group_of[table.sector_of]]
    added = np.maximum(table.value_added, 0.0)
    alone = np.sort(hit[np.argsort(-table.by_region(added)[hit], kind="stable")][:MOST_PAIRS])

    def struck_by(strength: float, regions: Sequence[NDArray[np.int64]]) -> Struck:
        return strike(table, group_of, laid_out(strength), regions)

    def followed(shock: Struck, pace: float, **assumed: Any) -> Numbers:
        assumptions = Assumptions(recovery_weeks * pace, **assumed)
        return follow(table, shock.cannot_make, shock.not_ordered, assumptions, after)

    whole = struck_by(1.0, [hit])
    middle = followed(whole, 1.0, stocks=stocks)
    each = struck_by(1.0, [np.array([region]) for region in alone]) if len(hit) > 1 else whole
    by_each = followed(each, 1.0, stocks=stocks) if len(hit) > 1 else middle
    return Assessed(
        table,
        group_of,
        hit,
        direct=np.concatenate([whole.direct[..., 0], np.zeros((after, table.size))]),
        middle=middle[..., 0],
        low=followed(struck_by(WEAKER, [hit]), FASTER, inputs_matter=False)[..., 0],
        high=followed(struck_by(STRONGER, [hit]), SLOWER)[..., 0],
        alone=alone,
        pairs=table.by_region(by_each.sum(axis=0) * added[:, None] / WEEKS_A_YEAR),
    )
