"""How far an ensemble's spread and the observations' noise are to be trusted, learnt from what was missed.

With d the observation less its expectation before the update, right statistics give
    E[d^2] = spread + noise
(Li, Kalnay & Miyoshi 2009, Quarterly Journal of the Royal Meteorological Society 135: 523, follow both as time goes
on). One equation does not tell two unknowns apart, so the noise is read from the counts alone, from how they jump
from day to day, and what else was missed is put down to the spread.
"""

import numpy as np

from anso.services.epidemics.filtering.kalman.update import Innovation
from anso.services.epidemics.filtering.model.state import Numbers

__all__ = ["inflate", "learnt_inflation", "learnt_overdispersion", "learnt_restlessness"]

INFLATION = (0.9, 1.1)
"""Least and largest that is believed of the variance's factor in a day; below 1 nothing is done."""
INFLATION_MEMORY = 0.02
LARGEST_MISS = 3.0
"""Standard deviations; what is missed by more counts as so much, lest one artefact teaches too much."""
OVERDISPERSION = (1e-4, 1.0)


def inflate(ensemble: Numbers, slots: slice, factor: Numbers) -> None:
    """Multiplies the variance of some slots (Anderson & Anderson 1999, Monthly Weather Review 127: 2741)."""
    part = ensemble[:, slots]
    more = np.sqrt(np.maximum(factor, 1.0)) - 1.0
    part += (part - part.mean(-1, keepdims=True)) * more[:, None, None]


def learnt_inflation(factor: Numbers, seen: Innovation) -> Numbers:
    """The factor after one more observation, which counts the more the more it can tell of the spread."""
    known = np.isfinite(seen.noise) & (seen.spread > 0)
    noise = np.where(known, seen.noise, 1.0)
    spread = np.where(known, seen.spread, 1.0)
    missed = (squared(seen, spread + noise) - noise) / spread
    trust = INFLATION_MEMORY * (spread / (spread + noise)) ** 2
    return np.where(known, np.clip(factor + trust * (missed - 1.0), *INFLATION), factor)


def learnt_restlessness(doubt: Numbers, seen: Innovation) -> tuple[Numbers, Numbers]:
    """What to add to the logarithm of the drive's daily standard deviation, and the doubt that is left of it.

    (d_b^2 - noise) / spread has the mean 1 if the ensemble spreads as it should, and the variance
    2 (1 + noise / spread)^2: an observation of how much too quiet or too restless the members are, taken by a
    Kalman filter of its own (Miyoshi 2011, Monthly Weather Review 139: 1519, does so for inflation).
    """
    known = np.isfinite(seen.noise) & (seen.spread > 0)
    noise = np.where(known, seen.noise, 1.0)
    spread = np.where(known, seen.spread, 1.0)
    missed = (squared(seen, spread + noise) - noise) / spread - 1.0
    gain = np.where(known, doubt / (doubt + 2.0 * (1.0 + noise / spread) ** 2), 0.0)
    return 0.5 * gain * missed, (1.0 - gain) * doubt


def learnt_overdispersion(overdispersion: Numbers, bend: Numbers, mean: Numbers, memory: float) -> Numbers:
    """From how counts jump about, whatever the ensemble makes of them.

    `bend` is the second difference of three stabilised counts, the effects of their days taken off: of
    independent noise of variance v its variance is 6 v, and what the epidemic itself bends in three days is next
    to nothing. On that scale v is 1 if the overdispersion d is right; otherwise the counts' variance is
    v (m + d m^2) = m + d' m^2 with d' = v d + (v - 1) / m. (That the difference-based estimate needs no model of the
    course: Gasser, Sroka & Jennen-Steinmetz 1986, Biometrika 73: 625.)
    """
    ratio = np.minimum(bend**2 / 6.0, LARGEST_MISS**2)
    told = np.clip(ratio * overdispersion + (ratio - 1.0) / np.maximum(mean, 1.0), -1.0, 1.0)
    moved = overdispersion + memory * (told - overdispersion)
    return np.where(np.isnan(bend), overdispersion, np.clip(moved, *OVERDISPERSION))


def squared(seen: Innovation, variance: Numbers) -> Numbers:
    return np.minimum(seen.ahead**2, LARGEST_MISS**2 * variance)
