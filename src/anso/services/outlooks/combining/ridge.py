"""Regression on all models at once, with a ridge: Hoerl and Kennard (1970), as DelSole (2007) uses it on ensembles.

Every point has its own coefficients; one ridge, chosen from a few by how well years are told that are left out,
serves them all.
"""

import numpy as np

from anso.services.outlooks.calibrating.scales import scaled_models
from anso.services.outlooks.distributions.normal import Normal
from anso.services.outlooks.known.lesson import Lesson

__all__ = ["RIDGES", "ridge"]

RIDGES = (0.1, 0.3, 1.0, 3.0, 10.0, 30.0, 100.0)
"""As many times the years' number."""


def ridge(lesson: Lesson) -> Normal:
    models = scaled_models(lesson)
    mean, deviation = lesson.observed.mean(0), lesson.observed.std(0, ddof=1)
    seen = (lesson.observed - mean) / np.where(deviation > 0, deviation, 1)
    count, years, _ = models.past.shape
    products = np.einsum("iyp,jyp->pij", models.past, models.past, optimize=True)
    towards = np.einsum("iyp,yp->pi", models.past, seen, optimize=True)
    best = np.inf
    for strength in RIDGES:
        inverse = np.linalg.inv(products + strength * years * np.eye(count))
        weights = np.einsum("pij,pj->ip", inverse, towards)
        leverage = 1 / years + np.einsum("iyp,pij,jyp->yp", models.past, inverse, models.past, optimize=True)
        missed = ((seen - np.einsum("iyp,ip->yp", models.past, weights)) / (1 - leverage)) ** 2
        error = missed.mean(0)
        if error @ lesson.points.weights < best:
            best = float(error @ lesson.points.weights)
            chosen, width = weights, np.sqrt(error)
    said = np.einsum("iyp,ip->yp", models.asked, chosen)
    return Normal(mean + deviation * said, np.broadcast_to(deviation * width, said.shape))
