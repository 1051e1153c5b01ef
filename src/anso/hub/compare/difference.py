"""Is one model better than another, or was it luck? Two tests on the mean score difference, day by day.

The test of Diebold & Mariano (1995, J. Business & Economic Statistics 13: 253-263): the variance of the mean
counts the autocovariances for as many steps as forecasts overlap, Bartlett's weights being taken where that
sum is not positive. The correction for small samples and Student's t are those of Harvey, Leybourne & Newbold
(1997, Int. J. Forecasting 13: 281-291, equation 9). Beside it a permutation test, which flips the signs of
runs of overlapping days.
"""

from collections.abc import Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray

from anso.hub.compare.dates import date_column, overlap, spacing
from anso.hub.compare.layout import dated, keys_of, refuse_empty, refuse_unknown, tasks_of
from anso.hub.compare.pairs import known_model
from anso.hub.dense import numbered
from anso.release.forecast import MODEL

__all__ = ["diebold_mariano", "difference_test", "permutation"]

PERMUTATIONS = 9999
AT_ONCE = 1000
Numbers = NDArray[np.float64]


def difference_test(
    scores: pl.DataFrame,
    model: str,
    other: str,
    by: Sequence[str] = (),
    *,
    measure: str = "wis",
    cluster: str | None = None,
    lag: int | None = None,
    seed: int = 0,
) -> pl.DataFrame:
    """One row a group: the mean difference (below zero: `model` is better), both tests' p-values, both sided."""
    known_model(scores, model)
    known_model(scores, other)
    cluster = date_column(scores, cluster)
    by = [name for name in by if name not in (MODEL, cluster)]
    refuse_unknown(scores, by, "by")
    both = common(dated(scores, cluster), model, other, measure)
    refuse_empty(both.is_empty(), f"hold no task that both {model} and {other} forecast")
    rng = np.random.default_rng(seed)
    rows = []
    for key, part in both.sort([*by, cluster], nulls_last=True).group_by(
        by or [pl.lit(0)], maintain_order=True
    ):
        daily = part.group_by(cluster).agg(pl.col("difference").mean()).sort(cluster)
        reach = overlap(scores, part, cluster) if lag is None else lag
        series = on_grid(daily[cluster], daily["difference"].to_numpy(), spacing(daily[cluster]))
        statistic, p_value = diebold_mariano(series, reach)
        rows.append(
            (
                *(key if by else ()),
                len(daily),
                len(part),
                float(daily["difference"].to_numpy().mean()),
                reach,
                statistic,
                p_value,
                permutation(series, reach + 1, rng),
            )
        )
    schema = {name: scores[name].dtype for name in by} | {
        "dates": pl.Int64,
        "n": pl.Int64,
        "difference": pl.Float64,
        "lag": pl.Int64,
        "statistic": pl.Float64,
        "p_value": pl.Float64,
        "p_permutation": pl.Float64,
    }
    return pl.DataFrame(rows, schema=schema, orient="row").with_columns(pl.col(pl.Float64).fill_nan(None))


def common(scores: pl.DataFrame, model: str, other: str, measure: str) -> pl.DataFrame:
    """The tasks that both forecast, with the difference of their scores."""
    number, _ = numbered(tasks_of(scores))
    stated = scores.select(
        *keys_of(scores), pl.col(measure).cast(pl.Float64).alias("score"), pl.Series("task", number)
    ).drop_nulls("score")
    ours, theirs = (stated.filter(pl.col(MODEL) == name).drop(MODEL) for name in (model, other))
    both = ours.join(theirs.select("task", "score"), on="task", suffix="_other")
    return both.drop("task").with_columns((pl.col("score") - pl.col("score_other")).alias("difference"))


def on_grid(dates: pl.Series, values: Numbers, step: int) -> Numbers:
    """The differences at even steps; NaN on days that were not forecast."""
    if not (dates.dtype == pl.Date or dates.dtype.is_integer()):
        return values
    place = ((dates - dates[0]).dt.total_days() if dates.dtype == pl.Date else dates - dates[0]).to_numpy()
    place = np.rint(place / step).astype(np.int64)
    if len(np.unique(place)) < len(place):
        return values
    grid = np.full(int(place[-1]) + 1, np.nan)
    grid[place] = values
    return grid


def diebold_mariano(differences: Numbers, lag: int) -> tuple[float, float]:
    """The corrected statistic and its two-sided p-value; NaN for both if there are too few days to tell."""
    from scipy.stats import t as student

    known = ~np.isnan(differences)
    n = int(known.sum())
    steps = lag + 1
    correction = (n + 1 - 2 * steps + steps * (steps - 1) / n) / n if n else 0.0
    if n < 2 or correction <= 0:
        return np.nan, np.nan
    mean = float(differences[known].mean())
    centred = np.where(known, differences - mean, 0.0)
    covariance = np.array(
        [centred[: len(centred) - k] @ centred[k:] / n for k in range(min(steps, len(centred)))]
    )
    later = np.arange(1, len(covariance))
    variance = covariance[0] + 2 * covariance[1:].sum()
    if variance <= 0:
        variance = covariance[0] + 2 * ((1 - later / steps) * covariance[1:]).sum()
    if variance <= 0:
        return (np.nan, 1.0) if mean == 0 else (np.nan, np.nan)
    statistic = mean / np.sqrt(variance / n) * np.sqrt(correction)
    return float(statistic), float(2 * student.sf(abs(statistic), n - 1))


def permutation(differences: Numbers, run: int, rng: np.random.Generator, draws: int = PERMUTATIONS) -> float:
    """How often the mean is as far from zero when the signs of runs of days are set by chance."""
    starts = np.arange(0, len(differences), run)
    sums = np.add.reduceat(np.nan_to_num(differences), starts)
    # What is equal but for the order of a sum counts as equal.
    reached = abs(sums.sum()) * (1 - 1e-12)
    as_far = 0
    for start in range(0, draws, AT_ONCE):
        signs = rng.integers(0, 2, (min(AT_ONCE, draws - start), len(sums))) * 2 - 1
        as_far += int(np.count_nonzero(np.abs(signs @ sums) >= reached))
    return (1 + as_far) / (1 + draws)
