"""Ensemble regression with a normal distribution censored at zero, for seasons that may stay dry.

A tobit model (Tobin 1958; for ensembles Messner et al. 2014) by expectation and maximisation over all points at once:
a dry season counts as what is expected below zero.
"""

import numpy as np

from anso.services.outlooks.calibrating.emos import line
from anso.services.outlooks.calibrating.scales import joint, scaled_models
from anso.services.outlooks.distributions.normal import Censored, density, positive
from anso.services.outlooks.known.lesson import Lesson
from anso.services.outlooks.known.numbers import Numbers

__all__ = ["censored_emos"]

STEPS = 60


def censored_emos(lesson: Lesson) -> Censored:
    forecasts = joint(scaled_models(lesson))
    level, slope, deviation = (np.empty(lesson.points.number) for _ in range(3))
    dry = (lesson.observed <= 0).any(0)
    for some, steps in ((dry, STEPS), (~dry, 1)):
        level[some], slope[some], deviation[some] = fitted(
            forecasts.past[:, some], lesson.observed[:, some], steps
        )
    said = level + slope * forecasts.asked
    return Censored(said, np.broadcast_to(deviation, said.shape))


def fitted(past: Numbers, observed: Numbers, steps: int) -> tuple[Numbers, Numbers, Numbers]:
    """Level, slope and deviation of each point."""
    from scipy.special import log_ndtr

    dry = observed <= 0
    amounts, squares = np.maximum(observed, 0), np.zeros_like(observed)
    ones = np.ones_like(amounts)
    for step in range(steps):
        level, slope = line(past, amounts, ones)
        expected = level + slope * past
        variance = ((amounts - expected) ** 2 + squares).mean(0)
        if step == steps - 1:
            break
        deviation = positive(np.sqrt(variance))
        at = -expected / deviation
        # The inverse Mills ratio, by logarithms: its two parts vanish together far from the edge.
        ratio = np.where(dry, np.exp(np.log(np.maximum(density(at), 1e-300)) - log_ndtr(at)), 0)
        amounts = np.where(dry, expected - deviation * ratio, observed)
        squares = np.where(dry, variance * np.clip(1 - at * ratio - ratio**2, 0, 1), 0)
    # Two coefficients were learnt from as many years: the likelihood's own variance is too small by them.
    return level, slope, np.sqrt(variance * len(amounts) / (len(amounts) - 2))
