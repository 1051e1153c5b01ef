"""Whether forecasts lie too high (up to 1) or too low (down to -1).

scoringutils' `bias_quantile`: 1 - 2p, with p the highest level whose quantile is not above the observation if
that lies below the median, the lowest level whose quantile is not below it if it lies above, and no bias if
it is the median. A median that is not stated is interpolated between the two innermost quantiles.
"""

import numpy as np
from numpy.typing import NDArray

from anso.hub.scores.quantiles.levels import Levels

__all__ = ["bias", "medians"]

Numbers = NDArray[np.float64]


def bias(values: Numbers, levels: Levels, observed: Numbers) -> Numbers:
    """A bias a forecast; NaN where no level lies on one side of the median."""
    middle = medians(values, levels)
    y = observed[:, None]
    bounds = np.concatenate([[0.0], levels.stated, [1.0]])
    not_above = np.count_nonzero(values <= y, axis=1)
    below = np.count_nonzero(values < y, axis=1)
    rank = np.where(observed < middle, bounds[not_above], bounds[below + 1])
    result = np.where(observed == middle, 0.0, 1 - 2 * rank)
    result[np.isnan(middle)] = np.nan
    return result


def medians(values: Numbers, levels: Levels) -> Numbers:
    """The stated median, or the one between the innermost quantiles; NaN where one side has none."""
    middle: Numbers = values[:, levels.median or 0]
    if levels.median is not None:
        return middle
    above = int(np.searchsorted(levels.stated, 0.5))
    if above in (0, len(levels.stated)):
        return np.full(len(values), np.nan)
    share = (0.5 - levels.stated[above - 1]) / (levels.stated[above] - levels.stated[above - 1])
    between: Numbers = values[:, above - 1] + share * (values[:, above] - values[:, above - 1])
    return between
