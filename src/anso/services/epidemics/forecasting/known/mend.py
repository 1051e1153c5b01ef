"""Artefacts of reporting, mended for the models and named for the reader.

In come raw weekly counts; out come the counts that the models look at, with a list of what was changed:
a count below zero is a correction of earlier ones, a week or two of nothing amid many is a report that was
not made (a high count that follows is spread over them), and a week that towers over both of its
neighbours is a dump of old reports. The newest week is never judged by what came after it.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Change", "mended"]

MANY = 10.0
"""A week of nothing after weeks of fewer counts than this may be true."""
LONGEST_GAP = 2
"""Weeks of nothing in a row that are still taken for missing reports; longer runs are believed."""
TOWERING = 3.0
"""A dump is so many times the higher of its neighbours ..."""
SURPLUS = 50.0
"""... and so many counts above it."""

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Change:
    """One count that the models see otherwise than it was told."""

    target: int
    place: int
    week: int
    told: float
    taken: float
    why: str


def mended(raw: Numbers) -> tuple[Numbers, NDArray[np.int64], tuple[Change, ...]]:
    """The mended counts, how many newest weeks are unknown in each row, and what was changed."""
    clean = raw.copy()
    known = ~np.isnan(raw)
    negative = known & (raw < 0)
    clean[negative] = np.nan
    silent = missing_reports(clean)
    clean[silent] = np.nan
    lag = trailing(np.isnan(clean) & ~negative)
    clean, spread = spread_back(clean, silent)
    clean = filled(clean, lag)
    dump = dumps(clean)
    clean[dump] = np.nan
    clean = filled(clean, lag)
    reasons = (
        (negative, "a count below zero corrects earlier ones"),
        (silent, "nothing reported amid many"),
        (spread, "a late report spread over the weeks it covers"),
        (dump, "a dump of older reports"),
    )
    changes = tuple(
        Change(int(t), int(p), int(w), float(raw[t, p, w]), float(clean[t, p, w]), why)
        for cells, why in reasons
        for t, p, w in np.argwhere(cells)
    )
    return clean, lag, changes


def missing_reports(counts: Numbers) -> NDArray[np.bool_]:
    """Zeros in runs of at most `LONGEST_GAP` after weeks of many."""
    zero = counts == 0
    before = np.full(counts.shape, 0.0)
    recent = np.full(counts.shape[:-1], np.nan)
    run = np.zeros(counts.shape[:-1], dtype=np.int64)
    runs = np.zeros(counts.shape, dtype=np.int64)
    for week in range(counts.shape[-1]):
        before[..., week] = np.nan_to_num(recent)
        run = np.where(zero[..., week], run + 1, 0)
        runs[..., week] = run
        told = counts[..., week] > 0
        recent = np.where(told, counts[..., week], recent)
    length = runs.copy()
    for week in range(counts.shape[-1] - 2, -1, -1):
        longer = zero[..., week] & zero[..., week + 1]
        length[..., week] = np.where(longer, length[..., week + 1], length[..., week])
    missing: NDArray[np.bool_] = zero & (before >= MANY) & (length <= LONGEST_GAP)
    return missing


def spread_back(counts: Numbers, silent: NDArray[np.bool_]) -> tuple[Numbers, NDArray[np.bool_]]:
    """The first report after silent weeks, divided evenly over them where it holds more than a week's."""
    counts = counts.copy()
    spread = np.zeros(counts.shape, dtype=bool)
    for gap in range(LONGEST_GAP, 0, -1):
        ends = silent[..., :-1] & ~silent[..., 1:]
        for back in range(gap):
            ends[..., back:] &= silent[..., : silent.shape[-1] - 1 - back]
        ends[..., :gap] = False
        t, p, w = np.nonzero(ends)
        total, before = counts[t, p, w + 1], counts[t, p, w - gap]
        late = (total > 1.5 * before) & ~spread[t, p, w + 1]
        t, p, w, total = t[late], p[late], w[late], total[late]
        spread[t, p, w + 1] = True
        for back in range(-1, gap):
            counts[t, p, w - back] = total / (gap + 1)
    return counts, spread


def dumps(counts: Numbers) -> NDArray[np.bool_]:
    towering = np.zeros(counts.shape, dtype=bool)
    if counts.shape[-1] < 3:
        return towering
    beside = np.fmax(counts[..., :-2], counts[..., 2:])
    middle = counts[..., 1:-1]
    towering[..., 1:-1] = (middle > TOWERING * beside) & (middle > beside + SURPLUS)
    return towering


def trailing(unknown: NDArray[np.bool_]) -> NDArray[np.int64]:
    """How many of the last columns are unknown, without a break."""
    known = ~unknown[..., ::-1]
    count: NDArray[np.int64] = np.where(known.any(-1), known.argmax(-1), unknown.shape[-1])
    return count


def filled(counts: Numbers, lag: NDArray[np.int64]) -> Numbers:
    """Gaps between known weeks as straight lines; before the first known week and in the lag still unknown."""
    weeks = np.arange(counts.shape[-1])
    known = ~np.isnan(counts)
    left = np.maximum.accumulate(np.where(known, weeks, -1), axis=-1)
    right = np.minimum.accumulate(np.where(known, weeks, len(weeks))[..., ::-1], axis=-1)[..., ::-1]
    start = np.take_along_axis(counts, np.maximum(left, 0), -1)
    end = np.take_along_axis(counts, np.minimum(right, len(weeks) - 1), -1)
    end = np.where(right == len(weeks), start, end)
    share = np.where(right > left, (weeks - left) / np.maximum(right - left, 1), 0.0)
    line = start + (end - start) * share
    inside = (left >= 0) & (weeks < len(weeks) - lag[..., None])
    return np.where(known, counts, np.where(inside, line, np.nan))
