"""Coherent courses from a forecast that states quantiles per week.

In: quantiles (places x weeks x levels). Out: samples x places x weeks whose quantiles are those, and whose weeks hang
together by a Gaussian copula: the normal score of a week's rank is an autoregression of the week before,
correlated by `dependence`. Places are independent of one another. A peak over weeks needs this; a week alone does not.

Schefzik R, Thorarinsdottir TL, Gneiting T (2013), Uncertainty quantification in complex simulation models using
ensemble copula coupling, Statistical Science 28:616, tells why ranks must be joined; the Gaussian copula is the choice here.
"""

from collections.abc import Sequence
from hashlib import sha256

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["DEPENDENCE", "paths"]

Numbers = NDArray[np.float64]

# Measured on normal scores of where the truth fell in the European COVID-19 Forecast Hub's ensemble, 2021-2022, 1,696
# place-weeks: cases 0.83 0.91 0.94 between neighbouring weeks, 0.59 between the first and the fourth (0.85 cubed is
# 0.61); deaths 0.61 0.70 0.77 and 0.47. The hub's baseline: cases 0.85 0.88 0.91 and 0.58.
DEPENDENCE = 0.85


def paths(
    quantiles: ArrayLike,
    levels: ArrayLike,
    samples: int,
    rng: np.random.Generator,
    *,
    names: Sequence[str] | None = None,
    dependence: float = DEPENDENCE,
) -> Numbers:
    """Samples x places x weeks. With `names` of the places, a place's paths do not depend on which others are there.

    Between two levels the value is linear in the normal score, beyond the outermost it goes on so; counts below 0
    become 0. A week with a quantile missing is NaN.
    """
    from scipy.special import ndtri

    values, at = np.asarray(quantiles, dtype=float), np.asarray(levels, dtype=float)
    if values.ndim != 3 or values.shape[-1] != len(at):
        raise ValueError(f"quantiles of shape {values.shape} for {len(at)} levels")
    if len(at) < 2 or np.any(np.diff(at) <= 0) or at[0] <= 0 or at[-1] >= 1:
        raise ValueError("levels are two or more, between 0 and 1, in order")
    scores = _scores(samples, values.shape[:2], rng, names, dependence)
    return _read_off(np.sort(values, axis=-1), ndtri(at), scores)


def _scores(
    samples: int,
    shape: tuple[int, int],
    rng: np.random.Generator,
    names: Sequence[str] | None,
    dependence: float,
) -> Numbers:
    """Samples x places x weeks of standard normal numbers, correlated from week to week."""
    from scipy.signal import lfilter

    places, weeks = shape
    if names is None:
        noise = rng.standard_normal((samples, places, weeks))
    else:
        base = int(rng.integers(2**62))
        keys = [int.from_bytes(sha256(f"{base} {name}".encode()).digest()[:16], "big") for name in names]
        noise = np.stack(
            [np.random.default_rng(key).standard_normal((samples, weeks)) for key in keys], axis=1
        )
    noise[..., 1:] *= np.sqrt(1 - dependence**2)
    return np.asarray(lfilter([1.0], [1.0, -dependence], noise, axis=-1))


def _read_off(values: Numbers, knots: Numbers, scores: Numbers) -> Numbers:
    """The value of each score on its place's and week's own line through the quantiles."""
    right = np.clip(np.searchsorted(knots, scores), 1, len(knots) - 1)
    place, week = np.arange(values.shape[0])[None, :, None], np.arange(values.shape[1])[None, None, :]
    low, high = values[place, week, right - 1], values[place, week, right]
    share = (scores - knots[right - 1]) / (knots[right] - knots[right - 1])
    return np.maximum(low + share * (high - low), 0.0)
