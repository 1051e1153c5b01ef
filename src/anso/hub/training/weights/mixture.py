"""The weights of one round: past scores and stacking together, for each horizon, model and level.

In come the past forecasts of all models on the scale of learning, with the truth known of them and what the
ensemble itself had said; out go weights, from what lies before the round alone.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from anso.hub.training.settings import Settings
from anso.hub.training.weights.performance import performance_weights, recency, relative_scores
from anso.hub.training.weights.pinball import mean_pinball
from anso.hub.training.weights.stacking import stacked_weights

__all__ = ["Past", "round_weights"]

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Past:
    """What was forecast in the rounds remembered, and what is known of the truth."""

    values: Floats
    """Horizons x rounds x places x models x levels."""
    ensemble: Floats
    """Horizons x rounds x places x levels: what stands in where a model was absent."""
    observed: Floats
    """Horizons x rounds x places."""
    ages: Floats
    """Rounds that have passed since each."""
    levels: Floats


def round_weights(past: Past, present: Floats, settings: Settings) -> Floats:
    """Horizons x models x levels; `present` is the share of places each model answers now, horizons x models."""
    scored = mean_pinball(past.values, past.observed[..., None], past.levels)
    performance = np.stack(
        [performance_of(scores, past.ages, settings) for scores in scored]
        if scored.shape[1]
        else [np.ones(scored.shape[-1]) for _ in scored]
    )
    # As shares of those that answer now, so that absent models take nothing from the stacked ones.
    reach = (performance * present).sum(axis=1, keepdims=True)
    performance = performance / np.where(reach > 0, reach, 1)
    weights = np.repeat(performance[:, :, None], len(past.levels), axis=2)
    if settings.stacking <= 0 or len(past.ages) < settings.stack_rounds:
        return weights
    every = np.arange(len(weights))
    for horizons in every[:, None] if settings.stack_by == "horizon" else every[None, :]:
        for levels in np.array_split(np.arange(len(past.levels)), settings.level_groups):
            stacked = stacked_of(past, horizons, levels, performance, present, settings)
            if stacked is not None:
                block = np.ix_(horizons, np.arange(weights.shape[1]), levels)
                weights[block] = (1 - settings.stacking) * weights[block] + settings.stacking * stacked[
                    :, None
                ]
    return weights


def performance_of(scores: Floats, ages: Floats, settings: Settings) -> Floats:
    """One horizon's: scores are rounds x places x models."""
    rounds, places, models = scores.shape
    importance = np.repeat(recency(ages, settings.half_life), places)
    relative = relative_scores(
        scores.reshape(rounds * places, models), importance, prior=settings.prior, newcomer=settings.newcomer
    )
    return performance_weights(relative, settings.power)


def stacked_of(
    past: Past,
    horizons: NDArray[np.int64],
    levels: NDArray[np.int64],
    performance: Floats,
    present: Floats,
    settings: Settings,
) -> Floats | None:
    """Stacked weights of all models for these horizons and levels together; none if too little is known."""
    asked = levels[
        np.unique(
            np.linspace(0, len(levels) - 1, min(settings.stack_levels, len(levels))).round().astype(int)
        )
    ]
    observed, ensemble = past.observed[horizons], past.ensemble[horizons]
    known = np.isfinite(observed) & np.isfinite(ensemble).all(axis=-1)
    values = past.values[horizons]
    answered = np.isfinite(values[..., 0])
    if len(np.unique(np.nonzero(known)[1])) < settings.stack_rounds:
        return None
    share = answered[known].mean(axis=0)
    candidates = np.flatnonzero(
        (share >= settings.presence) & (present[horizons].mean(axis=0) >= settings.presence)
    )
    if len(candidates) < 2:
        return None
    horizon, number, place = evenly(np.nonzero(known), max(1, settings.stack_cases // len(asked)))
    centre = ensemble[horizon, number, place][:, None, asked]
    predicted = values[horizon, number, place][:, candidates][:, :, asked]
    predicted = np.where(np.isfinite(predicted), predicted, centre)
    cases = len(horizon)
    prior = performance[horizons][:, candidates].mean(axis=0)
    found = stacked_weights(
        predicted.transpose(0, 2, 1).reshape(cases * len(asked), len(candidates)),
        np.repeat(observed[horizon, number, place], len(asked)),
        np.tile(past.levels[asked], cases),
        importance=np.repeat(recency(past.ages[number], settings.stack_half_life), len(asked)),
        prior=prior,
        penalty=settings.penalty,
    )
    weights = np.zeros(values.shape[-2])
    weights[candidates] = found
    return weights


def evenly(cases: tuple[NDArray[np.int64], ...], most: int) -> tuple[NDArray[np.int64], ...]:
    """So many of the cases at the most, spread over all of them."""
    total = len(cases[0])
    if total <= most:
        return cases
    chosen = np.linspace(0, total - 1, most).round().astype(int)
    return tuple(axis[chosen] for axis in cases)
