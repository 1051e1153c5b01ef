"""How wide the combined forecast should have been, and so should be.

In come past combined forecasts and what came about; out come factors for the distances of each level from the
median, one for each target, horizon and level. They are read from the distribution of past errors in units of
those distances (conformalised quantile regression: Romano, Patterson & Candes 2019, NeurIPS 32; with fading
weights: Barber et al. 2023, Annals of Statistics 51: 816), and drawn towards 1 while little is known.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["WidthSettings", "factors_from", "widened"]

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class WidthSettings:
    half_life: float = 13.0
    """Rounds."""
    prior: float = 2.0
    """Rounds of errors as wide as was said that every target starts with."""
    least: float = 0.7
    most: float = 3.0


def factors_from(
    past: Numbers, outcome: Numbers, ages: Numbers, levels: Numbers, settings: WidthSettings
) -> Numbers:
    """Targets x horizons x levels; the factor of the median is 1.

    `past` is rounds x targets x places x horizons x levels. An error counts in half-widths of its own forecast's
    interval, so that large and small places tell the same.
    """
    centre = np.argmin(np.abs(levels - 0.5))
    targets, horizons = past.shape[1], past.shape[3]
    factors = np.ones((targets, horizons, len(levels)))
    median = past[..., centre]
    error = outcome - median
    faded = 0.5 ** (ages / settings.half_life)
    low = np.arange(centre)
    high = len(levels) - 1 - low
    for target in range(targets):
        for horizon in range(horizons):
            part = error[:, target, :, horizon]
            known = ~np.isnan(part)
            rounds = float((faded * known.any(1)).sum())
            if not rounds:
                continue
            weight = np.broadcast_to(faded[:, None], part.shape)[known]
            distance = np.abs(past[:, target, :, horizon] - median[:, target, :, horizon, None])[known]
            size = np.abs(part[known])
            share = rounds / (rounds + settings.prior)
            half = np.maximum((distance[:, low] + distance[:, high]) / 2, 1e-9)
            asked = weighted_quantiles(size[:, None] / half, weight, levels[high] - levels[low])
            bounded = np.clip(asked, settings.least, settings.most) ** share
            factors[target, horizon, low] = factors[target, horizon, high] = bounded
    return factors


def weighted_quantiles(values: Numbers, weight: Numbers, levels: Numbers) -> Numbers:
    """Of each column the quantile of its own level."""
    order = np.argsort(values, axis=0)
    total = np.cumsum(weight[order], axis=0)
    below = (total < levels * total[-1]).sum(0)
    found: Numbers = np.take_along_axis(np.take_along_axis(values, order, 0), below[None], 0)[0]
    return found


def widened(values: Numbers, factors: Numbers, levels: Numbers) -> Numbers:
    """`values` is targets x places x horizons x levels."""
    centre = np.argmin(np.abs(levels - 0.5))
    median = values[..., centre : centre + 1]
    moved: Numbers = np.sort(median + (values - median) * factors[:, None], axis=-1)
    return moved
