"""Mean and variance adjustment: the climate-conserving recalibration of Weigel et al. (2009), eqs. 8-10.

The model's mean is scaled so that its variance is the share of the observed one that it explains, and what is not
explained is spread around it: means and variances over the years are the observed ones. A model that goes the
wrong way is not turned round but believed to say nothing.
"""

import numpy as np

from anso.services.outlooks.calibrating.scales import scaled
from anso.services.outlooks.distributions.normal import Normal
from anso.services.outlooks.known.lesson import Lesson
from anso.services.outlooks.known.numbers import Numbers

__all__ = ["all_adjusted", "mean_and_variance"]


def all_adjusted(lesson: Lesson) -> Normal:
    """Of every model: models x asked years x points."""
    return adjusted(lesson.past.means, lesson.asked.means, lesson.observed)


def mean_and_variance(lesson: Lesson, model: int) -> Normal:
    here = slice(model, model + 1)
    found = adjusted(lesson.past.means[here], lesson.asked.means[here], lesson.observed)
    return Normal(found.mean[0], found.deviation[0])


def adjusted(past: Numbers, asked: Numbers, observed: Numbers) -> Normal:
    forecasts = scaled(past, asked, axis=1)
    mean, deviation = observed.mean(0), observed.std(0, ddof=1)
    seen = (observed - mean) / np.where(deviation > 0, deviation, 1)
    agreed = np.clip((forecasts.past * seen).sum(1) / (len(observed) - 1), 0, 1)[:, None]
    return Normal(
        mean + deviation * agreed * forecasts.asked,
        np.broadcast_to(deviation * np.sqrt(1 - agreed**2), forecasts.asked.shape),
    )
