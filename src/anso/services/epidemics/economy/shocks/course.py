"""A shock through its weeks: for each group of industries, what it cannot make and what is not bought of it.

In: a named shock, its weeks, how severe it is. Out: weeks x groups. What a scenario implies (`implied`) is laid out
from the same parts: people absent, work closed, purchases avoided.
"""

from dataclasses import dataclass, replace
from math import ceil
from typing import Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from anso.services.epidemics.economy.sectors import groups
from anso.services.epidemics.economy.shocks.named import Shock

__all__ = ["Course", "absence", "avoided", "closed", "course", "laid_out", "weeks_off"]

Numbers = NDArray[np.float64]

DAYS = 7
RAMP_WEEKS = 2
"""From no restriction to the full one, and back: an assumption of ours."""


@dataclass(frozen=True)
class Course:
    """Shares of what is usual."""

    cannot_make: Numbers
    """Weeks x groups x places struck; one place where all are struck alike."""
    not_bought: Numbers
    """Weeks x groups: by households, of what the group's sectors sell to them, wherever these are."""
    absent: Numbers
    """Weeks x places struck: of workers, because they are ill or care for somebody who is."""

    def alone(self, place: int) -> Self:
        """What the place of that number suffers, as if it were the only one."""
        if self.absent.shape[1] == 1:
            return self
        return replace(self, cannot_make=self.cannot_make[..., [place]], absent=self.absent[:, [place]])


def course(shock: Shock, weeks: int, severity: float = 1.0) -> Course:
    """The shock, so many times as severe as it is named."""
    # Those who fall ill last come back after the last week.
    later = np.zeros(weeks_off(shock.days_off))
    ill = np.concatenate([shock.attack * _wave(weeks), later])
    held = np.concatenate([_plateau(weeks), later])
    return laid_out(
        absence(ill, shock.days_off)[:, None] * severity,
        closed(shock.closed * severity * held),
        avoided(shock.avoided * severity * held, shock.groups),
    )


def laid_out(absent: Numbers, shut: Numbers, not_bought: Numbers) -> Course:
    """Absence is weeks x places, the others weeks x groups.

    A worker who is ill is missing wherever the work is done; a closed workplace loses what is neither essential nor
    done from home; what is lost is proportional to the work that is not done (as in del Rio-Chanona and others 2020).
    """
    missing = np.minimum(absent, 1.0)
    return Course(1 - (1 - missing[:, None, :]) * (1 - shut[..., None]), not_bought, missing)


def closed(share: Numbers) -> Numbers:
    """Weeks x groups: the work that stops where workplaces are closed so far each week."""
    stops = np.array([(1 - group.essential) * (1 - group.remote) for group in groups()])
    return np.asarray(np.minimum(share[:, None] * stops, 1.0))


def avoided(share: Numbers, slugs: frozenset[str] | None = None) -> Numbers:
    """Weeks x groups: what households do not buy where so much of the change of demand comes true each week."""
    falls = [-group.demand if slugs is None or group.slug in slugs else 0.0 for group in groups()]
    return np.asarray(np.clip(share[:, None] * np.array(falls), 0.0, 1.0))


def weeks_off(days: float) -> int:
    """Weeks begun, after the last, in which somebody is still off work."""
    return ceil(days / DAYS)


def absence(ill: ArrayLike, days_off: float) -> Numbers:
    """Share of workers missing each week, from the share of people newly ill each week (weeks first).

    Everybody ill is off for `days_off` days from the week's middle on; workers fall ill as often as others do.
    """
    new = np.asarray(ill, dtype=float)
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
