"""One target's trained ensemble, round after round, each from what was known on its reference date.

In come the target's `Cube` and its observations with the day each was published; out go the ensemble's
quantiles for every round, horizon and place of the cube. The steps of a round:

1. the truth known on the day, the scale it suggests, and the past forecasts on that scale (`known`);
2. weights from past scores and stacking (`weights`);
3. the weighted trimmed mean of the models' quantiles (`pool`);
4. widths: the models' disagreement, the changes seen before, past errors, past coverage (`widths`).
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from anso.hub.training.known.cube import Cube
from anso.hub.training.known.scale import Scale, scale_of
from anso.hub.training.known.truth import Observations, known_truth
from anso.hub.training.pool import disagreement, present_weights, trimmed_mean
from anso.hub.training.settings import Settings
from anso.hub.training.weights.mixture import Past, round_weights
from anso.hub.training.widths.calibration import horizon_factors, missed_shares, past_multiples, place_factors
from anso.hub.training.widths.chase import chased
from anso.hub.training.widths.climate import past_changes
from anso.hub.training.widths.shape import Intervals, intervals_of

__all__ = ["trained_target"]

Floats = NDArray[np.float64]


@dataclass
class Memory:
    """What was said in earlier rounds, in the target's own unit (horizons x rounds x places x levels)."""

    combined: Floats
    """After weighting."""
    spread: Floats
    """After the widths that need no past forecast."""
    issued: Floats
    correction: Floats
    """Horizons x intervals: of the log width, from past coverage."""
    judged: NDArray[np.bool_]
    """Horizons x rounds whose coverage has been counted."""


@dataclass(frozen=True)
class Now:
    """One round: its number, and what is known on its day, on the scale of learning."""

    number: int
    scale: Scale
    values: Floats
    """The cube's."""
    observed: Floats
    """Horizons x earlier rounds x places."""
    changes: Floats
    """Horizons x places x intervals: how much the quantity changed before in such a time."""


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
        spread=np.full((horizons, rounds, places, levels), np.nan),
        issued=np.full((horizons, rounds, places, levels), np.nan),
        correction=np.zeros((horizons, len(intervals.lower))),
        judged=np.zeros((horizons, rounds), dtype=bool),
    )
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
            changes_ahead(on_scale, dates, cube.ends[:, number], intervals, settings),
        )
        combined, weights = combine(now, memory, cube.levels, settings)
        memory.combined[:, number] = scale.back(combined)
        if not settings.recalibrate:
            memory.issued[:, number] = memory.combined[:, number]
            if progress is not None:
                progress()
            continue
        spread = spread_out(now, combined, weights, intervals, settings)
        memory.spread[:, number] = scale.back(spread)
        factors = calibrated(now, memory, intervals, settings)
        memory.issued[:, number] = scale.back(intervals.widened(spread, factors))
        if progress is not None:
            progress()
    return memory.issued


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


def combine(now: Now, memory: Memory, levels: Floats, settings: Settings) -> tuple[Floats, Floats]:
    """The weighted trimmed mean of this round's models, and what each of all models weighed in it."""
    first = max(0, now.number - settings.memory)
    remembered = slice(first, now.number)
    # Models that have not come yet are left out, so that who comes later changes nothing now.
    there = np.flatnonzero(np.isfinite(now.values[:, first : now.number + 1, :, :, 0]).any(axis=(0, 1, 2)))
    past = Past(
        now.values[:, remembered][:, :, :, there],
        now.scale.to(memory.combined[:, remembered]),
        now.observed[:, remembered],
        (now.number - 1 - np.arange(first, now.number)).astype(float),
        levels,
    )
    present = now.values[:, now.number][:, :, there]
    answered = np.isfinite(present[..., 0])
    asked = np.maximum(answered.any(axis=2).sum(axis=1), 1)
    weights = round_weights(past, answered.sum(axis=1) / asked[:, None], settings)
    shares = present_weights(present, weights[:, None])
    averaged = trimmed_mean(now.scale.to_root(present, settings.root), shares, settings.trim)
    of_all = np.zeros(now.values[:, now.number].shape)
    of_all[:, :, there] = shares
    return now.scale.from_root(averaged, settings.root), of_all


def spread_out(
    now: Now, combined: Floats, weights: Floats, intervals: Intervals, settings: Settings
) -> Floats:
    """Widths from the models' disagreement and from past changes, neither of which needs a past forecast."""
    centre = intervals.centre(combined)
    middle = weights.shape[-1] // 2
    apart = disagreement(intervals.centre(now.values[:, now.number]), weights[..., middle], centre)
    return intervals.spread(combined, settings.disagreement * apart, now.changes, settings.climate)


def calibrated(now: Now, memory: Memory, intervals: Intervals, settings: Settings) -> Floats:
    """Horizons x places x intervals: factors from past errors and past coverage."""
    past = slice(0, now.number)
    ages = (now.number - 1 - np.arange(now.number)).astype(float)
    spread = now.scale.to(memory.spread[:, past])
    issued = now.scale.to(memory.issued[:, past])
    due = ~memory.judged[:, past] & (np.isfinite(now.observed) & np.isfinite(issued[..., 0])).any(axis=-1)
    for horizon, number in np.argwhere(due):
        missed = missed_shares(issued[horizon, number], now.observed[horizon, number], intervals)
        memory.correction[horizon] = chased(
            memory.correction[horizon], missed, intervals.coverage, settings.chase, settings.chase_memory
        )
    memory.judged[:, past] |= due
    scores = past_multiples(spread, now.observed, intervals)
    places = place_factors(scores, ages, intervals, settings)
    scores = scores / places[:, None]
    shared = np.stack([horizon_factors(of_horizon, ages, intervals, settings) for of_horizon in scores])
    shared = shared * np.exp(memory.correction)
    return np.asarray(shared[:, None] * places[:, None])
