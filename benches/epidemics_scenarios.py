"""Scenario projections on the packaged data: what they cost, and whether their first weeks agree with what is known.

A projection is no forecast; but under "as today" its first four weeks should lie near the forecast of the same day
and, as long as nothing changed, near what was counted then. Where ANSO_SHARED_DATA names the folder with
`euro_vintages.parquet` and `euro_truth.parquet`, also how much of later waves "as today" held.
"""

import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl

from anso.product import Silent, Upload
from anso.product.run import Run
from anso.release import Store
from anso.release.writer import ReleaseWriter
from anso.services.epidemics.counting import Counted, CountsRequest, read_counts
from anso.services.epidemics.forecasting.backtest import Wishes, backtest
from anso.services.epidemics.scenarios.assumed import packaged_set
from anso.services.epidemics.scenarios.projecting import project
from anso.services.epidemics.scenarios.results.tables import projections
from benches.report import Measurement

__all__ = ["measure"]

SECONDS, MEGABYTES = 15.0, 1000.0
NEWEST = date(2020, 6, 8)
PAST = (date(2020, 4, 6), date(2020, 4, 20), date(2020, 5, 4))
AHEAD = 4
TURNS = (date(2021, 4, 5), date(2021, 7, 5), date(2021, 10, 4), date(2021, 12, 6))
"""Mondays before Delta and Omicron were counted, and at other turns of the European hub's year."""
LATER = (1, 4, 13)
KINDS = {"inc case": "cases", "inc death": "deaths"}
SET = "measures-vaccination"
KEY = ["location", "target", "target_end_date"]


def measure() -> list[Measurement]:
    shared = os.environ.get("ANSO_SHARED_DATA")
    return [cost(), *agreement(), *([] if shared is None else [later_waves(Path(shared))])]


def cost() -> Measurement:
    """The whole command, kept to one core."""
    command = [sys.executable, "-m", "anso.cli", "run", "epidemics.scenarios"]
    with tempfile.TemporaryDirectory() as home:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(
            [*command, "--months", "12", "--set", "variant-boosters"],
            env=os.environ | {"ANSO_HOME": home, "ANSO_CORES": "1", "OPENBLAS_NUM_THREADS": "1"},
            check=True,
            capture_output=True,
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    memory = after.ru_maxrss / 1024
    return Measurement(
        "epidemics.scenarios, 50 countries x 4 scenarios x 200 members x 364 days, two strains: request to release",
        f"{seconds:.1f} s of processor time, {memory:,.0f} MB",
        "",
        f"under {SECONDS:.0f} s on one core, {MEGABYTES:,.0f} MB",
        seconds < SECONDS and memory < MEGABYTES,
    )


def agreement() -> Iterator[Measurement]:
    newest, population = counts_on(NEWEST)
    ours = as_today(newest, population)
    theirs = backtest(
        newest.archive(), NEWEST, NEWEST, wishes=Wishes(horizons=tuple(range(1, AHEAD + 1))), notes=[]
    )
    forecast = theirs.filter(model_id="anso-ensemble").with_columns(pl.col("output_type_id").cast(pl.Float64))
    beside = level(ours, 0.5).join(level(forecast, 0.5), on=KEY, suffix="_forecast")
    for end in (0.025, 0.975):
        beside = beside.join(level(forecast, end), on=KEY, suffix=f"_{end}")
    for target in ("cases", "deaths"):
        rows = beside.filter(target=target)
        apart = np.abs(np.log((rows["value"] + 5) / (rows["value_forecast"] + 5)))
        median = rows.with_columns(apart=apart).group_by("horizon").agg(pl.median("apart")).sort("horizon")
        inside = rows.select(
            pl.col("value").is_between(pl.col("value_0.025"), pl.col("value_0.975")).mean()
        ).item()
        times = " ".join(f"{np.exp(value):.2f}" for value in median["apart"])
        yield Measurement(
            f"'as today', {target}, weeks 1 to 4 of {NEWEST}: median factor between its median and anso-ensemble's",
            f"{times}; {inside:.0%} inside the forecast's 95% interval",
        )
    became = newest.weekly.sort("as_of").group_by(KEY, maintain_order=True).last()
    told = [as_today(*counts_on(day)).join(became, on=KEY, suffix="_became") for day in PAST]
    rows = pl.concat(told).filter(target="cases")
    ends = level(rows, 0.05, "value_became").join(level(rows, 0.95), on=[*KEY, "origin_date"], suffix="_high")
    held = (
        ends.group_by("horizon")
        .agg(pl.col("value_became").is_between("value", "value_high").mean())
        .sort("horizon")
    )
    yield Measurement(
        f"'as today', cases: counts inside the 90% interval 1 to 4 weeks later, from {', '.join(map(str, PAST))}",
        " ".join(f"{share:.0%}" for share in held["value_became"]),
        "",
        "85% to 95%",
        bool(held["value_became"].is_between(0.85, 0.95).all()),
    )


def later_waves(folder: Path) -> Measurement:
    vintages = pl.read_parquet(folder / "euro_vintages.parquet")
    became = pl.read_parquet(folder / "euro_truth.parquet").with_columns(pl.col("target").replace(KINDS))
    told = []
    for day in TURNS:
        known = vintages.filter(pl.col("as_of") <= day).filter(pl.col("as_of") == pl.col("as_of").max())
        with tempfile.TemporaryDirectory() as name:
            path = Path(name) / "counts.csv"
            known.select(
                "location", pl.col("target").replace(KINDS), pl.col("target_end_date").alias("date"), "value"
            ).write_csv(path)
            counts = counts_of(CountsRequest(source="file", file=Upload.of(path), issued=day))
        told.append(as_today(*counts, weeks=max(LATER)))
    rows = pl.concat(told).filter(pl.col("target") == "cases", pl.col("horizon").is_in(LATER))
    rows = rows.join(became.select(*KEY, pl.col("value").alias("became")), on=KEY).filter(
        pl.col("became") >= 0
    )
    ends = level(rows, 0.05, "became").join(level(rows, 0.95), on=[*KEY, "origin_date"], suffix="_high")
    inside = pl.col("became").is_between("value", "value_high").mean()
    held = ends.group_by("horizon").agg(inside).sort("horizon")
    return Measurement(
        f"'as today', cases of 32 European countries: inside the 90% interval {LATER} weeks after {len(TURNS)} turns",
        " ".join(f"{share:.0%}" for share in held["became"]),
    )


def counts_on(day: date) -> tuple[Counted, object]:
    return counts_of(CountsRequest(issued=day))


def counts_of(request: CountsRequest) -> tuple[Counted, object]:
    with tempfile.TemporaryDirectory() as folder, ReleaseWriter(Store(folder)) as writer:
        run = Run("epidemics.scenarios", request, writer, Silent())
        return read_counts(request, run), run.source("un-population")


def as_today(counted: Counted, population: object, weeks: int = AHEAD) -> pl.DataFrame:
    made = project(
        counted,
        packaged_set(SET),
        population,
        max(weeks, 2 * AHEAD),
        notes=[],
        random=np.random.default_rng(1),
        spread=lambda function, items: [function(item) for item in items],
    )
    return projections(made).filter(
        pl.col("scenario_id") == made.chosen.scenarios[0].id, pl.col("horizon") <= weeks
    )


def level(table: pl.DataFrame, wanted: float, *more: str) -> pl.DataFrame:
    kept = [name for name in (*KEY, "horizon", "origin_date", "value", *more) if name in table.columns]
    return table.filter((pl.col("output_type_id") - wanted).abs() < 1e-9).select(kept)
