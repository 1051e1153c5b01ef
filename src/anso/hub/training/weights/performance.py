"""Weights by past performance: an inverse power of a model's score relative to its peers on the same tasks.

In come past scores, aged by their round; out goes a weight a model. Each score is compared with the median
model's on the same task, so that who forecasts the easy places or the quiet weeks gains nothing by it, and a
model with little past is held near what is usual. Inverse-score weights are those of Ray et al. (2023),
International Journal of Forecasting 39(3): 1366-1383, there for the best models of a US hub.
"""

import numpy as np
from numpy.typing import NDArray

__all__ = ["performance_weights", "recency", "relative_scores"]

Floats = NDArray[np.float64]


def recency(ages: Floats, half_life: float) -> Floats:
    """How much a round counts that lies so many rounds back."""
    return np.asarray(0.5 ** (np.asarray(ages, dtype=float) / half_life))


def relative_scores(scores: Floats, importance: Floats, *, prior: float, newcomer: float) -> Floats:
    """Each model's score relative to the median model's on the tasks that it answered.

    `scores` are tasks x models with NaN, `importance` is a number a task. `prior` is for how many typical
    tasks the belief counts that a model without past scores `newcomer` times as high as its peers.
    """
    given = np.isfinite(scores)
    used = given.any(axis=1) & (importance > 0)
    scores, given, importance = scores[used], given[used], importance[used]
    if not len(scores):
        return np.full(scores.shape[1], newcomer)
    reference = np.nanmedian(scores, axis=1)
    # Plain sums, not matrix products: absent models and places must not change the last digit of others.
    own = (importance[:, None] * np.where(given, scores, 0)).sum(axis=0)
    peers = ((importance * reference)[:, None] * given).sum(axis=0)
    typical = float((importance * reference).sum() / importance.sum())
    if typical <= 0:
        return np.full(scores.shape[1], newcomer)
    return np.asarray((own + newcomer * prior * typical) / (peers + prior * typical))


def performance_weights(relative: Floats, power: float) -> Floats:
    """Weights that sum to 1, from relative scores of which less is better."""
    # A perfect past is not trusted without bound.
    weights = np.maximum(relative, 0.05) ** -power
    return np.asarray(weights / weights.sum())
