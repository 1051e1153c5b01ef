"""Extended logistic regression: Wilks (2009), eq. 5. One regression for all thresholds, so that chances never cross.

logit P(y <= q) = a + b g(q) + c x, where g(q) is the normal score of the threshold's place in the climate and x the
models' mean anomaly. Newton steps over all points at once; a ridge keeps points finite whose past is perfectly told
apart.
"""

import numpy as np

from anso.services.outlooks.calibrating.scales import joint, scaled_models
from anso.services.outlooks.distributions.reweighted import Reweighted
from anso.services.outlooks.known.lesson import LEVELS, Lesson

__all__ = ["extended_logistic"]

STEPS = 8
RIDGE = 1.0
"""On the effect of a standard deviation of the forecast: a prior of standard deviation one."""
LEAST_SLOPE = 0.3


def extended_logistic(lesson: Lesson) -> Reweighted:
    from scipy.special import expit, ndtri

    forecasts = joint(scaled_models(lesson))
    scores = ndtri(LEVELS)
    under = (lesson.observed[None] <= lesson.terciles.values[:, None]).astype(lesson.observed.dtype)
    years, points = lesson.observed.shape
    design = np.empty((3, len(scores), years, points), lesson.observed.dtype)
    design[0], design[1], design[2] = 1, scores[:, None, None], forecasts.past
    found = np.zeros((3, points))
    found[1] = np.pi / np.sqrt(3)
    for _ in range(STEPS):
        chance = expit(np.einsum("akyp,ap->kyp", design, found))
        slope = np.einsum("akyp,kyp->pa", design, under - chance)
        bent = np.einsum("akyp,bkyp,kyp->pab", design, design, chance * (1 - chance), optimize=True)
        slope[:, 2] -= RIDGE * found[2]
        bent[:, 2, 2] += RIDGE
        bent += 1e-6 * np.eye(3)
        found += np.clip(np.linalg.solve(bent, slope[..., None])[..., 0].T, -2, 2)
    level, steepness, effect = found[0], np.maximum(found[1], LEAST_SLOPE), found[2]
    shifts = -(level + effect * forecasts.asked) / steepness
    return Reweighted(
        np.sort(lesson.observed, axis=0),
        shifts[None],
        np.broadcast_to(1 / steepness, shifts.shape)[None],
        np.ones((1, 1, 1)),
        "logistic",
    )
