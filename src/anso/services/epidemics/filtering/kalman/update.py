"""The analysis of an ensemble Kalman filter: one observed number a place moves all its members.

In come the ensemble, what each member expects to be observed, and what was; the ensemble is moved in place.
Several numbers are taken one after another, which is the same as at once while their errors are independent
(Houtekamer & Mitchell 2001, Monthly Weather Review 129: 123). Places share nothing, so no update reaches from
one to another: the strictest localisation there is, and the reason why none is needed between places.
"""

from dataclasses import dataclass

import numpy as np

from anso.services.epidemics.filtering.model.state import Numbers

__all__ = ["Innovation", "innovation", "perturbed", "square_root"]

FURTHEST = 4.0
"""Standard deviations; an observation further away is trusted so much less that it stands there (Roh et al.
2013, Monthly Weather Review 141: 4414, on robust ensemble filters)."""


@dataclass(frozen=True)
class Innovation:
    """What an observation says, one entry a place; `around` is places x members."""

    ahead: Numbers
    """Observed less expected; 0 where nothing was observed."""
    around: Numbers
    """What members expect, around their mean."""
    spread: Numbers
    """Variance of what members expect."""
    noise: Numbers
    """Variance of the observation; infinite where nothing was observed."""


def innovation(seen: Numbers, value: Numbers, variance: Numbers, *, furthest: float = FURTHEST) -> Innovation:
    """`seen` is places x members; a value that is NaN was not observed."""
    mean = seen.mean(-1)
    around = seen - mean[:, None]
    spread = (around**2).sum(-1) / (seen.shape[-1] - 1)
    known = ~np.isnan(value)
    ahead = np.where(known, value - mean, 0.0)
    noise = np.where(known, np.maximum(variance, (ahead / furthest) ** 2 - spread), np.inf)
    return Innovation(ahead, around, spread, noise)


def square_root(
    ensemble: Numbers, seen: Innovation, *, hears: Numbers | float = 1.0, keep: Numbers | float = 0.0
) -> None:
    """Moves the mean by the Kalman gain and shrinks the spread exactly as much as it says, without drawing.

    The ensemble square root filter (Whitaker & Hamill 2002, Monthly Weather Review 130: 1913; for one number
    the same as the transform filter of Bishop, Etherton & Majumdar 2001, ibid. 129: 420). `hears` is 0 for slots
    that the observation must not move; `keep` is the share of its spread that a slot gets back afterwards
    (relaxation to the prior: Zhang, Snyder & Sun 2004, ibid. 132: 1238).
    """
    gain = gain_of(ensemble, seen) * hears
    shrink = 1.0 / (1.0 + np.sqrt(1.0 / (1.0 + seen.spread / seen.noise)))
    ensemble += gain[..., None] * seen.ahead[:, None, None]
    ensemble -= (gain * (1.0 - np.asarray(keep)))[..., None] * (shrink[:, None] * seen.around)[:, None]


def perturbed(ensemble: Numbers, seen: Innovation, normal: Numbers, *, hears: Numbers | float = 1.0) -> None:
    """Each member is moved by what it alone would learn from a redrawn observation (Evensen 2003, Ocean Dynamics
    53: 343; Burgers, van Leeuwen & Evensen 1998, Monthly Weather Review 126: 1719)."""
    centred = normal - normal.mean(-1, keepdims=True)
    redrawn = np.sqrt(np.where(np.isinf(seen.noise), 0.0, seen.noise))[:, None] * centred
    gain = gain_of(ensemble, seen) * hears
    ensemble += gain[..., None] * (seen.ahead[:, None] + redrawn - seen.around)[:, None]


def gain_of(ensemble: Numbers, seen: Innovation) -> Numbers:
    """Places x slots; none where nothing was observed."""
    together = (ensemble @ seen.around[..., None])[..., 0] / (ensemble.shape[-1] - 1)
    gain: Numbers = together / (seen.spread + seen.noise)[:, None]
    return gain
