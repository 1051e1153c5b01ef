"""Which levels make central intervals: those that lie as far below the median as another one above it."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

__all__ = ["Levels"]

SAME = 1e-9


@dataclass(frozen=True)
class Levels:
    """The levels of a block of forecasts, ascending."""

    stated: NDArray[np.float64]

    @cached_property
    def pairs(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The columns of the lower and of the upper end of each central interval, the widest first."""
        low = np.flatnonzero(self.stated < 0.5 - SAME)
        opposite = np.searchsorted(self.stated, 1 - self.stated[low] - SAME)
        opposite = np.minimum(opposite, len(self.stated) - 1)
        paired = np.abs(self.stated[low] + self.stated[opposite] - 1) < SAME
        return low[paired], opposite[paired]

    @cached_property
    def median(self) -> int | None:
        column = np.flatnonzero(np.abs(self.stated - 0.5) < SAME)
        return int(column[0]) if len(column) else None

    @property
    def tails(self) -> NDArray[np.float64]:
        """Half of each interval's alpha: the probability below its lower end."""
        return self.stated[self.pairs[0]]

    @property
    def intervals(self) -> list[str]:
        """Each interval's nominal coverage in percent, as columns name it: 50, 95, 97.5."""
        return [f"{100 * (1 - 2 * tail):.6g}" for tail in self.tails]

    @property
    def unpaired(self) -> bool:
        return 2 * len(self.pairs[0]) + (self.median is not None) < len(self.stated)
