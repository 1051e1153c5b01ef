"""What calibrating gives: a value for each application, a severity for each reviewer, and how far they agree.

Arrays stand side by side: `adjusted[i]` belongs to `applications[i]`, `severity[j]` to `reviewers[j]`. What is not
known is NaN: the raw mean of an application that nobody has scored, the agreement of a reviewer with too few scores.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Calibration", "Floats", "Integers", "Panel", "Standing", "Variances"]

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


@dataclass(frozen=True)
class Variances:
    """How much scores vary for each cause, in squared points of the scale."""

    application: float
    reviewer: float
    noise: float

    @property
    def total(self) -> float:
        return self.application + self.reviewer + self.noise


@dataclass(frozen=True)
class Panel:
    """How far a panel agrees: intraclass correlations (McGraw & Wong 1996, two-way random), NaN if all is equal."""

    agreement: float
    """ICC(A,1): share of a single score's variance that is the application's; severity counts against it."""
    consistency: float
    """ICC(C,1): the same once severity is taken out."""
    of_means: float
    """ICC(A,k): share of the variance of an application's mean, over the average number of its reviews."""


@dataclass(frozen=True)
class Standing:
    """Where applications stand when a number of them can be awarded, by draws from the joint posterior."""

    places: int
    p_above: Floats
    """Probability of being among the best `places`."""
    rank_low: Integers
    rank_high: Integers
    """The ranks between which an application lies with a probability of 90 %."""


@dataclass(frozen=True)
class Calibration:
    """Scores, less what reviewers' severity and chance have put into them."""

    applications: tuple[str, ...]
    raw: Floats
    """The mean of the scores given."""
    adjusted: Floats
    """The expected score by the average reviewer, drawn towards the mean as far as its few reviews demand."""
    se: Floats
    """Standard error of `adjusted`, for noise, reviewers' severity and the mean, none of which is known exactly."""
    reviews: Integers
    rank: Integers
    """1 is best; applications with equal values share the better rank."""
    reviewers: tuple[str, ...]
    severity: Floats
    """Points below (positive) or above (negative) what the average reviewer gives."""
    severity_se: Floats
    given: Integers
    """The number of scores by each reviewer."""
    residual_sd: Floats
    """A reviewer's noise: how far their scores scatter about what the model expects, once severity is taken out."""
    correlation: Floats
    """A reviewer's scores against the others' of the same applications, less their severities; NaN under 3."""
    mean: float
    variances: Variances
    panel: Panel
    standing: Standing | None
    notes: tuple[str, ...]
    """What a reader must know of these scores: one sentence each."""
