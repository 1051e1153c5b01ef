"""One row of scores a forecast of the probabilities of categories.

`log_score`: minus the logarithm of the probability of what came true (infinite where that was 0; Good 1952).
`brier`: the sum over categories of (p - o)^2 (Brier 1950, Monthly Weather Review 78: 1-3; from 0 to 2, of two
categories twice the usual binary score). `rps`: the same of the cumulative probabilities (Epstein 1969, J.
Applied Meteorology 8: 985-987; not divided by the number of categories), for ordered categories only: in the
order given, or that of numbers. `probability` is what the forecast gave to what came true.

The ranked probability skill score is 1 - sum of rps / sum of the reference's, which `anso.hub.compare.skill_map`
and the `sum_ratio` of `summarise` give; `climatology` makes the usual reference.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from anso.errors import InvalidInputError, Problem
from anso.hub.dense import category_blocks
from anso.hub.scores.tables import forecast_table
from anso.hub.scores.truth import answered
from anso.release.forecast import MODEL, OUTPUT_TYPE, OUTPUT_TYPE_ID, VALUE, as_frame, task_columns

__all__ = ["climatology", "probability_reliability", "score_pmf"]

Order = Sequence[str] | Mapping[str, Sequence[str]]
BINS = 10


def score_pmf(
    forecasts: Any, observations: Any, order: Order | None = None, *, where: str = "forecasts"
) -> pl.DataFrame:
    """The scores of every pmf forecast whose outcome is known.

    The observations' `value` names the category that came true. The order of the categories may be given for
    each target by its name.
    """
    tables = []
    for keys, names, values, ordered in pmf_matrices(forecasts, order, where):
        outcome = outcomes(keys, as_frame(observations), names)
        rows = np.flatnonzero(outcome >= 0)
        stated, outcome = values[rows], outcome[rows]
        happened = np.eye(len(names))[outcome]
        probability = np.clip(stated[np.arange(len(rows)), outcome], 0, 1)
        with np.errstate(divide="ignore"):
            log_score = -np.log(probability)
        rps = ((stated - happened).cumsum(axis=1) ** 2).sum(axis=1)
        columns = {
            "log_score": log_score,
            "brier": ((stated - happened) ** 2).sum(axis=1),
            "rps": rps if ordered else np.full(len(rows), np.nan),
            "probability": probability,
        }
        observation = pl.Series("observation", np.array(names, dtype=object)[outcome], dtype=pl.String)
        numbers = pl.DataFrame(columns).with_columns(pl.col("rps").fill_nan(None))
        tables.append(pl.concat([keys[rows], observation.to_frame(), numbers], how="horizontal"))
    return pl.concat(tables)


def pmf_matrices(
    forecasts: Any, order: Order | None, where: str
) -> list[tuple[pl.DataFrame, list[str], NDArray[np.float64], bool]]:
    """For each target the keys, the categories, their probabilities, and whether the categories have an order.

    A category that a forecast does not name has probability 0 in it.
    """
    table = forecast_table(forecasts, where)
    table = table.filter(pl.col(OUTPUT_TYPE) == "pmf")
    if table.is_empty():
        raise InvalidInputError([Problem(where, "holds no pmf forecast; its output_type is never pmf")])
    parts = table.partition_by("target", as_dict=True) if "target" in table.columns else {("",): table}
    matrices = []
    for (target,), part in parts.items():
        given = order.get(str(target)) if isinstance(order, Mapping) else order
        for_target = f"{where}, target {target}" if target else where
        blocks = category_blocks(part, "pmf", given, where=for_target)
        names = list(given) if given is not None else ordered_names([block.names for block in blocks])
        values = np.zeros((sum(len(block) for block in blocks), len(names)))
        start = 0
        for block in blocks:
            at = [names.index(name) for name in block.names]
            values[start : start + len(block), at] = block.values
            start += len(block)
        numeric = not pl.Series(names).cast(pl.Float64, strict=False).null_count()
        keys = pl.concat([block.keys for block in blocks])
        matrices.append((keys, names, values, given is not None or numeric))
    return matrices


def ordered_names(blocks: Sequence[Sequence[str]]) -> list[str]:
    """All categories of the blocks; by their number if they have one."""
    names = list(dict.fromkeys(name for block in blocks for name in block))
    numbers = pl.Series(names).cast(pl.Float64, strict=False)
    return names if numbers.null_count() else [names[place] for place in numbers.arg_sort().to_list()]


def outcomes(keys: pl.DataFrame, observations: pl.DataFrame, names: list[str]) -> NDArray[np.int64]:
    """The number of the category that came true for each key; -1 where it is not known."""
    found = answered(keys, observations, "pmf")
    if found.dtype.is_numeric():
        labels = pl.Series(names).cast(pl.Float64, strict=False)
        found = found.cast(pl.Float64)
    else:
        labels, found = pl.Series(names), found.cast(pl.String)
    strange = found.drop_nulls().filter(~found.drop_nulls().is_in(labels.implode())).unique()
    if len(strange):
        raise InvalidInputError(
            [
                Problem(
                    "observations, column value",
                    f"{', '.join(map(repr, strange.head(5).to_list()))} is not among the forecasts' categories "
                    f"{', '.join(names)}",
                )
            ]
        )
    places = found.replace_strict(labels, np.arange(len(names)), default=None, return_dtype=pl.Int64)
    return places.fill_null(-1).to_numpy()


def climatology(forecasts: Any, probabilities: Mapping[str, float] | None = None) -> pl.DataFrame:
    """The pmf forecasts of a model named climatology: for every task the same odds, equal unless given."""
    table = forecast_table(forecasts).filter(pl.col(OUTPUT_TYPE) == "pmf")
    ids = table[OUTPUT_TYPE_ID].cast(pl.String)
    rows = table.select(task_columns(table)).with_columns(ids).unique(maintain_order=True)
    if probabilities is None:
        odds = 1 / pl.len().over(task_columns(table))
    else:
        odds = pl.col(OUTPUT_TYPE_ID).replace_strict(dict(probabilities), return_dtype=pl.Float64)
    return rows.select(
        pl.lit("climatology").alias(MODEL),
        *task_columns(table),
        pl.lit("pmf").alias(OUTPUT_TYPE),
        OUTPUT_TYPE_ID,
        odds.alias(VALUE),
    )


def probability_reliability(
    forecasts: Any, observations: Any, by: Sequence[str] = (MODEL,), *, bins: int = BINS
) -> pl.DataFrame:
    """How often a category came true when its probability lay in each bin: `stated` is the bin's mean."""
    rows = []
    for keys, names, values, _ in pmf_matrices(forecasts, None, "forecasts"):
        outcome = outcomes(keys, as_frame(observations), names)
        known = np.flatnonzero(outcome >= 0)
        stated = values[known]
        happened = np.eye(len(names), dtype=bool)[outcome[known]]
        place = np.minimum((stated * bins).astype(np.int64), bins - 1)
        rows.append(
            keys[known]
            .select(by)[np.repeat(np.arange(len(known)), len(names))]
            .with_columns(
                pl.Series("bin", place.ravel()),
                pl.Series("stated", stated.ravel()),
                pl.Series("observed", happened.ravel()),
            )
        )
    return (
        pl.concat(rows)
        .group_by([*by, "bin"])
        .agg(pl.len().cast(pl.Int64).alias("n"), pl.col("stated").mean(), pl.col("observed").mean())
        .sort([*by, "bin"], nulls_last=True)
    )
