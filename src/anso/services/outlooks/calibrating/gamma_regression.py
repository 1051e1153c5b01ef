"""Ensemble regression with a gamma distribution, for amounts of rain.

A generalised linear model: the logarithm of the mean is linear in the models' mean anomaly (McCullagh and Nelder
1989, ch. 8). With that link the scoring weights are even, so a few least squares steps over all points reach the
maximum likelihood; the shape is told by Pearson's statistic.
"""

import numpy as np

from anso.services.outlooks.calibrating.emos import line
from anso.services.outlooks.calibrating.scales import joint, scaled_models
from anso.services.outlooks.distributions.gamma import Gamma
from anso.services.outlooks.known.lesson import Lesson

__all__ = ["gamma_emos"]

STEPS = 12
LEAST_SHARE = 0.001
"""Of its mean, for a dry season: a gamma distribution knows no zero."""
FURTHEST = 4.0
"""Standard deviations: a forecast outside all that was learnt from is taken as if it were there."""
SHAPES = (0.05, 2000.0)


def gamma_emos(lesson: Lesson) -> Gamma:
    forecasts = joint(scaled_models(lesson))
    mean = lesson.observed.mean(0)
    # A point that was dry in every other year still needs an amount: one that is small anywhere.
    mean = np.maximum(mean, LEAST_SHARE * max(float(mean.mean()), 1e-9))
    amounts = np.maximum(lesson.observed, LEAST_SHARE * mean)
    ones = np.ones_like(amounts)
    level, slope = np.log(amounts.mean(0)), np.zeros_like(mean)
    for _ in range(STEPS):
        expected = np.exp(level + slope * forecasts.past)
        level, slope = line(forecasts.past, np.log(expected) + amounts / expected - 1, ones)
        slope = np.clip(slope, -1, 1)
    expected = np.exp(level + slope * forecasts.past)
    dispersion = ((amounts / expected - 1) ** 2).sum(0) / (len(amounts) - 2)
    asked = np.clip(forecasts.asked, -FURTHEST, FURTHEST)
    shape = np.clip(1 / np.maximum(dispersion, 1 / SHAPES[1]), *SHAPES)
    return Gamma(np.exp(level + slope * asked), np.broadcast_to(shape, asked.shape))
