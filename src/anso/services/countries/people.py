"""What the population table of a country says: totals, growth, ages.

In: people by year, sex and five-year age group (every fifth year, mid-year). Out: tables and a few numbers.
"""

from dataclasses import dataclass

import polars as pl

__all__ = ["STEP", "Ages", "ages_in", "growth_in", "pyramid", "totals"]

STEP = 5
OLDEST_GROUP = 100
WORKING_AGES = (15, 65)


@dataclass(frozen=True)
class Ages:
    """How old the people of a country are."""

    median: float
    under_15: float
    """Share, from 0 to 1."""
    over_64: float


def totals(by_age: pl.DataFrame, first_projected: int) -> pl.DataFrame:
    """One row a year: people, mean growth a year over the five years before, estimate or projection."""
    people = (
        by_age.group_by("year")
        .agg(
            people=pl.col("people").cast(pl.Int64).sum(),
            female=pl.col("people").filter(pl.col("sex") == "female").cast(pl.Int64).sum(),
        )
        .sort("year")
    )
    ratio = pl.col("people") / pl.col("people").shift(1)
    return people.select(
        pl.col("year").cast(pl.Int64),
        "people",
        growth_percent=((ratio.log() / STEP).exp() - 1).mul(100).round(3),
        female_percent=(pl.col("female") / pl.col("people") * 100).round(2),
        kind=pl.when(pl.col("year") < first_projected)
        .then(pl.lit("estimate"))
        .otherwise(pl.lit("projection")),
    )


def growth_in(table: pl.DataFrame, year: int) -> float | None:
    """Mean growth a year, as a fraction, over the five years to `year`; none at the table's beginning."""
    percent: float | None = table.filter(pl.col("year") == year)["growth_percent"].item()
    return None if percent is None else percent / 100


def pyramid(by_age: pl.DataFrame, year: int) -> pl.DataFrame:
    """One row a sex and age group in a year: people, and their share of all."""
    rows = by_age.filter(pl.col("year") == year).with_columns(
        pl.col("age").cast(pl.Int64), pl.col("people").cast(pl.Int64)
    )
    return rows.select(
        "age",
        group=pl.when(pl.col("age") == OLDEST_GROUP)
        .then(pl.format("{}+", "age"))
        .otherwise(pl.format("{}\u2013{}", "age", pl.col("age") + STEP - 1)),
        sex="sex",
        people="people",
        share_percent=(pl.col("people") / pl.col("people").sum() * 100).round(3),
    ).sort("age", "sex")


def ages_in(rows: pl.DataFrame) -> Ages:
    """From a pyramid; the median lies in its age group as if ages were evenly spread there."""
    groups = rows.group_by("age").agg(pl.col("people").sum()).sort("age")
    start = groups["age"].to_numpy()
    count = groups["people"].to_numpy().astype(float)
    below = count.cumsum() - count
    people = count.sum()
    at = int((below <= people / 2).sum()) - 1
    youngest, oldest = WORKING_AGES
    return Ages(
        median=float(start[at] + STEP * (people / 2 - below[at]) / count[at]),
        under_15=float(count[start < youngest].sum() / people),
        over_64=float(count[start >= oldest].sum() / people),
    )
