"""The weighted interval score of quantile forecasts, as the mean of twice the pinball loss over the levels.

Equal to the WIS of Bracher et al. (2021), PLOS Computational Biology 17(2): e1008618, equation 1 with the
weights alpha/2, where the levels are symmetric about a median; and a proper score for any levels.
"""

import numpy as np
from numpy.typing import NDArray

__all__ = ["mean_pinball"]

Floats = NDArray[np.float64]


def mean_pinball(quantiles: Floats, observed: Floats, levels: Floats) -> Floats:
    """Quantiles (..., levels) against observations (...); NaN where either is missing."""
    error = observed[..., None] - quantiles
    return np.asarray(2 * np.maximum(levels * error, (levels - 1) * error).mean(axis=-1))
