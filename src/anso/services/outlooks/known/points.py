"""Where the forecasts are made: the points of a grid that count, and how much each does."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from anso.services.outlooks.known.numbers import Numbers, Truths

__all__ = ["Points"]


@dataclass(frozen=True, eq=False)
class Points:
    latitudes: Numbers
    longitudes: Numbers
    counted: Truths
    """Latitudes x longitudes."""

    @cached_property
    def weights(self) -> Numbers:
        """Of each point that counts: its share of their area, by the cosine of its latitude."""
        cosines = np.broadcast_to(np.cos(np.deg2rad(self.latitudes))[:, None], self.counted.shape)
        kept = np.maximum(cosines[self.counted], 0)
        weights: Numbers = kept / kept.sum()
        return weights

    def of(self, grid: Numbers) -> Numbers:
        """... x latitudes x longitudes, at these points: ... x points. The very numbers, not a copy, if all count."""
        if self.counted.all():
            return grid.reshape(*grid.shape[:-2], -1)
        return grid[..., self.counted]

    @property
    def number(self) -> int:
        return int(self.counted.sum())
