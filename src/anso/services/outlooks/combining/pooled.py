"""Pools of the calibrated models: equal weights, and weights by each point's skill in the past."""

import numpy as np

from anso.services.outlooks.calibrating.mean_variance import all_adjusted
from anso.services.outlooks.calibrating.scales import scaled, scaled_models
from anso.services.outlooks.distributions.normal import Pool
from anso.services.outlooks.known.lesson import Lesson
from anso.services.outlooks.known.numbers import Numbers

__all__ = ["by_skill", "equal"]

LEAST_SKILL = 0.01
"""What a model without skill counts as, so that where none has any all count alike."""


def equal(lesson: Lesson) -> Pool:
    calibrated = all_adjusted(lesson)
    models = len(calibrated.mean)
    return Pool(calibrated.mean, calibrated.deviation, np.full((models, 1, 1), 1 / models))


def by_skill(lesson: Lesson) -> Pool:
    """Weights by the variance that each model explained when each past year was left out."""
    calibrated = all_adjusted(lesson)
    skill = np.maximum(explained(lesson), LEAST_SKILL)
    return Pool(calibrated.mean, calibrated.deviation, (skill / skill.sum(0))[:, None])


def explained(lesson: Lesson) -> Numbers:
    """Share of the variance of years left out, by a regression on each model: models x points."""
    models = scaled_models(lesson).past
    seen = scaled(lesson.observed, lesson.observed[:1]).past
    years = len(seen)
    target = seen * years / (years - 1)
    said = slopes_left_out(models, seen) * models * years / (years - 1)
    missed = ((target - said) ** 2).sum(1)
    total = (target**2).sum(0)
    answer: Numbers = np.where(total > 0, 1 - missed / np.where(total > 0, total, 1), 0)
    return answer


def slopes_left_out(x: Numbers, y: Numbers) -> Numbers:
    """Of the regression of centred y on centred x, for each year that is left out: ... x years x points.

    Leaving a year out takes n / (n - 1) times its own product from the sums about the mean.
    """
    more = x.shape[-2] / (x.shape[-2] - 1)
    products = x * y
    together = products.sum(-2, keepdims=True) - more * products
    varied = (x**2).sum(-2, keepdims=True) - more * x**2
    answer: Numbers = np.where(varied > 1e-9, together / np.where(varied > 1e-9, varied, 1), 0)
    return answer
