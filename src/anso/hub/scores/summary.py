"""Scores by any grouping: means, and how models compare with a baseline on the tasks that both forecast.

In comes a table of scores, one row a forecast; out goes one row a group. A mean is over the forecasts that
have the measure (a forecast without a stated median has no error of the median); `n` counts those that have
the score itself.
"""

from collections.abc import Sequence

import numpy as np
import polars as pl

from anso.errors import InvalidInputError, Problem
from anso.hub.compare.layout import measures_of, refuse_unknown
from anso.hub.compare.pairs import known_model, paired, ratios, relative_skill
from anso.release.forecast import MODEL

__all__ = ["SUMMARY", "summarise"]

SUMMARY = (
    "wis",
    "dispersion",
    "underprediction",
    "overprediction",
    "ae_median",
    "bias",
    "coverage_50",
    "coverage_90",
    "coverage_95",
)
"""The means of a summary of quantile forecasts; one that no forecast has is empty."""
RELATIVE = ("sum_ratio", "relative_skill")


def summarise(
    scores: pl.DataFrame, by: Sequence[str] = (MODEL,), *, baseline: str | None = None, measure: str = "wis"
) -> pl.DataFrame:
    """One row a group of the `by` columns, in their order.

    `sum_ratio` is the sum of the model's scores over the baseline's where both forecast, and `relative_skill`
    that of the pairwise comparison; both need the model among the `by` columns and are computed within each
    group of the others.
    """
    by = list(by)
    if not by:
        raise InvalidInputError([Problem("by", "is empty; name at least one column, such as model_id")])
    refuse_unknown(scores, by, "by")
    if baseline is not None:
        known_model(scores, baseline)
    means = list(SUMMARY) if measure in SUMMARY else measures_of(scores)
    present = [name for name in means if name in scores.columns]
    table = (
        scores.group_by(by)
        .agg(pl.col(measure).count().cast(pl.Int64).alias("n"), pl.col(present).mean())
        .with_columns(pl.lit(None, dtype=pl.Float64).alias(name) for name in means if name not in present)
        .select(*by, "n", *means)
    )
    if MODEL not in by:
        empty = [pl.lit(None, dtype=pl.Float64).alias(name) for name in RELATIVE]
        return table.with_columns(empty).sort(by, nulls_last=True)
    compared = relative(scores, by, baseline, measure)
    return table.join(compared, on=by, how="left", nulls_equal=True).sort(by, nulls_last=True)


def relative(scores: pl.DataFrame, by: list[str], baseline: str | None, measure: str) -> pl.DataFrame:
    others = [name for name in by if name != MODEL]
    groups = list(paired(scores, others, measure=measure))
    sizes = [len(pairs.models) for pairs in groups]
    sum_ratio, skill = [np.empty(0)], [np.empty(0)]
    for pairs in groups:
        nothing = np.full(len(pairs.models), np.nan)
        place = pairs.models.index(baseline) if baseline in pairs.models else None
        sum_ratio.append(nothing if baseline is None else pairs.ratio_to(baseline))
        comparable = baseline is None or place is not None
        skill.append(relative_skill(ratios(pairs.sums, pairs.shared), place) if comparable else nothing)
    schema = {name: scores[name].dtype for name in others}
    keys = pl.DataFrame([pairs.group for pairs in groups], schema=schema, orient="row")
    repeated = np.repeat(np.arange(len(groups)), sizes)
    columns = [
        pl.Series(MODEL, [name for pairs in groups for name in pairs.models], dtype=pl.String),
        pl.Series("sum_ratio", np.concatenate(sum_ratio)).fill_nan(None),
        pl.Series("relative_skill", np.concatenate(skill)).fill_nan(None),
    ]
    return pl.DataFrame([*keys[repeated].get_columns(), *columns])
