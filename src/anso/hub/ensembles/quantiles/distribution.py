"""The distribution behind a forecast's quantiles: a curve from values to normal scores.

In come quantiles, a row a forecast; out goes for each forecast and each stretch between its quantiles (and
beyond the outermost two) the piece of curve there. A quantile q at level p is a point (q, z) with p = Phi(z)
and Phi the standard normal distribution function. Between the points a monotone cubic is drawn (Fritsch and
Butland 1984, doi:10.1137/0905021, with the weights of Brodlie); beyond them a straight line through the outer
two, which is a normal tail, or a lognormal one if drawn over the logarithm of the value. A normal
distribution is thus a straight line and comes back exactly; others are met about as closely as by a monotone
cubic through (q, p), which is what the R package distfromq draws. Quantiles that repeat a value are a mass at
that value; if they are outermost, all that lies beyond is in it too.
"""

from dataclasses import dataclass
from typing import Literal, Self

import numpy as np
from numpy.typing import NDArray

__all__ = ["Curves", "Tails", "normal_scores"]

Floats = NDArray[np.float64]
Tails = Literal["normal", "lognormal"]
SAME = 1e-12
"""Values that differ by less than this share of themselves are one value."""
OUTERMOST = 1e-6
"""Levels 0 and 1 are taken to be this far inside: a forecast that states them bounds its values."""
BASE, SCALE, CONSTANT, LINEAR, SQUARE, CUBE = range(6)
"""A piece is z = constant + linear t + square t^2 + cube t^3, with t = scale (x - base)."""


def normal_scores(levels: Floats) -> Floats:
    from scipy.special import ndtri

    return np.asarray(ndtri(np.clip(levels, OUTERMOST, 1 - OUTERMOST)))


@dataclass(frozen=True)
class Curves:
    """One curve a forecast, for values that stand in ascending order, those not stated (NaN) left out."""

    points: Floats
    """Forecasts x points: the values; infinite after a forecast's last."""
    scores: Floats
    """Their normal scores."""
    pieces: Floats
    """Forecasts x (points + 1) x 6: piece j lies before point j."""
    logarithmic: NDArray[np.bool_] | None
    """Forecasts x (points + 1): pieces drawn over log(x / base); None if there are none."""

    @classmethod
    def through(cls, values: Floats, levels: Floats, tails: Tails = "normal") -> Self:
        points, scores = packed(values, normal_scores(levels))
        last = np.isfinite(points).sum(axis=1) - 1
        pieces = np.zeros((len(points), points.shape[1] + 1, 6))
        pieces[:, 1:-1] = interior(points, scores)
        logarithmic = None
        if tails == "lognormal":
            logarithmic = np.zeros(pieces.shape[:2], dtype=bool)
        row = np.arange(len(points))
        for outer, inner, beyond, sign in (
            (np.zeros_like(last), np.minimum(1, last), np.zeros_like(last), -1.0),
            (last, np.maximum(last - 1, 0), last + 1, 1.0),
        ):
            at, z = points[row, outer], scores[row, outer]
            run, rise = np.abs(at - points[row, inner]), np.abs(z - scores[row, inner])
            if logarithmic is not None:
                positive = (points[:, 0] > 0) & (run > SAME * np.abs(at))
                ratio = np.where(positive, at, 1) / np.where(positive, points[row, inner], 1)
                run = np.where(positive, np.abs(np.log(ratio)), run)
                logarithmic[row, beyond] = positive
                mass = run == 0
            else:
                mass = run <= SAME * np.abs(at)
            mass |= run == 0
            pieces[row, beyond, BASE] = at
            pieces[row, beyond, SCALE] = np.where(mass, 0, rise / np.where(mass, 1, run))
            pieces[row, beyond, CONSTANT] = np.where(mass, sign * np.inf, z)
            pieces[row, beyond, LINEAR] = 1
        return cls(points, scores, pieces, logarithmic)

    def tail_values(self, scores: Floats, *, upper: bool) -> Floats:
        """Forecasts x scores: where the lower (upper) tail has these scores, or its end if it has not."""
        row = np.arange(len(self.points))
        beyond = np.isfinite(self.points).sum(axis=1) if upper else np.zeros_like(row)
        piece = self.pieces[row, beyond]
        mass = ~np.isfinite(piece[:, CONSTANT])
        run = (scores - np.where(mass, 0, piece[:, CONSTANT])[:, None]) / np.where(mass, 1, piece[:, SCALE])[
            :, None
        ]
        run = np.where(mass[:, None], 0, np.maximum(run, 0) if upper else np.minimum(run, 0))
        base = piece[:, BASE][:, None]
        if self.logarithmic is None:
            return np.asarray(base + run)
        drawn = self.logarithmic[row, beyond][:, None]
        return np.asarray(np.where(drawn, base * np.exp(np.where(drawn, run, 0)), base + run))


def packed(values: Floats, scores: Floats) -> tuple[Floats, Floats]:
    """The stated values to the left, with their scores; infinity where a row has no more."""
    scores = np.broadcast_to(scores, values.shape)
    absent = np.isnan(values)
    if not absent.any():
        return values, scores
    order = np.argsort(absent, axis=1, kind="stable")
    gone = np.take_along_axis(absent, order, axis=1)
    points = np.where(gone, np.inf, np.take_along_axis(values, order, axis=1))
    return points, np.where(gone, np.inf, np.take_along_axis(scores, order, axis=1))


def interior(points: Floats, scores: Floats) -> Floats:
    """The pieces between neighbouring points; where these share a value, the lower one's score."""
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        width, rise = np.diff(points, axis=1), np.diff(scores, axis=1)
        drawn = np.isfinite(width) & (width > SAME * np.abs(points[:, :-1]))
        slope = np.where(drawn, rise / width, np.nan)
        left = np.concatenate([slope[:, :1], slope], axis=1)
        right = np.concatenate([slope, slope[:, -1:]], axis=1)
        before = np.concatenate([width[:, :1], width], axis=1)
        after = np.concatenate([width, width[:, -1:]], axis=1)
        near, far = 2 * after + before, after + 2 * before
        tangent = (near + far) / (near / left + far / right)
        tangent = np.where(np.isnan(left), right, np.where(np.isnan(right), left, tangent))
        start = np.where(drawn, tangent[:, :-1] * width, 0)
        end = np.where(drawn, tangent[:, 1:] * width, 0)
        step = np.where(drawn, rise, 0)
        scale = np.where(drawn, 1 / width, 0)
    constant = np.where(np.isfinite(scores[:, :-1]), scores[:, :-1], 0)
    base = np.where(np.isfinite(points[:, :-1]), points[:, :-1], 0)
    return np.stack(
        [base, scale, constant, start, 3 * step - 2 * start - end, start + end - 2 * step], axis=-1
    )
