"""Whether what is said with a probability comes as often as said, and how far from climatology one dares to go.

The slope is that of the weighted least squares line of what came (one or nothing) on the probability said, over all
categories, years and points (the attributes diagram's line, Wilks 2019, ch. 9.4.4, without binning). One is
perfect; below it forecasts are too sure, above it too timid.
"""

import numpy as np

from anso.services.outlooks.known.numbers import Numbers, Years

__all__ = ["diagram", "sharpness", "slope"]

LEAST_VARIANCE = 1e-10
"""Probabilities that vary less have no slope."""


def came_by_category(came: Years, categories: int) -> Numbers:
    answer: Numbers = (came == np.arange(categories)[:, None, None]).astype(np.float64)
    return answer


def slope(probabilities: Numbers, came: Years, weights: Numbers) -> float:
    """NaN where probabilities never vary. Categories x years x points."""
    total = float(np.broadcast_to(weights, came.shape).sum())
    happened = came_by_category(came, len(probabilities))
    spread = np.broadcast_to(weights, came.shape) / (total * len(probabilities))
    said = probabilities - (spread * probabilities).sum()
    varied = float((spread * said**2).sum())
    return float((spread * said * happened).sum()) / varied if varied > LEAST_VARIANCE else float("nan")


def diagram(
    probabilities: Numbers, came: Years, weights: Numbers, bins: int = 10
) -> tuple[Numbers, Numbers, Numbers]:
    """Of each bin of probability: the mean said, how often it came, and the share of all forecasts in it."""
    happened = came_by_category(came, len(probabilities))
    place = np.minimum((probabilities * bins).astype(np.int64), bins - 1).ravel()
    spread = np.broadcast_to(weights, probabilities.shape).ravel()
    share = np.bincount(place, spread, bins)
    there = np.where(share > 0, share, np.nan)
    said = np.bincount(place, spread * probabilities.ravel(), bins) / there
    seen = np.bincount(place, spread * happened.ravel(), bins) / there
    return said, seen, share / share.sum()


def sharpness(probabilities: Numbers, weights: Numbers) -> float:
    """The standard deviation of what was said, over all categories, years and points."""
    spread = np.broadcast_to(weights, probabilities.shape)
    spread = spread / spread.sum()
    mean = (spread * probabilities).sum()
    return float(np.sqrt((spread * (probabilities - mean) ** 2).sum()))
