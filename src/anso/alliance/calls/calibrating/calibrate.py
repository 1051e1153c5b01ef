"""Scores calibrated: the one function that reads reviews and gives every value, severity and doubt about them."""

from collections.abc import Sequence

import numpy as np

from anso.alliance.calls.calibrating.agreement import correlations, panel_of, residual_deviations
from anso.alliance.calls.calibrating.design import design_of
from anso.alliance.calls.calibrating.equations import solve
from anso.alliance.calls.calibrating.result import Calibration, Floats, Integers, Variances
from anso.alliance.calls.calibrating.reviews import Reviews, groups_apart, reviews_of
from anso.alliance.calls.calibrating.standing import even_standing, standing_of
from anso.alliance.calls.calibrating.variances import fitted_ratios
from anso.errors import InvalidInputError, Problem

__all__ = ["calibrate"]


def calibrate(
    applications: Sequence[str],
    reviewers: Sequence[str],
    scores: Sequence[float | None] | Floats,
    *,
    weights: Sequence[float] | Floats | None = None,
    places: int | None = None,
    seed: int = 0,
) -> Calibration:
    """Scores, side by side with who gave them for what, less reviewers' severity and drawn towards the mean.

    A missing score is None or NaN; its application and reviewer are kept. `places` asks for the probability of
    being among that many best.
    """
    reviews = reviews_of(applications, reviewers, scores, weights)
    if not len(reviews.score):
        raise InvalidInputError([Problem("scores", "all of them are missing; give at least one")])
    if places is not None and places < 1:
        raise InvalidInputError([Problem("places", f"{places} is no number of places; give 1 or more")])
    if np.ptp(reviews.score) == 0:
        return all_equal(reviews, places)
    design = design_of(reviews)
    application, reviewer, notes = fitted_ratios(design)
    solution = solve(design, application, reviewer)
    noise = solution.noise
    everyone, everybody = np.arange(len(reviews.applications)), np.arange(len(reviews.reviewers))
    if design.applications_are_many:
        merit, leniency = solution.many, solution.few
        merit_variance = solution.variance(everyone, None, mean=True)
        leniency_variance = solution.variance(None, everybody, mean=False)
    else:
        merit, leniency = solution.few, solution.many
        merit_variance = solution.variance(None, everyone, mean=True)
        leniency_variance = solution.variance(everybody, None, mean=False)
    counts = np.bincount(reviews.application, minlength=len(everyone))
    variances = Variances(noise * application**2, noise * reviewer**2, noise)
    adjusted = solution.mean + merit
    return Calibration(
        applications=reviews.applications,
        raw=raw_means(reviews),
        adjusted=adjusted,
        se=np.sqrt(noise * merit_variance),
        reviews=counts,
        rank=ranks(adjusted),
        reviewers=reviews.reviewers,
        severity=-leniency,
        severity_se=np.sqrt(noise * leniency_variance),
        given=np.bincount(reviews.reviewer, minlength=len(everybody)),
        residual_sd=residual_deviations(reviews, solution),
        correlation=correlations(reviews, -leniency),
        mean=solution.mean,
        variances=variances,
        panel=panel_of(variances, float(counts[counts > 0].mean())),
        standing=None if places is None else standing_of(solution, places, seed),
        notes=(*notes, *notes_on(reviews, application)),
    )


def raw_means(reviews: Reviews) -> Floats:
    size = len(reviews.applications)
    weight = np.bincount(reviews.application, reviews.weight, size)
    total = np.bincount(reviews.application, reviews.weight * reviews.score, size)
    found: Floats = np.divide(total, weight, out=np.full(size, np.nan), where=weight > 0)
    return found


def ranks(values: Floats) -> Integers:
    """1 for the largest; equal values share the better rank, and a difference of rounding is none."""
    step = max(float(np.ptp(values)) * 1e-6, np.finfo(float).tiny)
    rounded = np.round((values - values.min()) / step)
    found: Integers = 1 + np.searchsorted(np.sort(-rounded), -rounded, side="left")
    return found


def notes_on(reviews: Reviews, ratio: float) -> list[str]:
    """What the reader must know of the reviews themselves."""
    notes = []
    unscored = len(reviews.applications) - len(np.unique(reviews.application))
    if unscored:
        notes.append(
            f"{unscored} applications have no score: they stand at the mean, with all the doubt there is."
            if unscored > 1
            else "1 application has no score: it stands at the mean, with all the doubt there is."
        )
    apart = int(groups_apart(reviews).max()) + 1
    if apart > 1:
        notes.append(
            f"The reviews fall into {apart} groups that share no reviewer: between the groups, values are "
            "comparable only so far as reviewers and applications were spread over them by chance."
        )
    if ratio < 1e-3:
        notes.append("Applications differ no more than by chance: all of them stand at the mean.")
    return notes


def all_equal(reviews: Reviews, places: int | None) -> Calibration:
    """Nothing to tell apart: every value is the one score, and no doubt can be estimated."""
    size, people = len(reviews.applications), len(reviews.reviewers)
    score = float(reviews.score[0])
    unknown = np.nan if len(reviews.score) == 1 else 0.0
    standing = None if places is None else even_standing(size, places)
    return Calibration(
        applications=reviews.applications,
        raw=raw_means(reviews),
        adjusted=np.full(size, score),
        se=np.full(size, unknown),
        reviews=np.bincount(reviews.application, minlength=size),
        rank=np.ones(size, np.int64),
        reviewers=reviews.reviewers,
        severity=np.zeros(people),
        severity_se=np.full(people, unknown),
        given=np.bincount(reviews.reviewer, minlength=people),
        residual_sd=np.full(people, unknown),
        correlation=np.full(people, np.nan),
        mean=score,
        variances=Variances(0.0, 0.0, 0.0),
        panel=panel_of(Variances(0.0, 0.0, 0.0), 1.0),
        standing=standing,
        notes=("All scores are the same: nothing tells applications or reviewers apart.",),
    )
