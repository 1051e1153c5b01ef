"""Regression on the leading patterns (PCR), and canonical correlations between the models' and the observed (CCA).

PCR takes as many patterns as serve all points best when each year is left out. CCA is that of Barnett and Preisendorfer
(1987): both sides are cut to their leading patterns first; of the canonical pairs those are kept whose correlation
is more than chance (two standard errors, 2 / sqrt(years)). Both speak on normal scores.
"""

import numpy as np

from anso.services.outlooks.calibrating.patterns import Patterns, left_out, patterns, patterns_of
from anso.services.outlooks.calibrating.scales import normal_scores
from anso.services.outlooks.distributions.reweighted import Reweighted
from anso.services.outlooks.known.lesson import Lesson
from anso.services.outlooks.known.numbers import Numbers

__all__ = ["canonical", "principal"]

YEARS_A_PATTERN = 6
"""A pattern is learnt from no fewer years."""
MOST_PATTERNS = 8
LEAST_VARIANCE = 0.0025
"""Of normal scores: for a point that was the same in nearly all years."""


def most(years: int, found: Patterns) -> int:
    return max(1, min(MOST_PATTERNS, years // YEARS_A_PATTERN, len(found.variances)))


def principal(lesson: Lesson) -> Reweighted:
    found, scores = patterns(lesson), normal_scores(lesson.observed)
    years = len(scores)
    target = scores * years / (years - 1)
    kept = [
        (np.arange(len(found.variances)) < count).astype(float) for count in range(1, most(years, found) + 1)
    ]
    missed = [((target - left_out(found, share, scores)) ** 2).mean(0) for share in kept]
    best = int(np.argmin([error @ lesson.points.weights for error in missed]))
    shifts = (found.asked * kept[best]) @ (found.past.T @ scores)
    return spread_around(lesson, shifts, missed[best])


def canonical(lesson: Lesson) -> Reweighted:
    found, scores = patterns(lesson), normal_scores(lesson.observed)
    weighted = scores * np.sqrt(lesson.points.weights)
    observed = patterns_of(weighted, weighted[:1])
    years = len(scores)
    said, seen = found.past[:, : most(years, found)], observed.past[:, : most(years, observed)]
    left, strengths, _ = np.linalg.svd(said.T @ seen)
    left = left[:, : len(strengths)] * (strengths > 2 / np.sqrt(years))
    # The pairs' time series have length one, so that regressing on them is projecting.
    shifts = found.asked[:, : said.shape[1]] @ left @ ((said @ left).T @ scores)
    missed = ((scores - said @ left @ ((said @ left).T @ scores)) ** 2).sum(0)
    return spread_around(lesson, shifts, missed / max(years - 1 - int((left != 0).any(0).sum()), 1))


def spread_around(lesson: Lesson, shifts: Numbers, variances: Numbers) -> Reweighted:
    return Reweighted(
        np.sort(lesson.observed, axis=0),
        shifts[None],
        np.sqrt(np.maximum(variances, LEAST_VARIANCE))[None, None],
        np.ones((1, 1, 1)),
    )
