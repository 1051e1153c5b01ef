"""The particle filter's part of a day: particles weighed by the day's counts, and drawn anew where few are left."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from anso.services.epidemics.filtering.model.observe import expected, log_likelihood
from anso.services.epidemics.filtering.model.state import DRIVE, PARAMETERS, PAST, SCATTER, Numbers
from anso.services.epidemics.filtering.model.streams import Streams
from anso.services.epidemics.filtering.particle.rejuvenate import rejuvenated
from anso.services.epidemics.filtering.particle.weights import ancestors, effective, reweighed

__all__ = ["Particles"]

FEW = 0.5
"""Particles are drawn anew when so few of them, as a share, carry the weight."""
RENEWED = np.r_[DRIVE, PARAMETERS, PAST]
"""Slots that are smoothed when particles are drawn anew: the parameters, and with them the reproduction number of
the last days, lest all particles soon share one past (the regularised filter: Musso, Oudjane & Le Gland 2001, in
Doucet, de Freitas & Gordon (eds.), Sequential Monte Carlo Methods in Practice, chapter 12)."""


@dataclass
class Particles:
    """The bootstrap filter (Gordon, Salmond & Smith 1993, IEE Proceedings F 140: 107)."""

    streams: Streams
    rows: int
    members: int
    log_weight: Numbers = field(init=False)
    evidence: Numbers = field(init=False)
    """Log likelihood of the counts so far."""

    def __post_init__(self) -> None:
        self.log_weight = np.full((self.rows, self.members), -np.log(self.members))
        self.evidence = np.zeros(self.rows)

    def analyse(self, ensemble: Numbers, day: int, counts: Numbers, weekly: NDArray[np.bool_]) -> None:
        known = np.flatnonzero(~np.isnan(counts))
        if not len(known):
            return
        mean = expected(ensemble, day, weekly)[known]
        noise = np.exp(ensemble[known, SCATTER.start + weekly[known]])
        likely = log_likelihood(counts[known], mean, noise)
        self.log_weight[known], gained = reweighed(self.log_weight[known], likely)
        self.evidence[known] += gained
        few = known[effective(self.log_weight[known]) < FEW * self.members]
        if len(few):
            self.draw(ensemble, few)

    def draw(self, ensemble: Numbers, rows: NDArray[np.int64]) -> None:
        kept = ancestors(self.log_weight[rows], self.streams.uniform(rows))
        fresh = np.take_along_axis(ensemble[rows], kept[:, None], axis=-1)
        smoothed = fresh[:, RENEWED]
        fresh[:, RENEWED] = rejuvenated(smoothed, self.streams.orders(self.members, rows))
        ensemble[rows] = fresh
        self.log_weight[rows] = -np.log(self.members)

    def equal(self, ensemble: Numbers) -> Numbers:
        """Equally weighted particles, without touching the filter's own."""
        half = np.full(self.rows, 0.5)
        kept = ancestors(self.log_weight, half)
        return np.take_along_axis(ensemble, kept[:, None], axis=-1)
