"""The ensemble Kalman filter's part of a day: the ensemble drawn towards the day's counts."""

from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from anso.services.epidemics.filtering.kalman.adapt import (
    inflate,
    learnt_inflation,
    learnt_overdispersion,
    learnt_restlessness,
)
from anso.services.epidemics.filtering.kalman.update import Innovation, innovation, perturbed, square_root
from anso.services.epidemics.filtering.model.observe import expected, stabilised, weekday_factor
from anso.services.epidemics.filtering.model.prior import Prior
from anso.services.epidemics.filtering.model.state import (
    MOVING,
    PARAMETERS,
    RESTLESS,
    SCATTER,
    SLOTS,
    Numbers,
)
from anso.services.epidemics.filtering.model.streams import Streams
from anso.services.epidemics.filtering.model.wander import KEPT

__all__ = ["Kalman"]

PARAMETERS_KEEP = 0.3
"""Share of their spread that parameters get back after each update, for most have no noise of their own."""
MEMORY = 0.03
"""Weight of the newest count in what is learnt of the noise."""
FURTHEST = 2.0
"""Standard deviations of the prior that restlessness may be learnt to lie away from it: counts that grow evenly for a
while do not promise to do so for ever."""

KEEP, HEARS = np.zeros(SLOTS), np.ones(SLOTS)
KEEP[PARAMETERS] = PARAMETERS_KEEP
# Counts move these not in the mean but in their scatter, of which a covariance knows nothing.
HEARS[RESTLESS] = HEARS[SCATTER] = 0.0


@dataclass
class Kalman:
    """`passes`: the counts are taken in that many parts, each with as many times the variance and each from
    where the last has led (multiple data assimilation: Emerick & Reynolds 2013, Computers & Geosciences 55: 3),
    which follows a curved relation between state and counts better than one step does."""

    streams: Streams
    prior: Prior
    rows: int
    members: int
    kind: Literal["square-root", "perturbed"] = "square-root"
    passes: int = 1
    inflation: Numbers = field(init=False)
    overdispersion: Numbers = field(init=False)
    """Rows x 2: of a day's count, of a week's."""
    latest: Numbers = field(init=False)
    """The last three days' counts, the effects of their days taken off."""
    doubt: Numbers = field(init=False)
    """Variance of what is believed of the logarithm of the drive's variance."""
    evidence: Numbers = field(init=False)
    """Log likelihood of the counts so far, on the stabilised scale."""

    def __post_init__(self) -> None:
        self.inflation = np.ones(self.rows)
        self.latest = np.full((self.rows, 3), np.nan)
        self.doubt = np.full(self.rows, (2.0 * self.prior.restless[1]) ** 2)
        usual = [self.prior.scatter_day[0], self.prior.scatter_week[0]]
        self.overdispersion = np.tile(usual, (self.rows, 1))
        self.evidence = np.zeros(self.rows)

    @property
    def log_weight(self) -> None:
        """All members weigh the same."""

    def analyse(self, ensemble: Numbers, day: int, counts: Numbers, weekly: NDArray[np.bool_]) -> None:
        inflate(ensemble, MOVING, self.inflation)
        own = np.arange(self.rows), weekly.astype(np.int64)
        noise = self.overdispersion[own]
        value = stabilised(counts, noise)
        mean = expected(ensemble, day, weekly)
        first = innovation(stabilised(mean, noise[:, None]), value, np.ones(self.rows))
        seen = first
        for part in range(self.passes):
            if self.passes > 1:
                so_far = mean if part == 0 else expected(ensemble, day, weekly)
                parted = np.full(self.rows, float(self.passes))
                seen = innovation(stabilised(so_far, noise[:, None]), value, parted)
            self.move(ensemble, seen)
        self.learn_noise(ensemble, day, counts, weekly)
        self.inflation = learnt_inflation(self.inflation, first)
        self.learn_restlessness(ensemble, day, first)
        self.evidence += log_evidence(first)

    def learn_restlessness(self, ensemble: Numbers, day: int, seen: Innovation) -> None:
        shift, self.doubt = learnt_restlessness(self.doubt, seen)
        usual, spread = np.log(self.prior.restless[0]), self.prior.restless[1]
        mean = ensemble[:, RESTLESS].mean(-1)
        reached = np.clip(mean + shift, usual - FURTHEST * spread, usual + FURTHEST * spread)
        ensemble[:, RESTLESS] += (reached - mean)[:, None]
        if day % 7 == 0:  # as the parameters themselves wander
            self.doubt = KEPT**2 * self.doubt + (1.0 - KEPT**2) * (2.0 * self.prior.restless[1]) ** 2

    def learn_noise(self, ensemble: Numbers, day: int, counts: Numbers, weekly: NDArray[np.bool_]) -> None:
        """Of days; weeks bend with the epidemic, so that their noise stays as it was believed."""
        usual = np.where(weekly, np.nan, counts) / weekday_factor(ensemble, day).mean(-1)
        self.latest = np.concatenate([self.latest[:, 1:], usual[:, None]], axis=-1)
        daily = self.overdispersion[:, 0]
        bend = np.diff(stabilised(self.latest, daily[:, None]), n=2, axis=-1)[:, 0]
        self.overdispersion[:, 0] = learnt_overdispersion(daily, bend, self.latest.mean(-1), MEMORY)

    def move(self, ensemble: Numbers, seen: Innovation) -> None:
        if self.kind == "square-root":
            square_root(ensemble, seen, hears=HEARS, keep=KEEP)
            return
        known = np.flatnonzero(np.isfinite(seen.noise))
        normal = np.zeros(seen.around.shape)
        normal[known] = self.streams.normal(self.members, of=known)
        perturbed(ensemble, seen, normal, hears=HEARS)

    def equal(self, ensemble: Numbers) -> Numbers:
        """Equally weighted members, the noise that was learnt in place of the prior's."""
        ensemble[:, SCATTER] = np.log(self.overdispersion)[..., None]
        return ensemble


def log_evidence(seen: Innovation) -> Numbers:
    known = np.isfinite(seen.noise)
    variance = np.where(known, seen.spread + seen.noise, 1.0)
    return np.where(known, -0.5 * (seen.ahead**2 / variance + np.log(2 * np.pi * variance)), 0.0)
