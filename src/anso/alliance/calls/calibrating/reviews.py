"""Scores as they come in, made into the arrays that the model takes.

In come three lists side by side: application, reviewer, score (None or NaN where it is missing), with weights if
some scores count more. Out goes `Reviews`: every application and reviewer by number, the scores that are there,
and which groups of applications share no reviewer with any other.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from anso.alliance.calls.calibrating.result import Floats, Integers
from anso.errors import InvalidInputError, Problem

__all__ = ["Reviews", "groups_apart", "reviews_of"]


@dataclass(frozen=True)
class Reviews:
    """Scores by the number of their application and reviewer; missing ones are left out."""

    applications: tuple[str, ...]
    reviewers: tuple[str, ...]
    application: Integers
    reviewer: Integers
    score: Floats
    weight: Floats
    """A score of weight 2 is as good as the mean of two: its noise has half the variance."""


def reviews_of(
    applications: Sequence[str],
    reviewers: Sequence[str],
    scores: Sequence[float | None] | Floats,
    weights: Sequence[float] | Floats | None = None,
) -> Reviews:
    """Number applications and reviewers in the order of their names, so that the order of rows decides nothing."""
    score = np.array([np.nan if value is None else value for value in scores], dtype=float)
    weight = np.ones(len(score)) if weights is None else np.asarray(weights, dtype=float)
    if not len(applications) == len(reviewers) == len(score) == len(weight):
        raise InvalidInputError(
            [
                Problem(
                    "scores",
                    f"{len(applications)} applications, {len(reviewers)} reviewers, {len(score)} scores and "
                    f"{len(weight)} weights were given; there must be one of each for every row",
                )
            ]
        )
    if not len(score):
        raise InvalidInputError([Problem("scores", "there are none; give at least one score")])
    problems = [
        Problem(
            f"row {row + 1}, score",
            f"{score[row]} is no score; give a number, or nothing where it is missing",
        )
        for row in np.flatnonzero(np.isinf(score))
    ]
    problems += [
        Problem(f"row {row + 1}, weight", f"{weight[row]} is no weight; give a number above 0")
        for row in np.flatnonzero(~(np.isfinite(weight) & (weight > 0)))
    ]
    if problems:
        raise InvalidInputError(problems)
    names, application = np.unique(np.asarray(applications, dtype=object).astype(str), return_inverse=True)
    people, reviewer = np.unique(np.asarray(reviewers, dtype=object).astype(str), return_inverse=True)
    there = ~np.isnan(score)
    order = np.lexsort((score[there], reviewer[there], application[there]))
    return Reviews(
        applications=tuple(names.tolist()),
        reviewers=tuple(people.tolist()),
        application=application[there][order].astype(np.int64),
        reviewer=reviewer[there][order].astype(np.int64),
        score=score[there][order],
        weight=weight[there][order],
    )


def groups_apart(reviews: Reviews) -> Integers:
    """For each application the number of its group; reviewers tie a group together. -1 if it has no score."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    count = len(reviews.applications)
    size = count + len(reviews.reviewers)
    edges = coo_array(
        (np.ones(len(reviews.score)), (reviews.application, count + reviews.reviewer)), shape=(size, size)
    )
    labels = connected_components(edges, directed=False)[1][:count]
    scored = np.zeros(count, dtype=bool)
    scored[reviews.application] = True
    groups = np.full(count, -1)
    groups[scored] = np.unique(labels[scored], return_inverse=True)[1]
    return groups
