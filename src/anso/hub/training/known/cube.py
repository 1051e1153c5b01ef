"""One target's quantile forecasts as an array with an axis for each thing that training looks along.

In comes one target's rows of a tidy table; out goes a `Cube` with nothing (NaN) where a model is absent. A
model that states some of the levels has the others filled in, on a straight line between its own in the
normal score of the level, beyond the outermost with the same slope.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from anso.hub.dense import quantile_blocks
from anso.hub.rounds import REFERENCE_DATE, ROUND, TARGET, TARGET_END_DATE, with_rounds
from anso.release.forecast import HORIZON, MODEL, task_columns

__all__ = ["Cube", "cube_of", "filled"]

Floats = NDArray[np.float64]
LEAST_LEVELS = 3
"""A model that states fewer levels of a forecast says too little of its shape to be filled in."""
COMMON_LEVEL = 0.25
"""A level is asked of the ensemble if at least this share of the forecasts state it."""


@dataclass(frozen=True)
class Cube:
    """Rounds ascend, so that the past of a round is what lies before it on that axis."""

    target: str | None
    models: list[str]
    rounds: list[date]
    horizons: list[int]
    places: pl.DataFrame
    """A row a place: every task column that is neither target, horizon nor date."""
    levels: Floats
    values: Floats
    """Horizons x rounds x places x models x levels."""
    ends: NDArray[np.datetime64]
    """Horizons x rounds: the last day of what is forecast; NaT where nothing is."""


def cube_of(table: pl.DataFrame) -> Cube | None:
    """The cube of one target; none if no forecast states enough levels."""
    blocks = quantile_blocks(with_rounds(table))
    if not blocks:
        return None
    levels = common_levels([(block.levels, len(block)) for block in blocks])
    kept = [(block.keys, filled(block.values, block.levels, levels)) for block in blocks]
    kept = [(keys, values) for keys, values in kept if values is not None]
    if not kept:
        return None
    keys = pl.concat([keys for keys, _ in kept])
    values = np.concatenate([values for _, values in kept])
    named = (MODEL, ROUND, TARGET, HORIZON, REFERENCE_DATE, TARGET_END_DATE)
    places = keys.select(name for name in task_columns(keys) if name not in named).unique().sort(pl.all())
    place = keys.join(
        places.with_row_index("place"), on=places.columns, nulls_equal=True, maintain_order="left"
    )["place"]
    models, model = coded(keys[MODEL])
    rounds, at = coded(keys[ROUND])
    horizons, horizon = coded(keys[HORIZON])
    ends = np.full((len(horizons), len(rounds)), np.datetime64("NaT", "D"))
    ends[horizon, at] = keys[TARGET_END_DATE].to_numpy().astype("datetime64[D]")
    array = np.full((len(horizons), len(rounds), len(places), len(models), len(levels)), np.nan)
    array[horizon, at, place.to_numpy(), model] = values
    target = keys[TARGET][0] if TARGET in keys.columns else None
    return Cube(target, models, rounds, horizons, places, levels, array, ends)


def coded(column: pl.Series) -> tuple[list[Any], NDArray[np.int64]]:
    distinct = column.unique().sort()
    return distinct.to_list(), distinct.search_sorted(column).to_numpy().astype(np.int64)


def common_levels(stated: list[tuple[Floats, int]]) -> Floats:
    """Levels that enough forecasts state, and else those of the most common set."""
    levels = np.unique(np.concatenate([levels for levels, _ in stated]))
    forecasts = np.array([number for _, number in stated], dtype=float)
    share = np.array([np.isin(levels, own) for own, _ in stated]).T @ forecasts / forecasts.sum()
    return levels[share >= COMMON_LEVEL] if (share >= COMMON_LEVEL).any() else stated[0][0]


def filled(values: Floats, stated: Floats, levels: Floats) -> Floats | None:
    """Forecasts at the levels asked for; none if they state too few."""
    if np.array_equal(stated, levels):
        return np.asarray(np.sort(values, axis=1))
    if np.isin(levels, stated).all():
        return np.asarray(np.sort(values[:, np.isin(stated, levels)], axis=1))
    if len(stated) < LEAST_LEVELS:
        return None
    from scipy.special import ndtri

    at, own = ndtri(levels), ndtri(stated)
    left = np.clip(np.searchsorted(own, at, side="right") - 1, 0, len(own) - 2)
    share = (at - own[left]) / (own[left + 1] - own[left])
    # Beyond the outermost level of a count, a straight line in asinh neither explodes nor falls below zero.
    scale = np.maximum(np.abs(values).mean(axis=1, keepdims=True) / 8, 1e-12)
    bent = np.arcsinh(np.sort(values, axis=1) / scale)
    result = np.sinh(bent[:, left] * (1 - share) + bent[:, left + 1] * share) * scale
    floor = 0.0 if values.min() >= 0 else -np.inf
    return np.asarray(np.maximum(result, floor))
