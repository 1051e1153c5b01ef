"""Means over a neighbourhood: what is said at a point is taken from around it, as far as seasonal rain hangs together.

A Gaussian bell along the meridian and one along the parallel, in kilometres, over the points that count. Rows and
columns are matrices, so that any number of years and speakers is smoothed at once, and a grid that goes round the
globe joins at its ends.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from anso.services.outlooks.known.numbers import Numbers
from anso.services.outlooks.known.points import Points

__all__ = ["Neighbourhood", "neighbourhood"]

KM_A_DEGREE = 111.2
LEAST_COSINE = 0.02


@dataclass(frozen=True)
class Neighbourhood:
    points: Points
    columns: Numbers
    """Latitudes x latitudes."""
    rows: Numbers
    """Latitudes x longitudes x longitudes: each parallel has its own."""
    reached: Numbers
    """Of each point: the sum of the bell over the points that count."""

    def smoothed(self, values: Numbers) -> Numbers:
        """... x points."""
        shape = values.shape
        answer = self._spread(values.reshape(-1, shape[-1]))
        means: Numbers = (answer / self.reached).reshape(shape).astype(values.dtype)
        return means

    def _spread(self, values: Numbers) -> Numbers:
        counted = self.points.counted
        grid = np.zeros((len(values), *counted.shape), values.dtype)
        grid[:, counted] = values
        along = np.matmul(np.moveaxis(grid, 0, 1), self.rows.astype(values.dtype, copy=False))
        across = np.tensordot(self.columns.astype(values.dtype, copy=False), along, axes=1)
        answer: Numbers = np.moveaxis(across, 0, 1)[:, counted]
        return answer


@lru_cache(maxsize=8)
def neighbourhood(points: Points, reach_km: float) -> Neighbourhood:
    apart = KM_A_DEGREE * np.abs(points.latitudes[:, None] - points.latitudes[None])
    columns = np.exp(-0.5 * (apart / reach_km) ** 2)
    degrees = np.abs((points.longitudes[:, None] - points.longitudes[None] + 180) % 360 - 180)
    cosines = np.maximum(np.cos(np.deg2rad(points.latitudes)), LEAST_COSINE)
    # In single precision and in place: on a fine globe this is the largest array of all.
    squares = (-0.5 * (KM_A_DEGREE * degrees / reach_km) ** 2).astype(np.float32)
    rows = squares * (cosines**2).astype(np.float32)[:, None, None]
    np.exp(rows, out=rows)
    unscaled = Neighbourhood(points, columns, rows, np.ones(points.number))
    reached = unscaled._spread(np.ones((1, points.number)))[0]
    return Neighbourhood(points, columns, rows, reached)
