"""Bayesian model averaging: Raftery et al. (2005), eqs. 2-6.

A normal distribution around each calibrated model, weights and one width a point by expectation and maximisation,
over all points at once.
"""

import numpy as np

from anso.services.outlooks.calibrating.mean_variance import adjusted
from anso.services.outlooks.distributions.normal import Pool, positive
from anso.services.outlooks.known.lesson import Lesson

__all__ = ["bayesian_average"]

STEPS = 15


def bayesian_average(lesson: Lesson) -> Pool:
    past = adjusted(lesson.past.means, lesson.past.means, lesson.observed).mean
    asked = adjusted(lesson.past.means, lesson.asked.means, lesson.observed).mean
    models, years, points = past.shape
    squares = (lesson.observed - past) ** 2
    weights = np.full((models, 1, points), 1 / models)
    variance = positive(np.sqrt(squares.mean((0, 1)))) ** 2
    for _ in range(STEPS):
        likely = -0.5 * squares / variance
        share = weights * np.exp(likely - likely.max(0))
        share /= share.sum(0)
        weights = share.mean(1, keepdims=True)
        variance = np.maximum((share * squares).sum((0, 1)) / years, 1e-18)
    return Pool(asked, np.broadcast_to(np.sqrt(variance), asked.shape), weights)
