"""Years seen as patterns: the leading empirical orthogonal functions of all models' fields together.

Computed from the years' products with each other (years x years), so that the size of the grid hardly matters.
"""

from dataclasses import dataclass

import numpy as np

from anso.services.outlooks.known.lesson import Lesson
from anso.services.outlooks.known.numbers import Numbers

__all__ = ["Patterns", "left_out", "patterns", "patterns_of"]

LEAST_DEVIATION = 1e-5
"""As a share of the largest of all cells."""
LEAST_VARIANCE = 1e-6
"""Of a pattern, in terms of the mean one: single precision tells no less."""


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
    past, asked = lesson.past.fields, lesson.asked.fields
    # Variances by sums, and means taken from the products: one pass over fields that may be large.
    deviation = np.sqrt(np.maximum(np.einsum("yc,yc->c", past, past) / len(past) - past.mean(0) ** 2, 0))
    # What varies next to nothing beside the rest would be all rounding.
    alive = deviation > LEAST_DEVIATION * deviation.max(initial=0)
    spread = lesson.field_roots * alive / np.where(alive, deviation, 1)
    return patterns_of(past * spread, asked * spread)


def patterns_of(past: Numbers, asked: Numbers) -> Patterns:
    """Years x cells."""
    years = len(past)
    products = centred((past @ past.T).astype(np.float64))
    scale = max(np.trace(products), 1e-300) / years
    values, vectors = np.linalg.eigh(products / scale)
    order = np.argsort(values)[::-1]
    order = order[values[order] > LEAST_VARIANCE]
    values, vectors = values[order], vectors[:, order]
    mean = past.mean(0)
    # The patterns' years add up to nothing, so that only the asked years need the mean taken off.
    near = ((asked - mean) @ past.T).astype(np.float64) / scale @ vectors / values
    return Patterns(values, vectors, near)


def centred(products: Numbers) -> Numbers:
    """Products of rows, as if the rows' mean had been taken from each."""
    half = products - products.mean(0)
    answer: Numbers = half - half.mean(1, keepdims=True)
    return answer


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
    others = (scores.sum(0) - scores) / (years - 1)
    anomalies: Numbers = said - others
    return anomalies
