"""One model of all places, targets and weeks ahead: gradient-boosted trees for the quantiles of change.

The trees predict how much the logarithm (or the fourth root) of a place's rate changes from its newest known
week to the week asked, from what was seen on that day (`learning`). They learn from all past days, places and
targets together, as the Flusion model did that won the influenza season 2023/24 (Ray, Wang, Wolfinger &
Reich 2025, Epidemics 50: 100810): each quantile has its own trees (Koenker & Bassett 1978, Econometrica
46: 33; LightGBM: Ke et al. 2017, NeurIPS 30), averaged over bags that each leave out places and months. A
hub scores errors in counts, so days with high rates weigh more.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from anso.services.epidemics.forecasting.known import Almanac
from anso.services.epidemics.forecasting.models.learning.lessons import Lessons, lessons, rate_now, seen_on
from anso.services.epidemics.forecasting.models.pooled.trees import Examples, Settings, fit
from anso.services.epidemics.forecasting.models.spread import between_levels

__all__ = ["pooled"]

PRACTICE_WEEKS = 8
"""Weeks between fits on days before the first that is asked, which only teach the ensemble how wide to be ..."""
PRACTICE = Settings(bags=1)
"""... with fewer trees; days that are asked have trees of their own."""
FIRST_MONDAY = date(1970, 1, 5)
"""From which those weeks are counted."""
LEVELS = (0.05, 0.25, 0.5, 0.75, 0.95)
"""Levels that are learnt; those between and beyond lie as in a normal distribution."""
LITTLE = 0.3
"""Counts per 100,000 added before logarithms are taken."""
FEWEST = 200
"""Examples below which there is nothing to learn from."""
HEAVIEST, LIGHTEST = 5.0, 0.2

Numbers = NDArray[np.float64]
On = Literal["log", "root"]


@dataclass(frozen=True)
class Fitted:
    """Trees by level and bag."""

    trees: list[list[Any]]
    steps: int


def pooled(on: On) -> Callable[[Almanac, date, int, Numbers], Numbers]:
    """The model that learns changes on that scale."""

    def model(almanac: Almanac, day: date, steps: int, levels: Numbers) -> Numbers:
        state = almanac.state(day)
        fitted = fitted_for(almanac, day, on)
        rows = len(state.group)
        if fitted is None:
            return np.full((rows, steps, len(levels)), np.nan)
        _, seen = seen_on(almanac, day)
        change = np.stack(
            [
                predicted(fitted, with_step(seen, min(step, fitted.steps))) * (max(step / fitted.steps, 1.0))
                for step in range(1, steps + 1)
            ],
            axis=1,
        )
        change = np.sort(between_levels(change, np.array(LEVELS), levels), axis=-1)
        start = scaled(rate_now(state), on)[:, None, None]
        return unscaled(start + change, on) * state.unit[:, None, None]

    return model


def fitted_for(almanac: Almanac, day: date, on: On) -> Fitted | None:
    """A day's own trees, or in times of practice those of the newest fit before it."""
    practice = day < almanac.asked_from
    weeks = (day - FIRST_MONDAY).days // 7
    fitted_on = day - timedelta(weeks=weeks % PRACTICE_WEEKS) if practice else day

    def grown() -> Fitted | None:
        past = lessons(almanac, fitted_on, almanac.ahead)
        examples = examples_of(past, almanac.state(fitted_on).group, on)
        if len(examples.outcome) < FEWEST:
            return None
        return Fitted(fit(examples, LEVELS, PRACTICE if practice else Settings()), almanac.ahead)

    return almanac.newest(("pooled", on), (fitted_on, practice), grown)


def examples_of(past: Lessons, group: NDArray[np.int64], on: On) -> Examples:
    """One example a past day, row and step whose outcome is known."""
    known = ~np.isnan(past.later) & ~np.isnan(past.rate)[..., None]
    day, row, step = np.nonzero(known)
    before = past.rate[day, row]
    change = scaled(past.later[known], on) - scaled(before, on)
    return Examples(
        np.column_stack([past.seen[day, row], step + 1.0]),
        change,
        importance(before, group[row]),
        day // 8,
        row % (len(group) // (group.max() + 1)),
    )


def importance(rate: Numbers, group: NDArray[np.int64]) -> Numbers:
    """The square root of the rate, relative to what is usual of the target."""
    weight = np.sqrt(np.maximum(rate, 1e-3))
    usual = np.bincount(group, weight) / np.maximum(np.bincount(group), 1)
    return np.clip(weight / usual[group], LIGHTEST, HEAVIEST)


def predicted(fitted: Fitted, seen: Numbers) -> Numbers:
    """Rows x learnt levels, the mean of the bags."""
    return np.stack(
        [np.mean([tree.predict(seen) for tree in bags], axis=0) for bags in fitted.trees], axis=-1
    )


def with_step(seen: Numbers, step: int) -> Numbers:
    return np.column_stack([seen, np.full(len(seen), float(step))])


def scaled(rate: Numbers, on: On) -> Numbers:
    rate = np.maximum(rate, 0.0)
    return np.log(rate + LITTLE) if on == "log" else rate**0.25


def unscaled(value: Numbers, on: On) -> Numbers:
    return np.maximum(np.exp(value) - LITTLE, 0.0) if on == "log" else np.maximum(value, 0.0) ** 4
