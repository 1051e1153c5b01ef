"""Forecasts of one round, although teams date them differently: the one rule of ensembles, training and board.

In a weekly hub some teams name the Sunday and some the Monday as their reference date and mean the same weeks.
In comes a table; out goes each row's round, the newest reference date of those that forecast from the same
week, if these dates are near each other. Where a model answers twice from one week, reference dates tell rounds
apart and are kept as they are.
"""

import polars as pl

from anso.release.forecast import HORIZON, MODEL

__all__ = ["REFERENCE_DATE", "ROUND", "TARGET", "TARGET_END_DATE", "with_rounds"]

NEAR_DAYS = 3

REFERENCE_DATE = "reference_date"
ROUND = "round"
TARGET = "target"
TARGET_END_DATE = "target_end_date"


def with_rounds(table: pl.DataFrame) -> pl.DataFrame:
    """One target's rows with a column `round`."""
    start = pl.col(TARGET_END_DATE) - pl.duration(days=horizon_step(table)) * pl.col(HORIZON)
    named = table.with_columns(start.alias("start"))
    dates = named.select(MODEL, "start", REFERENCE_DATE).unique()
    together = dates.group_by("start").agg(
        newest=pl.col(REFERENCE_DATE).max(),
        days=(pl.col(REFERENCE_DATE).max() - pl.col(REFERENCE_DATE).min()).dt.total_days(),
        once=pl.len() == pl.col(MODEL).n_unique(),
    )
    one = pl.col("once") & (pl.col("days") <= NEAR_DAYS)
    return (
        named.join(together, on="start", how="left", maintain_order="left")
        .with_columns(pl.when(one).then(pl.col("newest")).otherwise(pl.col(REFERENCE_DATE)).alias(ROUND))
        .drop("start", "newest", "days", "once")
    )


def horizon_step(table: pl.DataFrame) -> int:
    """Days from one horizon to the next, and 0 where there is one horizon alone."""
    ends = table.select(MODEL, REFERENCE_DATE, HORIZON, TARGET_END_DATE).unique()
    steps = (
        ends.sort(MODEL, REFERENCE_DATE, HORIZON)
        .with_columns(
            days=pl.col(TARGET_END_DATE).diff().dt.total_days().over(MODEL, REFERENCE_DATE),
            horizons=pl.col(HORIZON).diff().over(MODEL, REFERENCE_DATE),
        )
        .filter(pl.col("horizons") > 0)
        .select((pl.col("days") / pl.col("horizons")).round().cast(pl.Int64).alias("step"))
    )
    common = steps["step"].value_counts().sort("count", "step", descending=[True, False])
    return int(common["step"][0]) if len(common) else 0
