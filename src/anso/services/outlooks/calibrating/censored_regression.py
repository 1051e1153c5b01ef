"""Ensemble regression with a normal distribution censored at zero, for seasons that may stay dry.

A tobit model (Tobin 1958; for ensembles Messner et al. 2014) by expectation and maximisation over all points at once:
a dry season counts as what is expected below zero.
"""

import numpy as np

from anso.services.outlooks.calibrating.emos import line
from anso.services.outlooks.calibrating.scales import joint, scaled_models
from anso.services.outlooks.distributions.normal import Censored, density, positive
from anso.services.outlooks.known.lesson import Lesson

__all__ = ["censored_emos"]

STEPS = 30


def censored_emos(lesson: Lesson) -> Censored:
    from scipy.special import log_ndtr

    forecasts = joint(scaled_models(lesson))
    dry = lesson.observed <= 0
    amounts, squares = np.maximum(lesson.observed, 0), np.zeros_like(lesson.observed)
    ones = np.ones_like(amounts)
    for step in range(STEPS if dry.any() else 1):
        level, slope = line(forecasts.past, amounts, ones)
        expected = level + slope * forecasts.past
        freedom = len(amounts) - 2
        variance = (((amounts - expected) ** 2 + squares).sum(0)) / freedom
        if step == STEPS - 1:
            break
        deviation = positive(np.sqrt(variance))
        at = -expected / deviation
        # The inverse Mills ratio, by logarithms: its two parts vanish together far from the edge.
        ratio = np.where(dry, np.exp(np.log(np.maximum(density(at), 1e-300)) - log_ndtr(at)), 0)
        amounts = np.where(dry, expected - deviation * ratio, lesson.observed)
        squares = np.where(dry, variance * np.clip(1 - at * ratio - ratio**2, 0, 1), 0)
    return Censored(
        level + slope * forecasts.asked, np.broadcast_to(np.sqrt(variance), forecasts.asked.shape)
    )
