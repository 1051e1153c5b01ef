"""What the models look at: a row a target and place, the last column its own newest known week.

Rows whose newest weeks were not told are moved to the right, so that "one step ahead" means the same for
all; the steps that a row needs for a horizon grow by its lag.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from anso.services.epidemics.forecasting.known.known import Known

__all__ = ["LONGEST_LAG", "Series", "series_of"]

LONGEST_LAG = 6
"""Weeks; of a place that told nothing for longer there is no forecast."""

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Series:
    """Rows are targets x places, places running fastest."""

    told: Numbers
    """As reported."""
    clean: Numbers
    """Mended, never below zero."""
    lag: NDArray[np.int64]
    usable: NDArray[np.bool_]
    """Rows with enough recent reports to be forecast."""

    @property
    def last(self) -> Numbers:
        return self.clean[:, -1]


def series_of(known: Known) -> Series:
    weeks = len(known.weeks)
    lag = known.lag.reshape(-1)
    source = np.arange(weeks) - lag[:, None]
    told, clean = (
        np.where(source >= 0, np.take_along_axis(block.reshape(-1, weeks), np.maximum(source, 0), -1), np.nan)
        for block in (known.raw, known.clean)
    )
    enough = (~np.isnan(clean)).sum(-1) >= 2
    return Series(told, clean, lag, enough & (lag <= LONGEST_LAG))
