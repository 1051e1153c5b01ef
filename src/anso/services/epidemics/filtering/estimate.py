"""Counts assimilated day by day, for all places at once.

In come `Observed` counts; out comes an `Estimate`: the reproduction number and growth of each day with their
uncertainty, and the ensemble of the last day, from which forecasts go on. Places do not influence one another:
each has its own random numbers and its own updates, so that a place's result is the same bit for bit whether it
is computed alone, among a thousand, in this process or on a cluster.
"""

from dataclasses import dataclass, fields
from typing import Literal

import numpy as np

from anso.compute import map_items
from anso.services.epidemics.filtering.kalman.analysis import Kalman
from anso.services.epidemics.filtering.model.prior import PRIOR, Prior, initial
from anso.services.epidemics.filtering.model.state import SLOTS, Numbers
from anso.services.epidemics.filtering.model.step import NOISES, step
from anso.services.epidemics.filtering.model.streams import Streams
from anso.services.epidemics.filtering.model.wander import WANDERING, wander
from anso.services.epidemics.filtering.observed import Observed
from anso.services.epidemics.filtering.particle.analysis import Particles
from anso.services.epidemics.filtering.results.forecast import ahead, draw_counts
from anso.services.epidemics.filtering.results.record import Record

__all__ = [
    "DEFAULT",
    "LEVELS",
    "Estimate",
    "Method",
    "Settings",
    "estimate",
    "estimate_everywhere",
    "estimate_in_parts",
]

LEVELS = (0.025, 0.05, 0.25, 0.5, 0.75, 0.95, 0.975)
MEMBERS = {"kalman": 128, "kalman-perturbed": 128, "particle": 512}
TOGETHER = 10
"""Rows that are computed at once, so that they fit into a processor's cache."""
DAYS_OF_NOISE = 8

Method = Literal["kalman", "kalman-perturbed", "particle"]


@dataclass(frozen=True)
class Settings:
    method: Method = "kalman"
    members: int | None = None
    """None: as many as the method needs."""
    passes: int = 1
    """In how many parts the Kalman filter takes each count."""
    prior: Prior = PRIOR
    levels: tuple[float, ...] = LEVELS
    seed: int = 1

    @property
    def size(self) -> int:
        return self.members or MEMBERS[self.method]


DEFAULT = Settings()


@dataclass(frozen=True)
class Estimate:
    """Rows as observed; days from the first to the last observed; NaN before a row's first count."""

    names: tuple[str, ...]
    last: int
    """Ordinal of the last day."""
    people: Numbers
    levels: Numbers
    reproduction: Numbers
    """Rows x days x levels: as seen on each day, from nothing later."""
    revised: Numbers
    """The same with what was seen up to three weeks later."""
    growth: Numbers
    """Rows x days x levels: growth of infections a day, on the logarithmic scale."""
    growing: Numbers
    """Rows x days: P(R > 1)."""
    evidence: Numbers
    """Log likelihood of each row's counts."""
    ensemble: Numbers
    """The last day's, equally weighted: rows x slots x members."""

    def means(self, days: int, *, seed: int = 1) -> Numbers:
        """Reports that each member expects on the next days: rows x members x days."""
        return ahead(self.ensemble, self.last, self.people, self.names, days, seed)

    def counts(self, days: int, *, seed: int = 1) -> Numbers:
        """Reports drawn for the next days: rows x members x days."""
        return draw_counts(self.means(days, seed=seed), self.ensemble, self.names, seed)

    def weeks(self, weeks: int, levels: Numbers, *, seed: int = 1) -> Numbers:
        """Quantiles of the next weeks' totals: rows x weeks x levels."""
        days = self.counts(7 * weeks, seed=seed)
        totals = days.reshape(*days.shape[:2], weeks, 7).sum(-1)
        return np.moveaxis(np.quantile(totals, levels, axis=1), 0, -1)


def estimate(observed: Observed, settings: Settings = DEFAULT) -> Estimate:
    """All rows in this process."""
    rows, days = observed.counts.shape
    members = settings.size
    streams = Streams(observed.names, settings.seed)
    starts = observed.starts()
    first = initial(
        settings.prior,
        observed.level(),
        observed.weekday,
        observed.people,
        streams.normal(SLOTS, members),
    )
    ensemble = first.copy()
    analysis = analysis_of(settings, streams, rows)
    record = Record(rows, days, np.array(settings.levels))
    for index in range(days):
        day = observed.day + index
        if index % DAYS_OF_NOISE == 0:
            noise = streams.normal(DAYS_OF_NOISE, NOISES, members)
        if day % 7 == 0:
            wander(ensemble, settings.prior, streams.normal(len(WANDERING), members))
        step(ensemble, day, observed.people, noise[:, index % DAYS_OF_NOISE])
        waiting = starts > index
        if waiting.any():
            ensemble[waiting] = first[waiting]
        analysis.analyse(ensemble, day, observed.counts[:, index], observed.weekly[:, index])
        record.keep(index, day, ensemble, analysis.log_weight)
    last = observed.day + days - 1
    record.close(last, ensemble, analysis.log_weight)
    record.forget(starts)
    return Estimate(
        observed.names,
        last,
        observed.people,
        record.levels,
        record.reproduction,
        record.revised,
        record.growth,
        record.growing,
        analysis.evidence,
        analysis.equal(ensemble),
    )


def analysis_of(settings: Settings, streams: Streams, rows: int) -> Kalman | Particles:
    if settings.method == "particle":
        return Particles(streams, rows, settings.size)
    kind: Literal["square-root", "perturbed"] = "square-root" if settings.method == "kalman" else "perturbed"
    return Kalman(streams, settings.prior, rows, settings.size, kind, settings.passes)


def estimate_in_parts(observed: Observed, settings: Settings = DEFAULT, together: int = 50) -> Estimate:
    """The same in this process, some rows at a time: many rows at once would not fit into a processor's cache."""
    rows = range(0, len(observed.names), together)
    return joined([estimate(observed.rows(slice(start, start + together)), settings) for start in rows])


def estimate_everywhere(observed: Observed, settings: Settings = DEFAULT) -> Estimate:
    """The same over this machine's cores, or over a cluster."""
    rows = len(observed.names)
    parts = [observed.rows(slice(start, start + TOGETHER)) for start in range(0, rows, TOGETHER)]
    return joined(map_items(Part(settings), parts))


@dataclass(frozen=True)
class Part:
    """A function that can be sent to another process."""

    settings: Settings

    def __call__(self, observed: Observed) -> Estimate:
        return estimate(observed, self.settings)


def joined(parts: list[Estimate]) -> Estimate:
    one = parts[0]
    arrays = {
        field.name: np.concatenate([getattr(part, field.name) for part in parts])
        for field in fields(Estimate)
        if field.name not in ("names", "last", "levels")
    }
    names = tuple(name for part in parts for name in part.names)
    return Estimate(names=names, last=one.last, levels=one.levels, **arrays)
