"""The newest seven-day totals of each row, and a smooth course of days through them.

Where daily counts are told the blocks end on the newest told day and so reach into the week to be forecast;
otherwise they are the weeks. Seven-day totals know no day of the week.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from anso.services.epidemics.forecasting.known import State
from anso.services.epidemics.forecasting.models.learning.days import fresh_last

__all__ = ["Blocks", "blocks_of"]

WEEK = 7
FRESH = 9
"""Blocks that the daily counts are long enough for."""
ALIKE = 0.7
"""Largest logarithm of the ratio of seven newest days to the newest week."""
LITTLE = 1e-3
"""Counts a day, so that an epidemic may begin again where none was counted."""

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Blocks:
    totals: Numbers
    """Rows x blocks, the newest last."""
    into: NDArray[np.int64]
    """Days of the first week to be forecast that lie within the newest block."""
    daily: Numbers
    """Rows x days up to the end of the newest block."""


def blocks_of(state: State) -> Blocks:
    totals = np.nan_to_num(state.series.clean).copy()
    into = np.zeros(len(totals), dtype=np.int64)
    daily = state.known.daily
    if daily is not None:
        days, stale = fresh_last(np.maximum(daily.reshape(len(totals), -1), 0.0))
        ahead = int((np.datetime64(state.known.day, "D") - state.known.weeks[-1]).astype(np.int64)) - 1
        reach = ahead - stale
        newest = min(FRESH, totals.shape[1])
        fresh = days[:, -newest * WEEK :].reshape(len(totals), newest, WEEK).sum(-1)
        use = (reach > 0) & (reach < WEEK) & (state.series.lag == 0) & ~np.isnan(fresh).any(-1)
        # Days that tell another story than the mended weeks hold corrections, dumps or days left out.
        apart = np.abs(np.log((fresh[:, -4:] + 1.0) / (totals[:, -4:] + 1.0))).max(-1)
        use &= apart < ALIKE
        totals[use, -newest:] = fresh[use]
        into = np.where(use, reach, 0)
    return Blocks(totals, into, np.maximum(through(totals) / WEEK, LITTLE))


def through(totals: Numbers) -> Numbers:
    """A line through the logarithms at the middles of the blocks, day by day, level at both ends."""
    logs = np.log(np.maximum(totals, LITTLE * WEEK))
    blocks = totals.shape[1]
    middle = (np.arange(blocks * WEEK) - WEEK // 2) / WEEK
    left = np.clip(np.floor(middle).astype(np.int64), 0, max(blocks - 2, 0))
    right = np.minimum(left + 1, blocks - 1)
    share = np.clip(middle - left, 0.0, 1.5)  # the newest half block goes on as the block before it
    line: Numbers = np.exp(logs[:, left] + (logs[:, right] - logs[:, left]) * share)
    return line
