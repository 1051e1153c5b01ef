"""How many reports come on each day of the week, against the mean of the week.

In come daily counts; out comes a row a place and target with seven ratios, over the last eight whole weeks known
on the day of issue. Counts are not evened out by it: models that look at days estimate the effect themselves.
"""

from datetime import date, timedelta

import polars as pl

__all__ = ["NAMES", "weekday_ratios"]

WEEKS = 8
FEWEST = 50.0
"""Counts in these weeks below which ratios are chance."""
NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def weekday_ratios(daily: pl.DataFrame, issued: date) -> pl.DataFrame:
    """Columns location, target and `NAMES`; 1 is the mean of the week."""
    days = (
        daily.filter(pl.col("date") >= issued - timedelta(weeks=WEEKS))
        .sort("as_of", maintain_order=True)
        .unique(["location", "target", "date"], keep="last", maintain_order=True)
        .with_columns(pl.col("date").dt.weekday().alias("weekday"))
    )
    means = days.group_by("location", "target", "weekday").agg(pl.mean("value"), pl.sum("value").alias("sum"))
    whole = means.filter(
        (pl.len() == len(NAMES)).over("location", "target"),
        (pl.sum("sum") >= FEWEST).over("location", "target"),
    )
    ratios = whole.with_columns(
        (pl.col("value") / pl.col("value").mean().over("location", "target")).alias("ratio"),
        pl.col("weekday").replace_strict(dict(enumerate(NAMES, 1)), return_dtype=pl.String).alias("name"),
    )
    schema = {"location": pl.String, "target": pl.String, **dict.fromkeys(NAMES, pl.Float64)}
    if ratios.is_empty():
        return pl.DataFrame(schema=schema)
    wide = ratios.pivot("name", index=["location", "target"], values="ratio", sort_columns=False)
    return wide.select(list(schema)).cast(schema).sort("target", "location")  # type: ignore[arg-type]  # names to types
