"""Years seen as patterns: the leading empirical orthogonal functions of all models' fields together.

Computed from the years' products with each other (years x years), so that the size of the grid hardly matters.
"""

from dataclasses import dataclass

import numpy as np

from anso.services.outlooks.calibrating.scales import Scaled, scaled
from anso.services.outlooks.known.lesson import Lesson
from anso.services.outlooks.known.numbers import Numbers

__all__ = ["Patterns", "left_out", "patterns", "patterns_of"]


@dataclass(frozen=True)
class Patterns:
    variances: Numbers
    """Descending, with a mean of one over the years: as many as there are independent years."""
    past: Numbers
    """Years x patterns, each of length one and mean zero."""
    asked: Numbers
    """Asked years x patterns, on the same scale."""


def patterns(lesson: Lesson) -> Patterns:
    """Of the models' fields over the whole grid, sea and land, each cell in its standard deviations."""
    anomalies = scaled(lesson.past.fields, lesson.asked.fields, axis=1)
    weights = lesson.field_weights.astype(anomalies.past.dtype)
    return patterns_of(
        Scaled(
            np.concatenate(list(anomalies.past * weights), axis=1),
            np.concatenate(list(anomalies.asked * weights), axis=1),
        )
    )


def patterns_of(fields: Scaled) -> Patterns:
    """Years x cells, centred on the past."""
    years = len(fields.past)
    products = (fields.past @ fields.past.T).astype(np.float64)
    scale = max(np.trace(products), 1e-300) / years
    values, vectors = np.linalg.eigh(products / scale)
    order = np.argsort(values)[::-1]
    order = order[values[order] > 1e-8]
    values, vectors = values[order], vectors[:, order]
    asked = (fields.asked @ fields.past.T).astype(np.float64) / scale @ vectors / values
    return Patterns(values, vectors, asked)


def left_out(found: Patterns, kept: Numbers, scores: Numbers) -> Numbers:
    """What would have been said of each past year without it, as an anomaly from the other years' mean.

    `kept` is the share of each pattern's regression that is kept. Leaving one out of a linear smoother needs no new
    fit: y - (y - Hy) / (1 - h) (Hastie, Tibshirani and Friedman 2009, eq. 7.64).
    """
    years = len(scores)
    vectors = found.past.astype(scores.dtype)
    kept = kept.astype(scores.dtype)
    leverage = 1 / years + (vectors**2 * kept).sum(1)
    fitted = scores.mean(0) + (vectors * kept) @ (vectors.T @ scores)
    said = scores - (scores - fitted) / (1 - leverage)[:, None]
    others: Numbers = (scores.sum(0) - scores) / (years - 1)
    return said - others
