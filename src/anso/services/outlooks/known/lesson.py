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

__all__ = ["LEVELS", "Lesson", "Said", "lesson"]

LEVELS = np.array([1 / 3, 2 / 3])
"""The climate's probabilities below the lower and the upper tercile."""


@dataclass(frozen=True)
class Said:
    """Forecasts of some years."""

    means: Numbers
    """Models x years x points."""
    spreads: Numbers
    """Likewise; NaN where only the mean is known."""
    members: tuple[Numbers | None, ...]
    """Of each model, members x years x points."""
    fields: Numbers
    """Models x years x all cells of the grid where every model speaks."""


@dataclass(frozen=True)
class Lesson:
    names: tuple[str, ...]
    points: Points
    past: Said
    observed: Numbers
    """Of the past years: years x points, without gaps."""
    asked: Said
    field_weights: Numbers
    """Of each cell of the fields: the root of its share of area."""

    @cached_property
    def terciles(self) -> Edges:
        """Of the past years."""
        return Edges(np.quantile(self.observed, LEVELS, axis=0), LEVELS)


def lesson(hindcasts: Hindcasts, points: Points, training: Years, asked: Years) -> Lesson:
    """The fold that learns from some years, by their positions, and is asked about others."""
    cells = np.isfinite(hindcasts.means).all((0, 1))
    cosines = np.broadcast_to(np.cos(np.deg2rad(hindcasts.latitudes))[:, None], cells.shape)[cells]
    observed = hindcasts.observed[training][:, points.counted]
    climate = hindcasts.means[:, training][:, :, points.counted]
    means = middle(climate, axis=1)

    def said(years: Years) -> Said:
        there = hindcasts.means[:, years][:, :, points.counted]
        return Said(
            np.where(np.isfinite(there), there, means),
            hindcasts.spreads[:, years][:, :, points.counted],
            tuple(
                None if members is None else members[:, years][:, :, points.counted]
                for members in hindcasts.members
            ),
            hindcasts.means[:, years][:, :, cells],
        )

    gaps = np.isfinite(observed)
    return Lesson(
        hindcasts.names,
        points,
        said(training),
        observed if gaps.all() else np.where(gaps, observed, middle(observed, axis=0)),
        said(asked),
        np.sqrt(np.maximum(cosines, 0) / max(float(cosines.sum()), 1e-12)),
    )


def middle(values: Numbers, axis: int) -> Numbers:
    """The mean of what is known, kept as an axis of one; zero where nothing is."""
    known = np.isfinite(values)
    total: Numbers = np.where(known, values, 0).sum(axis, keepdims=True) / np.maximum(
        known.sum(axis, keepdims=True), 1
    )
    return total
