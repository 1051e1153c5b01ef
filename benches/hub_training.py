"""What trained ensembles are worth over a year of a forecast hub, beside the hub's own and plain ones.

Read: the European COVID-19 Forecast Hub's submissions, what was known on each Monday, and what became true
(`euro_hub_forecasts.parquet`, `euro_vintages.parquet`, `euro_truth.parquet` in the folder that --data or
ANSO_SHARED_DATA names). All are scored on the tasks that the hub's ensemble and baseline forecast: the sum of
the weighted interval score over the baseline's, on the natural and on the log scale, and how often the 50 and
95% intervals held the truth. The trained one is made in a process of its own, whose time and memory are told.
"""

import json
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl

from anso.hub.ensembles import combine
from anso.hub.scores import score
from benches.hub_scores import FORECASTS, TRUTH, WATCH, given_folder
from benches.report import Measurement

__all__ = ["measure"]

VINTAGES = "euro_vintages.parquet"
YEAR = (date(2021, 3, 8), date(2022, 3, 7))
"""The rounds of the hub's first year, over which the figures are told."""
HALF_YEAR = date(2021, 9, 1)
"""Where the year is cut to see whether what holds in one half holds in the other."""
BASELINE, HUBS_OWN = "EuroCOVIDhub-baseline", "EuroCOVIDhub-ensemble"
TRAINED, AS_COMBINED = "trained", "trained weights, widths left"
TASK = ["target", "horizon", "location", "target_end_date"]
SECONDS, MEGABYTES = 120, 2000
COVERED = (0.93, 0.97)
HALF = (0.45, 0.55)
MAKE = """
import sys
import polars as pl
from anso.hub.training import Settings, trained
forecasts, vintages, name, widths, output = sys.argv[1:]
settings = Settings(recalibrate=widths == "learned")
trained(pl.read_parquet(forecasts), pl.read_parquet(vintages), name=name, settings=settings).write_parquet(output)
"""


def measure(data: str | None = None) -> list[Measurement]:
    source = given_folder(data)
    if source is None or not (source / VINTAGES).exists():
        print(
            f"hub-training: give the folder that holds {FORECASTS}, {TRUTH} and {VINTAGES}, with --data or in "
            "ANSO_SHARED_DATA; without it nothing is measured",
            file=sys.stderr,
        )
        return []
    table, truth = pl.read_parquet(source / FORECASTS), pl.read_parquet(source / TRUTH)
    members = table.filter(pl.col("model_id") != HUBS_OWN)
    with tempfile.TemporaryDirectory(prefix="anso-bench-") as folder:
        output = Path(folder) / "trained.parquet"
        seconds, megabytes = made(source, TRAINED, "learned", output)
        learned = pl.read_parquet(output)
        made(source, AS_COMBINED, "left", output)
        left = pl.read_parquet(output)
    every = [table.filter(pl.col("model_id").is_in([BASELINE, HUBS_OWN])), learned, left]
    every += [combine(members, "median", name="median"), combine(members, "mean", name="mean")]
    scores = scored(pl.concat(every, how="diagonal_relaxed"), truth)
    return [
        *(line for row in compared(scores).iter_rows(named=True) for line in lines(row)),
        *halves(scores),
        Measurement(
            "trained ensemble of the whole year (57 rounds, 49 models)",
            f"{seconds:.0f} s, {megabytes:,.0f} MB",
            "",
            f"under {SECONDS} s and {MEGABYTES:,} MB",
            seconds < SECONDS and megabytes < MEGABYTES,
        ),
    ]


def made(source: Path, name: str, widths: str, output: Path) -> tuple[float, float]:
    """Seconds and megabytes of a process that makes the ensemble."""
    arguments = [str(source / FORECASTS), str(source / VINTAGES), name, widths, str(output)]
    told = subprocess.run(
        [sys.executable, "-c", WATCH, "-c", MAKE, *arguments], check=True, capture_output=True, text=True
    ).stdout
    seconds, kilobytes = json.loads(told)
    return seconds, kilobytes / 1024


def scored(table: pl.DataFrame, truth: pl.DataFrame) -> pl.DataFrame:
    """A row a forecast of the tasks that all of the models have, on either scale."""
    both = table.filter(pl.col("model_id") == HUBS_OWN, pl.col("reference_date").is_between(*YEAR))
    asked = table.join(both.select(TASK).unique(), on=TASK, how="semi")
    natural = score(asked, truth).select("model_id", *TASK, "wis", "coverage_50", "coverage_95")
    log = score(asked, truth, scale="log").select("model_id", *TASK, pl.col("wis").alias("log"))
    scores = natural.join(log, on=["model_id", *TASK]).filter(pl.col("wis").is_not_null())
    return scores.filter(pl.len().over(TASK) == scores["model_id"].n_unique())


def compared(scores: pl.DataFrame) -> pl.DataFrame:
    """A row a target and horizon, a column a model and measure."""
    summed = scores.group_by("target", "horizon", "model_id").agg(
        pl.col("wis", "log").sum(), pl.col("coverage_50", "coverage_95").mean()
    )
    baseline = summed.filter(pl.col("model_id") == BASELINE).select("target", "horizon", "wis", "log")
    return (
        summed.join(baseline, on=["target", "horizon"], suffix="_baseline")
        .with_columns(
            natural=pl.col("wis") / pl.col("wis_baseline"), log=pl.col("log") / pl.col("log_baseline")
        )
        .pivot(
            "model_id",
            index=["target", "horizon"],
            values=["natural", "log", "coverage_50", "coverage_95"],
        )
        .sort("target", "horizon")
    )


def halves(scores: pl.DataFrame) -> list[Measurement]:
    """Geometric means over the horizons, on either half of the year and of the places."""
    start = pl.col("target_end_date") - pl.duration(weeks=1) * pl.col("horizon")
    even = sorted(scores["location"].unique())[::2]
    parts = {
        f"rounds until {HALF_YEAR}": start < HALF_YEAR,
        f"rounds from {HALF_YEAR}": start >= HALF_YEAR,
        "every second place": pl.col("location").is_in(even),
        "the other places": ~pl.col("location").is_in(even),
    }
    found = []
    for name, part in parts.items():
        for (target,), rows in compared(scores.filter(part)).group_by("target", maintain_order=True):
            means = {
                (model, scale): np.exp(np.log(rows[f"{scale}_{model}"]).mean())
                for model in (TRAINED, HUBS_OWN)
                for scale in ("natural", "log")
            }
            ours, hubs = (
                f"{means[model, 'natural']:.3f} natural, {means[model, 'log']:.3f} log"
                for model in (TRAINED, HUBS_OWN)
            )
            found.append(Measurement(f"{target}, {name}: mean of the ratios", ours, f"hub's ensemble {hubs}"))
    return found


def lines(row: dict[str, float]) -> list[Measurement]:
    """Three lines: the ratio on either scale, and the coverage."""
    task = f"{row['target']}, {row['horizon']} weeks ahead"
    found = []
    for scale in ("natural", "log"):
        ours, hubs = row[f"{scale}_{TRAINED}"], row[f"{scale}_{HUBS_OWN}"]
        peers = ", ".join(f"{name} {row[f'{scale}_{name}']:.3f}" for name in ("median", "mean", AS_COMBINED))
        found.append(
            Measurement(
                f"{task}: WIS over the baseline's, {scale} scale",
                f"{ours:.3f}",
                f"hub's ensemble {hubs:.3f}; {peers}",
                "below the hub's",
                ours < hubs,
            )
        )
    half, most = row[f"coverage_50_{TRAINED}"], row[f"coverage_95_{TRAINED}"]
    found.append(
        Measurement(
            f"{task}: truths inside the 50 and 95% intervals",
            f"{half:.1%}, {most:.1%}",
            f"hub's ensemble {row[f'coverage_50_{HUBS_OWN}']:.1%}, {row[f'coverage_95_{HUBS_OWN}']:.1%}",
            "45 to 55%, 93 to 97%",
            HALF[0] <= half <= HALF[1] and COVERED[0] <= most <= COVERED[1],
        )
    )
    return found
