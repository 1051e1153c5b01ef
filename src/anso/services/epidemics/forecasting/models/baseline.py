"""The forecast hubs' baseline: no change, as uncertain as past changes of the count were.

The changes from week to week of the whole history and their negatives are one distribution with median 0;
h weeks ahead the last count changes by the sum of h independent draws from it, and counts below zero are
zero (Cramer et al. 2022, PNAS 119(15): e2113561119, supplement; R package covidModels, `quantile_baseline`).
The hub draws the sums at random; here their distribution is convolved on a fine grid, so that the result is
the same each time.
"""

from datetime import date

import numpy as np
from numpy.typing import NDArray

from anso.services.epidemics.forecasting.known import Almanac

__all__ = ["baseline", "summed_quantiles"]

CELLS = 4096
"""Cells of the grid on which the sums' distribution stands, from the lowest possible sum to the highest."""
TOGETHER = 50
"""Rows that are computed at once, so that they fit into a processor's cache."""
DRAWS = 4001
"""Points at which a distribution of changes is read, evenly in probability."""

Numbers = NDArray[np.float64]


def baseline(almanac: Almanac, day: date, steps: int, levels: Numbers) -> Numbers:
    """Quantiles, rows x steps x levels; NaN for rows with fewer than two known weeks."""
    series = almanac.state(day).series
    counts = series.told
    change = np.diff(counts, axis=-1)
    change[(counts[:, 1:] < 0) | (counts[:, :-1] < 0)] = np.nan  # a correction is no change
    both = np.concatenate([change, -change], axis=-1)
    parts = [
        summed_quantiles(both[start : start + TOGETHER], steps, levels)
        for start in range(0, len(both), TOGETHER)
    ]
    return np.maximum(series.last[:, None, None] + np.concatenate(parts), 0.0)


def summed_quantiles(changes: Numbers, steps: int, levels: Numbers) -> Numbers:
    """Quantiles of the sum of 1 .. `steps` draws from each row's values, which are symmetric about zero."""
    spans = np.nanmax(np.abs(np.where(np.isnan(changes), 0.0, changes)), axis=-1)
    cell = np.maximum(spans * steps * 2.0 / (CELLS - 2), 1e-12)
    points = drawn(changes)
    place = points / cell[:, None]
    low = np.floor(place)
    share = place - low
    rows = np.arange(len(changes))[:, None] * CELLS
    mass = np.zeros(len(changes) * CELLS)
    for offset, weight in ((0, 1.0 - share), (1, share)):
        column = (low.astype(np.int64) + offset) % CELLS  # negative sums stand at the end, as FFT has them
        mass += np.bincount((rows + column).ravel(), weight.ravel(), minlength=len(mass))
    frequency = np.fft.rfft(mass.reshape(len(changes), CELLS) / DRAWS, axis=-1)
    value = (np.arange(CELLS) - CELLS // 2) * cell[:, None]
    result = np.empty((len(changes), steps, len(levels)))
    for step in range(1, steps + 1):
        density = np.fft.irfft(frequency**step, CELLS, axis=-1)
        density = np.roll(np.maximum(density, 0.0), CELLS // 2, axis=-1)
        result[:, step - 1] = inverted(density, value, levels)
    result[np.isnan(changes).all(-1)] = np.nan
    return result


def drawn(changes: Numbers) -> Numbers:
    """Each row's quantile function (Hyndman & Fan's type 7) at evenly spaced probabilities."""
    ordered = np.sort(changes, axis=-1)  # what is unknown goes last
    count = np.maximum((~np.isnan(changes)).sum(-1), 1)
    position = np.linspace(0.0, 1.0, DRAWS) * (count - 1)[:, None]
    below = np.floor(position).astype(np.int64)
    above = np.minimum(below + 1, (count - 1)[:, None])
    start = np.take_along_axis(ordered, below, -1)
    value = start + (np.take_along_axis(ordered, above, -1) - start) * (position - below)
    points: Numbers = np.nan_to_num(value)
    return points


def inverted(density: Numbers, value: Numbers, levels: Numbers) -> Numbers:
    """Where the cumulated mass reaches each level, linear within a cell."""
    total = np.cumsum(density, axis=-1)
    total /= total[:, -1:]
    rows = np.arange(len(total))[:, None]
    searched = total + 2.0 * rows  # one ascending array of all rows
    place = np.searchsorted(searched.ravel(), (levels + 2.0 * rows).ravel()).reshape(len(total), -1)
    column = np.clip(place - rows * CELLS, 0, CELLS - 1)
    high = np.take_along_axis(total, column, -1)
    low = np.where(column > 0, np.take_along_axis(total, np.maximum(column - 1, 0), -1), 0.0)
    share = (levels - low) / np.maximum(high - low, 1e-15)
    cell = value[:, 1:2] - value[:, 0:1]
    quantiles: Numbers = np.take_along_axis(value, column, -1) + (np.clip(share, 0.0, 1.0) - 0.5) * cell
    return quantiles
