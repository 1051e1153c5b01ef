"""Our models' forecasts as one: the median of their quantiles, level by level."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

__all__ = ["median_of"]

Numbers = NDArray[np.float64]


def median_of(models: Mapping[str, Numbers]) -> Numbers:
    """Of those models that have something to say; NaN where none has."""
    stacked = np.sort(np.stack(list(models.values())), axis=0)  # what is not said goes last
    count = (~np.isnan(stacked)).sum(0, keepdims=True)
    low = np.take_along_axis(stacked, np.maximum((count - 1) // 2, 0), 0)[0]
    high = np.take_along_axis(stacked, np.maximum(count // 2, 0) % len(stacked), 0)[0]
    middle: Numbers = (low + high) / 2
    return middle
