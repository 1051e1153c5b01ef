"""The scale on which growth of small and of large epidemics looks alike.

The fourth root of counts per 100,000 inhabitants lies between the square root, which makes the noise of
counts even, and the logarithm, which makes growth even; forecasts that won recent influenza seasons were
made on it (Ray, Wang, Wolfinger & Reich 2025, Epidemics 50: 100810, "Flusion", section 2.2). Where no
population is known, a place's own highest week stands for a weekly rate of 300 per 100,000.
"""

import numpy as np
from numpy.typing import NDArray

__all__ = ["per_unit", "to_counts", "to_root"]

PEOPLE = 100_000.0
HIGHEST_RATE = 300.0
POWER = 0.25

Numbers = NDArray[np.float64]


def per_unit(clean: Numbers, population: Numbers) -> Numbers:
    """For each row (targets x places) the count that is a rate of 1; `population` has one entry a place."""
    heads = np.tile(population / PEOPLE, len(clean) // len(population))
    highest = np.max(np.nan_to_num(clean), axis=-1, initial=1.0)
    return np.where(np.isnan(heads), highest / HIGHEST_RATE, heads)


def to_root(counts: Numbers, unit: Numbers) -> Numbers:
    """`unit` has one entry a row; counts have any further axes."""
    return (np.maximum(counts, 0.0) / extended(unit, counts)) ** POWER


def to_counts(root: Numbers, unit: Numbers) -> Numbers:
    return np.maximum(root, 0.0) ** (1 / POWER) * extended(unit, root)


def extended(unit: Numbers, like: Numbers) -> Numbers:
    return unit.reshape(-1, *[1] * (like.ndim - 1))
