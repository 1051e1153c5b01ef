"""Stacking of probabilities (Wolpert 1992): weights for the models and for climatology, one set for all points.

Each model is regressed upon at each point on normal scores, and speaks of each past year from the others. By RPS the
weights are least squares on cumulative probabilities, shrunk towards equal ones and, by how sure they are, towards
climatology. By logarithm they are those of a mixture (expectation and maximisation), with a few years' worth of belief
in equal weights and in climatology.
"""

import numpy as np

from anso.services.outlooks.calibrating.scales import normal_scores, scaled_models
from anso.services.outlooks.combining.pooled import slopes_left_out
from anso.services.outlooks.combining.weights import believed, products
from anso.services.outlooks.distributions.reweighted import Reweighted
from anso.services.outlooks.known.lesson import LEVELS, Lesson
from anso.services.outlooks.known.numbers import Numbers

__all__ = ["stacked_by_logarithm", "stacked_by_rps"]

STEPS = 60
LEAST_WIDTH = 0.05
"""Of a normal score: for a point that was the same in nearly all years."""
BELIEF_YEARS = 10.0
"""Years' worth of belief, half of it in climatology and half in all models alike."""


def stacked_by_rps(lesson: Lesson) -> Reweighted:
    from scipy.special import ndtr, ndtri

    said, shifts, widths, _ = spoken(lesson)
    chances = ndtr((ndtri(LEVELS)[:, None, None, None] - said) / widths) - LEVELS[:, None, None, None]
    came = (lesson.observed <= lesson.terciles.values[:, None]) - LEVELS[:, None, None]
    models, years, _ = said.shape
    # Both thresholds of a year are one lesson: they stand beside each other as points.
    both = np.moveaxis(chances, 0, 2).reshape(models, years, -1)
    weights = believed(
        products(
            both, np.moveaxis(came, 0, 1).reshape(years, -1), np.tile(lesson.points.weights, len(LEVELS))
        )
    )
    weights = weights / max(1.0, float(weights.sum()))
    return with_climate(lesson, shifts, widths, weights)


def stacked_by_logarithm(lesson: Lesson) -> Reweighted:
    said, shifts, widths, scores = spoken(lesson)
    models, years, _ = said.shape
    likely = np.exp(-0.5 * ((scores - said) / widths) ** 2) / widths
    likely = np.concatenate([likely, np.exp(-0.5 * scores**2)[None]])
    likely = np.maximum(likely.reshape(models + 1, -1), 1e-300)
    area = np.tile(lesson.points.weights / years, years)
    prior = np.append(np.full(models, 0.5 / models), 0.5)
    weights = prior
    for _ in range(STEPS):
        learnt = weights * (likely @ (area / (weights @ likely)))
        weights = (years * learnt + BELIEF_YEARS * prior) / (years + BELIEF_YEARS)
    return with_climate(lesson, shifts, widths, weights[:-1])


def spoken(lesson: Lesson) -> tuple[Numbers, Numbers, Numbers, Numbers]:
    """What each model says of past years left out, of the asked ones, how wide it errs, and the years' scores."""
    models = scaled_models(lesson)
    scores = normal_scores(lesson.observed)
    years = len(scores)
    more = years / (years - 1)
    said = slopes_left_out(models.past, scores) * models.past * more
    slopes = (models.past * scores).sum(1, keepdims=True) / np.maximum(
        (models.past**2).sum(1, keepdims=True), 1e-9
    )
    widths = np.maximum(np.sqrt(((scores * more - said) ** 2).mean(1, keepdims=True)), LEAST_WIDTH)
    return said, slopes * models.asked, widths, scores


def with_climate(lesson: Lesson, shifts: Numbers, widths: Numbers, weights: Numbers) -> Reweighted:
    """What the weights lack to one is climatology's."""
    return Reweighted(
        np.sort(lesson.observed, axis=0),
        np.concatenate([shifts, np.zeros_like(shifts[:1])]),
        np.concatenate([widths, np.ones_like(widths[:1])]),
        np.append(weights, max(0.0, 1 - float(weights.sum())))[:, None, None],
    )
