"""What was assessed for each scenario, as tables with a column for the scenario."""

from collections.abc import Callable, Sequence

import numpy as np
import polars as pl

from anso.services.epidemics.economy.results import Assessed, by_country
from anso.services.epidemics.economy.tables.regions import Region

__all__ = ["by_scenario", "countries_by_scenario", "each"]

ENDS = ("", "_low", "_high")


def each(
    letters: Sequence[str], found: Sequence[Assessed], of: Callable[[Assessed], pl.DataFrame]
) -> pl.DataFrame:
    """A table of every scenario, one below the other."""
    return pl.concat(
        of(one).select(pl.lit(letter).alias("scenario"), pl.all())
        for letter, one in zip(letters, found, strict=True)
    )


def countries_by_scenario(
    letters: Sequence[str], found: Sequence[Assessed], regions: Sequence[Region]
) -> pl.DataFrame:
    """A row a country and scenario; `more` is what it loses more than in the first, in points of a year's value added.

    Scenarios are compared under the same set of assumptions: the range is of their differences.
    """
    rows = each(letters, found, lambda one: by_country(one, regions)).drop("step")
    first = rows.filter(pl.col("scenario") == letters[0]).select(
        "name", *(pl.col(f"lost_percent{end}").alias(f"first{end}") for end in ENDS)
    )
    apart = [pl.col(f"lost_percent{end}") - pl.col(f"first{end}") for end in ENDS]
    return (
        rows.join(first, on="name", how="left", maintain_order="left")
        .with_columns(
            apart[0].alias("more"),
            pl.min_horizontal(apart).alias("more_low"),
            pl.max_horizontal(apart).alias("more_high"),
        )
        .drop(f"first{end}" for end in ENDS)
    )


def by_scenario(letters: Sequence[str], found: Sequence[Assessed]) -> pl.DataFrame:
    """A row a scenario and part of the world: what is lost of a year's value added there, and to what.

    Illness is what workers missing would cost by themselves, measures what closed workplaces and avoided purchases add
    to it; the ripple is all that is not lost directly.
    """
    rows = []
    for letter, one in zip(letters, found, strict=True):
        struck = np.isin(one.table.region_of, one.struck)
        for part, here in (("struck", struck), ("elsewhere", ~struck)):
            year = float(one.value_added[here].sum())
            if not year > 0:
                continue
            courses = (one.middle, one.low, one.high, one.direct, one.ill)
            middle, low, high, direct, ill = (
                100 * float(one.lost(course)[here].sum()) / year for course in courses
            )
            rows.append(
                {
                    "scenario": letter,
                    "part": part,
                    "lost_percent": middle,
                    "lost_percent_low": min(low, middle),
                    "lost_percent_high": max(high, middle),
                    "illness_percent": ill,
                    "measures_percent": round(max(direct - ill, 0.0), 12),
                    "ripple_percent": middle - direct,
                    "lost": middle / 100 * year,
                }
            )
    return pl.DataFrame(rows)
