"""Weeks that were told already, as they will be once the reports that came late are in.

An influenza hub's horizon -1 asks for such a week. In comes a day and how many weeks before the newest one the week
ended; out come quantiles of its count: the count as told, times what counts told at that age were multiplied by
until now, over all places of the target and the rounds of the last half year. Where nothing was ever revised, or no
earlier version was kept, that is the count itself.
"""

from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from anso.services.epidemics.forecasting.known import Almanac

__all__ = ["revised"]

ROUNDS = 26
SETTLED = 2
"""Weeks after which most of what comes late has come."""
LITTLE = 1.0
"""Counts added before logarithms are taken."""

Numbers = NDArray[np.float64]


def revised(almanac: Almanac, day: date, before: int, levels: Numbers) -> Numbers:
    """Rows x levels, for the week that ended `before` weeks before the newest."""
    now = almanac.state(day)
    ratios = almanac.newest(("revisions", before), day, lambda: past_ratios(almanac, day, before))
    width = now.known.clean.shape[-1]
    told = now.known.clean.reshape(len(now.group), width)[:, max(width - 1 - before, 0)]
    result = np.repeat(told[:, None], len(levels), axis=1)
    for target, past in enumerate(ratios):
        seen = past[~np.isnan(past)]
        if len(seen):
            rows = now.group == target
            result[rows] = (told[rows, None] + LITTLE) * np.exp(np.quantile(seen, levels)) - LITTLE
    return np.maximum(result, 0.0)


def past_ratios(almanac: Almanac, day: date, before: int) -> Numbers:
    """Targets x (rounds and places): logarithm of what is known now over what was told then, at the same age."""
    known = almanac.state(day).known.raw
    width = known.shape[-1]
    result = []
    for back in range(SETTLED, ROUNDS + SETTLED):
        past = day - timedelta(weeks=back)
        week = width - 1 - before - back
        if past < almanac.archive.first or week < 0:
            break
        then, since = almanac.state(past).known.raw[..., week], known[..., week]
        usable = (then >= 0) & (since >= 0)
        result.append(np.where(usable, np.log((np.abs(since) + LITTLE) / (np.abs(then) + LITTLE)), np.nan))
    if not result:
        return np.full((len(known), 0), np.nan)
    return np.concatenate(result, axis=1)
