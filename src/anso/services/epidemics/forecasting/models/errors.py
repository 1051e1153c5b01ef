"""Uncertainty from past errors, in units of each place's own restlessness."""

import numpy as np
from numpy.typing import NDArray

__all__ = ["centred_quantiles", "restlessness", "spread_around"]

MEMORY = 0.85
"""Weight of a week's change relative to the week after it."""
OWN = 6.0
"""So many weeks of its own changes count as much as the group's typical change."""

Numbers = NDArray[np.float64]


def restlessness(root: Numbers, group: NDArray[np.int64]) -> Numbers:
    """How much each row moved in the weeks up to each week: exponentially weighted root mean square of the
    change's change, drawn towards what is typical of the row's group."""
    bend = np.full(root.shape, np.nan)
    bend[:, 2:] = np.diff(root, n=2, axis=-1)
    known = ~np.isnan(bend)
    total = decayed(np.where(known, bend**2, 0.0))
    count = decayed(known.astype(float))
    typical = np.ones(len(root))
    for one in np.unique(group):
        rows = group == one
        recent = bend[rows, -104:]
        typical[rows] = np.nanmedian(recent**2) * 2.0 if (~np.isnan(recent)).any() else 1.0
    result: Numbers = np.sqrt((total + OWN * np.maximum(typical, 1e-8)[:, None] * 0.5) / (count + OWN * 0.5))
    return result


def decayed(values: Numbers) -> Numbers:
    result = values.copy()
    for week in range(1, values.shape[-1]):
        result[:, week] += MEMORY * result[:, week - 1]
    return result


def spread_around(standard: Numbers, group: NDArray[np.int64], levels: Numbers) -> Numbers:
    """Quantiles of the group's standardised errors, centred so that the median stays; rows x levels."""
    result = np.zeros((len(standard), len(levels)))
    for one in np.unique(group):
        rows = group == one
        result[rows] = centred_quantiles(standard[rows], levels)
    return result


def centred_quantiles(errors: Numbers, levels: Numbers) -> Numbers:
    """Quantiles of the known errors less their median; nought where none is known."""
    known = errors[~np.isnan(errors)]
    return np.quantile(known, levels) - np.median(known) if len(known) else np.zeros(len(levels))
