"""A made-up epidemic: what became true, and what was known of it week by week. Synthetic, from a seed.

In come places with their people and a number of weeks; out come arrays over target, place and week. Growth
rates wander and are pulled back as susceptibles run out and return, which gives waves; counts are drawn
around them; reports arrive late, are corrected, and sometimes stand still for a week.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["TARGETS", "Epidemic", "epidemic"]

TARGETS = {"inc case": "count", "inc death": "count", "inc hosp": "count", "inc icu": "count"}
"""What is counted each week, with its unit; the first of them are used."""

PER_CASE = (1.0, 0.012, 0.05, 0.01)
"""Weekly events for each case."""
LAG_WEEKS = (0, 2, 1, 2)
"""By how much each target follows the cases."""
DISPERSION = (150.0, 80.0, 100.0, 80.0)
"""Of the negative binomial counts: the variance is mean + mean^2 / dispersion."""
REPORTED = (0.9, 0.97, 0.99, 1.0)
"""Share of the final count that is reported in the first weeks after a week's end."""
REVISION = 0.03
"""Spread of the corrections of one report, relative to its size."""
STALE = 0.02
"""Chance that a place reports nothing new in a week."""
MEAN_INCIDENCE = 1.2e-3
"""Cases a week for each inhabitant, in a middling week."""

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Epidemic:
    """Counts over target, place and week."""

    final: Array
    """As they became: target x place x week."""
    known: Array
    """As they were known at each round: round x target x place x week; NaN where not yet reported."""


def epidemic(
    rng: np.random.Generator, people: Array, *, targets: int, history: int, rounds: int, horizons: int
) -> Epidemic:
    """Counts of `history + rounds - 1 + horizons` weeks; round r knows the first `history + r` of them."""
    weeks = history + rounds - 1 + horizons
    places = len(people)
    level = waves(rng, places, weeks + max(LAG_WEEKS))
    final = np.empty((targets, places, weeks))
    for target in range(targets):
        start = max(LAG_WEEKS) - LAG_WEEKS[target]
        mean = people[:, None] * MEAN_INCIDENCE * PER_CASE[target] * np.exp(level[:, start : start + weeks])
        final[target] = rng.negative_binomial(
            DISPERSION[target], DISPERSION[target] / (DISPERSION[target] + mean)
        )
    return Epidemic(final, reports(rng, final, history, rounds))


def waves(rng: np.random.Generator, places: int, weeks: int) -> Array:
    """The log of incidence relative to a middling week: an oscillator with noise, alike in all places."""
    level, growth = rng.normal(0, 0.6, places), rng.normal(0, 0.1, places)
    path = np.empty((places, weeks))
    for week in range(weeks):
        shock = 0.05 * rng.normal() + 0.06 * rng.normal(size=places)
        growth = 0.93 * growth - 0.03 * level + shock
        level = np.clip(level + growth, -4.0, 2.2)
        path[:, week] = level
    return path


def reports(rng: np.random.Generator, final: Array, history: int, rounds: int) -> Array:
    """What was known at each round: early reports fall short, and some places say nothing new."""
    targets, places, weeks = final.shape
    age = np.arange(history - 1, history - 1 + rounds)[:, None] - np.arange(weeks)[None, :]
    share = np.asarray(REPORTED)[np.clip(age, 0, len(REPORTED) - 1)]
    noise = np.exp(REVISION * rng.normal(size=(rounds, targets, places, weeks)))
    settled = (age >= len(REPORTED) - 1)[:, None, None, :]
    known = np.where(settled, final, np.round(final * share[:, None, None, :] * noise))
    known[np.broadcast_to((age < 0)[:, None, None, :], known.shape)] = np.nan
    stale = rng.random((rounds, places)) < STALE
    for turn in range(1, rounds):
        known[turn][:, stale[turn]] = known[turn - 1][:, stale[turn]]
    return known
