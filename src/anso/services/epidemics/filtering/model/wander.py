"""Parameters are not fixed for ever: once a week each moves a little, around what was believed of it beforehand.

    x <- usual + a (x - usual) + sqrt(1 - a^2) spread z
which keeps the prior's distribution where counts say nothing, and lets what they said long ago be forgotten:
testing, treatment and variants change. It also keeps an ensemble from ending with one value only.
"""

import numpy as np

from anso.services.epidemics.filtering.model.prior import Prior
from anso.services.epidemics.filtering.model.state import (
    DELAY_DAYS,
    INFECTIOUS_DAYS,
    LATENT_DAYS,
    RESTLESS,
    SCATTER,
    SHARE,
    Numbers,
)

__all__ = ["KEPT", "WANDERING", "wander"]

MEMORY_DAYS = 150.0
KEPT = float(np.exp(-7.0 / MEMORY_DAYS))
"""Share of what is known of a parameter that is left after a week."""
WANDERING = np.r_[SHARE, LATENT_DAYS, INFECTIOUS_DAYS, DELAY_DAYS, RESTLESS, SCATTER]


def wander(ensemble: Numbers, prior: Prior, normal: Numbers) -> None:
    """`normal` is standard normal, places x wandering slots x members."""
    believed = np.array(
        [
            prior.share,
            prior.latent_days,
            prior.infectious_days,
            prior.delay_days,
            prior.restless,
            prior.scatter_day,
            prior.scatter_week,
        ]
    )
    usual, spread = np.log(believed[:, :1]), believed[:, 1:]
    around = ensemble[:, WANDERING] - usual
    ensemble[:, WANDERING] = usual + KEPT * around + np.sqrt(1.0 - KEPT**2) * spread * normal
