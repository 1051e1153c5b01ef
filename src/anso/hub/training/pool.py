"""Models' quantiles averaged level by level, without the ends that few would vouch for.

In come quantiles on the scale of learning and weights; out goes the mean of what lies between the weighted
`trim` and 1 - `trim` quantiles of the models' values. With a trim of 0 it is the weighted mean, near a half
the weighted median, and in between it bears both outliers and models that come and go.
"""

import numpy as np
from numpy.typing import NDArray

__all__ = ["present_weights", "trimmed_mean"]

Floats = NDArray[np.float64]


def present_weights(values: Floats, weights: Floats) -> Floats:
    """Weights (..., models, levels) of those that answered, summing to 1 over the models.

    Where none of those present has weight, all of them count alike.
    """
    given = np.isfinite(values)
    shares = np.where(given, np.broadcast_to(weights, values.shape), 0.0)
    total = shares.sum(axis=-2, keepdims=True)
    shares = np.where(total > 0, shares, given)
    total = shares.sum(axis=-2, keepdims=True)
    return np.asarray(shares / np.where(total > 0, total, 1))


def trimmed_mean(values: Floats, weights: Floats, trim: float) -> Floats:
    """Values and weights (..., models, levels); out (..., levels), ascending, NaN where nobody answered."""
    order = np.argsort(values, axis=-2)
    ranked = np.take_along_axis(values, order, axis=-2)
    share = np.take_along_axis(weights, order, axis=-2)
    above = share.cumsum(axis=-2)
    counted = np.clip(np.minimum(above, 1 - trim) - np.maximum(above - share, trim), 0, None)
    total = counted.sum(axis=-2)
    summed = np.where(counted > 0, ranked, 0.0)
    mean = (summed * counted).sum(axis=-2) / np.where(total > 0, total, np.nan)
    return np.sort(mean, axis=-1)
