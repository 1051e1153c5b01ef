"""Some places from their start to quantiles of every week, in all scenarios: one item of work.

Weekly totals are expected counts; those shown scatter around them as the source's counts do (log-normal, with the
filter's overdispersion), by the same random numbers in every scenario. What scenarios differ by is taken from the
expected totals of the same member.
"""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from anso.services.epidemics.filtering.model.state import SCATTER
from anso.services.epidemics.filtering.model.streams import Streams
from anso.services.epidemics.hospital import load
from anso.services.epidemics.hospital.outlook import LEVELS as WARD_LEVELS
from anso.services.epidemics.hospital.ratios import past_days
from anso.services.epidemics.scenarios.assumed import Drawn
from anso.services.epidemics.scenarios.begun.ratios import drawn_ratios
from anso.services.epidemics.scenarios.begun.start import Known, begin
from anso.services.epidemics.scenarios.model.simulate import simulate
from anso.services.epidemics.scenarios.results.outcomes import Followed, outcomes

__all__ = ["BAND", "LEVELS", "Item", "Projected", "Projector"]

Numbers = NDArray[np.float64]
WEEK = 7
WARD_DAYS = 28
"""Days of admissions before the start that still fill beds."""
LEVELS = np.array([0.01, 0.025, *np.arange(0.05, 0.951, 0.05).round(3), 0.975, 0.99])
"""The hubs' 23."""
BAND = np.array([0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95])
HIGH = WARD_LEVELS[-1].least
"""Admissions per 100,000 people in a week from which hospitals are under high pressure."""
PER = 1e5


@dataclass(frozen=True)
class Item:
    known: Known
    weights: Numbers
    """Severity by age: weightings x places x ages x scenarios."""
    death_ratio: Numbers | None
    """Gamma of deaths for each report: places x (shape, rate)."""
    admission_ratio: Numbers | None
    """The same of admissions, where they are counted."""
    admitted: Numbers
    """By the place's ages: for each death where deaths are counted, else for each case."""
    intensive: Numbers


@dataclass(frozen=True)
class Projected:
    """Arrays of places x scenarios first."""

    weekly: dict[str, Numbers]
    """By kind: … x weeks x `LEVELS`."""
    totals: dict[str, Numbers]
    """By kind, over all weeks: … x members."""
    beds: Numbers | None
    """The fullest day of each week: … x weeks x `BAND`."""
    height: Numbers | None
    """Of the peak of beds: … x `BAND`."""
    day: Numbers | None
    """Of the peak, counted from 0: … x `BAND`."""
    high: Numbers | None
    """Share of members in which some week's admissions reach `HIGH`."""


@dataclass(frozen=True)
class Projector:
    """A function that can be sent to another process."""

    drawn: Drawn
    driver: str
    weeks: int
    seed: int

    def __call__(self, item: Item) -> Projected:
        known, members = item.known, item.known.ensemble.shape[-1]
        begins = date.fromordinal(known.last) + timedelta(days=1)
        days = self.weeks * WEEK
        start = begin(known, self.drawn, self.driver, self.seed)
        normal = Streams(known.names, self.seed).normal(days, 2, members)
        chance = np.moveaxis(normal, 0, 2)[:, :, :, None]
        course = simulate(start, self.drawn, item.weights, begins, days, chance)
        daily = outcomes(course, start, known.weeks, self.driver, self.followed(item, members))
        weekly = {kind: by_week(counts) for kind, counts in daily.items()}
        scatter = np.exp(known.ensemble[:, SCATTER.start + 1])
        shown = {
            kind: np.quantile(around(kind, totals, scatter, known.names, self.seed), LEVELS, axis=2)
            for kind, totals in weekly.items()
        }
        beds, height, day, high = self.wards(item, daily.get("admissions"), weekly.get("admissions"))
        return Projected(
            {kind: np.moveaxis(values, 0, -1) for kind, values in shown.items()},
            {kind: totals.sum(-1) for kind, totals in weekly.items()},
            beds,
            height,
            day,
            high,
        )

    def followed(self, item: Item, members: int) -> Followed:
        names = item.known.names
        deaths = admissions = None
        if item.death_ratio is not None:
            deaths = drawn_ratios(
                tuple(f"deaths {name}" for name in names), item.death_ratio, members, self.seed
            )
        if item.admission_ratio is not None:
            admissions = drawn_ratios(
                tuple(f"admissions {name}" for name in names), item.admission_ratio, members, self.seed
            )
        elif self.driver == "cases":
            by_age = item.admitted[:, None]
            admissions = by_age if deaths is None else np.minimum(deaths * by_age, 1.0)
        return Followed(deaths, admissions, float(self.drawn["disease.death_days"].mean()))

    def wards(
        self, item: Item, admissions: Numbers | None, weekly: Numbers | None
    ) -> tuple[Numbers | None, Numbers | None, Numbers | None, Numbers | None]:
        """Beds of the fullest day of each week, the peak's height and day, the chance of high pressure."""
        if admissions is None or weekly is None:
            return None, None, None, None
        shape = admissions.shape
        past = past_days(item.known.weeks, WARD_DAYS, 0)
        if self.driver == "cases":
            first = admissions[..., 0].mean((1, 2)) / np.maximum(past[:, -1], 1e-9)
            past = past * np.minimum(first, 1.0)[:, None]
        samples = np.moveaxis(admissions.reshape(shape[0], -1, shape[-1]), 1, 0)
        beds = load(samples, admissions_known=True, icu_share=item.intensive, before=past).beds
        course = np.moveaxis(beds, 0, 1).reshape(shape)
        fullest = course.reshape(*shape[:-1], -1, WEEK).max(-1)
        peak = course.argmax(-1)
        rate = weekly.max(-1) * PER / item.known.people[:, None, None]
        return (
            np.moveaxis(np.quantile(fullest, BAND, axis=2), 0, -1),
            np.moveaxis(np.quantile(course.max(-1), BAND, axis=2), 0, -1),
            np.moveaxis(np.quantile(peak, BAND, axis=2, method="inverted_cdf"), 0, -1),
            (rate >= HIGH).mean(-1),
        )


def by_week(daily: Numbers) -> Numbers:
    weeks: Numbers = daily.reshape(*daily.shape[:-1], -1, WEEK).sum(-1)
    return weeks


def around(kind: str, totals: Numbers, scatter: Numbers, names: tuple[str, ...], seed: int) -> Numbers:
    """Counts around what is expected; infections, which nobody counts, are left as they are."""
    if kind == "infections":
        return totals
    members, weeks = totals.shape[-2:]
    normal = Streams([f"{kind} {name}" for name in names], seed).normal(1, members, weeks)
    variance = np.log1p(scatter[:, None, :, None] + 1.0 / np.maximum(totals, 0.1))
    counts: Numbers = np.rint(totals * np.exp(np.sqrt(variance) * normal - variance / 2))
    return counts
