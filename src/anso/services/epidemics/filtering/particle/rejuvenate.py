"""New values for what does not move by itself, so that particles do not all end with the same."""

import numpy as np
from numpy.typing import NDArray

from anso.services.epidemics.filtering.model.state import Numbers

__all__ = ["rejuvenated"]

DISCOUNT = 0.98
SHRINKAGE = (3 * DISCOUNT - 1) / (2 * DISCOUNT)


def rejuvenated(values: Numbers, order: NDArray[np.int64]) -> Numbers:
    """Kernel smoothing with shrinkage: mean and covariance stay as they are (Liu & West 2001, in Doucet, de
    Freitas & Gordon (eds.), Sequential Monte Carlo Methods in Practice, equations 10.3.1 to 10.3.3).

    Equally weighted values, places x slots x particles. The kernel is not normal but that of differences of two
    particles, which has the particles' own covariance without its ever being computed (ter Braak 2006,
    Statistics and Computing 16: 239); `order` is a random permutation a place, places x particles.
    """
    mean = values.mean(-1, keepdims=True)
    around = values - mean
    other = np.take_along_axis(around, order[:, None], axis=-1)
    kernel = (other - np.roll(other, 1, axis=-1)) / np.sqrt(2.0)
    result: Numbers = mean + SHRINKAGE * around + np.sqrt(1 - SHRINKAGE**2) * kernel
    return result
