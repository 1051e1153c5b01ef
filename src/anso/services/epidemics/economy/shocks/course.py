"""A shock through its weeks: for each group of industries, what it cannot make and what is not bought of it.

In: a named shock, its weeks, how severe it is; or the new infections that a scenario implies. Out: weeks x groups.
"""

from dataclasses import dataclass
from math import ceil

import numpy as np
from numpy.typing import ArrayLike, NDArray

from anso.services.epidemics.economy.sectors import groups
from anso.services.epidemics.economy.shocks.named import Shock

__all__ = ["Course", "absence", "course"]

Numbers = NDArray[np.float64]

DAYS = 7
RAMP_WEEKS = 2
"""From no restriction to the full one, and back: an assumption of ours."""


@dataclass(frozen=True)
class Course:
    """Weeks x groups; shares of what is usual."""

    cannot_make: Numbers
    not_bought: Numbers
    """By households, of what the group's sectors sell to them, wherever these are."""
    absent: Numbers
    """Weeks: the share of workers missing because they are ill."""


def course(shock: Shock, weeks: int, severity: float = 1.0, infections: ArrayLike | None = None) -> Course:
    """The shock, so many times as severe as it is named. `infections` (share of people newly ill, a week) replace its wave.

    A worker who is ill is missing wherever the work is done; a closed workplace loses what is neither essential nor done
    from home; what is lost is proportional to the work that is not done (as in del Rio-Chanona and others 2020).
    """
    every = groups()
    ill = shock.attack * _wave(weeks) if infections is None else np.asarray(infections, dtype=float)[:weeks]
    # Those who fall ill last come back after the last week.
    later = np.zeros(ceil(shock.days_off / DAYS))
    absent = np.minimum(absence(np.concatenate([ill, later]), shock.days_off) * severity, 1.0)
    held = np.concatenate([_plateau(len(ill)), later])
    stops = np.array([(1 - group.essential) * (1 - group.remote) for group in every])
    closed = np.minimum(shock.closed * severity * held[:, None] * stops, 1.0)
    falls = np.array(
        [-group.demand if shock.groups is None or group.slug in shock.groups else 0.0 for group in every]
    )
    avoided = np.clip(shock.avoided * severity * held[:, None] * falls, 0.0, 1.0)
    return Course(1 - (1 - absent[:, None]) * (1 - closed), avoided, absent)


def absence(infections: ArrayLike, days_off: float) -> Numbers:
    """Share of workers missing each week, from the share of people newly ill each week.

    Everybody ill is off for `days_off` days from the week's middle on; workers fall ill as often as others do.
    """
    new = np.asarray(infections, dtype=float)
    weeks = len(new)
    since = np.arange(weeks)[:, None] - np.arange(weeks)[None, :]
    # Weeks since, from its own middle: half a week of the first is worked.
    off = np.clip(days_off / DAYS + 0.5 - since, 0, 1) - np.where(since == 0, 0.5, 0.0)
    return np.asarray(np.where(since >= 0, np.maximum(off, 0.0), 0.0) @ new)


def _wave(weeks: int) -> Numbers:
    """New illness by week, adding up to 1: rises and falls as the square of a sine."""
    middle = (np.arange(weeks) + 0.5) / weeks
    height = np.sin(np.pi * middle) ** 2
    return np.asarray(height / height.sum())


def _plateau(weeks: int) -> Numbers:
    """1 in the middle, with a ramp on either side; short courses are no more than their ramps."""
    from_ends = np.minimum(np.arange(weeks), np.arange(weeks)[::-1]) + 1
    return np.asarray(np.minimum(from_ends / RAMP_WEEKS, 1.0))
