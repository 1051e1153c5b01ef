"""Quantiles at any level from those at a few."""

import numpy as np
from numpy.typing import NDArray

__all__ = ["between_levels"]

Numbers = NDArray[np.float64]


def between_levels(values: Numbers, stated: Numbers, wanted: Numbers) -> Numbers:
    """Along the last axis: linear in the normal distribution's quantiles, between and beyond those stated."""
    from scipy.special import ndtri

    known, asked = ndtri(stated), ndtri(wanted)
    left = np.clip(np.searchsorted(known, asked, side="right") - 1, 0, len(known) - 2)
    share = (asked - known[left]) / (known[left + 1] - known[left])
    result: Numbers = values[..., left] * (1 - share) + values[..., left + 1] * share
    return result
