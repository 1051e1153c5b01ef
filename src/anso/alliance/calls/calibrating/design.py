"""Reviews summed once for all that is asked of them: who is the longer side, and the sums that every solution takes."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from anso.alliance.calls.calibrating.result import Floats, Integers
from anso.alliance.calls.calibrating.reviews import Reviews

__all__ = ["Design", "design_of"]


@dataclass(frozen=True)
class Design:
    """The sums over scores that stay the same whatever the ratios: `many` is the eliminated side, `few` the other."""

    applications_are_many: bool
    many: Integers
    few: Integers
    weight_many: Floats
    weight_few: Floats
    total_many: Floats
    total_few: Floats
    """Weighted sums of the centred scores."""
    shared: Any
    """Weights of each pair, many x few, sparse."""
    centre: float
    weight: float
    squares: float
    rows: int


def design_of(reviews: Reviews) -> Design:
    from scipy.sparse import coo_array

    sides = (
        (reviews.application, len(reviews.applications)),
        (reviews.reviewer, len(reviews.reviewers)),
    )
    applications_are_many = len(reviews.applications) >= len(reviews.reviewers)
    (many, count_many), (few, count_few) = sides if applications_are_many else sides[::-1]
    weight = reviews.weight
    centre = float(np.average(reviews.score, weights=weight))
    score = reviews.score - centre
    return Design(
        applications_are_many=applications_are_many,
        many=many,
        few=few,
        weight_many=sums(many, weight, count_many),
        weight_few=sums(few, weight, count_few),
        total_many=sums(many, weight * score, count_many),
        total_few=sums(few, weight * score, count_few),
        shared=coo_array((weight, (many, few)), shape=(count_many, count_few)).tocsr(),
        centre=centre,
        weight=float(weight.sum()),
        squares=float(weight @ score**2),
        rows=len(score),
    )


def sums(codes: Integers, values: Floats, count: int) -> Floats:
    return np.bincount(codes, values, count).astype(float)
