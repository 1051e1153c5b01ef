"""The peers of `hub_scores`: the same scores in pandas and scoringrules, in the two ways that people write them."""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import scoringrules

__all__ = ["FORECASTS", "JOINED", "KEYS", "TRUTH", "as_arrays", "as_rows"]

FORECASTS, TRUTH = "euro_hub_forecasts.parquet", "euro_truth.parquet"
KEYS = ["model_id", "reference_date", "target", "horizon", "location", "target_end_date"]
JOINED = ["location", "target", "target_end_date"]


def as_rows(forecasts: Path, truth: Path) -> pd.DataFrame:
    """The straightforward way, with every step on whole columns: join the truth, pair the levels, group."""
    table = pd.read_parquet(forecasts).merge(observations(truth), on=JOINED)
    table = table[table["observation"] >= 0]
    y, value, level = (table[name].to_numpy() for name in ("observation", "value", "output_type_id"))
    table["loss"] = scoringrules.quantile_score(y, value, level)
    table["tail"] = np.minimum(table["output_type_id"], 1 - table["output_type_id"]).round(6)
    lower = table[table["output_type_id"] < 0.5]
    upper = table.loc[table["output_type_id"] > 0.5, [*KEYS, "tail", "value", "loss"]]
    pairs = lower.merge(upper, on=[*KEYS, "tail"], suffixes=("_low", "_high"))
    y, low, high = (pairs[name].to_numpy() for name in ("observation", "value_low", "value_high"))
    pairs["dispersion"] = (high - low) * pairs["tail"]
    missed = pairs["loss_low"] + pairs["loss_high"] - pairs["dispersion"]
    pairs["underprediction"] = np.where(y > high, missed, 0)
    pairs["overprediction"] = np.where(y < low, missed, 0)
    pairs["weight"] = 1.0
    pairs["inside"] = (low <= y) & (y <= high)
    medians = table[table["output_type_id"] == 0.5].copy()
    medians["ae_median"] = 2 * medians["loss"]
    above = medians["observation"] > medians["value"]
    medians["underprediction"] = np.where(above, medians["loss"], 0)
    medians["overprediction"] = np.where(above, 0, medians["loss"])
    medians["weight"] = 0.5
    parts = ["dispersion", "underprediction", "overprediction"]
    sums = pd.concat([pairs, medians]).groupby(KEYS)[[*parts, "weight", "ae_median"]].sum(min_count=1)
    sums[parts] = sums[parts].fillna(0).div(sums["weight"], axis=0)
    sums["wis"] = sums[parts].sum(axis=1)
    pairs["interval"] = "coverage_" + (100 - 200 * pairs["tail"]).round(4).map("{:g}".format)
    coverage = pairs.pivot(index=KEYS, columns="interval", values="inside")
    return sums.join(coverage).reset_index()


def observations(truth: Path) -> pd.DataFrame:
    return pd.read_parquet(truth)[[*JOINED, "value"]].rename(columns={"value": "observation"})


def as_arrays(forecasts: Path, truth: Path) -> pd.DataFrame:
    """What a careful one would write: pivot once, then whole arrays for each set of levels."""
    table = pd.read_parquet(forecasts)
    wide = table.pivot(index=KEYS, columns="output_type_id", values="value").reset_index()
    wide = wide.merge(observations(truth), on=JOINED)
    wide = wide[wide["observation"] >= 0]
    levels = np.array(sorted(column for column in wide.columns if isinstance(column, float)))
    stated = wide[list(levels)].notna()
    parts = [
        matrix_scores(part, levels[np.array(pattern)])
        for pattern, part in wide.groupby(list(stated.T.values))
    ]
    return pd.concat(parts, ignore_index=True)


def matrix_scores(part: pd.DataFrame, levels: Any) -> pd.DataFrame:
    y = part["observation"].to_numpy()
    result = part[[*KEYS, "observation"]].copy()
    tails = [level for level in levels if level < 0.5 and np.isclose(levels, 1 - level).any()]
    count = len(tails) + (0.5 in levels) / 2
    dispersion, under, over = np.zeros(len(y)), np.zeros(len(y)), np.zeros(len(y))
    coverage = {}
    for tail in tails:
        lower = part[tail].to_numpy()
        upper = part[levels[np.isclose(levels, 1 - tail)][0]].to_numpy()
        whole = scoringrules.interval_score(y, lower, upper, 2 * tail) * tail
        width = (upper - lower) * tail
        dispersion += width / count
        under += np.where(y > upper, whole - width, 0) / count
        over += np.where(y < lower, whole - width, 0) / count
        coverage[f"coverage_{100 * (1 - 2 * tail):.6g}"] = (lower <= y) & (y <= upper)
    if 0.5 in levels:
        median = part[0.5].to_numpy()
        loss = 2 * scoringrules.quantile_score(y, median, 0.5)
        result["ae_median"] = loss
        under += np.where(y > median, loss, 0) / 2 / count
        over += np.where(y < median, loss, 0) / 2 / count
    result["dispersion"], result["underprediction"], result["overprediction"] = dispersion, under, over
    result["wis"] = dispersion + under + over
    return result.assign(**coverage)
