"""Runs the epidemic day by day from where it stands.

    susceptible -> E1 -> E2 -> I1 -> I2 -> immune by infection -> (waning) …,     doses -> immune by a dose
for each strain; share of (E2 -> I1) -> W1 -> W2 -> W3 -> reported. Waiting times are sums of geometric ones, as in
the filter the start comes from (`filtering.model.step`), so that with the same R the first weeks go on as it saw
them. People leave a class one cause after another (infection, waning, doses), each a share of those left: no class
falls below zero and nobody is lost. Infections scatter more than Poisson does (log-normal, as in the filter).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from anso.services.epidemics.filtering.model.step import OVERDISPERSION
from anso.services.epidemics.scenarios.assumed import Drawn
from anso.services.epidemics.scenarios.model.doses import Campaign
from anso.services.epidemics.scenarios.model.forcing import measures, season, wandering
from anso.services.epidemics.scenarios.model.immunity import (
    CLASSES,
    LADDERS,
    NAIVE,
    STAGES,
    Protection,
    protections,
)

__all__ = ["Course", "Start", "simulate"]

Numbers = NDArray[np.float64]
PER_MILLION = 1e-6
VARIANT_DAYS = 28
"""Days on which the new variant is brought in."""
CALM = 1e-5
"""Infections a day, of each person, below which nobody grows more careless: 10 in a million."""
NOTICING_DAYS = 7.0
"""Over which people take the mean of what is reported."""


@dataclass
class Start:
    """Where the epidemic stands; places x ages x scenarios x members unless it says otherwise."""

    people: Numbers
    """Places."""
    ages: Numbers
    """Shares of people, places x ages x 1 x 1."""
    latitude: Numbers
    """Places, NaN where unknown."""
    contacts: Numbers
    """Relative contacts."""
    immune: Numbers
    """Classes first."""
    exposed: Numbers
    infectious: Numbers
    """Two stages first."""
    waiting: Numbers
    """Reports under way, of each person: three stages, places x scenarios x members."""
    share: Numbers
    """Of infections that are reported; places x scenarios x members."""
    leaving: Numbers
    """Shares that leave a stage of E, I and W in a day: three, places x 1 x members."""
    transmission: Numbers
    """beta; places x scenarios x members."""
    restless: Numbers
    """A day's change of its logarithm; places x 1 x members."""


@dataclass(frozen=True)
class Course:
    """Places x scenarios x members x days; of each person."""

    infections: Numbers
    reports: Numbers
    severity: Numbers
    """Weight of severe disease of the day's infections, a first axis for each weighting."""
    final: Numbers
    """People in each class at the end: classes x places x ages x scenarios x members."""


def simulate(
    start: Start, drawn: Drawn, weights: Numbers, begins: date, days: int, normal: Numbers | None
) -> Course:
    """`weights`: how often infections of the never immune are severe, weightings x places x ages x scenarios.
    `normal`: days x 2 x places x 1 x members standard normal numbers; without them nothing is left to chance."""
    strains = 2 if (drawn["variant.imported"] > 0).any() else 1
    groups = protections(drawn, strains)
    shape = start.exposed.shape[1:]
    beside = (shape[0], *shape[2:])
    immune = np.zeros((CLASSES[strains], *shape))
    immune[: len(start.immune)] = start.immune
    exposed, infectious = (np.zeros((strains, 2, *shape)) for _ in range(2))
    exposed[0], infectious[0] = start.exposed, start.infectious
    waiting = start.waiting.copy()
    from_e, from_i, from_w = start.leaving
    taking = start.contacts * drawn["people.susceptibility"]
    near = drawn["people.assortative"]
    drift = None if normal is None else wandering(normal[:, 0], start.restless, drawn["course.memory"])
    campaign = Campaign(drawn, start.ages)
    covered = campaign.covered(0)
    waned = {name: 2.0 / np.maximum(drawn[f"{kind}.days"], 2.0) for name, kind in WANING.items()}
    noticed = (waiting * from_w)[-1] / start.share
    usual = noticed + CALM
    infections, reports = (np.empty((days, *beside)) for _ in range(2))
    severity = np.empty((days, len(weights), *beside))

    for day in range(days):
        force = start.transmission * measures(drawn, day) * season(drawn, start.latitude, begins, day)
        force = force * np.exp(-drawn["course.caution"] * np.log((noticed + CALM) / usual))
        if drift is not None:
            force = force * np.exp(drift[day])
        pressures = []
        for strain, both in enumerate(infectious.sum(1)):
            met = (1.0 - near) * (start.contacts * both).sum(1, keepdims=True) + near * both / start.ages
            faster = drawn["variant.transmissibility"] if strain else 1.0
            pressures.append(taking * met * (force * faster)[:, None] + imported(drawn, strain, day))
        today = None if normal is None else normal[day, 1]
        new, grave = infect(immune, groups, pressures, drawn["variant.severity"], start.people, today)
        for name, first in LADDERS.items():
            if first < len(immune):
                wane(immune[first : first + STAGES], waned[name])
        if campaign.running:
            before, covered = covered, campaign.covered(day + 1)
            vaccinate(immune, covered - before, before)

        reported = np.zeros(beside)
        for strain in range(strains):
            recovered, sick = move_on(exposed[strain], infectious[strain], new[strain], from_e, from_i)
            immune[LADDERS["variant" if strain else "infection"]] += recovered
            reported += sick
        out = waiting * from_w
        waiting -= out
        waiting[0] += start.share * reported
        waiting[1:] += out[:-1]
        noticed += (out[-1] / start.share - noticed) / NOTICING_DAYS
        infections[day] = sum(part.sum(1) for part in new)
        reports[day] = out[-1]
        severity[day] = np.einsum("wpas,pasm->wpsm", weights, grave)
    final = np.concatenate([immune, exposed.sum(1), infectious.sum(1)])
    return Course(days_last(infections), days_last(reports), days_last(severity), final)


def days_last(daily: Numbers) -> Numbers:
    return np.ascontiguousarray(np.moveaxis(daily, 0, -1))


WANING = {"dose": "vaccine", "infection": "past", "variant": "past"}


def imported(drawn: Drawn, strain: int, day: int) -> Numbers:
    """Chance a day to be infected from elsewhere, of the never immune."""
    if not strain:
        return drawn["course.imported"] * PER_MILLION
    begins = drawn["variant.from"]
    on = (day >= begins) & (day < begins + VARIANT_DAYS)
    return np.where(on, drawn["variant.imported"] * PER_MILLION, 0.0)


def infect(
    immune: Numbers,
    groups: Sequence[Protection],
    pressures: Sequence[Numbers],
    graver: Numbers,
    people: Numbers,
    normal: Numbers | None,
) -> tuple[list[Numbers], Numbers]:
    """Takes the day's infected out of their classes: how many by each strain, and their weight of severe disease
    relative to the never immune, by age. `pressures` are each strain's hazards of the never immune."""
    here = [immune[one.first : one.last + 1].sum(0) for one in groups]
    hazards = [
        [pressure * (1.0 - guard) for pressure, guard in zip(pressures, one.infection, strict=True)]
        for one in groups
    ]
    wholes = [each[0] if len(each) == 1 else each[0] + each[1] for each in hazards]
    chance = None if normal is None else scatter(here, wholes, people, normal)[:, None]
    new = [np.zeros(immune.shape[1:]) for _ in pressures]
    grave = np.zeros(immune.shape[1:])
    for one, susceptible, each, whole in zip(groups, here, hazards, wholes, strict=True):
        staying = np.exp(-whole if chance is None else -(whole * chance))
        taken = susceptible * (1.0 - staying)
        immune[one.first : one.last + 1] *= staying
        grave += taken * one.passing
        if len(each) == 2:
            by_variant = taken * (each[1] / np.maximum(whole, 1e-300))
            taken -= by_variant
            new[1] += by_variant
            grave += by_variant * (one.passing * (graver - 1.0))
        new[0] += taken
    return new, grave


def scatter(here: Sequence[Numbers], hazards: Sequence[Numbers], people: Numbers, normal: Numbers) -> Numbers:
    """Factor on the day's infections: log-normal of mean 1, variance as overdispersed counts have."""
    expected = np.zeros(())
    for susceptible, hazard in zip(here, hazards, strict=True):
        expected = expected + (susceptible * hazard).sum(1)
    variance = np.log1p(OVERDISPERSION / np.maximum(expected * people[:, None, None], 1e-3))
    factor: Numbers = np.exp(np.sqrt(variance) * normal - variance / 2)
    return factor


def wane(ladder: Numbers, rate: Numbers) -> None:
    """From stage to stage; the last is stayed in."""
    out = ladder[:-1] * rate
    ladder[:-1] -= out
    ladder[1:] += out


def vaccinate(immune: Numbers, doses: Numbers, before: Numbers) -> None:
    """`doses` are shares of each age group on the day, `before` what the campaign had reached."""
    dose = LADDERS["dose"]
    first = immune[NAIVE] * np.minimum(doses / np.maximum(1.0 - before, 1e-9), 1.0)
    immune[NAIVE] -= first
    immune[dose] += first
    for ladder in range(dose, len(immune), STAGES):
        again = immune[ladder + 1 : ladder + STAGES] * doses
        immune[ladder + 1 : ladder + STAGES] -= again
        immune[ladder] += again.sum(0)


def move_on(
    exposed: Numbers, infectious: Numbers, new: Numbers, from_e: Numbers, from_i: Numbers
) -> tuple[Numbers, Numbers]:
    """A day through the four stages of one strain: who recovers, by age, and how many became infectious in all."""
    out_e, out_i = exposed * from_e[:, None], infectious * from_i[:, None]
    exposed -= out_e
    exposed[0] += new
    exposed[1] += out_e[0]
    infectious -= out_i
    infectious[0] += out_e[1]
    infectious[1] += out_i[0]
    return out_i[1], out_e[1].sum(1)
