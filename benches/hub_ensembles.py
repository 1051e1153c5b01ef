"""Combining a year of a forecast hub, beside the same in pandas and scipy; and what the ensembles are worth.

Read: the European COVID-19 Forecast Hub's submissions (`euro_hub_forecasts.parquet`, `euro_truth.parquet` and
`euro_vintages.parquet` in the folder that --data or ANSO_SHARED_DATA names); where they are not at hand, a
synthetic table of the same shape and size, of which only speed is told. The peers compute the same for the
same members; their results must agree with ours.
"""

import tempfile
import time
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
from scipy.interpolate import PchipInterpolator
from scipy.optimize import brentq
from scipy.stats import norm

from anso.hub.ensembles import combination, hub_ensembles, past_weights
from anso.hub.ensembles.combining import MethodName
from anso.hub.ensembles.members.rounds import by_round
from anso.hub.scores import score
from benches.hub_scores import FORECASTS, TRUTH, given_folder, synthetic, timed
from benches.report import Measurement

__all__ = ["measure"]

VINTAGES = "euro_vintages.parquet"
TASK = ["reference_date", "target", "horizon", "location", "target_end_date"]
LEVEL = "output_type_id"
AVERAGES: tuple[MethodName, ...] = ("median", "mean")
METHODS: tuple[MethodName, ...] = ("median", "mean", "trimmed", "linear-pool")
TURNS = 3
AVERAGE_SECONDS, POOL_SECONDS = 1.0, 15.0
PEER_TASKS = 150
POOL_DIFFERENCE = 0.02
"""Of the pool's width, in the middle; ours is drawn through normal scores and the peer's through levels."""
YEAR = (date(2021, 3, 8), date(2022, 3, 7))
"""The rounds of the hub's first year, over which the figures are told."""


def measure(data: str | None = None) -> list[Measurement]:
    with tempfile.TemporaryDirectory(prefix="anso-bench-") as folder:
        found = given_folder(data)
        source = found or synthetic(Path(folder))
        table = pl.read_parquet(source / FORECASTS)
        name = "European hub" if found else "synthetic hub"
        even = comparable(table)
        results = [
            *speed_of_averages(table, even, f"{name}, {len(table) / 1e6:.1f} M rows"),
            speed_of_pool(table, even, name),
        ]
        if found is not None and (found / VINTAGES).exists():
            truth, vintages = pl.read_parquet(found / TRUTH), pl.read_parquet(found / VINTAGES)
            results += worth(table, truth, vintages)
    return results


def comparable(table: pl.DataFrame) -> pl.DataFrame:
    """What peers combine as we do: rounds under one date, members alone, those that state all levels."""
    own = hub_ensembles(table["model_id"].unique())
    members, _ = by_round(table.filter(~pl.col("model_id").is_in(own)))
    whole = pl.len().over("model_id", *TASK) == table["output_type_id"].n_unique()
    return members.filter(whole)


def speed_of_averages(table: pl.DataFrame, even: pl.DataFrame, name: str) -> list[Measurement]:
    results = []
    for method in AVERAGES:
        ours, _ = timed(partial(combination, table, method, name="E"), TURNS)
        theirs, peer = timed(partial(with_pandas, even.to_pandas(), method), 1)
        mine = combination(even, method, name="E").table.sort(*TASK, LEVEL)["value"].to_numpy()
        np.testing.assert_allclose(mine, peer.sort_index().to_numpy(), rtol=1e-9, atol=1e-9)
        results.append(
            Measurement(
                f"{method} of all quantiles ({name}), faults looked for; against pandas' group-by without that",
                f"{ours:.2f} s ({theirs / ours:.1f}x faster)",
                f"{theirs:.2f} s",
                f"under {AVERAGE_SECONDS:g} s",
                ours < AVERAGE_SECONDS,
            )
        )
    return results


def with_pandas(rows: pd.DataFrame, method: str) -> Any:
    """What one would write; it sorts what it gives."""
    return rows.groupby([*TASK, LEVEL])["value"].agg(method)


def speed_of_pool(table: pl.DataFrame, even: pl.DataFrame, name: str) -> Measurement:
    ours, result = timed(partial(combination, table, "linear-pool", name="E"), 1)
    mine = combination(even, "linear-pool", name="E").table
    tasks = mine.select(TASK).unique(maintain_order=True).sample(PEER_TASKS, seed=1)
    stated = even.join(tasks, on=TASK).partition_by(TASK, maintain_order=True)
    pooled = mine.join(tasks, on=TASK).partition_by(TASK, as_dict=True)
    began = time.perf_counter()
    peers = [with_scipy(rows) for rows in stated]
    theirs = (time.perf_counter() - began) / len(stated) * result.tasks
    misses = [
        np.abs(pooled[rows.select(TASK).row(0)]["value"].to_numpy() - peer) / max(np.ptp(peer), 1e-9)
        for rows, peer in zip(stated, peers, strict=True)
        if len(peer)
    ]
    if np.median(np.concatenate(misses)) > POOL_DIFFERENCE:
        raise AssertionError("the two pools differ by more than their curves between quantiles do")
    return Measurement(
        f"linear pool of all quantiles ({name}), {result.tasks:,} mixtures; against scipy's pchip and brentq "
        f"({PEER_TASKS} of them, scaled up)",
        f"{ours:.1f} s ({theirs / ours:.0f}x faster)",
        f"{theirs:.0f} s",
        f"under {POOL_SECONDS:g} s",
        ours < POOL_SECONDS,
    )


def with_scipy(stated: pl.DataFrame) -> Any:
    """A monotone interpolation for each model, normal tails, and a root for each level."""
    curves = []
    for _, rows in stated.sort(LEVEL).group_by("model_id", maintain_order=True):
        x, p = rows["value"].to_numpy(), rows[LEVEL].to_numpy()
        x, first = np.unique(x, return_index=True)
        if len(x) > 2:
            curves.append((x, p[first], PchipInterpolator(x, p[first])))
    if not curves:
        return np.empty(0)
    levels = stated[LEVEL].unique().sort().to_list()

    def mixture(value: float) -> float:
        total = 0.0
        for x, p, inside in curves:
            if x[0] <= value <= x[-1]:
                total += float(inside(value))
            else:
                a, b = (0, 1) if value < x[0] else (-2, -1)
                scale = (x[b] - x[a]) / (norm.ppf(p[b]) - norm.ppf(p[a]))
                total += float(norm.cdf(norm.ppf(p[a]) + (value - x[a]) / scale))
        return total / len(curves)

    low = min(x[0] - 5 * (x[-1] - x[0]) for x, _, _ in curves)
    high = max(x[-1] + 5 * (x[-1] - x[0]) for x, _, _ in curves)
    return np.array(
        [brentq(lambda value, level=level: mixture(value) - level, low, high) for level in levels]
    )


def worth(table: pl.DataFrame, truth: pl.DataFrame, vintages: pl.DataFrame) -> list[Measurement]:
    """Sums of scores over the baseline's, by horizon, beside the hub's own ensemble."""
    models = table["model_id"].unique().to_list()
    baseline = next(model for model in models if model.endswith("-baseline"))
    own = hub_ensembles(models)[0]
    made: dict[str, Any] = {method: combination(table, method, name=method).table for method in METHODS}
    others = table.filter(pl.col("model_id") != own)
    weights = past_weights(others, vintages)
    made["weighted"] = combination(others, "median", name="weighted", weights=weights).table
    compared = table.filter(pl.col("model_id").is_in([baseline, own]))
    forecasts = pl.concat([compared, *made.values()]).filter(pl.col("reference_date").is_between(*YEAR))
    results = []
    for scale in ("natural", "log"):
        told = ratios(score(forecasts, truth, scale=scale), baseline)
        for target in told["target"].unique().sort():
            of_target = told.filter(pl.col("target") == target)
            results += [
                Measurement(
                    f"{method}, {target}, {scale} scale: WIS / {baseline}'s by horizon; coverage of 50 and 95% (%)",
                    figures(of_target.filter(pl.col("model_id") == method)),
                    f"{own} {figures(of_target.filter(pl.col('model_id') == own))}",
                )
                for method in made
            ]
    return results


def ratios(scores: pl.DataFrame, baseline: str) -> pl.DataFrame:
    task = ["reference_date", "target", "horizon", "location"]
    base = scores.filter(pl.col("model_id") == baseline).select(*task, pl.col("wis").alias("base"))
    return (
        scores.join(base, on=task)
        .group_by("model_id", "target", "horizon")
        .agg(
            (pl.col("wis").sum() / pl.col("base").sum()).alias("ratio"),
            pl.col("coverage_50").mean(),
            pl.col("coverage_95").mean(),
        )
        .sort("target", "horizon")
    )


def figures(rows: pl.DataFrame) -> str:
    ratio = " ".join(f"{value:.3f}" for value in rows["ratio"])
    half = " ".join(f"{100 * value:.0f}" for value in rows["coverage_50"])
    wide = " ".join(f"{100 * value:.0f}" for value in rows["coverage_95"])
    return f"{ratio}; {half}; {wide}"
