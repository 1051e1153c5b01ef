"""What a forecast means for somebody who knows today's count: how much more or fewer, and how surely.

In comes `Ahead`; out comes one row a place: the class of the change of the first target, the probability that
the change is at least of that class, and the numbers behind it.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from anso.services.epidemics.outlook.ahead.ahead import Ahead
from anso.services.epidemics.outlook.ahead.chances import at_levels, chance_above
from anso.services.epidemics.outlook.ahead.rules import CLASSES, LEAST, LIKELY, TOO_FEW, WEEKS_COMPARED

__all__ = ["Classed", "change", "classed", "compared_week"]

Numbers = NDArray[np.float64]
LEVELS = np.array([0.025, 0.25, 0.5, 0.75, 0.975])


@dataclass(frozen=True)
class Classed:
    """By place."""

    slug: list[str]
    chance: Numbers
    """That the change is at least of the class; for "about the same", that it stays within it."""


def classed(values: Numbers, levels: Numbers, newest: Numbers) -> Classed:
    """The class that holds the median, of places x levels beside the newest count."""
    middle = at_levels(values, levels, np.array([0.5]))[..., 0]
    bounds = {step.slug: chance_above(values, levels, newest * step.ratio) for step in CLASSES}
    with np.errstate(invalid="ignore", divide="ignore"):
        ratio = np.where(middle > 0, middle / newest, 0.0)
    much_more, more, same, fewer, much_fewer = CLASSES
    inside = [
        ratio >= much_more.ratio,
        ratio >= more.ratio,
        ratio <= much_fewer.ratio,
        ratio <= fewer.ratio,
    ]
    chances = [
        bounds[much_more.slug],
        bounds[more.slug],
        1 - bounds[much_fewer.slug],
        1 - bounds[fewer.slug],
    ]
    slug = np.select(inside, [much_more.slug, more.slug, much_fewer.slug, fewer.slug], default=same.slug)
    chance = np.select(inside, chances, default=bounds[fewer.slug] - bounds[more.slug])
    unknown = ~np.isfinite(newest) | np.isnan(middle) | (np.fmax(newest, middle) < LEAST)
    return Classed(
        np.where(unknown, TOO_FEW, slug).tolist(), np.where(unknown, np.nan, np.clip(chance, 0.0, 1.0))
    )


def compared_week(ahead: Ahead) -> int:
    """The number of the week whose count is set beside the newest one."""
    return min(WEEKS_COMPARED, len(ahead.horizons)) - 1


def change(ahead: Ahead) -> pl.DataFrame:
    """One row a place that the first target is forecast for, the most affected first."""
    week = compared_week(ahead)
    values, newest = ahead.ensemble[0, :, week], ahead.newest()[0]
    found = classed(values, ahead.levels, newest)
    told = np.isfinite(found.chance)
    rise = chance_above(values, ahead.levels, newest * CLASSES[1].ratio)
    fall = 1 - chance_above(values, ahead.levels, newest * CLASSES[3].ratio)
    low, low_50, median, high_50, high = at_levels(values, ahead.levels, LEVELS).T
    where = [ahead.counted.places[code] for code in ahead.places]
    people = np.array([place.people for place in where])
    with np.errstate(invalid="ignore", divide="ignore"):
        per_100k = np.where(people > 0, median / people * 1e5, np.nan)
        ratio, ratio_low, ratio_high = (
            np.where(newest > 0, part / newest, np.nan) for part in (median, low, high)
        )
    table = pl.DataFrame(
        {
            "location": ahead.places,
            "name": [place.names["en"] for place in where],
            "change": found.slug,
            "probability": np.round(found.chance, 3),
            "likely": found.chance >= LIKELY,
            "probability_more": np.round(chance_above(values, ahead.levels, newest), 3),
            "probability_rise": np.round(np.where(told, rise, np.nan), 3),
            "probability_fall": np.round(np.where(told, fall, np.nan), 3),
            "ratio": np.round(ratio, 3),
            "ratio_low_95": np.round(ratio_low, 3),
            "ratio_high_95": np.round(ratio_high, 3),
            "newest": np.round(newest),
            "median": np.round(median),
            "low_50": np.round(low_50),
            "high_50": np.round(high_50),
            "low_95": np.round(low),
            "high_95": np.round(high),
            "per_100k": np.round(per_100k, 2),
            "target": [ahead.targets[0]] * len(where),
            "target_end_date": [ahead.ends[week]] * len(where),
        }
    )
    return table.filter(~np.isnan(median)).with_columns(pl.selectors.float().fill_nan(None))
