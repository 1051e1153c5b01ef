"""Data assimilation: what counts say of an epidemic's course, by an ensemble Kalman filter and a particle filter.

The folders stand in the order in which they are used: `observed` holds the counts, `model` a stochastic
compartment model with reporting, `kalman` and `particle` the two ways to draw it towards the counts, `results`
what is kept and forecast, `estimate` runs it all over many places; `twin` tries it on epidemics whose truth
is known, because they were simulated.
"""

from anso.services.epidemics.filtering.estimate import (
    Estimate,
    Settings,
    estimate,
    estimate_everywhere,
    estimate_in_parts,
)
from anso.services.epidemics.filtering.model.prior import Prior
from anso.services.epidemics.filtering.observed import Observed, observe

__all__ = [
    "Estimate",
    "Observed",
    "Prior",
    "Settings",
    "estimate",
    "estimate_everywhere",
    "estimate_in_parts",
    "observe",
]
