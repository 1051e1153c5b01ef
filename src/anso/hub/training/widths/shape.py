"""An ensemble's quantiles as a centre and distances from it, in pairs of levels that enclose an interval.

The innermost pair comes last. A level without a counterpart on the other side (0.1 without 0.9) has none
either; its distance goes with the nearest pair's.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from anso.hub.training.widths.climate import lent

__all__ = ["LEAST_WIDTH", "Intervals", "intervals_of"]

Floats = NDArray[np.float64]
ROUNDING = 1e-9
LEAST_WIDTH = 0.01
"""One percent on a relative scale: a forecast without any width still has a width to be scaled."""


@dataclass(frozen=True)
class Intervals:
    """Which of the levels enclose an interval together."""

    levels: Floats
    lower: NDArray[np.int64]
    """Places of the lower levels, outermost first."""
    upper: NDArray[np.int64]
    """Places of their counterparts."""
    coverage: Floats
    """What each interval is to cover."""
    pair: NDArray[np.int64]
    """For each level the pair whose factor applies to it; -1 for the median."""

    def centre(self, values: Floats) -> Floats:
        """The median, or what stands for it where it is not stated."""
        at = np.flatnonzero(np.abs(self.levels - 0.5) < ROUNDING)
        if len(at):
            return np.asarray(values[..., at[0]])
        right = int(np.clip(np.searchsorted(self.levels, 0.5), 1, len(self.levels) - 1))
        left = right - 1
        share = (0.5 - self.levels[left]) / (self.levels[right] - self.levels[left])
        return np.asarray(values[..., left] * (1 - share) + values[..., right] * share)

    def widened(self, values: Floats, factors: Floats) -> Floats:
        """Distances from the centre times a factor a pair; the order of the levels is kept."""
        if not len(self.lower):
            return values
        centre = self.centre(values)[..., None]
        each = np.where(self.pair >= 0, factors[..., self.pair], 1.0)
        return self.ordered(centre + (values - centre) * each, centre)

    def spread(self, values: Floats, changes: Floats, share: float) -> Floats:
        """Widths moved towards the changes (..., intervals) that were seen before."""
        if not len(self.lower):
            return values
        centre = self.centre(values)[..., None]
        sides = np.where(self.levels > 0.5, 1.0, -1.0)
        widths = lent(np.abs(values - centre), changes[..., self.pair], share, LEAST_WIDTH)
        return self.ordered(np.where(self.pair >= 0, centre + sides * widths, values), centre)

    def ordered(self, values: Floats, centre: Floats) -> Floats:
        """Each side no nearer to the centre than the level inside of it."""
        below, above = self.levels < 0.5, self.levels > 0.5
        result = values.copy()
        result[..., above] = np.maximum.accumulate(np.maximum(values[..., above], centre), axis=-1)
        inner_first = np.minimum(values[..., below], centre)[..., ::-1]
        result[..., below] = np.minimum.accumulate(inner_first, axis=-1)[..., ::-1]
        return result


def intervals_of(levels: Floats) -> Intervals:
    counterpart = np.abs(levels[:, None] + levels[None, :] - 1) < ROUNDING
    lower = np.flatnonzero(counterpart.any(axis=1) & (levels < 0.5 - ROUNDING))
    upper = counterpart[lower].argmax(axis=1) if len(lower) else lower
    coverage = levels[upper] - levels[lower]
    if len(lower):
        distance = np.abs(np.abs(levels - 0.5)[:, None] - coverage[None, :] / 2)
        pair = distance.argmin(axis=1)
    else:
        pair = np.zeros(len(levels), dtype=np.int64)
    pair = np.where(np.abs(levels - 0.5) < ROUNDING, -1, pair)
    return Intervals(levels, lower, upper, coverage, pair)
