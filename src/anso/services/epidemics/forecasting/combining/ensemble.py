"""Several models' forecasts as one: weighted by how they did, then as wide as past errors ask.

In come the models' forecasts of many days of issue, and for each day what was then known to have come about;
out come the ensemble's forecasts of the same days. Each day is combined from what lay before it alone. The
quantiles of each level are averaged (Vincent averaging: Lichtendahl, Grushka-Cockayne & Winkler 2013,
Management Science 59: 1594) on the fourth-root scale.
"""

from collections.abc import Callable, Collection, Mapping

import numpy as np
from numpy.typing import NDArray

from anso.hub.training.pool import present_weights, trimmed_mean
from anso.services.epidemics.forecasting.combining.weights import (
    WeightSettings,
    round_losses,
    weights_from,
)
from anso.services.epidemics.forecasting.combining.widths import WidthSettings, factors_from, widened

__all__ = ["averaged", "combined", "combined_with_teams", "recalibrated", "silent_further_ahead"]

MEMORY = 52
"""Rounds back that are looked at."""
POWER = 0.25
TRIM = 0.15
"""Of many teams' weight at each end of a level: an outlier is a mistake."""
OF_TEAMS = WeightSettings(power=2.0)
"""Of many models with short records, the luckiest would be taken for the best."""

Numbers = NDArray[np.float64]
Known = Callable[[int], Numbers]
"""Of a day's number: what was then known of what had been forecast on the days before it; n x targets x places x
horizons, NaN where nothing was."""


def silent_further_ahead(
    models: Mapping[str, Numbers], at_first: Collection[str], near: NDArray[np.bool_]
) -> dict[str, Numbers]:
    """The models `at_first` say nothing at the horizons that are not `near`, wherever another model does."""
    lasting = [~np.isnan(values).any(-1) for name, values in models.items() if name not in at_first]
    if not lasting:
        return dict(models)
    left_out = (np.any(lasting, axis=0) & ~near)[..., None]
    return {
        name: np.where(left_out, np.nan, values) if name in at_first else values
        for name, values in models.items()
    }


def combined(models: Mapping[str, Numbers], known: Known, levels: Numbers) -> Numbers:
    """Our own models: days x targets x places x horizons x levels, as each of them."""
    return recalibrated(averaged(models, known, levels), known, levels)


def combined_with_teams(
    models: Mapping[str, Numbers], teams: Mapping[str, Numbers], known: Known, levels: Numbers
) -> Numbers:
    """Ours and the teams', half and half: many teams share most of their mistakes, and so have one voice."""
    voices = [
        (made + 1.0) ** POWER
        for made in (averaged(models, known, levels), averaged(teams, known, levels, TRIM, OF_TEAMS))
    ]
    said = [~np.isnan(voice) for voice in voices]
    total = sum(np.where(there, voice, 0.0) for there, voice in zip(said, voices, strict=True))
    count = sum(there.astype(float) for there in said)
    with np.errstate(invalid="ignore", divide="ignore"):
        both: Numbers = np.where(count > 0, (total / count) ** (1 / POWER) - 1.0, np.nan)
    return recalibrated(both, known, levels)


def averaged(
    models: Mapping[str, Numbers],
    known: Known,
    levels: Numbers,
    trim: float = 0.0,
    settings: WeightSettings = WeightSettings(),  # noqa: B008 - frozen
) -> Numbers:
    """Weighted by the past; `trim` is the share of the weight left out at each end, level by level."""
    every = np.stack(list(models.values()))
    result: Numbers = np.full(every.shape[1:], np.nan)
    losses = Losses(every, levels, settings)
    for number in range(every.shape[1]):
        past, ages = remembered(number)
        losses.learn(past, known(number)[past])
        weights = weights_from(losses.values[:, past], ages, settings)
        result[number] = average(every[:, number], weights, trim)
    return result


def recalibrated(
    forecasts: Numbers,
    known: Known,
    levels: Numbers,
    settings: WidthSettings = WidthSettings(),  # noqa: B008 - frozen
) -> Numbers:
    """Each day's quantiles moved away from their median, or towards it, as errors before that day ask."""
    result: Numbers = np.full(forecasts.shape, np.nan)
    for number in range(len(forecasts)):
        past, ages = remembered(number)
        factors = factors_from(forecasts[past], known(number)[past], ages, levels, settings)
        result[number] = np.maximum(widened(forecasts[number], factors, levels), 0.0)
    return result


def remembered(number: int) -> tuple[slice, Numbers]:
    """The rounds that a day looks back at, and their ages."""
    past = slice(max(0, number - MEMORY), number)
    return past, (number - 1 - np.arange(past.start, number)).astype(float)


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
        for one in rounds:  # all at once would hold many teams' forecasts several times over
            self.values[:, one] = round_losses(
                self.models[:, one], self.outcome[one], self.levels, self.weighing
            )


def average(values: Numbers, weights: Numbers, trim: float) -> Numbers:
    """Of the models that have something to say; `weights` is models x targets x horizons."""
    last = np.moveaxis((values + 1.0) ** POWER, 0, -2)
    shares = present_weights(last, np.moveaxis(weights, 0, -1)[:, None, :, :, None])
    with np.errstate(invalid="ignore"):
        mean: Numbers = trimmed_mean(last, shares, trim) ** (1 / POWER) - 1.0
    return mean
