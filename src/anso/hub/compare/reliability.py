"""Does what is said to happen in nine cases of ten happen so often? Tables of coverage, and PIT histograms.

In comes a table of scores; out go long tables, one row a group and interval, level or bin.
"""

from collections.abc import Sequence

import numpy as np
import polars as pl

from anso.errors import InvalidInputError, Problem
from anso.hub.compare.layout import refuse_empty, refuse_unknown
from anso.release.forecast import MODEL

__all__ = ["interval_coverage", "pit_histogram", "quantile_coverage"]

BINS = 10


def interval_coverage(scores: pl.DataFrame, by: Sequence[str] = (MODEL,)) -> pl.DataFrame:
    """For each central interval the share of observations in it, beside the nominal one."""
    return shares(scores, by, "coverage_", "interval", 100)


def quantile_coverage(scores: pl.DataFrame, by: Sequence[str] = (MODEL,)) -> pl.DataFrame:
    """For each level the share of observations that do not exceed its quantile: a reliability diagram."""
    return shares(scores, by, "below_", "level", 1)


def shares(scores: pl.DataFrame, by: Sequence[str], prefix: str, name: str, whole: float) -> pl.DataFrame:
    refuse_unknown(scores, by, "by")
    found = levelled(scores, prefix)
    groups = scores.group_by(by) if by else scores.group_by(pl.lit(0).alias("all"))
    counts = groups.agg(
        *(pl.col(column).mean().alias(f"{column} share") for column in found),
        *(pl.col(column).count().alias(f"{column} n") for column in found),
    ).select(pl.exclude("all"))
    parts = [
        counts.select(
            *by,
            pl.lit(level, dtype=pl.Float64).alias(name),
            pl.lit(level / whole, dtype=pl.Float64).alias("nominal"),
            pl.col(f"{column} share").alias("observed"),
            pl.col(f"{column} n").cast(pl.Int64).alias("n"),
        )
        for column, level in found.items()
    ]
    return pl.concat(parts).filter(pl.col("n") > 0).sort([*by, name], nulls_last=True)


def pit_histogram(scores: pl.DataFrame, by: Sequence[str] = (MODEL,), *, bins: int = BINS) -> pl.DataFrame:
    """The density of the probability integral transform in bins; a calibrated forecast has 1 in all.

    Of samples, in so many bins of equal width; of quantiles, between the levels that most forecasts state
    (scoringutils' `get_pit_histogram`): a forecast that lacks one of them is not counted.
    """
    refuse_unknown(scores, by, "by")
    refuse_empty(scores.is_empty(), "are empty: no forecast was scored")
    if "pit" in scores.columns:
        edges = np.linspace(0, 1, bins + 1)
        place = pl.min_horizontal((pl.col("pit") * bins).floor().cast(pl.Int64), pl.lit(bins - 1))
    else:
        found = stated_by_most(scores)
        edges = np.unique([0.0, *found.values(), 1.0])
        scores = scores.drop_nulls(list(found))
        inner = [column for column, level in found.items() if 0 < level < 1]
        place = pl.sum_horizontal(pl.col(column).not_() for column in inner).cast(pl.Int64)
    spans = pl.DataFrame({"bin": np.arange(len(edges) - 1), "from": edges[:-1], "to": edges[1:]})
    counts = scores.select(*by, place.alias("bin")).group_by([*by, "bin"]).agg(pl.len().alias("count"))
    grid = counts.select(by).unique().join(spans, how="cross") if by else spans
    count = pl.col("count").fill_null(0).cast(pl.Int64)
    total = count.sum().over(by) if by else count.sum()
    return (
        grid.join(counts, on=[*by, "bin"], how="left", nulls_equal=True)
        .select(
            *by,
            "from",
            "to",
            count,
            (count / total / (pl.col("to") - pl.col("from"))).alias("density"),
        )
        .sort([*by, "from"], nulls_last=True)
    )


def levelled(scores: pl.DataFrame, prefix: str) -> dict[str, float]:
    """The columns that tell a level each, and the level."""
    found = {name: float(name.removeprefix(prefix)) for name in scores.columns if name.startswith(prefix)}
    if not found:
        raise InvalidInputError(
            [
                Problem(
                    "scores",
                    f"have no column {prefix}…; give the table that `score` made of quantile forecasts",
                )
            ]
        )
    return found


def stated_by_most(scores: pl.DataFrame) -> dict[str, float]:
    found = levelled(scores, "below_")
    stated = scores.select(pl.col(column).count() for column in found).row(0)
    return {
        column: level
        for (column, level), count in zip(found.items(), stated, strict=True)
        if 2 * count > len(scores)
    }
