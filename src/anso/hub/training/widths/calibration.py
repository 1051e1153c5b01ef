"""The widths of one round: an ensemble's quantiles moved in or out to cover what they claim.

In come the ensemble as it was combined, in this round and before, and the truth known of it; out go factors
for this round's distances from its median, one an interval and horizon, from the past alone.
"""

import numpy as np
from numpy.typing import NDArray

from anso.hub.training.settings import Settings
from anso.hub.training.weights.performance import recency
from anso.hub.training.widths.errors import conformal_factors, multiples
from anso.hub.training.widths.shape import LEAST_WIDTH, Intervals

__all__ = ["horizon_factors", "missed_shares"]

Floats = NDArray[np.float64]
PLACES_OF_A_ROUND = 4
"""Places whose errors together weigh as half a round's: one place's past says less than thirty places'."""


def horizon_factors(
    combined: Floats, observed: Floats, ages: Floats, intervals: Intervals, settings: Settings
) -> Floats:
    """A factor an interval; combined is rounds x places x levels, observed rounds x places."""
    known = np.isfinite(observed) & np.isfinite(combined).all(axis=-1)
    if not known.any() or not len(intervals.lower):
        return np.ones(len(intervals.lower))
    answered = combined[known]
    scores = multiples(
        observed[known],
        intervals.centre(answered),
        answered[:, intervals.lower],
        answered[:, intervals.upper],
        LEAST_WIDTH,
    )
    faded = recency(ages, settings.width_half_life)
    number = known.sum(axis=1)
    worth = float((faded * number / (number + PLACES_OF_A_ROUND)).sum())
    weights = np.broadcast_to(faded[:, None], known.shape)[known]
    return conformal_factors(
        scores,
        weights,
        intervals.coverage,
        rounds=worth,
        prior=settings.width_prior,
        cases_a_round=settings.cases_a_round,
    )


def missed_shares(issued: Floats, observed: Floats, intervals: Intervals) -> Floats:
    """The share of truths outside each interval; issued is places x levels, observed places."""
    known = np.isfinite(observed) & np.isfinite(issued).all(axis=-1)
    truth = observed[known][:, None]
    inside = (issued[known][:, intervals.lower] <= truth) & (truth <= issued[known][:, intervals.upper])
    return np.asarray(1 - inside.mean(axis=0))
