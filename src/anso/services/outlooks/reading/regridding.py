"""From one regular grid to another: conservative to a coarser one, bilinear otherwise.

Both are a matrix for latitudes and one for longitudes. Conservative: the share of each cell that lies in each other
(first order, Jones 1999), a cell's extent in latitude told by the sine. What is missing gives no weight; a value
stands where more than half of its cell is known.
"""

import numpy as np

from anso.services.outlooks.known.numbers import Numbers

__all__ = ["conservative", "linear", "regridded"]

LEAST_KNOWN = 0.5 + 1e-6
"""More than half, and not by rounding."""


def regridded(values: Numbers, down: Numbers, along: Numbers) -> Numbers:
    """... x latitudes x longitudes, through latitudes and longitudes: new x old, each row adding up to one or less."""
    known = np.isfinite(values)
    total = np.matmul(np.matmul(down, np.where(known, values, 0)), along.T)
    share = np.matmul(np.matmul(down, known.astype(values.dtype)), along.T)
    answer: Numbers = np.where(share >= LEAST_KNOWN, total / np.where(share > 0, share, 1), np.nan)
    return answer


def conservative(new: Numbers, old: Numbers, *, latitudes: bool) -> Numbers:
    """The share of each new cell that each old one covers: new x old. What no old cell covers is missing."""
    new_low, new_high = edges(new, latitudes)
    old_low, old_high = edges(old, latitudes)
    both = np.minimum(new_high[:, None], old_high) - np.maximum(new_low[:, None], old_low)
    shares: Numbers = np.maximum(both, 0) / (new_high - new_low)[:, None]
    return shares


def edges(middles: Numbers, latitudes: bool) -> tuple[Numbers, Numbers]:
    half = np.diff(middles).mean() / 2
    low, high = middles - half, middles + half
    if latitudes:
        low, high = (np.sin(np.deg2rad(np.clip(edge, -90, 90))) for edge in (low, high))
    return low, high


def linear(new: Numbers, old: Numbers) -> Numbers:
    """Weights of the two old neighbours; nothing beyond half a step outside the old grid."""
    step = np.diff(old).mean()
    place = np.clip((new - old[0]) / step, 0, len(old) - 1)
    lower = np.minimum(np.floor(place).astype(np.int64), len(old) - 2)
    share = place - lower
    inside = (new >= old[0] - step / 2) & (new <= old[-1] + step / 2)
    weights = np.zeros((len(new), len(old)))
    rows = np.arange(len(new))
    weights[rows, lower] = np.where(inside, 1 - share, 0)
    weights[rows, lower + 1] = np.where(inside, share, 0)
    return weights
