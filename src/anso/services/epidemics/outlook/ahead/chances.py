"""What quantiles say of a number: levels in between, and the probability of more than it.

Quantiles stand along the last axis, ascending; between two of them the distribution is a straight line.
Beyond the outermost ones nothing is known, so that no probability leaves the span of the levels.
"""

import numpy as np
from numpy.typing import NDArray

__all__ = ["at_levels", "chance_above"]

Numbers = NDArray[np.float64]


def at_levels(values: Numbers, levels: Numbers, wanted: Numbers) -> Numbers:
    """The quantiles of other levels, along the last axis."""
    right = np.clip(np.searchsorted(levels, wanted - 1e-9), 1, len(levels) - 1)
    share = np.clip((wanted - levels[right - 1]) / (levels[right] - levels[right - 1]), 0.0, 1.0)
    between: Numbers = values[..., right - 1] * (1 - share) + values[..., right] * share
    return between


def chance_above(values: Numbers, levels: Numbers, threshold: Numbers) -> Numbers:
    """The probability of more than the threshold; NaN where there are no quantiles."""
    mark = np.asarray(threshold)[..., None]
    below = (values <= mark).sum(-1)
    right = np.clip(below, 1, len(levels) - 1)
    low, high = (np.take_along_axis(values, (right - back)[..., None], -1)[..., 0] for back in (1, 0))
    with np.errstate(invalid="ignore", divide="ignore"):
        share = np.clip((mark[..., 0] - low) / (high - low), 0.0, 1.0)
    share = np.where(high > low, share, (below == len(levels)).astype(float))
    chance = 1 - (levels[right - 1] + share * (levels[right] - levels[right - 1]))
    return np.where(np.isnan(values).any(-1) | np.isnan(mark[..., 0]), np.nan, chance)
