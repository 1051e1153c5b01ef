"""The continuous ranked probability score of samples, by both of its usual estimators.

E|X - y| - E|X - X'| / 2 (Gneiting & Raftery 2007, JASA 102: 359-378, equation 21). The standard estimator
takes the samples for the whole distribution and divides the pairs by m^2; the fair one takes them for draws
from it and divides by m (m - 1) (Ferro 2014, QJRMS 140: 1917-1923). They are scoringrules' `nrg` and `fair`.
"""

import numpy as np
from numpy.typing import NDArray

__all__ = ["crps"]

Numbers = NDArray[np.float64]


def crps(ordered: Numbers, observed: Numbers) -> tuple[Numbers, Numbers]:
    """The standard and the fair score of each row of ascending samples; one sample alone has no fair one."""
    members = ordered.shape[1]
    error = np.abs(ordered - observed[:, None]).mean(axis=1)
    # The sum over pairs of |x_i - x_j| is, of ascending samples, sum of 2 (2 i - m - 1) x_i.
    pairs = 2 * np.einsum("ij,j->i", ordered, 2.0 * np.arange(1, members + 1) - members - 1)
    standard: Numbers = error - pairs / (2 * members**2)
    if members < 2:
        return standard, np.full(len(ordered), np.nan)
    fair: Numbers = error - pairs / (2 * members * (members - 1))
    return standard, fair
