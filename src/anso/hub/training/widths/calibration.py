"""The widths of one round: an ensemble's quantiles moved in or out to cover what they claim.

In come the ensemble as it was combined, in this round and before, and the truth known of it; out go factors
for this round's distances from its median, one a horizon, place and interval, from the past alone. Places
differ in how well they are forecast, and a place alone has little past: its factor is its own only as far as
its own past goes, and all share the shape over the intervals.
"""

import numpy as np
from numpy.typing import NDArray

from anso.hub.training.settings import Settings
from anso.hub.training.weights.performance import recency
from anso.hub.training.widths.errors import conformal_factors, multiples
from anso.hub.training.widths.shape import LEAST_WIDTH, Intervals

__all__ = ["horizon_factors", "past_multiples", "place_factors"]

Floats = NDArray[np.float64]
PLACES_OF_A_ROUND = 4
"""Places whose errors together weigh as half a round's: one place's past says less than thirty places'."""
PLACE_COVERAGE = 0.8
"""The interval by which places are compared; in multiples up to a bound, so that one storm does not decide."""
PLACE_MULTIPLE = 4.0
LEAST_CASES = 0.25
LONGEST_LASTING = 0.8
PLACE_BOUNDS = (0.4, 2.5)


def past_multiples(combined: Floats, observed: Floats, intervals: Intervals) -> Floats:
    """Errors in half-widths (..., intervals), NaN where the truth is not known; combined is (..., levels)."""
    return multiples(
        observed,
        intervals.centre(combined),
        combined[..., intervals.lower],
        combined[..., intervals.upper],
        LEAST_WIDTH,
    )


def place_factors(scores: Floats, ages: Floats, intervals: Intervals, settings: Settings) -> Floats:
    """A factor a place, from multiples of all horizons (horizons x rounds x places x intervals)."""
    places = scores.shape[2]
    if not scores.shape[1] or not len(intervals.lower):
        return np.ones(places)
    at = int(np.abs(intervals.coverage - PLACE_COVERAGE).argmin())
    size = np.minimum(scores[..., at], PLACE_MULTIPLE)
    known = np.isfinite(size)
    faded = recency(ages, settings.width_half_life)
    weights = known * faded[:, None]
    worth = weights.sum(axis=(0, 1))
    total = np.where(known, size * weights, 0).sum(axis=(0, 1))
    if not total.sum() > 0:
        return np.ones(places)
    # A typical horizon's: errors of one place at several horizons are nearly the same error.
    horizons = np.maximum(known.any(axis=1).sum(axis=0), 1)
    relative = (total / np.maximum(worth, 1e-9)) / (total.sum() / worth.sum())
    bounded = np.clip(np.where(worth > 0, relative, 1), *PLACE_BOUNDS)
    rounds = worth / horizons
    return np.asarray(bounded ** (rounds / (rounds + settings.place_prior)))


def horizon_factors(scores: Floats, ages: Floats, intervals: Intervals, settings: Settings) -> Floats:
    """A factor an interval, from one horizon's multiples (rounds x places x intervals)."""
    known = np.isfinite(scores).all(axis=-1)
    if not known.any() or not len(intervals.lower):
        return np.ones(len(intervals.lower))
    faded = recency(ages, settings.width_half_life)
    number = known.sum(axis=1)
    worth = float((faded * number / (number + PLACES_OF_A_ROUND)).sum())
    return conformal_factors(
        scores[known],
        np.broadcast_to(faded[:, None], known.shape)[known],
        intervals.coverage,
        rounds=worth,
        prior=settings.width_prior,
        cases_a_round=independent_cases(scores, faded, intervals, settings),
    )


def independent_cases(scores: Floats, faded: Floats, intervals: Intervals, settings: Settings) -> float:
    """How many independent errors a round holds, from how much coverage varies from round to round.

    The share of a round's places outside an interval varies as p (1 - p) / n with n independent places (the
    design effect of cluster samples, Kish (1965), Survey Sampling, section 8.2): where a wave takes all
    places by surprise, n is near 1.
    """
    at = int(np.abs(intervals.coverage - PLACE_COVERAGE).argmin())
    size = scores[..., at]
    known = np.isfinite(size)
    places = known.sum(axis=1)
    bound = np.quantile(size[known], PLACE_COVERAGE)
    missed = ((size > bound) & known).sum(axis=1) / np.maximum(places, 1)
    weights = faded * (places > 0)
    spread = PLACE_COVERAGE * (1 - PLACE_COVERAGE)
    away = missed - (1 - PLACE_COVERAGE)
    believed = settings.cases_prior * spread / settings.cases_a_round
    total = (weights * away**2).sum() + believed
    lasting = float(np.clip((weights[1:] * away[1:] * away[:-1]).sum() / total, 0, LONGEST_LASTING))
    estimated = total / (weights.sum() + settings.cases_prior) * (1 + lasting) / (1 - lasting)
    return float(np.clip(spread / estimated, LEAST_CASES, max(1.0, float(places[places > 0].mean()))))
