"""Conformal factors: by how much past intervals should have been wider or narrower to cover what they claim.

In come past errors as multiples of the interval's half-width on the side where the truth fell; out goes a
factor an interval, the weighted quantile of the multiples at the coverage wanted: split conformal prediction
with normalised scores (Lei et al. (2018), JASA 113(523): 1094-1111, section 5.2) and weights that fade with age
(Barber et al. (2023), Annals of Statistics 51(2): 816-845). Both sides are taken together, because one past is
too short to tell them apart.
"""

import numpy as np
from numpy.typing import NDArray

__all__ = ["conformal_factors", "multiples", "weighted_quantile"]

Floats = NDArray[np.float64]
HIGHEST = 0.995
"""No quantile beyond this is read from a sample."""
TAIL_POWER = 8
"""Of the coverage: an interval of 95% has two thirds of the correction for few cases, one of 50% nothing."""
FACTOR_BOUNDS = (0.2, 20.0)


def multiples(observed: Floats, centre: Floats, lower: Floats, upper: Floats, least: float) -> Floats:
    """How many half-widths the truth lies from the centre: observed (...), lower and upper (..., intervals)."""
    error = (observed - centre)[..., None]
    above = error / np.maximum(upper - centre[..., None], least)
    below = -error / np.maximum(centre[..., None] - lower, least)
    return np.asarray(np.maximum(above, below))


def weighted_quantile(values: Floats, weights: Floats, at: Floats) -> Floats:
    """For each column the least value below or at which a share `at` of the weight lies."""
    order = np.argsort(values, axis=0)
    ranked = np.take_along_axis(values, order, axis=0)
    share = weights[order].cumsum(axis=0)
    place = np.minimum((share < at * share[-1]).sum(axis=0), len(values) - 1)
    return np.asarray(np.take_along_axis(ranked, place[None], axis=0)[0])


def conformal_factors(
    scores: Floats, weights: Floats, coverage: Floats, *, rounds: float, prior: float, cases_a_round: float
) -> Floats:
    """Factors from cases x intervals; `rounds` is how many rounds' worth of past there is.

    A quantile of few cases is taken further out, by 1 / n as for any conformal interval, where n counts the
    independent cases on one side. Only the outer intervals need it: that of the inner ones is known from few, and
    to widen them costs more. What little past says is drawn towards 1, less where it speaks clearly.
    """
    if not len(scores) or rounds <= 0:
        return np.ones(len(coverage))
    further = coverage**TAIL_POWER / (cases_a_round / 2 * rounds)
    at = np.minimum(coverage + further, np.maximum(coverage, HIGHEST))
    factor = np.clip(weighted_quantile(scores, weights, at), *FACTOR_BOUNDS)
    wanted = np.log(factor)
    evidence = rounds**2 * (1 + wanted**2)
    return np.asarray(np.exp(wanted * evidence / (evidence + prior**2)))
