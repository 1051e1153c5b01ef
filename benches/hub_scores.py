"""Scoring a year of a forecast hub, beside the same in pandas and scoringrules.

Read: the European COVID-19 Forecast Hub's submissions (`euro_hub_forecasts.parquet` and `euro_truth.parquet`
in the folder that --data or ANSO_SHARED_DATA names); where they are not at hand, a synthetic table of the
same shape and size. All sides read the same files and make the same columns: the weighted interval score, its
parts, the error of the median, and the coverage of each interval. They must agree.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import polars as pl

from anso.hub.reading import read_forecasts, read_observations
from anso.hub.scores import score
from benches.hub_peers import FORECASTS, JOINED, TRUTH, as_arrays, as_rows
from benches.report import Measurement

__all__ = ["FORECASTS", "TRUTH", "given_folder", "measure", "synthetic", "timed"]

LEVELS = [0.01, 0.025, *(round(0.05 * step, 2) for step in range(1, 20)), 0.975, 0.99]
TURNS = 5
PEER_TURNS = 3
TIMES_FASTER = 10
SECONDS, MEGABYTES = 2.0, 1000
# A process of its own watches the command: a child's peak memory is never told as less than its parent's.
WATCH = """
import json, resource, subprocess, sys, time
began = time.perf_counter()
subprocess.run([sys.executable, *sys.argv[1:]], stdout=subprocess.DEVNULL, check=True)
taken = time.perf_counter() - began
print(json.dumps([taken, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss]))
"""


def measure(data: str | None = None) -> list[Measurement]:
    with tempfile.TemporaryDirectory(prefix="anso-bench-") as folder:
        found = given_folder(data)
        source = found or synthetic(Path(folder))
        name = "European hub, 3.3 M rows" if found else "synthetic hub, 3.3 M rows"
        forecasts, truth = source / FORECASTS, source / TRUTH
        ours, scores = timed(lambda: score(read_forecasts(forecasts), read_observations(truth)), TURNS)
        rows, row_scores = timed(lambda: as_rows(forecasts, truth), PEER_TURNS)
        arrays, array_scores = timed(lambda: as_arrays(forecasts, truth), PEER_TURNS)
        agree(scores, row_scores)
        agree(scores, array_scores)
        seconds, megabytes = command(forecasts, truth, Path(folder) / "scores.csv")
    return [
        Measurement(
            f"read and score a hub ({name}): WIS, parts, coverage; against pandas and scoringrules, row by row",
            f"{ours:.2f} s ({rows / ours:.1f}x faster)",
            f"{rows:.1f} s",
            f"at least {TIMES_FASTER}x faster",
            rows >= TIMES_FASTER * ours,
        ),
        Measurement(
            "the same, against pandas and scoringrules on a matrix of its own making",
            f"{ours:.2f} s ({arrays / ours:.1f}x faster)",
            f"{arrays:.1f} s",
        ),
        Measurement(
            "the same as a command, with relative skill: `anso hub score`, start included",
            f"{seconds:.2f} s",
            "",
            f"under {SECONDS:g} s",
            seconds < SECONDS,
        ),
        Measurement(
            "memory of the command at its peak",
            f"{megabytes:.0f} MB",
            "",
            f"under {MEGABYTES} MB",
            megabytes < MEGABYTES,
        ),
    ]


def given_folder(data: str | None) -> Path | None:
    """The folder with the real files, if it was named and has them."""
    named = data or os.environ.get("ANSO_SHARED_DATA")
    if not named:
        print("no --data and no ANSO_SHARED_DATA: scoring a synthetic hub", file=sys.stderr)
        return None
    places = [Path(named), Path(named) / "epidemics"]
    found = next(
        (place for place in places if (place / FORECASTS).exists() and (place / TRUTH).exists()), None
    )
    if found is None:
        print(f"{named} does not hold {FORECASTS} and {TRUTH}: scoring a synthetic hub", file=sys.stderr)
    return found


def timed(action: Callable[[], Any], turns: int) -> tuple[float, Any]:
    """The median seconds after a turn that does not count, and the last result."""
    taken = []
    for _ in range(turns + 1):
        began = time.perf_counter()
        result = action()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken[1:]), result


def agree(ours: pl.DataFrame, theirs: pd.DataFrame) -> None:
    """A comparison of speeds means nothing unless both computed the same."""
    if len(ours) != len(theirs):
        raise AssertionError(f"{len(ours)} forecasts scored here, {len(theirs)} there")
    for name in ("wis", "dispersion", "underprediction", "overprediction", "ae_median"):
        mine, other = ours[name].drop_nulls().sort().to_numpy(), np.sort(theirs[name].dropna().to_numpy())
        np.testing.assert_allclose(mine, other, rtol=1e-9, atol=1e-9, err_msg=name)
    for name in ("coverage_50", "coverage_90", "coverage_95"):
        if ours[name].sum() != theirs[name].eq(other=True).sum():
            raise AssertionError(f"{name} differs")


def command(forecasts: Path, truth: Path, output: Path) -> tuple[float, float]:
    """Seconds (median) and megabytes (most) of the command, from its start to its end."""
    baseline = pl.scan_parquet(forecasts).select(pl.col("model_id").min()).collect().item()
    arguments = ["hub", "score", str(forecasts), str(truth), "--baseline", baseline]
    arguments += ["--by", "model_id,target,horizon", "--output", str(output)]
    measured = [
        json.loads(subprocess.check_output([sys.executable, "-c", WATCH, "-m", "anso.cli", *arguments]))
        for _ in range(TURNS + 1)
    ]
    return statistics.median(seconds for seconds, _ in measured[1:]), max(
        kilobytes for _, kilobytes in measured
    ) / 1024


def synthetic(folder: Path) -> Path:
    """A made-up hub as large as the real one: 27 models, 56 rounds, 2 targets, 4 horizons, 12 places; some gaps."""
    rng = np.random.default_rng(2021)
    places, rounds, models = 12, 56, 27
    first = date(2021, 2, 8)
    tasks = pl.DataFrame({"model_id": [f"team-{number:02}" for number in range(models)]})
    tasks = tasks.join(
        pl.DataFrame({"reference_date": [first + timedelta(weeks=week) for week in range(rounds)]}),
        how="cross",
    )
    for name, values in (
        ("target", ["inc case", "inc death"]),
        ("horizon", pl.Series([1, 2, 3, 4], dtype=pl.Int32)),
        ("location", [f"{number:02}" for number in range(places)]),
    ):
        tasks = tasks.join(pl.DataFrame({name: values}), how="cross")
    ends = pl.col("reference_date") + pl.duration(days=7 * pl.col("horizon") - 2)
    tasks = tasks.with_columns(ends.alias("target_end_date"))
    centre = rng.lognormal(6, 1, len(tasks))
    spread = np.sort(rng.normal(0, 0.4, (len(tasks), len(LEVELS))), axis=1)
    few = rng.random(len(tasks)) < 0.05
    stated = np.where(
        few[:, None] & (np.arange(len(LEVELS)) % 2 == 0), np.nan, np.exp(spread) * centre[:, None]
    )
    table = tasks.select(pl.all().repeat_by(len(LEVELS)).explode()).with_columns(
        pl.lit("quantile").alias("output_type"),
        pl.Series("output_type_id", np.tile(LEVELS, len(tasks))),
        pl.Series("value", stated.ravel()),
    )
    table.filter(pl.col("value").is_not_nan()).write_parquet(folder / FORECASTS)
    truth = tasks.select(JOINED).unique(maintain_order=True)
    truth.with_columns(value=rng.lognormal(6, 1, len(truth))).write_parquet(folder / TRUTH)
    return folder
