"""`anso hub ensemble --method trained` on files whose future has been tampered with."""

from datetime import timedelta
from pathlib import Path

import polars as pl
from tests.hub.training.helpers import MONDAY, forecasts, vintages, walk

from anso.cli import main

ROUNDS = 6


def made(folder: Path, table: pl.DataFrame, seen: pl.DataFrame, truth: pl.DataFrame) -> pl.DataFrame:
    folder.mkdir()
    table.write_parquet(folder / "forecasts.parquet")
    seen.write_csv(folder / "vintages.csv")
    truth.write_csv(folder / "truth.csv")
    given = {"--vintages": "vintages.csv", "--truth": "truth.csv", "--output": "out.parquet"}
    files = [word for option, name in given.items() for word in (option, str(folder / name))]
    answer = main(
        [
            "hub",
            "ensemble",
            str(folder / "forecasts.parquet"),
            "--method",
            "trained",
            "--name",
            "ours",
            *files,
        ]
    )
    assert answer == 0
    return pl.read_parquet(folder / "out.parquet")


def test_the_command_sees_no_planted_future_in_forecasts_vintages_or_truth(tmp_path: Path) -> None:
    counts = walk(ROUNDS + 3, 2)
    table = pl.concat(
        [
            forecasts("a-model", counts, range(ROUNDS), noise=0.05),
            forecasts("b-model", counts, range(ROUNDS), bias=0.3),
        ]
    )
    seen = vintages(counts, ROUNDS)
    truth = seen.filter(pl.col("as_of") == pl.col("as_of").max()).drop("as_of")
    day = MONDAY + timedelta(weeks=3)
    later = pl.when(pl.col("as_of") > day).then(1e7).otherwise("value").alias("value")
    wild = (
        pl.when(pl.col("reference_date") > day).then(pl.col("value") * 1e5).otherwise("value").alias("value")
    )

    plain = made(tmp_path / "plain", table, seen, truth)
    planted = made(
        tmp_path / "planted",
        table.with_columns(wild),
        seen.with_columns(later),
        truth.with_columns(pl.col("value") * 1e4),
    )

    until = pl.col("reference_date") <= day
    assert plain.filter(until)["reference_date"].n_unique() == 4
    assert planted.filter(until).equals(plain.filter(until))
    assert not planted.filter(~until).equals(plain.filter(~until))
