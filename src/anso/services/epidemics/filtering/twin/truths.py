"""Epidemics whose reproduction number is known, because they are simulated; synthetic throughout.

One family is the filters' own model with parameters drawn from the prior; epidemics that die out, or infect all at
once, are drawn again, as nobody would ask for their R. The other is none of theirs: a renewal
process with another generation time (gamma), R(t) that bends smoothly and jumps, a log-normal reporting delay
and other weekday effects.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np

from anso.services.epidemics.filtering.model.observe import drawn, expected
from anso.services.epidemics.filtering.model.prior import PRIOR, Prior, initial
from anso.services.epidemics.filtering.model.state import SCATTER, SLOTS, Numbers
from anso.services.epidemics.filtering.model.step import NOISES, reproduction_of, step
from anso.services.epidemics.filtering.observed import Observed, observe

__all__ = ["FIRST", "Truth", "other_family", "own_family"]

FIRST = date(2021, 1, 4)
PEOPLE = (3e5, 8e7)
LEVEL = (5.0, 5000.0)
"""Reports a day at the start; never more than one in `FEWEST_PEOPLE` inhabitants."""
FEWEST_PEOPLE = 5000.0
WEEKDAYS = np.log([0.9, 1.25, 1.15, 1.1, 1.1, 0.85, 0.6])
GENERATION_MEAN, GENERATION_SD = 6.0, 2.8
DELAY_MEDIAN, DELAY_SPREAD = 6.5, 0.5
SHARE = (0.1, 0.5)
LONGEST = 35
LIVING = (3.0, 1 / 300)
"""Fewest reports a day in any week, and most on any day as a share of the people."""
HIGHEST_RATE = 0.002
"""Reports a day and inhabitant beyond which R is taken down, as measures would."""


@dataclass(frozen=True)
class Truth:
    observed: Observed
    reproduction: Numbers
    """Rows x days."""
    ahead: Numbers
    """Rows x days after the last observed one: what was then reported."""


def own_family(rows: int, days: int, ahead: int, random: np.random.Generator, prior: Prior = PRIOR) -> Truth:
    found: list[tuple[Numbers, Numbers, Numbers]] = []
    while sum(len(people) for people, _, _ in found) < rows:
        found.append(living(*drawn_from(prior, 2 * rows, days + ahead, random)))
    people, counts, reproduction = (np.concatenate(parts)[:rows] for parts in zip(*found, strict=True))
    return as_truth(people, counts, reproduction, days)


def living(people: Numbers, counts: Numbers, reproduction: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    weeks = counts[:, : counts.shape[1] // 7 * 7].reshape(len(counts), -1, 7).mean(-1)
    kept = (weeks.min(-1) >= LIVING[0]) & (counts.max(-1) <= LIVING[1] * people)
    return people[kept], counts[kept], reproduction[kept]


def drawn_from(
    prior: Prior, rows: int, days: int, random: np.random.Generator
) -> tuple[Numbers, Numbers, Numbers]:
    """People, counts and reproduction numbers."""
    people, level = circumstances(rows, random)
    noise = random.standard_normal((rows, SLOTS, 1))
    ensemble = initial(prior, level, np.tile(WEEKDAYS, (rows, 1)), people, noise)
    spread = np.exp(ensemble[:, SCATTER.start, 0])
    daily = np.zeros(rows, dtype=bool)
    reports, log_r = np.empty((rows, days)), np.empty((rows, days))
    for index in range(days):
        day = FIRST.toordinal() + index
        step(ensemble, day, people, random.standard_normal((rows, NOISES, 1)))
        reports[:, index] = expected(ensemble, day, daily)[:, 0]
        log_r[:, index] = reproduction_of(ensemble, day)[:, 0]
    return people, told(reports, spread, random), np.exp(log_r)


def other_family(rows: int, days: int, ahead: int, random: np.random.Generator) -> Truth:
    people, level = circumstances(rows, random)
    total = days + ahead
    share = random.uniform(*SHARE, rows)
    infections = np.empty((rows, LONGEST + total))
    infections[:, :LONGEST] = (level / share)[:, None]
    course = np.exp(bending(rows, total, random))
    back = np.arange(1, LONGEST + 1)
    shape, scale = (GENERATION_MEAN / GENERATION_SD) ** 2, GENERATION_SD**2 / GENERATION_MEAN
    generation = back ** (shape - 1) * np.exp(-back / scale)
    generation /= generation.sum()
    reproduction = np.empty((rows, total))
    for index in range(total):
        past = infections[:, index : index + LONGEST] @ generation[::-1]
        high = np.maximum(past * share / people / HIGHEST_RATE, 1e-9)
        reproduction[:, index] = course[:, index] / (1.0 + high)
        mean = reproduction[:, index] * past
        infections[:, LONGEST + index] = random.gamma(mean / 3.0 + 1e-3, 3.0)
    wait = np.exp(-0.5 * (np.log(back / DELAY_MEDIAN) / DELAY_SPREAD) ** 2) / back
    wait /= wait.sum()
    due = np.stack([infections[:, index : index + LONGEST] @ wait[::-1] for index in range(total)], axis=-1)
    weekday = WEEKDAYS[(FIRST.toordinal() + np.arange(total)) % 7]
    spread = np.exp(random.normal(np.log(0.03), 0.5, rows))
    counts = told(due * share[:, None] * np.exp(weekday), spread, random)
    return as_truth(people, counts, reproduction, days)


def circumstances(rows: int, random: np.random.Generator) -> tuple[Numbers, Numbers]:
    """People and reports a day."""
    people = log_uniform(PEOPLE, rows, random)
    level = log_uniform(LEVEL, rows, random)
    return people, np.minimum(level, people / FEWEST_PEOPLE)


def log_uniform(ends: tuple[float, float], rows: int, random: np.random.Generator) -> Numbers:
    return np.exp(random.uniform(np.log(ends[0]), np.log(ends[1]), rows))


def bending(rows: int, days: int, random: np.random.Generator) -> Numbers:
    """Logarithms of R: waves of one to four months, and two sudden changes."""
    time = np.arange(days)
    waves = np.zeros((rows, days))
    for _ in range(3):
        period, phase = random.uniform(60, 180, (rows, 1)), random.uniform(0, 2 * np.pi, (rows, 1))
        waves += random.uniform(0.03, 0.14, (rows, 1)) * np.sin(2 * np.pi * time / period + phase)
    for _ in range(2):
        when, size = random.uniform(40, days, (rows, 1)), random.normal(0, 0.12, (rows, 1))
        waves += size / (1 + np.exp(-(time - when) / 2.0))
    return waves


def told(mean: Numbers, spread: Numbers, random: np.random.Generator) -> Numbers:
    return drawn(np.maximum(mean, 1e-9), np.broadcast_to(spread[:, None], mean.shape), random).round()


def as_truth(people: Numbers, counts: Numbers, reproduction: Numbers, days: int) -> Truth:
    names = [f"synthetic {number}" for number in range(len(people))]
    return Truth(observe(names, FIRST, counts[:, :days], people), reproduction[:, :days], counts[:, days:])
