"""The weighted interval score and its three parts.

Bracher, Ray, Gneiting, Reich (2021), PLOS Computational Biology 17(2): e1008618, equations 1 to 3, with
weights alpha/2 and 1/2 for the median, and scoringutils' reading of the parts: what the median misses counts
as under- or overprediction. Levels without a counterpart do not count. For paired levels it is the mean of
twice the pinball losses, those of the median included.
"""

import numpy as np
from numpy.typing import NDArray

from anso.hub.scores.quantiles.levels import Levels

__all__ = ["wis_parts"]

MEDIAN_WEIGHT = 0.5

Numbers = NDArray[np.float64]


def wis_parts(values: Numbers, levels: Levels, observed: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Dispersion, underprediction and overprediction of each forecast; they sum to its score.

    All are NaN where neither a median nor an interval is stated.
    """
    low, high = levels.pairs
    middle = [] if levels.median is None else [levels.median]
    total = len(low) + MEDIAN_WEIGHT * len(middle)
    if not total:
        nothing = np.full(len(values), np.nan)
        return nothing, nothing, nothing
    tails = levels.tails / total
    ends = np.concatenate([np.ones(len(low)), np.full(len(middle), MEDIAN_WEIGHT)]) / total
    y = observed[:, None]
    lower, upper = values[:, [*low, *middle]], values[:, [*high, *middle]]
    dispersion = weighted(upper[:, : len(low)] - lower[:, : len(low)], tails)
    underprediction = weighted(np.maximum(y - upper, 0), ends)
    overprediction = weighted(np.maximum(lower - y, 0), ends)
    return dispersion, underprediction, overprediction


def weighted(values: Numbers, weights: Numbers) -> Numbers:
    """values @ weights, but without the threads of OpenBLAS, which cost more than so short a sum."""
    total: Numbers = np.einsum("ij,j->i", values, weights)
    return total
