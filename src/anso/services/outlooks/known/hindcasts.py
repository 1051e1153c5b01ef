"""What several models said of a season in past years, and what came, on one grid.

Made by `reading` from a file, or by whoever has arrays already. Everything is in the units it came in: each method
learns a model's units from its past, so that millimetres a day may stand beside millimetres a month.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from anso.services.outlooks.known.numbers import Numbers, Truths, Years

__all__ = ["LEAST_OBSERVED", "LEAST_YEARS", "Hindcasts"]

LEAST_YEARS = 10
"""Fewer make neither terciles nor a regression."""
LEAST_OBSERVED = 0.8
"""Share of the years that must be observed at a point where observations have gaps."""
MOST_LOST = 0.1
"""Share of the points that gaps may cost before points with gaps are taken along."""


@dataclass(frozen=True)
class Hindcasts:
    names: tuple[str, ...]
    years: Years
    latitudes: Numbers
    """Degrees north, ascending."""
    longitudes: Numbers
    """Degrees east, ascending."""
    means: Numbers
    """Models x years x latitudes x longitudes; NaN where a model says nothing."""
    spreads: Numbers
    """The members' standard deviation, likewise; NaN where only the mean is known."""
    members: tuple[Numbers | None, ...]
    """Of each model, members x years x latitudes x longitudes; none where only the mean is known."""
    observed: Numbers
    """Years x latitudes x longitudes."""
    notes: tuple[str, ...] = ()
    """What had to be left out or assumed, a sentence each."""

    @cached_property
    def fields(self) -> Numbers:
        """All models' whole fields, sea and land: years x (models, cells where every model always speaks).

        As anomalies from their mean, in each model's usual one, in single precision: it halves the work, and is more
        than the models know.
        """
        cells = int(self._spoken.sum())
        fields = np.empty((len(self.years), len(self.names), cells), np.float32)
        for place, said in enumerate(self.means):
            anomalies = said[:, self._spoken]
            anomalies = anomalies - anomalies.mean(0)
            usual = float(np.sqrt(np.mean(anomalies**2))) if cells else 0.0
            fields[:, place] = anomalies / (usual or 1.0)
        return fields.reshape(len(self.years), -1)

    @cached_property
    def field_roots(self) -> Numbers:
        """Of each column of the fields: the root of its cell's share of area."""
        cosines = np.broadcast_to(np.cos(np.deg2rad(self.latitudes))[:, None], self._spoken.shape)
        share = np.maximum(cosines[self._spoken], 0)
        roots: Numbers = np.sqrt(share / max(float(share.sum()), 1e-12)).astype(np.float32)
        return np.tile(roots, len(self.names))

    @cached_property
    def _spoken(self) -> Truths:
        there: Truths = np.asarray(np.isfinite(self.means).all((0, 1)))
        return there

    def valid(self) -> Truths:
        """Latitudes x longitudes: observed every year, with more than one value, and forecast by some model.

        Where that would cost too many points, also those that are observed in most years.
        """
        seen = np.isfinite(self.observed)
        lowest = np.where(seen, self.observed, np.inf).min(0)
        highest = np.where(seen, self.observed, -np.inf).max(0)
        told = (np.isfinite(self.means).mean(1) >= LEAST_OBSERVED).any(0)
        mostly = (seen.mean(0) >= LEAST_OBSERVED) & (highest > lowest) & told
        wholly = mostly & seen.all(0)
        few_gaps = wholly.sum() >= (1 - MOST_LOST) * mostly.sum()
        return np.asarray(wholly if few_gaps else mostly)
