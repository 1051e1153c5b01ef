"""The scales on which forecasts and observations are compared: standard deviations of the past, and normal scores."""

from dataclasses import dataclass

import numpy as np

from anso.services.outlooks.known.lesson import Lesson
from anso.services.outlooks.known.numbers import Numbers

__all__ = ["Scaled", "joint", "normal_scores", "scaled", "scaled_models"]


@dataclass(frozen=True)
class Scaled:
    """Anomalies in standard deviations of the past years."""

    past: Numbers
    asked: Numbers


def scaled(past: Numbers, asked: Numbers, axis: int = 0) -> Scaled:
    """Zero where the past never varied: a model that always says the same says nothing."""
    mean = past.mean(axis, keepdims=True)
    deviation = past.std(axis, ddof=1, keepdims=True)
    factor = np.where(deviation > 0, 1 / np.where(deviation > 0, deviation, 1), 0).astype(past.dtype)
    return Scaled((past - mean) * factor, (asked - mean) * factor)


def scaled_models(lesson: Lesson) -> Scaled:
    """Of each model: models x years x points."""
    return scaled(lesson.past.means, lesson.asked.means, axis=1)


def joint(models: Scaled) -> Scaled:
    """The models' mean anomaly, scaled anew: years x points."""
    return scaled(models.past.mean(0), models.asked.mean(0))


def normal_scores(observed: Numbers) -> Numbers:
    """Of each point's years by their rank, ties sharing theirs, with variance one: years x points."""
    from scipy.special import ndtri
    from scipy.stats import rankdata

    count = len(observed)
    # Ties share halves of ranks, so that there are no more than twice as many scores as years.
    of_half_ranks = ndtri((np.arange(2, 2 * count + 1) / 2 - 0.5) / count)
    ranks = rankdata(observed, axis=0)
    scores = of_half_ranks[np.rint(2 * ranks).astype(np.int64) - 2]
    scores -= scores.mean(0)
    deviation = scores.std(0, ddof=1)
    answer: Numbers = (scores / np.where(deviation > 0, deviation, 1)).astype(observed.dtype)
    return answer
