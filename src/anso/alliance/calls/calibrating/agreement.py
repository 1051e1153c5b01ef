"""How far reviewers agree: each one's noise and tune with the others, and the panel's intraclass correlations."""

import numpy as np

from anso.alliance.calls.calibrating.equations import Solution
from anso.alliance.calls.calibrating.result import Floats, Panel, Variances
from anso.alliance.calls.calibrating.reviews import Reviews

__all__ = ["correlations", "panel_of", "residual_deviations"]

FEWEST = 3
"""Scores under which a correlation says nothing."""


def residual_deviations(reviews: Reviews, solution: Solution) -> Floats:
    """Root mean square of each reviewer's residuals, each divided by the share of noise that the fit leaves in it.

    That share is 1 - (prediction error variance of the fitted value) / noise, so that under the model the square's
    expectation is the noise's variance however few scores there are.
    """
    design = solution.design
    fitted = solution.many[design.many] + solution.few[design.few] + solution.mean
    residual = reviews.score - fitted
    left = 1 - reviews.weight * solution.variance(design.many, design.few, mean=True)
    count = len(reviews.reviewers)
    squares = np.bincount(reviews.reviewer, reviews.weight * residual**2, count)
    shares = np.bincount(reviews.reviewer, left, count)
    found: Floats = np.sqrt(np.divide(squares, shares, out=np.full(count, np.nan), where=shares > 1e-9))
    return found


def correlations(reviews: Reviews, severity: Floats) -> Floats:
    """Pearson's correlation of a reviewer's scores with the mean of the others' of the same applications.

    The others' severities are taken out first; applications that nobody else has scored do not count.
    """
    levelled = reviews.score + severity[reviews.reviewer]
    total = np.bincount(reviews.application, reviews.weight * levelled, len(reviews.applications))
    weight = np.bincount(reviews.application, reviews.weight, len(reviews.applications))
    others = weight[reviews.application] - reviews.weight
    seen = others > 1e-9
    reviewer, own = reviews.reviewer[seen], reviews.score[seen]
    rest = (total[reviews.application] - reviews.weight * levelled)[seen] / others[seen]
    count = len(reviews.reviewers)
    shared = np.bincount(reviewer, minlength=count)
    enough = shared >= FEWEST
    own = own - mean_by(reviewer, own, shared)[reviewer]
    rest = rest - mean_by(reviewer, rest, shared)[reviewer]
    together = np.bincount(reviewer, own * rest, count)
    spread = np.sqrt(np.bincount(reviewer, own**2, count) * np.bincount(reviewer, rest**2, count))
    found: Floats = np.divide(together, spread, out=np.full(count, np.nan), where=enough & (spread > 1e-12))
    return found


def mean_by(codes: np.ndarray, values: Floats, counts: np.ndarray) -> Floats:
    found: Floats = np.bincount(codes, values, len(counts)) / np.maximum(counts, 1)
    return found


def panel_of(variances: Variances, reviews_each: float) -> Panel:
    """Intraclass correlations from the variance components."""
    if variances.total <= 0:
        return Panel(np.nan, np.nan, np.nan)
    own, other = variances.application, variances.reviewer + variances.noise
    return Panel(
        agreement=own / variances.total,
        consistency=own / (own + variances.noise) if own + variances.noise > 0 else np.nan,
        of_means=own / (own + other / reviews_each),
    )
