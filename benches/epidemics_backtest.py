"""A year of forecasts made from vintages alone, beside what teams submitted in that year.

Read from the folder that --data or ANSO_SHARED_DATA names: `euro_vintages.parquet`,
`euro_vintages_daily.parquet`, `euro_locations.csv`, and to score with `euro_truth.parquet` and
`euro_hub_forecasts.parquet`. The command runs as anybody would run it, in a process of its own; its forecasts
and the teams' are scored by the same function on the forecasts that each shares with the hub's baseline. The
cost of a thousand places instead of fifty is measured on made-up counts, so that needs no data.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import polars as pl

from anso.config import config
from anso.hub.reading import read_forecasts, read_observations
from anso.hub.scores import score
from anso.services.epidemics.forecasting.backtest import backtest
from anso.services.epidemics.forecasting.known import Archive, archive
from benches.hub_scores import FORECASTS, TRUTH, WATCH, given_folder
from benches.report import Measurement

__all__ = ["measure"]

FIRST, LAST = date(2021, 3, 8), date(2022, 3, 7)
BASELINE = "EuroCOVIDhub-baseline"
PEERS = ("EuroCOVIDhub-ensemble", "RobertWalraven-ESG", "ILM-EKF", "epiforecasts-EpiNow2", "MUNI-ARIMA")
TARGETS = {
    ("anso-ensemble", "inc case"): (0.63, 0.67, 0.70, 0.71),
    ("anso-ensemble", "inc death"): (0.63, 0.55, 0.52, 0.53),
    ("anso-hub-ensemble", "inc case"): (0.57, 0.62, 0.65, 0.67),
    ("anso-hub-ensemble", "inc death"): (0.58, 0.51, 0.49, 0.50),
}
COVERED = {"50": (45.0, 55.0), "95": (93.0, 97.0)}
MOST_SECONDS, MOST_SECONDS_A_DAY, MOST_MEGABYTES = 15 * 60, 30, 2000
FEW, MANY = 50, 1000


def measure(data: str | None = None) -> list[Measurement]:
    folder = given_folder(data)
    with tempfile.TemporaryDirectory(prefix="anso-bench-") as scratch:
        year = [] if folder is None else year_of(folder, Path(scratch))
    return [*year, *many_places()]


def year_of(folder: Path, scratch: Path) -> list[Measurement]:
    own, helped, day = (scratch / f"{name}.parquet" for name in ("own", "helped", "day"))
    seconds, megabytes = command(folder, own, FIRST, LAST)
    one_day, _ = command(folder, day, LAST, LAST)
    command(folder, helped, FIRST, LAST, "--with-teams", str(folder / FORECASTS))
    ours = pl.read_parquet(own)
    joint = pl.read_parquet(helped).filter(pl.col("model_id") == "anso-hub-ensemble")
    peers = read_forecasts(folder / FORECASTS).filter(pl.col("model_id").is_in([BASELINE, *PEERS]))
    scores = score(pl.concat([ours, joint, peers.select(ours.columns)]), read_observations(folder / TRUTH))
    return [
        *ratios(scores),
        *coverages(scores),
        Measurement(
            "53 Mondays, all models and the ensemble: `anso epidemics backtest`, start included",
            f"{seconds:.0f} s",
            "",
            f"under {MOST_SECONDS} s",
            seconds < MOST_SECONDS,
        ),
        Measurement(
            "memory of it at its peak",
            f"{megabytes:.0f} MB",
            "",
            f"under {MOST_MEGABYTES} MB",
            megabytes < MOST_MEGABYTES,
        ),
        Measurement(
            "one Monday, with the practice that the ensemble needs",
            f"{one_day:.1f} s",
            "",
            f"under {MOST_SECONDS_A_DAY} s",
            one_day < MOST_SECONDS_A_DAY,
        ),
    ]


def command(folder: Path, output: Path, first: date, last: date, *more: str) -> tuple[float, float]:
    """Seconds and megabytes of the command."""
    arguments = [
        *("epidemics", "backtest", "--vintages", str(folder / "euro_vintages.parquet")),
        *("--daily-vintages", str(folder / "euro_vintages_daily.parquet")),
        *("--locations", str(folder / "euro_locations.csv")),
        *("--from", str(first), "--to", str(last), "--output", str(output), *more),
    ]
    told = subprocess.check_output([sys.executable, "-c", WATCH, "-m", "anso.cli", *arguments])
    seconds, kilobytes = json.loads(told)
    return seconds, kilobytes / 1024


def ratios(scores: pl.DataFrame) -> list[Measurement]:
    """For each model and target the sum of its scores over the baseline's, by horizon."""
    task = ["target", "horizon", "location", "target_end_date"]
    base = scores.filter(pl.col("model_id") == BASELINE).select(*task, pl.col("wis").alias("base"))
    table = (
        scores.join(base, on=task)
        .group_by("model_id", "target", "horizon")
        .agg((pl.col("wis").sum() / pl.col("base").sum()).alias("ratio"))
        .sort("target", "model_id", "horizon")
    )
    result = []
    for (target, model), rows in table.group_by("target", "model_id", maintain_order=True):
        values = rows["ratio"].to_list()
        wanted = TARGETS.get((str(model), str(target)))
        shown = " ".join(f"{value:.3f}" for value in values)
        mine = str(model).startswith("anso")
        result.append(
            Measurement(
                f"{target}, 1 to 4 weeks ahead, WIS over the hub baseline's: {model}",
                shown if mine else "",
                "" if mine else shown,
                " ".join(f"{value:.2f}" for value in wanted) + " or less" if wanted else "",
                wanted is None
                or all(value < most + 0.005 for value, most in zip(values, wanted, strict=True)),
            )
        )
    return result


def coverages(scores: pl.DataFrame) -> list[Measurement]:
    result = []
    for model in ("anso-ensemble", "anso-hub-ensemble"):
        for target in ("inc case", "inc death"):
            rows = scores.filter(pl.col("model_id") == model, pl.col("target") == target)
            by = (
                rows.group_by("horizon")
                .agg(pl.col("coverage_50", "coverage_95").mean() * 100)
                .sort("horizon")
            )
            for width, (low, high) in COVERED.items():
                values = by[f"coverage_{width}"].to_list()
                result.append(
                    Measurement(
                        f"{target}, coverage of {width}% intervals, 1 to 4 weeks ahead: {model}",
                        " ".join(f"{value:.1f}" for value in values),
                        "",
                        f"{low:.0f} to {high:.0f}",
                        all(low <= round(value, 1) <= high for value in values),
                    )
                )
    return result


def many_places() -> list[Measurement]:
    """One day of issue, all models and the ensemble: processor time by place, and the same bytes from a cluster."""
    few, _ = made_of_places(FEW)
    many, table = made_of_places(MANY)
    same = on_cluster(MANY).equals(table)
    return [
        Measurement(
            f"one day of {MANY:,} synthetic places, processor seconds a place ({FEW} places beside it)",
            f"{many / MANY:.3f}",
            f"{few / FEW:.3f}",
            "no more a place",
            many / MANY <= few / FEW,
        ),
        Measurement(
            f"the same {MANY:,} places on a Dask cluster of two workers",
            f"{len(table):,} rows, {'the same' if same else 'other'} bytes",
            "",
            "the same bytes",
            same,
        ),
    ]


def on_cluster(count: int) -> pl.DataFrame:
    from distributed import LocalCluster

    with (
        LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0") as cluster,
        setting("ANSO_DASK", cluster.scheduler_address),
    ):
        return backtest(*synthetic(count))


def made_of_places(count: int) -> tuple[float, pl.DataFrame]:
    """Processor seconds in one process, which no other work on the machine lengthens."""
    given = synthetic(count)
    with setting("ANSO_CORES", "1"):
        began = time.process_time()
        table = backtest(*given)
        return time.process_time() - began, table


@contextmanager
def setting(name: str, value: str) -> Iterator[None]:
    before = os.environ.get(name)
    os.environ[name] = value
    config.cache_clear()
    try:
        yield
    finally:
        os.environ.pop(name)
        if before is not None:
            os.environ[name] = before
        config.cache_clear()


def synthetic(count: int) -> tuple[Archive, date, date]:
    """Waves of eighty weeks in so many places, told on one Monday, and that day."""
    random = np.random.default_rng(1)
    weeks = 80
    growth = 0.25 * random.standard_normal((count, weeks)).cumsum(1)
    counts = random.poisson(500 * np.exp(growth - growth.mean(1, keepdims=True))).astype(float)
    first = date(2020, 3, 7)
    ends = [first + timedelta(weeks=week) for week in range(weeks)]
    told = ends[-1] + timedelta(days=2)
    table = pl.DataFrame(
        {
            "as_of": [told] * counts.size,
            "location": np.repeat([f"{number:04d}" for number in range(count)], weeks),
            "target": ["inc case"] * counts.size,
            "target_end_date": ends * count,
            "value": counts.ravel(),
        }
    )
    return archive(table), told, told
