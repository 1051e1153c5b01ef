"""What a load means: beds per 100,000, the peak and its day, and the level a public agency would state.

In: samples x places x days. Out: quantiles and shares of samples, a place.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["LEVELS", "Level", "Peak", "level_shares", "levels_of", "peak", "per_100k", "weekly_admissions"]

Numbers = NDArray[np.float64]
DAYS = 7


@dataclass(frozen=True)
class Level:
    """One of the three words, and from how many admissions per 100,000 people in seven days it holds."""

    slug: str
    token: str
    least: float


# Centers for Disease Control and Prevention, COVID-19 hospital admission levels (May 2023): low below 10.0,
# medium 10.0 to 19.9, high 20.0 or more new admissions per 100,000 people in the past 7 days.
LEVELS = (Level("low", "trend-4", 0.0), Level("medium", "trend-2", 10.0), Level("high", "trend-1", 20.0))


@dataclass(frozen=True)
class Peak:
    """The highest day of each course: quantiles of its height and of its day; places x levels."""

    height: Numbers
    day: Numbers
    """Counted from 0, the first day of the load."""


def per_100k(counts: ArrayLike, people: ArrayLike) -> Numbers:
    """Samples x places x days of counts, per 100,000 of the places' people; NaN where there are none."""
    whole = np.asarray(people, dtype=float)
    return np.asarray(counts, dtype=float) * (1e5 / np.where(whole > 0, whole, np.nan))[..., None]


def weekly_admissions(admissions: ArrayLike) -> Numbers:
    """Admissions of the seven days that end on each day; the first six days are NaN."""
    counts = np.asarray(admissions, dtype=float)
    result = np.full(counts.shape, np.nan)
    if counts.shape[-1] >= DAYS:
        result[..., DAYS - 1 :] = np.lib.stride_tricks.sliding_window_view(counts, DAYS, axis=-1).sum(axis=-1)
    return result


def levels_of(rate: ArrayLike) -> NDArray[np.int64]:
    """The number of the level (0 low, 1 medium, 2 high) of admissions per 100,000 in 7 days; -1 where unknown."""
    known = np.asarray(rate, dtype=float)
    # The published limits have one decimal; so has what they are compared with.
    found = np.searchsorted([level.least for level in LEVELS], np.round(known, 1), side="right") - 1
    return np.where(np.isnan(known), -1, found)


def level_shares(rate: ArrayLike) -> Numbers:
    """Share of samples at each level: places x days x levels; NaN where the rate is unknown."""
    found = levels_of(rate)
    shares = np.stack([(found == number).mean(axis=0) for number in range(len(LEVELS))], axis=-1)
    return np.where(np.all(found >= 0, axis=0, keepdims=True)[0][..., None], shares, np.nan)


def peak(occupied: ArrayLike, levels: Sequence[float]) -> Peak:
    """Of beds or intensive care; the first day where several are as high."""
    beds = np.asarray(occupied, dtype=float)
    return Peak(
        np.moveaxis(np.quantile(beds.max(axis=-1), levels, axis=0), 0, -1),
        np.moveaxis(np.quantile(np.argmax(beds, axis=-1), levels, axis=0, method="inverted_cdf"), 0, -1),
    )
