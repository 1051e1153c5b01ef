"""From new cases or admissions to beds: each day's admissions, followed for as long as they stay.

In: samples x places x days of new cases or admissions. Out: admissions, beds and intensive care, of the same shape.
Occupied beds on day t are the sum over k of admissions on day t - k times the share still in bed after k days
(the queue with infinitely many servers; Palm 1943). Places do not touch one another.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from anso.services.epidemics.hospital.following import followed
from anso.services.epidemics.hospital.stay import STAY, Stay

__all__ = ["Load", "by_day", "load"]

Numbers = NDArray[np.float64]
DAYS = 7


@dataclass(frozen=True)
class Load:
    """Samples x places x days. Intensive care is part of the beds."""

    admissions: Numbers
    """New on the day."""
    beds: Numbers
    """Occupied on the day."""
    intensive: Numbers


def load(
    new: ArrayLike,
    *,
    admitted_share: ArrayLike = 1.0,
    admissions_known: bool = False,
    icu_share: ArrayLike,
    stay: Stay = STAY,
    before: ArrayLike | None = None,
) -> Load:
    """Beds that `new` (samples x places x days) fills.

    `admitted_share` of cases (one, places, or samples x places) is admitted; with `admissions_known`, `new` are
    admissions themselves. `icu_share` of those admitted needs intensive care. `before` (places x days, or samples x
    places x days) are the days up to the first of `new`, of the same kind: without them the wards are empty then.
    """
    counts = np.asarray(new, dtype=float)
    if counts.ndim != 3:
        raise ValueError(f"new has {counts.ndim} axes, not samples x places x days")
    first = 0
    if before is not None:
        past = np.asarray(before, dtype=float)
        past = np.broadcast_to(past, (len(counts), *past.shape[-2:]))
        first = past.shape[-1]
        counts = np.concatenate([past, counts], axis=-1)
    if not admissions_known:
        counts = _delayed(counts, stay.days_to_admission) * _a_place(admitted_share)
    intensive = _a_place(icu_share)
    critical = counts * intensive
    beds = followed(counts - critical, stay.in_ward) + followed(critical, stay.in_either)
    units = followed(critical, stay.in_intensive)
    return Load(counts[..., first:], beds[..., first:], units[..., first:])


def by_day(weekly: ArrayLike) -> Numbers:
    """Weeks (last axis) as days, a seventh on each: weekdays are unknown."""
    return np.repeat(np.asarray(weekly, dtype=float) / DAYS, DAYS, axis=-1)


def _a_place(share: ArrayLike) -> Numbers:
    """A share that stands beside samples x places x days."""
    known = np.asarray(share, dtype=float)
    if np.any((known < 0) | (known > 1)):
        raise ValueError("a share lies between 0 and 1")
    return known[..., None] if known.ndim else known


def _delayed(counts: Numbers, days: int) -> Numbers:
    return (
        counts
        if days == 0
        else np.concatenate([np.zeros_like(counts[..., :days]), counts], axis=-1)[..., : counts.shape[-1]]
    )
