"""Counts as the model expects them, how likely a count is, and counts drawn.

A count of mean m has the variance m + d m^2 (negative binomial with overdispersion d), for a day or for the
seven days up to it.
"""

import numpy as np
from numpy.typing import NDArray

from anso.services.epidemics.filtering.model.state import REPORTED, WEEKDAY, Numbers

__all__ = ["drawn", "expected", "log_likelihood", "stabilised", "weekday_factor"]

SAYS_NOTHING = 0.01
"""Chance that a count is an artefact, which says nothing of the epidemic."""


def expected(ensemble: Numbers, day: int, weekly: NDArray[np.bool_]) -> Numbers:
    """Mean count of each member, places x members: of the day, or of the seven days where `weekly`."""
    result = np.exp(ensemble[:, REPORTED.start + day % 7]) * weekday_factor(ensemble, day)
    if weekly.any():
        result[weekly] = np.exp(ensemble[weekly, REPORTED]).sum(1)
    return result


def weekday_factor(ensemble: Numbers, day: int) -> Numbers:
    """How much more or less than on a mean day is reported, places x members."""
    effects = np.exp(ensemble[:, WEEKDAY])
    factor: Numbers = effects[:, day % 7] / effects.mean(1)
    return factor


def stabilised(count: Numbers, overdispersion: Numbers) -> Numbers:
    """The count on a scale on which its variance is nearly 1 (Anscombe 1948, Biometrika 35: 246)."""
    root = np.sqrt(overdispersion)
    result: Numbers = 2.0 / root * np.arcsinh(root * np.sqrt(count + 0.375))
    return result


def log_likelihood(count: Numbers, mean: Numbers, overdispersion: Numbers) -> Numbers:
    """Of a count (one a place) for each member; an outlier cannot outweigh all the rest."""
    from scipy.special import gammaln

    size, seen = 1.0 / overdispersion, count[:, None]
    ours: Numbers = (
        gammaln(seen + size)
        - gammaln(size)
        - gammaln(seen + 1.0)
        - size * np.log1p(mean / size)
        + seen * (np.log(mean) - np.log(size + mean))
    )
    artefact = np.log(SAYS_NOTHING) - np.log(10.0 * (seen + 10.0))
    result: Numbers = np.logaddexp(ours + np.log1p(-SAYS_NOTHING), artefact)
    return result


def drawn(mean: Numbers, overdispersion: Numbers, random: np.random.Generator) -> Numbers:
    """Counts around their means: a gamma-Poisson mixture, its Poisson part normal where counts are many."""
    rate = mean * random.standard_gamma(1.0 / overdispersion) * overdispersion
    many = np.maximum(rate, 0.0) + np.sqrt(rate) * random.standard_normal(rate.shape)
    few = random.poisson(np.minimum(rate, 50.0))
    result: Numbers = np.where(rate < 50.0, few, np.maximum(many, 0.0))
    return result
