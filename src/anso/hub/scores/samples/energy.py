"""The energy score: the CRPS of several quantities forecast together.

E||X - y|| - E||X - X'|| / 2 with the Euclidean norm (Gneiting & Raftery 2007, equation 22); the standard
estimator divides the pairs by m^2, the fair one by m (m - 1). With one quantity it is the CRPS.
"""

import numpy as np
from numpy.typing import NDArray

__all__ = ["energy"]

CELLS_AT_ONCE = 1 << 22
"""Differences of pairs that are held at once."""

Numbers = NDArray[np.float64]


def energy(values: Numbers, observed: Numbers) -> tuple[Numbers, Numbers]:
    """Standard and fair score of forecasts x samples x quantities; a single sample has no fair one."""
    count, members, size = values.shape
    error = np.linalg.norm(values - observed[:, None, :], axis=2).mean(axis=1)
    pairs = np.zeros(count)
    at_once = max(1, CELLS_AT_ONCE // (members * size))
    # Each pair is met once: a sample with the one so many places further on, round the circle.
    for shift in range(1, members // 2 + 1):
        twice = 1 if 2 * shift == members else 2
        for start in range(0, count, at_once):
            part = values[start : start + at_once]
            distance = np.linalg.norm(part - np.roll(part, shift, axis=1), axis=2)
            pairs[start : start + at_once] += twice * distance.sum(axis=1)
    standard: Numbers = error - pairs / (2 * members**2)
    if members < 2:
        return standard, np.full(count, np.nan)
    fair: Numbers = error - pairs / (2 * members * (members - 1))
    return standard, fair
