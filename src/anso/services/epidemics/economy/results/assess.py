"""Shocks on one table, with what else could be assumed of them: the numbers that the tables of a release are made from.

In: a table, the courses of one or several shocks, who is struck. Out: for each shock, inoperability by week under three
sets of assumptions, and what each struck country's own shock alone does to all others.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from anso.services.epidemics.economy.model import Assumptions, follow
from anso.services.epidemics.economy.sectors import groups
from anso.services.epidemics.economy.shocks.course import Course
from anso.services.epidemics.economy.shocks.ends import HIGH, LOW, MIDDLE, End
from anso.services.epidemics.economy.shocks.strike import Hit, Struck, strike
from anso.services.epidemics.economy.tables import Table

__all__ = ["WEEKS_A_YEAR", "Assessed", "assess"]

Numbers = NDArray[np.float64]

WEEKS_A_YEAR = 365.25 / 7
AFTER_RECOVERIES = 2
"""So many recovery times are followed after the shock: 1% of 1% of a sector's own inoperability is left then."""
MOST_PAIRS = 20
"""Struck countries whose own shock is followed alone, all shocks together: the largest."""


@dataclass(frozen=True, eq=False)
class Assessed:
    """Weeks x sectors, unless said otherwise; `pairs` is losing region x struck region of `alone`, in value added."""

    table: Table
    group_of: NDArray[np.int64]
    struck: NDArray[np.int64]
    direct: Numbers
    ill: Numbers
    """The part of what is lost directly that is due to workers missing."""
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
    laid_out: Callable[[End], Sequence[Course]],
    struck: Sequence[int],
    recovery_weeks: float,
) -> tuple[Assessed, ...]:
    """`laid_out` gives the courses of the shocks under a set of assumptions; all strike the same regions."""
    hit = np.asarray(struck, dtype=np.int64)
    after = round(AFTER_RECOVERIES * recovery_weeks)
    stocks = np.array([group.stocks for group in groups()])[group_of[table.sector_of]]
    added = np.maximum(table.value_added, 0.0)

    def struck_by(hits: Sequence[Hit]) -> Struck:
        return strike(table, group_of, hits)

    def followed(shock: Struck, end: End, **assumed: Any) -> Numbers:
        assumptions = Assumptions(recovery_weeks * end.pace, **assumed)
        return follow(table, shock.cannot_make, shock.not_ordered, assumptions, after)

    believed = laid_out(MIDDLE)
    whole = struck_by([(course, hit) for course in believed])
    middle = followed(whole, MIDDLE, stocks=stocks)
    low = followed(struck_by([(course, hit) for course in laid_out(LOW)]), LOW, inputs_matter=False)
    high = followed(struck_by([(course, hit) for course in laid_out(HIGH)]), HIGH)

    largest = np.argsort(-table.by_region(added)[hit], kind="stable")
    places = largest[: max(MOST_PAIRS // len(believed), 1)]
    places = places[np.argsort(hit[places])]
    by_each = middle[:, :, :, None]
    if len(hit) > 1:
        each = struck_by(
            [(course.alone(place), hit[[place]]) for course in believed for place in places.tolist()]
        )
        by_each = followed(each, MIDDLE, stocks=stocks).reshape(*middle.shape, len(places))
    pairs = table.by_region(by_each.sum(axis=0) * added[:, None, None] / WEEKS_A_YEAR)
    rest = np.zeros((after, table.size))
    return tuple(
        Assessed(
            table,
            group_of,
            hit,
            direct=np.concatenate([whole.direct[..., number], rest]),
            ill=np.concatenate([whole.absent[..., number], rest]),
            middle=middle[..., number],
            low=low[..., number],
            high=high[..., number],
            alone=hit[places],
            pairs=pairs[:, number],
        )
        for number in range(len(believed))
    )
