"""One row of scores a sample forecast of a single task.

Out go the CRPS by both estimators, the error of the median and of the mean, the bias (scoringutils'
`bias_sample`), the kernel log score, the Dawid-Sebastiani score, whether the central intervals between the
samples' quantiles (linear interpolation) held the observation, their spread, and the PIT of mid-ranks.
"""

from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from anso.errors import InvalidInputError, Problem
from anso.hub.dense import Samples, sample_blocks
from anso.hub.scores.samples.crps import crps
from anso.hub.scores.samples.density import dawid_sebastiani, log_score_kernel
from anso.hub.scores.tables import forecast_table
from anso.hub.scores.truth import answered, corrections, on_scale
from anso.release.forecast import as_frame

__all__ = ["score_samples"]

INTERVALS = (50, 90, 95)
ROWS_AT_ONCE = 4096

Numbers = NDArray[np.float64]


def score_samples(
    forecasts: Any, observations: Any, *, scale: str = "natural", where: str = "forecasts"
) -> pl.DataFrame:
    """The scores of every sample forecast that has an observation; counts below zero are left out."""
    blocks, observed = observed_samples(forecasts, observations, where)
    tables = [block_scores(block, y, scale) for block, y in zip(blocks, observed, strict=True)]
    return pl.concat(tables)


def observed_samples(forecasts: Any, observations: Any, where: str) -> tuple[list[Samples], list[Numbers]]:
    """The sample forecasts, and an observation each: NaN where there is none or it is a correction."""
    table = forecast_table(forecasts, where)
    blocks = sample_blocks(table, where=where)
    if not blocks:
        raise InvalidInputError([Problem(where, "holds no sample forecast; its output_type is never sample")])
    keys = pl.concat([block.keys for block in blocks])
    truth = answered(keys, as_frame(observations), "sample").cast(pl.Float64).fill_null(np.nan).to_numpy()
    targets = keys["target"] if "target" in keys.columns else pl.repeat("", len(keys), eager=True)
    truth = np.where(corrections(targets, [block.values for block in blocks], truth), np.nan, truth)
    ends = np.cumsum([len(block) for block in blocks])
    return blocks, np.split(truth, ends[:-1])


def block_scores(block: Samples, observed: Numbers, scale: str) -> pl.DataFrame:
    rows = np.flatnonzero(~np.isnan(observed))
    starts = range(0, max(len(rows), 1), ROWS_AT_ONCE)
    parts = [
        measures(on_scale(block.values[part], scale), on_scale(observed[part], scale))
        for part in (rows[start : start + ROWS_AT_ONCE] for start in starts)
    ]
    columns = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    numbers = pl.DataFrame({"observation": observed[rows]} | columns)
    return pl.concat([block.keys[rows], numbers.fill_nan(None)], how="horizontal")


def measures(values: Numbers, y: Numbers) -> dict[str, NDArray[Any]]:
    ordered = np.sort(values, axis=1)
    standard, fair = crps(ordered, y)
    at_most = (values <= y[:, None]).mean(axis=1)
    less = (values < y[:, None]).mean(axis=1)
    whole = (values == np.rint(values)).all(axis=1)
    before = (values <= y[:, None] - 1).mean(axis=1)
    median = np.median(ordered, axis=1)
    result: dict[str, NDArray[Any]] = {
        "crps": standard,
        "crps_fair": fair,
        "ae_median": np.abs(y - median),
        "se_mean": (y - values.mean(axis=1)) ** 2,
        "bias": np.where(whole, 1 - at_most - before, 1 - 2 * at_most),
        "log_score_kernel": log_score_kernel(values, y),
        "dss": dawid_sebastiani(values, y),
        "spread": values.std(axis=1, ddof=1) if values.shape[1] > 1 else np.full(len(y), np.nan),
        "pit": (at_most + less) / 2,
    }
    for percent in INTERVALS:
        tail = (100 - percent) / 200
        low, high = np.quantile(ordered, [tail, 1 - tail], axis=1)
        result[f"coverage_{percent}"] = (low <= y) & (y <= high)
    return result
