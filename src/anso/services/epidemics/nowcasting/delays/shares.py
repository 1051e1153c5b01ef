"""What counts of each age became, as a factor with its uncertainty, for each place with a look at all the others.

    log((became + 1/2) / (known + 1/2)) = m + s z,    s^2 = t^2 + (1 - p) / (known + 1/2),    p = exp(-m)
m (from one look to the next and so on: chain ladder) and t belong to a place and an age, and are drawn towards those
of all places as far as the place's own past is short (empirical Bayes); the second part of s^2 is what is left to
chance where each case is told by then with probability p (negative binomial remainder). The quantiles of z are those
of past errors of all places: reports have heavier tails than any formula. Multiplicative completion with dispersion
from past nowcasts did as well as elaborate models in the German comparison (Wolffram et al. 2023, PLOS Computational
Biology 19: e1011394); the triangle is that of Höhle & an der Heiden 2014, Biometrics 70: 993.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from anso.services.epidemics.nowcasting.delays.triangle import Triangle

__all__ = ["LEVELS", "Shares", "learnt"]

Numbers = NDArray[np.float64]

LEVELS = (0.05, 0.1, 0.25, 0.3, 0.5, 0.7, 0.75, 0.9, 0.95)
FEWEST_LESSONS = 5
"""Looks at a period of that age whose outcome is known; with fewer, in all places together, nothing is said."""
STRANGE = 2.3
"""Logarithm of the largest factor that is learnt from, 10; beyond it a count was replaced, not completed."""
EXTREME = 0.1
"""Share of looks left out at either end."""
TYPICAL_LESSONS = 8.0
"""So many looks of its own weigh as much as all places in how far a place's counts scatter."""
SMALLEST_SPREAD, TINY = 1e-4, 1e-12
UNCHANGED = 0.001
"""Where counts change by less than this share in the middle and by less than `NARROW` around it, they are taken as
they are told."""
NARROW = 0.002
SELDOM = 0.1
"""Where a smaller part of the counts ever changes, a count as told lies inside its 90% interval by itself."""


@dataclass(frozen=True)
class Shares:
    """Rows as the triangle's, by age."""

    factor: Numbers
    """Rows x ages: m, the logarithm of what is to come on top."""
    spread: Numbers
    """Rows x ages: t; 0 where counts of that age are taken as they are told."""
    errors: Numbers
    """Rows x ages x levels: quantiles of z at `LEVELS`."""
    lessons: NDArray[np.int64]
    """Rows x ages: looks that were learnt from."""
    revises: NDArray[np.bool_]
    """Rows whose counts change after they were first told."""


def learnt(seen: Triangle, targets: int) -> Shares:
    """Each of the `targets` learns from all its places."""
    rows, _, ages = seen.known.shape
    usable = (seen.known >= 0) & (seen.became >= 0)
    known = np.where(usable, seen.known, 0.0)
    ratio = np.log((np.where(usable, seen.became, 0.0) + 0.5) / (known + 0.5))
    told = np.where(usable, np.clip(ratio, -STRANGE, STRANGE), np.nan)
    lessons = usable.sum(1)
    grown = growth_by_age(seen)
    factor, spread = np.zeros((rows, ages)), np.zeros((rows, ages))
    errors = np.zeros((rows, ages, len(LEVELS)))
    for own in np.arange(rows).reshape(targets, -1):
        enough = lessons[own].sum(0) >= FEWEST_LESSONS
        found = of_places(grown[own], told[own], known[own], lessons[own])
        factor[own], spread[own] = (np.where(enough, part, 0.0) for part in found[:2])
        errors[own] = found[2]
    revises: NDArray[np.bool_] = np.any(spread > 0, axis=-1)
    return Shares(factor, spread, errors, lessons, revises)


def growth_by_age(seen: Triangle) -> Numbers:
    """Rows x ages: logarithm of what counts of an age still grow by, from one look to the next and so on (chain
    ladder). Of each step the extreme looks are left out: a day on which history is rewritten is no delay."""
    rows, looks, ages = seen.known.shape
    gaps = np.diff(seen.seen_to)
    step = max(int(np.median(gaps)), 1) if len(gaps) else 1
    next_look = np.minimum(np.searchsorted(seen.seen_to, seen.seen_to + step), looks - 1)
    follows = seen.seen_to[next_look] == seen.seen_to + step
    grown = np.zeros((rows, ages + step))
    if step < ages and follows.any():
        before, after = seen.known[:, follows, : ages - step], seen.known[:, next_look[follows], step:]
        both = (before >= 0) & (after >= 0)
        before, after = np.where(both, before, 0.0), np.where(both, after, 0.0)
        ratio = np.where(both, np.log((after + 0.5) / (before + 0.5)), np.nan)
        low, high = quantiles(ratio, (EXTREME, 1 - EXTREME))[:, :, None]
        usual = both & (ratio >= low) & (ratio <= high)
        total = [np.where(usual, part, 0.0).sum(1) + 0.5 for part in (after, before)]
        for age in range(ages - step - 1, -1, -1):
            grown[:, age] = np.log(total[0][:, age] / total[1][:, age]) + grown[:, age + step]
    return np.clip(grown[:, :ages], -STRANGE, STRANGE)


def quantiles(values: Numbers, levels: tuple[float, ...]) -> Numbers:
    """Levels first, over the second axis; 0 where nothing is known."""
    nothing = np.all(np.isnan(values), axis=1, keepdims=True)
    inner = np.ascontiguousarray(np.moveaxis(np.where(nothing, 0.0, values), 1, -1))
    ordered = np.sort(inner, axis=-1)  # NaN last
    last = (~np.isnan(inner)).sum(-1) - 1
    places = np.rint(np.array(levels)[:, None, None] * last).astype(np.int64)
    result: Numbers = np.take_along_axis(ordered[None], places[..., None], -1)[..., 0]
    return result


def of_places(
    own: Numbers, told: Numbers, known: Numbers, lessons: NDArray[np.int64]
) -> tuple[Numbers, Numbers, Numbers]:
    """Factors and spreads (places x ages), and the quantiles of standardised errors (ages x levels). `own` are the
    factors that each place's past alone tells."""
    own = np.where(lessons > 0, own, np.nan)
    within = mean(mean((told - own[:, None]) ** 2, 1), 0)
    of_chance = np.where(lessons > 0, within / np.maximum(lessons, 1), np.nan)
    shared = median(own, 0)
    between = np.maximum(mean((own - shared) ** 2, 0) - mean(of_chance, 0), 0.0)
    trust = between / np.maximum(between + of_chance, TINY)
    factor = np.nan_to_num(np.where(lessons > 0, shared + trust * (own - shared), shared))

    missed = told - factor[:, None]
    chance = np.maximum(1 - np.exp(-factor), 0.0)[:, None] / (known + 0.5)
    surplus = np.maximum(mean(missed**2 - chance, 1), 0.0)
    weight = lessons / (lessons + TYPICAL_LESSONS)
    spread = np.sqrt(weight * np.nan_to_num(surplus) + (1 - weight) * np.nan_to_num(median(surplus, 0)))
    changed = np.where(np.isnan(told), np.nan, np.abs(told) > UNCHANGED)
    often = weight * np.nan_to_num(mean(changed, 1)) + (1 - weight) * np.nan_to_num(
        median(mean(changed, 1), 0)
    )
    still = (often < SELDOM) | (np.abs(np.expm1(-factor)) < UNCHANGED) & (spread < NARROW)
    # A factor learnt from n counts is off by a part of the spread, which was read from the same n.
    spread = np.maximum(spread * np.sqrt(1 + 2 / np.maximum(lessons, 1)), SMALLEST_SPREAD)
    factor, spread = np.where(still, 0.0, factor), np.where(still, 0.0, spread)

    scaled = missed / np.sqrt(np.where(still, np.nan, spread)[:, None] ** 2 + chance)
    errors = np.zeros((told.shape[-1], len(LEVELS)))
    some = (~np.isnan(scaled)).any((0, 1))
    if some.any():
        errors[some] = np.nanquantile(scaled[..., some], LEVELS, axis=(0, 1)).T
    return factor, spread, errors


def median(values: Numbers, axis: int) -> Numbers:
    """NaN where nothing is known."""
    nothing = np.isnan(values).all(axis)
    filled = np.where(np.expand_dims(nothing, axis), 0.0, values)
    result: Numbers = np.where(nothing, np.nan, np.nanmedian(filled, axis))
    return result


def mean(values: Numbers, axis: int) -> Numbers:
    """NaN where nothing is known."""
    known = ~np.isnan(values)
    number = known.sum(axis)
    total = np.where(known, values, 0.0).sum(axis)
    result: Numbers = np.where(number > 0, total / np.maximum(number, 1), np.nan)
    return result
