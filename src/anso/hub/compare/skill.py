"""Where and when a model is better than another: the ratio of summed scores in each cell of a grid."""

from collections.abc import Sequence

import polars as pl

from anso.hub.compare.difference import common
from anso.hub.compare.layout import refuse_unknown
from anso.hub.compare.pairs import known_model

__all__ = ["skill_map"]


def skill_map(
    scores: pl.DataFrame,
    model: str,
    baseline: str,
    by: Sequence[str] = ("target_end_date", "location"),
    *,
    measure: str = "wis",
) -> pl.DataFrame:
    """One row a cell: how many tasks both forecast, the mean score of each, their ratio, and 1 minus that."""
    known_model(scores, model)
    known_model(scores, baseline)
    refuse_unknown(scores, by, "by")
    ratio = pl.col("score").sum() / pl.col("score_other").sum()
    return (
        common(scores, model, baseline, measure)
        .group_by(by)
        .agg(
            pl.len().cast(pl.Int64).alias("n"),
            pl.col("score").mean().alias("mean"),
            pl.col("score_other").mean().alias("baseline_mean"),
            ratio.fill_nan(None).alias("ratio"),
            (1 - ratio).fill_nan(None).alias("skill"),
        )
        .sort(by, nulls_last=True)
    )
