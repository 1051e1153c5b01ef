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
from datetime import date
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from anso.services.epidemics.forecasting.known import Almanac
from anso.services.epidemics.forecasting.models.lagged import expected
from anso.services.epidemics.forecasting.models.learning.lessons import lessons, rate_now, seen_on
from anso.services.epidemics.forecasting.models.learning.practice import newest_fit
from anso.services.epidemics.forecasting.models.pooled.trees import Examples, Settings, fit
from anso.services.epidemics.forecasting.models.spread import between_levels

__all__ = ["Kind", "pooled"]

PRACTICE = Settings(bags=1)
"""Fewer trees, and fitted now and then, on days before the first that is asked: they only teach the ensemble how much
each model is worth and how wide to be."""
LEVELS = (0.05, 0.25, 0.5, 0.75, 0.95)
"""Levels that are learnt; those between and beyond lie as in a normal distribution."""
LITTLE = 0.3
"""Counts per 100,000 added before logarithms are taken."""
FEWEST = 200
"""Examples below which there is nothing to learn from."""
HEAVIEST, LIGHTEST = 5.0, 0.2
MONTH = 8
"""Weeks that stay together in a bag."""

Numbers = NDArray[np.float64]
Seen = NDArray[np.float32]


@dataclass(frozen=True)
class Kind:
    """What is learnt."""

    on: Literal["log", "root"]
    """The scale of the change."""
    line: Literal["hint", "start"]
    """The change that the regression of `lagged` expects is one of the things seen, or what the trees begin from:
    trees know no slope, so that from a start they follow growth further than they ever saw it go."""


@dataclass(frozen=True)
class Fitted:
    """Trees by level and bag."""

    trees: list[list[Any]]
    steps: int


def pooled(kind: Kind) -> Callable[[Almanac, date, int, Numbers], Numbers]:
    """The model that learns this."""

    def model(almanac: Almanac, day: date, steps: int, levels: Numbers) -> Numbers:
        state = almanac.state(day)
        fitted = fitted_for(almanac, day, kind)
        if fitted is None:
            return np.full((len(state.group), steps, len(levels)), np.nan)
        start = scaled(rate_now(state), kind.on)
        _, seen = seen_on(almanac, day)
        line = on_scale(expected(almanac, day, almanac.ahead).now, rate_now(state), kind.on)
        change = ahead(fitted, kind, seen, line, steps)
        change = np.sort(between_levels(change, np.array(LEVELS), levels), axis=-1)
        return unscaled(start[:, None, None] + change, kind.on) * state.unit[:, None, None]

    return model


def ahead(fitted: Fitted, kind: Kind, seen: Seen, line: Numbers, steps: int) -> Numbers:
    """Rows x steps x learnt levels of change; beyond the weeks that were learnt it goes on evenly."""
    asked = np.arange(1, steps + 1)
    learnt = np.minimum(asked, fitted.steps)
    hint = line[:, learnt - 1]
    table = examples_table(np.repeat(seen, steps, axis=0), np.tile(learnt, len(seen)), hint.ravel())
    change = np.stack(
        [np.mean([tree.predict(table) for tree in bags], axis=0) for bags in fitted.trees], axis=-1
    ).reshape(len(seen), steps, -1)
    if kind.line == "start":
        change += hint[..., None]
    further: Numbers = change * (asked / learnt)[:, None]
    return further


def fitted_for(almanac: Almanac, day: date, kind: Kind) -> Fitted | None:
    """A day's own trees, or in times of practice those of the newest fit before it."""
    practice = day < almanac.asked_from
    fitted_on = newest_fit(day) if practice else day

    def grown() -> Fitted | None:
        examples = examples_of(almanac, fitted_on, kind)
        if len(examples.outcome) < FEWEST:
            return None
        return Fitted(fit(examples, LEVELS, PRACTICE if practice else Settings()), almanac.ahead)

    return almanac.newest(kind, (fitted_on, practice), grown)


def examples_of(almanac: Almanac, day: date, kind: Kind) -> Examples:
    """One example a past day, row and step whose outcome is known."""
    past = lessons(almanac, day, almanac.ahead)
    group = almanac.state(day).group
    known = ~np.isnan(past.later) & ~np.isnan(past.rate)[..., None]
    when, row, step = np.nonzero(known)
    before = past.rate[when, row]
    line = expected(almanac, day, almanac.ahead).past[known]
    hint = on_scale(np.where(np.isnan(line), 0.0, line), before, kind.on)
    change = scaled(past.later[known], kind.on) - scaled(before, kind.on)
    return Examples(
        examples_table(past.seen[when, row], step + 1, hint),
        change - hint if kind.line == "start" else change,
        importance(before, group[row]),
        when // MONTH,
        row % (len(group) // (group.max() + 1)),
    )


def examples_table(seen: Seen, step: NDArray[np.int64], hint: Numbers) -> Seen:
    return np.column_stack([seen, step.astype(np.float32), hint.astype(np.float32)])


def importance(rate: Numbers, group: NDArray[np.int64]) -> Numbers:
    """The square root of the rate, relative to what is usual of the target."""
    weight = np.sqrt(np.maximum(rate, 1e-3))
    usual = np.bincount(group, weight) / np.maximum(np.bincount(group), 1)
    return np.clip(weight / usual[group], LIGHTEST, HEAVIEST)


def on_scale(change: Numbers, rate: Numbers, on: Literal["log", "root"]) -> Numbers:
    """A change of the fourth root of a rate as one of that scale; rates have as many axes or one fewer."""
    start = rate if rate.ndim == change.ndim else rate[:, None]
    return scaled(np.maximum(start**0.25 + change, 0.0) ** 4, on) - scaled(start, on)


def scaled(rate: Numbers, on: Literal["log", "root"]) -> Numbers:
    rate = np.maximum(rate, 0.0)
    return np.log(rate + LITTLE) if on == "log" else rate**0.25


def unscaled(value: Numbers, on: Literal["log", "root"]) -> Numbers:
    return np.maximum(np.exp(value) - LITTLE, 0.0) if on == "log" else np.maximum(value, 0.0) ** 4
