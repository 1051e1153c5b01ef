"""Where a thing is likely to be: particles counted by cell, and smoothed as widely as their number asks.

The smoothing is a normal kernel of Scott's width (Scott 1992, Multivariate Density Estimation, eq. 6.42). Kernels reach past the coast
by their width; the map is a map of likelihood, not of land. In: positions at one time. Out: `Likelihood`, which sums to 1.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Likelihood", "likelihood", "smallest_areas"]

CELLS = 120
"""Of the longer side of the map; the shorter has as many as make square cells on the ground."""
MARGIN = 4.0
"""Kernel widths around the outermost particles."""
LEAST = 200.0
"""Metres: as wide as the kernel is at least, so that a point is an area too."""
METRES_A_DEGREE = 111_195.0


@dataclass(frozen=True)
class Likelihood:
    """Cells by latitude and longitude of their middles; `probability` sums to 1."""

    longitude: NDArray[np.float64]
    latitude: NDArray[np.float64]
    probability: NDArray[np.float64]

    @property
    def cell_area(self) -> NDArray[np.float64]:
        """Square kilometres of the cells of each row."""
        across, up = np.diff(self.longitude[:2])[0], np.diff(self.latitude[:2])[0]
        return np.asarray(across * up * (METRES_A_DEGREE / 1000) ** 2 * np.cos(np.radians(self.latitude)))


def likelihood(longitude: NDArray[np.float64], latitude: NDArray[np.float64]) -> Likelihood:
    """Of positions at one time; those that have not set out (NaN) do not count."""
    from scipy.ndimage import gaussian_filter

    there = np.isfinite(longitude) & np.isfinite(latitude)
    if not there.any():
        raise ValueError("no particle has a position")
    y = latitude[there]
    around = longitude[there][0]
    x = around + (longitude[there] - around + 180.0) % 360.0 - 180.0
    shrink = float(np.cos(np.radians(np.clip(np.mean(y), -85.0, 85.0))))
    width = np.array([x.std() * shrink, y.std()]) * len(x) ** (-1 / 6)
    width = np.maximum(width, LEAST / METRES_A_DEGREE)
    low = np.array([x.min() * shrink, y.min()]) - MARGIN * width
    high = np.array([x.max() * shrink, y.max()]) + MARGIN * width
    cell = float((high - low).max()) / CELLS
    count = np.maximum(np.ceil((high - low) / cell).astype(int), 1)
    columns = np.minimum(((x * shrink - low[0]) / cell).astype(int), count[0] - 1)
    rows = np.minimum(((y - low[1]) / cell).astype(int), count[1] - 1)
    counted = np.bincount(rows * count[0] + columns, minlength=count[0] * count[1]).reshape(
        count[1], count[0]
    )
    smooth = gaussian_filter(counted.astype(float), (width[1] / cell, width[0] / cell), mode="constant")
    return Likelihood(
        (low[0] + (np.arange(count[0]) + 0.5) * cell) / shrink,
        low[1] + (np.arange(count[1]) + 0.5) * cell,
        smooth / smooth.sum(),
    )


def smallest_areas(of: Likelihood, shares: Sequence[float] = (0.5, 0.9)) -> list[NDArray[np.bool_]]:
    """For each share the cells of the smallest area that holds it (the highest-density region; Hyndman 1996)."""
    density = of.probability / of.cell_area[:, np.newaxis]
    order = np.argsort(density, axis=None)[::-1]
    held = np.cumsum(of.probability.ravel()[order])
    found = []
    for share in shares:
        inside = np.zeros(of.probability.size, bool)
        inside[order[: int(np.searchsorted(held, share)) + 1]] = True
        found.append(inside.reshape(of.probability.shape))
    return found
