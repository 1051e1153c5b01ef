"""One fold of a cross-validation: what a method may learn from, and the years it is asked about.

What is missing in training is filled with the training years' mean of the same point and model, so that it says
nothing; no method sees the observations of the years it is asked about, nor their climate with these years in it.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from anso.services.outlooks.known.edges import Edges
from anso.services.outlooks.known.hindcasts import Hindcasts
from anso.services.outlooks.known.numbers import Numbers, Years
from anso.services.outlooks.known.points import Points

__all__ = ["LEVELS", "Course", "Lesson", "Said"]

LEVELS = np.array([1 / 3, 2 / 3])
"""The climate's probabilities below the lower and the upper tercile."""


@dataclass(frozen=True)
class Said:
    """Forecasts of some years. What few methods ask for is cut out when it is asked for: it may be large."""

    means: Numbers
    """Models x years x points."""
    course: "Course"
    years: Years

    @cached_property
    def spreads(self) -> Numbers:
        """Models x years x points; NaN where only the mean is known."""
        return self.course.spreads[:, self.years]

    @cached_property
    def members(self) -> tuple[Numbers | None, ...]:
        """Of each model, members x years x points."""
        return tuple(None if members is None else members[:, self.years] for members in self.course.members)

    @cached_property
    def fields(self) -> Numbers:
        """Years x (models, cells): all of the grid, as `Hindcasts.fields`."""
        return self.course.hindcasts.fields[self.years]


@dataclass(frozen=True)
class Lesson:
    names: tuple[str, ...]
    points: Points
    past: Said
    observed: Numbers
    """Of the past years: years x points, without gaps."""
    asked: Said
    field_roots: Numbers
    """Of each column of the fields: the root of its cell's share of area."""

    @cached_property
    def terciles(self) -> Edges:
        """Of the past years."""
        return Edges(np.quantile(self.observed, LEVELS, axis=0), LEVELS)


@dataclass(frozen=True)
class Course:
    """All lessons of the same hindcasts at the same points."""

    hindcasts: Hindcasts
    points: Points

    @cached_property
    def observed(self) -> Numbers:
        """Years x points, NaN where nothing was observed."""
        return self.points.of(self.hindcasts.observed)

    @cached_property
    def means(self) -> Numbers:
        return self.points.of(self.hindcasts.means)

    @cached_property
    def spreads(self) -> Numbers:
        return self.points.of(self.hindcasts.spreads)

    @cached_property
    def members(self) -> tuple[Numbers | None, ...]:
        return tuple(
            None if members is None else self.points.of(members) for members in self.hindcasts.members
        )

    def lesson(self, training: Years, asked: Years) -> Lesson:
        """The fold that learns from some years, by their positions, and is asked about others."""
        observed = self.observed[training]
        gaps = ~np.isfinite(observed)
        past, future = self.means[:, training], self.means[:, asked]
        silent, unknown = ~np.isfinite(past), ~np.isfinite(future)
        if silent.any() or unknown.any():
            usual = middle(past, axis=1)
            past, future = np.where(silent, usual, past), np.where(unknown, usual, future)
        return Lesson(
            self.hindcasts.names,
            self.points,
            Said(past, self, training),
            np.where(gaps, middle(observed, axis=0), observed) if gaps.any() else observed,
            Said(future, self, asked),
            self.hindcasts.field_roots,
        )


def middle(values: Numbers, axis: int) -> Numbers:
    """The mean of what is known, kept as an axis of one; zero where nothing is."""
    known = np.isfinite(values)
    total: Numbers = np.where(known, values, 0).sum(axis, keepdims=True) / np.maximum(
        known.sum(axis, keepdims=True), 1
    )
    return total
