"""Several models' forecasts as one: weighted by how they did, then as wide as past errors ask.

In come the models' forecasts of many days of issue, and for each day what was then known to have come about;
out come the ensemble's forecasts of the same days. Each day is combined from what lay before it alone. The
quantiles of each level are averaged (Vincent averaging: Lichtendahl, Grushka-Cockayne & Winkler 2013,
Management Science 59: 1594) on the fourth-root scale; widths are judged on the logarithm.
"""

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from anso.hub.training.pool import present_weights, trimmed_mean
from anso.services.epidemics.forecasting.combining.weights import (
    WeightSettings,
    round_losses,
    weights_from,
)
from anso.services.epidemics.forecasting.combining.widths import WidthSettings, factors_from, widened

__all__ = ["combined"]

MEMORY = 52
"""Rounds back that are looked at."""
POWER = 0.25

Numbers = NDArray[np.float64]


def combined(
    models: Mapping[str, Numbers],
    known: Callable[[int], Numbers],
    levels: Numbers,
    *,
    trim: float = 0.0,
    weighing: WeightSettings = WeightSettings(),  # noqa: B008 - frozen
    widening: WidthSettings = WidthSettings(),  # noqa: B008 - frozen
) -> Numbers:
    """Days x targets x places x horizons x levels, as each of the models.

    `known(n)` gives what was known on day n of what had been forecast on the days before it: n x targets x
    places x horizons, NaN where nothing was. `trim` is the share of the weight left out at each end.
    """
    every = np.stack(list(models.values()))
    averaged = np.full(every.shape[1:], np.nan)
    result = averaged.copy()
    losses = Losses(every, levels, weighing)
    for number in range(every.shape[1]):
        past = slice(max(0, number - MEMORY), number)
        outcome = known(number)[past]
        ages = (number - 1 - np.arange(past.start, number)).astype(float)
        losses.learn(past, outcome)
        weights = weights_from(losses.values[:, past], ages, weighing)
        averaged[number] = average(every[:, number], weights, trim)
        factors = factors_from(np.log1p(averaged[past]), np.log1p(outcome), ages, levels, widening)
        logs = widened(np.log1p(averaged[number]), factors, levels)
        result[number] = np.maximum(np.expm1(logs), 0.0)
    return result


class Losses:
    """Pinball losses of past rounds, worked out again only where another outcome became known."""

    def __init__(self, models: Numbers, levels: Numbers, weighing: WeightSettings) -> None:
        self.models, self.levels, self.weighing = models, levels, weighing
        self.outcome = np.full(models.shape[1:-1], np.nan)
        self.values = np.full(models.shape[:-1], np.nan)

    def learn(self, past: slice, outcome: Numbers) -> None:
        before = self.outcome[past]
        other = ~((before == outcome) | (np.isnan(before) & np.isnan(outcome)))
        rounds = past.start + np.flatnonzero(other.any((1, 2, 3)))
        self.outcome[past] = outcome
        self.values[:, rounds] = round_losses(
            self.models[:, rounds], self.outcome[rounds], self.levels, self.weighing
        )


def average(values: Numbers, weights: Numbers, trim: float) -> Numbers:
    """Of the models that have something to say; `weights` is models x targets x horizons."""
    last = np.moveaxis((values + 1.0) ** POWER, 0, -2)
    shares = present_weights(last, np.moveaxis(weights, 0, -1)[:, None, :, :, None])
    with np.errstate(invalid="ignore"):
        mean: Numbers = trimmed_mean(last, shares, trim) ** (1 / POWER) - 1.0
    return mean
