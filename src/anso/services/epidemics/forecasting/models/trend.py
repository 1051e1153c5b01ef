"""A local trend, damped by as much as past trends turned out to deserve.

On the fourth-root scale the change h weeks ahead is a weighted sum of the latest changes,
    z[t+h] - z[t] = b1 (z[t] - z[t-1]) + b2 (z[t-1] - z[t-2]) + b3 (z[t-2] - z[t-4]) / 2 + error,
whose weights are fitted for each target and h by ridge regression over all places and the last two years (a
direct form of damped trend: Gardner & McKenzie 1985, Management Science 31: 1237, with the damping learnt).
The errors of the same fit, in units of each place's own recent restlessness, are the uncertainty.
"""

from datetime import date

import numpy as np
from numpy.typing import NDArray

from anso.services.epidemics.forecasting.known import Almanac
from anso.services.epidemics.forecasting.known.scale import to_counts, to_root
from anso.services.epidemics.forecasting.models.errors import restlessness, spread_around

__all__ = ["trend"]

WEEKS = 104
RIDGE = 0.02
"""Relative to the predictors' own sum of squares."""

Numbers = NDArray[np.float64]


def trend(almanac: Almanac, day: date, steps: int, levels: Numbers) -> Numbers:
    """Quantiles, rows x steps x levels. Rows of one target share their weights."""
    state = almanac.state(day)
    series, group, unit = state.series, state.group, state.unit
    root = to_root(series.clean, unit)
    slopes = latest_changes(root)
    scale = restlessness(root, group)
    result = np.full((len(root), steps, len(levels)), np.nan)
    for step in range(1, steps + 1):
        change = np.full(root.shape, np.nan)
        change[:, :-step] = root[:, step:] - root[:, :-step]
        expected = np.full(root.shape, np.nan)
        for one in np.unique(group):
            rows = group == one
            expected[rows] = slopes[rows] @ weights(
                slopes[rows, -WEEKS:], change[rows, -WEEKS:], scale[rows, -WEEKS:]
            )
        standard = (change - expected) / scale
        around = spread_around(standard[:, -WEEKS:], group, levels)
        middle = root[:, -1] + expected[:, -1]
        result[:, step - 1] = to_counts(middle[:, None] + scale[:, -1:] * around, unit)
    return result


def latest_changes(root: Numbers) -> Numbers:
    """Rows x weeks x 3; what lies before the first week is no change."""
    change = np.zeros(root.shape)
    change[:, 1:] = np.diff(root, axis=-1)
    change = np.nan_to_num(change)
    moved = [np.pad(change, ((0, 0), (back, 0)))[:, : root.shape[-1]] for back in range(4)]
    return np.stack([moved[0], moved[1], (moved[2] + moved[3]) / 2], axis=-1)


def weights(slopes: Numbers, change: Numbers, scale: Numbers) -> Numbers:
    good = ~np.isnan(change) & ~np.isnan(scale)
    x = slopes[good] / scale[good][:, None]
    y = change[good] / scale[good]
    if not len(y):
        return np.zeros(slopes.shape[-1])
    square = x.T @ x
    solved: Numbers = np.linalg.solve(
        square + np.eye(len(square)) * (RIDGE * np.trace(square) + 1e-9), x.T @ y
    )
    return solved
