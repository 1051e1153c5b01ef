"""One target's trained ensemble, round after round, each from what was known on its reference date.

In come the target's `Cube` and its observations with the day each was published; out go the ensemble's
quantiles for every round, horizon and place of the cube. The steps of a round:

1. the truth known on the day, the scale it suggests, and the past forecasts on that scale (`known`);
2. weights from past scores and stacking (`weights`);
3. the weighted trimmed mean of the models' quantiles (`pool`);
4. widths: the changes seen before, past errors (`widths`).
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from anso.hub.training.known.cube import Cube
from anso.hub.training.known.scale import Scale, scale_of
from anso.hub.training.known.truth import Observations, known_truth
from anso.hub.training.pool import present_weights, trimmed_mean
from anso.hub.training.settings import Settings
from anso.hub.training.weights.mixture import Past, round_weights
from anso.hub.training.widths.calibration import horizon_factors, past_multiples, place_factors
from anso.hub.training.widths.climate import past_changes
from anso.hub.training.widths.shape import Intervals, intervals_of

__all__ = ["trained_target"]

Floats = NDArray[np.float64]
OUTLIER = 1.5
"""A forecast further than this from the ensemble (by a factor of 4.5) is judged as if it were there: what it was
worse by is not what its model will be worse by."""


@dataclass(frozen=True)
class Memory:
    """What earlier rounds and this one said before any factor."""

    combined: Floats
    """Horizons x rounds x places x levels, after weighting, in the target's own unit."""
    changes: Floats
    """Horizons x rounds x places x intervals: how much the quantity had changed in such a time, relatively."""


@dataclass(frozen=True)
class Now:
    """One round: its number, and what is known on its day, on the scale of learning."""

    number: int
    scale: Scale
    values: Floats
    """The cube's."""
    observed: Floats
    """Horizons x earlier rounds x places."""


def trained_target(
    cube: Cube,
    observations: Observations,
    settings: Settings,
    progress: Callable[[], None] | None = None,
) -> Floats:
    """Horizons x rounds x places x levels, NaN where no model forecast; `progress` is told each round."""
    intervals = intervals_of(cube.levels)
    horizons, rounds, places, _, levels = cube.values.shape
    memory = Memory(
        combined=np.full((horizons, rounds, places, levels), np.nan),
        changes=np.full((horizons, rounds, places, len(intervals.lower)), np.nan),
    )
    issued = np.full((horizons, rounds, places, levels), np.nan)
    dates = np.array(observations.dates, dtype="datetime64[D]")
    negative = goes_below_zero(cube.values)
    asked = np.zeros(places, dtype=bool)
    scaled: tuple[Scale, Floats] | None = None
    for number, known in enumerate(known_truth(observations, places, cube.rounds)):
        asked |= np.isfinite(cube.values[:, number]).any(axis=(0, 2, 3))
        # Places that nobody has forecast yet teach nothing.
        known[~asked] = np.nan
        if not negative[number]:
            # Below zero stand corrections of earlier counts, no counts themselves.
            known[known < 0] = np.nan
        scale = scale_of(known, negative=bool(negative[number]))
        if scaled is None or scaled[0] != scale:
            scaled = scale, scale.to(cube.values)
        on_scale = scale.to(known)
        now = Now(
            number,
            scale,
            scaled[1],
            truth_of_rounds(on_scale, dates, cube.ends[:, :number]),
        )
        combined = combine(now, memory, cube.levels, settings)
        issued[:, number] = memory.combined[:, number] = scale.back(combined)
        if settings.recalibrate:
            memory.changes[:, number] = changes_ahead(
                scale.relative(on_scale), dates, cube.ends[:, number], intervals, settings
            )
            spread = spread_out(now, memory, intervals, settings)
            factors = calibrated(now, spread[:, :number], intervals, settings)
            issued[:, number] = scale.back(intervals.widened(spread[:, number], factors))
        if progress is not None:
            progress()
    return issued


def goes_below_zero(values: Floats) -> NDArray[np.bool_]:
    """For each round whether a forecast until then was below zero."""
    lowest = np.fmin.reduce(values, axis=(0, 2, 3, 4))
    return np.asarray(np.logical_or.accumulate(lowest < 0))


def truth_of_rounds(known: Floats, dates: NDArray[np.datetime64], ends: NDArray[np.datetime64]) -> Floats:
    """Horizons x rounds x places: what is known of the dates that were forecast."""
    at = np.minimum(np.searchsorted(dates, ends), len(dates) - 1)
    return np.where(np.isnat(ends)[..., None], np.nan, known.T[at])


def changes_ahead(
    known: Floats,
    dates: NDArray[np.datetime64],
    ends: NDArray[np.datetime64],
    intervals: Intervals,
    settings: Settings,
) -> Floats:
    """Past changes over as many steps as lie between the newest value and each horizon's date."""
    seen = np.flatnonzero(np.isfinite(known).any(axis=0))
    if len(seen) < 2:
        return np.full((len(ends), len(known), len(intervals.lower)), np.nan)
    step = float(np.median(np.diff(dates[seen]).astype(int)))
    ahead = np.where(np.isnat(ends), 1, (ends - dates[seen[-1]]).astype(int) / step)
    leads = np.maximum(np.rint(ahead), 1).astype(np.int64)
    return past_changes(known[:, seen], leads, intervals.coverage, settings.year)


def combine(now: Now, memory: Memory, levels: Floats, settings: Settings) -> Floats:
    """The weighted trimmed mean of this round's models, horizons x places x levels."""
    first = max(0, now.number - settings.memory)
    remembered = slice(first, now.number)
    # Models that have not come yet are left out, so that who comes later changes nothing now.
    there = np.flatnonzero(np.isfinite(now.values[:, first : now.number + 1, :, :, 0]).any(axis=(0, 1, 2)))
    ensemble = now.scale.to(memory.combined[:, remembered])
    past = Past(
        within_reach(now.values[:, remembered][:, :, :, there], ensemble, now.scale),
        ensemble,
        now.observed[:, remembered],
        (now.number - 1 - np.arange(first, now.number)).astype(float),
        levels,
    )
    present = now.values[:, now.number][:, :, there]
    answered = np.isfinite(present[..., 0])
    asked = np.maximum(answered.any(axis=2).sum(axis=1), 1)
    weights = round_weights(past, answered.sum(axis=1) / asked[:, None], settings)
    shares = present_weights(present, weights[:, None])
    averaged = trimmed_mean(now.scale.to_average(present, settings.root), shares, settings.trim)
    return now.scale.from_average(averaged, settings.root)


def within_reach(values: Floats, ensemble: Floats, scale: Scale) -> Floats:
    """Models' forecasts (... x models x levels), none further from the ensemble (... x levels) than the bound."""
    centre = scale.relative(ensemble)[..., None, :]
    low, high = scale.from_relative(centre - OUTLIER), scale.from_relative(centre + OUTLIER)
    return np.asarray(np.clip(values, low, high))


def spread_out(now: Now, memory: Memory, intervals: Intervals, settings: Settings) -> Floats:
    """Horizons x rounds up to this one x places x levels: as wide as past changes ask.

    All on one scale and not cut off at zero, for factors are learned from the very distances that they scale.
    """
    until = slice(0, now.number + 1)
    relative = now.scale.relative(now.scale.to(memory.combined[:, until]))
    return now.scale.from_relative(intervals.spread(relative, memory.changes[:, until], settings.climate))


def calibrated(now: Now, spread: Floats, intervals: Intervals, settings: Settings) -> Floats:
    """Horizons x places x intervals: factors from the errors of earlier rounds."""
    ages = (now.number - 1 - np.arange(now.number)).astype(float)
    scores = past_multiples(spread, now.observed, intervals)
    places = place_factors(scores, ages, intervals, settings)
    scores = scores / places[:, None]
    shared = np.stack([horizon_factors(of_horizon, ages, intervals, settings) for of_horizon in scores])
    return np.asarray(shared[:, None] * places[:, None])
