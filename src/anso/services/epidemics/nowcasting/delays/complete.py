"""The newest counts as they will stand when all is told, with what is not known of that.

In come counts as told by the newest look and what was learnt of their kind; out come quantiles of what they become.
Counts of which hardly anything is told by then are no counts yet: they are left unknown.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from anso.services.epidemics.nowcasting.delays.shares import LEVELS, Shares

__all__ = ["LEAST_SHARE", "Completed", "completed"]

Numbers = NDArray[np.float64]

LEAST_SHARE = 0.2
"""Of what a count becomes; with less, chance decides what it is multiplied to."""


@dataclass(frozen=True)
class Completed:
    """Rows x ages, the newest period first."""

    told: Numbers
    share: Numbers
    """Of the final count, as usually known at that age."""
    quantiles: Numbers
    """Rows x ages x `LEVELS`; as told where nothing is to come, NaN where nothing can be said."""

    def at(self, level: float) -> Numbers:
        return self.quantiles[..., LEVELS.index(level)]


def completed(told: Numbers, shares: Shares) -> Completed:
    """`told` is rows x ages, as known at the newest look."""
    share = np.exp(-shares.factor)
    counts = np.where(told < 0, np.nan, told)
    chance = np.maximum(1 - share, 0.0) / (counts + 0.5)
    moving = shares.spread > 0
    scale = np.where(moving, np.sqrt(shares.spread**2 + chance), 0.0)
    grown = np.exp(shares.factor[..., None] + scale[..., None] * shares.errors)
    final = np.maximum((counts[..., None] + 0.5) * grown - 0.5, 0.0)
    quantiles = np.where(moving[..., None], final, counts[..., None])
    unknown = (share < LEAST_SHARE)[..., None]
    return Completed(told, share, np.where(unknown, np.nan, quantiles))
