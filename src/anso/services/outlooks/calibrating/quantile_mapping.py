"""Quantile mapping: each member is taken to the observed value of the same rank among its own model's past.

As Panofsky and Brier (1968), between ranks in straight lines. It makes climates agree and keeps any skill or want of
it: chances are too sharp where the model has none (Zhao et al. 2017), as its scores here show.
"""

import numpy as np

from anso.services.outlooks.distributions.ensemble import Ensemble
from anso.services.outlooks.known.lesson import Lesson
from anso.services.outlooks.known.numbers import Numbers

__all__ = ["quantile_mapping"]


def quantile_mapping(lesson: Lesson) -> Ensemble:
    """Of all models' members together; of means where only these are known."""
    targets = np.sort(lesson.observed, axis=0)
    mapped = []
    for model in range(len(lesson.names)):
        past, asked = whole_members(lesson, model)
        pool = np.sort(past.reshape(-1, past.shape[-1]), axis=0)
        mapped.append(taken(asked, pool, targets))
    return Ensemble(np.concatenate(mapped))


def whole_members(lesson: Lesson, model: int) -> tuple[Numbers, Numbers]:
    """Those that spoke every year, past and asked; the mean where there are none."""
    past, asked = lesson.past.members[model], lesson.asked.members[model]
    if past is not None and asked is not None:
        whole = np.isfinite(past).all((1, 2)) & np.isfinite(asked).all((1, 2))
        if whole.any():
            return past[whole], asked[whole]
    return lesson.past.means[model][None], lesson.asked.means[model][None]


def taken(values: Numbers, pool: Numbers, targets: Numbers) -> Numbers:
    """Values: members x years x points; pool and targets: ascending x points. Beyond its ends, the end."""
    flat = values.reshape(-1, values.shape[-1])
    count, wanted = len(pool), len(targets)
    place = ranks(flat, pool) / max(count - 1, 1) * (wanted - 1)
    lower = np.clip(np.floor(place).astype(np.int64), 0, wanted - 1)
    upper = np.minimum(lower + 1, wanted - 1)
    share = place - lower
    low, high = np.take_along_axis(targets, lower, 0), np.take_along_axis(targets, upper, 0)
    answer: Numbers = (low + share * (high - low)).reshape(values.shape)
    return answer


def ranks(values: Numbers, pool: Numbers) -> Numbers:
    """Where each value stands in its point's pool, from 0 to one less than its size, between ranks in straight lines.

    Each point's numbers are moved to a stretch of the line of their own, so that one search serves all points.
    """
    lowest, highest = pool.min(0), pool.max(0)
    wide = np.where(highest > lowest, highest - lowest, 1)
    count, points = pool.shape
    stretch = 2.0 * np.arange(points)
    line = ((pool - lowest) / wide + stretch).T.ravel()
    at = np.clip((values - lowest) / wide, 0, 1) + stretch
    left = np.searchsorted(line, at.ravel(), "left").reshape(at.shape) - count * np.arange(points)
    right = np.searchsorted(line, at.ravel(), "right").reshape(at.shape) - count * np.arange(points)
    below, above = np.clip(left - 1, 0, count - 1), np.clip(left, 0, count - 1)
    low, high = np.take_along_axis(pool, below, 0), np.take_along_axis(pool, above, 0)
    between = below + np.clip((values - low) / np.where(high > low, high - low, 1), 0, 1)
    answer: Numbers = np.where(right > left, (left + right - 1) / 2, between)
    return np.where(left >= count, count - 1, answer)
