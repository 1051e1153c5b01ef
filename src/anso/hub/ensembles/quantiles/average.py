"""Members averaged level by level: mean, median and trimmed mean, with weights where the method has them.

In come the members' values of some tasks (tasks x levels x members, all stated); out go tasks x levels. The
result rises with the level because each member does; the weighted median, which interpolates between
members, is sorted to make sure of it.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["mean", "median", "trimmed_mean", "weighted_median"]

Floats = NDArray[np.float64]


def mean(values: Floats, weights: Floats | None = None) -> Floats:
    """Weights (tasks x members) sum to 1."""
    if weights is None:
        return np.asarray(values.mean(axis=2))
    return np.asarray(np.einsum("tlm,tm->tl", values, weights))


def median(values: Floats, weights: Floats | None = None) -> Floats:
    if weights is not None and not same(weights):
        return weighted_median(values, weights)
    count = values.shape[2]
    ordered: NDArray[Any] = np.sort(values, axis=2)
    return np.asarray(ordered[:, :, (count - 1) // 2] / 2 + ordered[:, :, count // 2] / 2)


def weighted_median(values: Floats, weights: Floats) -> Floats:
    """As matrixStats::weightedMedian, which hubEnsembles uses, has it by default.

    Each member, in ascending order, stands at the middle of its share of the cumulated weight; between
    members the median is interpolated to the middle of all weight.
    """
    order = np.argsort(values, axis=2, kind="stable")
    ordered = np.take_along_axis(values, order, axis=2)
    share = np.take_along_axis(np.broadcast_to(weights[:, None, :], values.shape), order, axis=2)
    middle = np.cumsum(share, axis=2) - share / 2
    above = (middle < 0.5).sum(axis=2, keepdims=True)
    above = np.minimum(above, values.shape[2] - 1)
    under = np.maximum(above - 1, 0)
    high, low = (np.take_along_axis(ordered, at, axis=2)[:, :, 0] for at in (above, under))
    end, start = (np.take_along_axis(middle, at, axis=2)[:, :, 0] for at in (above, under))
    part = np.where(end > start, (0.5 - start) / np.where(end > start, end - start, 1), 1)
    return np.sort(low + np.clip(part, 0, 1) * (high - low), axis=1)


def trimmed_mean(values: Floats, trim: float) -> Floats:
    """The mean without the lowest and the highest values: the whole number of members in that share, at each end."""
    count = values.shape[2]
    cut = int(trim * count + 1e-9)
    return np.asarray(np.sort(values, axis=2)[:, :, cut : count - cut].mean(axis=2))


def same(weights: Floats) -> bool:
    return bool(np.ptp(weights, axis=1).max(initial=0) < 1e-12)
