"""A multi-regional input-output table: who sells how much of what to whom in a year.

Rows and columns of `flows` run through the sectors of the first region, then of the second, and so on. Rows sell,
columns buy. Output is what a row sells in all, so that a table closes by construction; value added is output less
the inputs bought.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

__all__ = ["Table"]

Numbers = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Table:
    """Money a year."""

    title: str
    regions: tuple[str, ...]
    """As the table names them."""
    sectors: tuple[str, ...]
    flows: Numbers
    """Regions x sectors, squared."""
    final: Numbers
    """Regions x sectors, by who consumes: the regions in order, and one more column where the table does not say."""
    unit: str = ""
    synthetic: bool = False
    notes: tuple[str, ...] = ()
    """What was mended in reading it, in English."""

    @property
    def size(self) -> int:
        return len(self.flows)

    @cached_property
    def output(self) -> Numbers:
        return np.asarray(self.flows.sum(axis=1) + self.final.sum(axis=1))

    @cached_property
    def value_added(self) -> Numbers:
        return np.asarray(self.output - self.flows.sum(axis=0))

    @cached_property
    def per_output(self) -> Numbers:
        """One over output; 0 where nothing is made, so that such sectors neither lose nor cause anything."""
        return np.divide(1.0, self.output, out=np.zeros(self.size), where=self.output > 0)

    @cached_property
    def region_of(self) -> NDArray[np.int64]:
        return np.repeat(np.arange(len(self.regions)), len(self.sectors))

    @cached_property
    def sector_of(self) -> NDArray[np.int64]:
        return np.tile(np.arange(len(self.sectors)), len(self.regions))

    def by_region(self, values: Numbers) -> Numbers:
        """The sum over a region's sectors; the first axis is that of the table."""
        return np.asarray(values.reshape(len(self.regions), len(self.sectors), *values.shape[1:]).sum(axis=1))
