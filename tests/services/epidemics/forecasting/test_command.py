"""The command and the files that it reads: the same counts in any form, bad input said in a sentence."""

import gzip
from datetime import date, timedelta
from pathlib import Path

import polars as pl
import pytest
from tests.services.epidemics.forecasting.helpers import FIRST_WEEK, made_archive, monday, vintages, waves

from anso.cli.app import app
from anso.errors import AnsoError, InvalidInputError, NotFoundError
from anso.services.epidemics.forecasting.backtest import Wishes, backtest, read_archive
from anso.services.epidemics.forecasting.known import archive, known_on

QUICK = Wishes(models=("anso-baseline", "anso-trend"))


def command(*words: str) -> None:
    app(["epidemics", "backtest", *words], result_action="return_value")


def test_command_writes_what_the_function_gives(tmp_path: Path) -> None:
    source, output = tmp_path / "vintages.csv", tmp_path / "out.parquet"
    vintages(waves(places=2)).write_csv(source)
    command(
        *("--vintages", str(source), "--from", str(monday(55)), "--to", str(monday(55))),
        *("--models", "anso-baseline, anso-trend", "--output", str(output)),
    )
    expected = backtest(made_archive(waves(places=2)), monday(55), monday(55), wishes=QUICK)
    assert pl.read_parquet(output).equals(expected)


def test_unreadable_rows_are_named_and_left_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = vintages(waves(places=2)).with_columns(pl.col("value").cast(pl.String))
    table[5, "value"] = "many"
    source = tmp_path / "vintages.csv"
    table.write_csv(source)
    command(
        *("--vintages", str(source), "--from", str(monday(55)), "--to", str(monday(55))),
        *("--models", "anso-baseline", "--output", str(tmp_path / "out.csv")),
    )
    assert "vintages.csv, column value: row 6: 'many' cannot be read" in capsys.readouterr().err


class Uneven:
    """A table with a cell too many in its third row."""

    def __init__(self, table: pl.DataFrame) -> None:
        self.lines = table.write_csv().splitlines()
        self.lines[3] += ",1"

    def write_csv(self, path: Path) -> None:
        path.write_text("\n".join(self.lines))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda table: table.drop("as_of"), "has no column 'as_of'"),
        (lambda table: table.with_columns(value=pl.lit("x")), "column value: row 1: 'x', row 2: 'x', row 3"),
        (lambda table: table.head(0), "holds no row with"),
        (lambda table: pl.DataFrame({"as_of;location": ["a;b"]}), "separates the columns by ';'"),
        (Uneven, "line 4: has 6 cells, and the first line 5"),
    ],
)
def test_table_without_what_is_needed_is_refused(tmp_path: Path, change: object, sentence: str) -> None:
    source = tmp_path / "vintages.csv"
    change(vintages(waves(places=1))).write_csv(source)  # type: ignore[operator]
    with pytest.raises(InvalidInputError, match=sentence):
        command(
            *("--vintages", str(source), "--from", "2021-03-01", "--to", "2021-03-01"),
            *("--output", str(tmp_path / "out.parquet")),
        )


@pytest.mark.parametrize(
    "form", ["csv.gz", "times.parquet", "categories.parquet", "whole.parquet", "shuffled.csv"]
)
def test_same_counts_in_another_form_are_the_same_archive(tmp_path: Path, form: str) -> None:
    table = vintages(waves(places=2)).with_columns(pl.lit("of no use").alias("note"))
    source = tmp_path / form
    if form == "csv.gz":
        source.write_bytes(gzip.compress(table.rename({"value": "observation"}).write_csv().encode()))
    elif form == "times.parquet":
        table.with_columns(pl.col(pl.Date).cast(pl.Datetime("ns"))).write_parquet(source)
    elif form == "categories.parquet":
        table.with_columns(pl.col(pl.String).cast(pl.Categorical)).write_parquet(source)
    elif form == "whole.parquet":
        table.with_columns(pl.col("value").cast(pl.UInt64)).write_parquet(source)
    else:
        table.sample(fraction=1, shuffle=True, seed=3).select(reversed(table.columns)).write_csv(source)
    notes: list[str] = []
    read, plain = read_archive(source, notes=notes), made_archive(waves(places=2))
    assert notes == []
    assert (read.targets, read.places) == (plain.targets, plain.places)
    for week in (45, 59):
        one, two = (known_on(data, monday(week)).raw for data in (read, plain))
        assert one.tobytes() == two.tobytes()


def test_of_a_cell_told_twice_the_later_row_counts(tmp_path: Path) -> None:
    table = vintages(waves(places=1), first_told=60)
    again = table.head(3).with_columns(value=pl.Series([table["value"][0], 77.0, 78.0]))
    source, notes = tmp_path / "vintages.csv", list[str]()
    pl.concat([table, again]).write_csv(source)
    raw = known_on(read_archive(source, notes=notes), monday(59)).raw[0, 0]
    assert raw[:4].tolist() == [table["value"][0], 77.0, 78.0, table["value"][3]]
    assert notes == ["vintages.csv: of cells told twice and differently the later row counts (2)"]


def test_mistyped_years_are_left_out_and_said() -> None:
    table = vintages(waves(places=2))
    slips = table.head(2).with_columns(target_end_date=pl.Series([date(1020, 3, 7), date(9020, 3, 7)]))
    notes: list[str] = []
    data = archive(pl.concat([table, slips]), notes=notes)
    assert data.weekly.dates[[0, -1]].tolist() == [FIRST_WEEK, FIRST_WEEK + timedelta(weeks=59)]
    assert notes == [
        "rows of days or weeks that were still to come when they were told are left out (1)",
        "rows of 1020-03-07 to 1020-03-07, more than a year before all others, are left out (1)",
    ]


@pytest.mark.parametrize(
    ("option", "value", "sentence"),
    [
        ("--horizons", "1.5", "no list of whole numbers"),
        ("--horizons", "-30", "weeks ahead go from -12 to 12"),
        ("--levels", "nan", "levels lie between 0 and 1"),
        ("--output", ".", "is a folder: name a file in it"),
        ("--output", "out.csv.gz", "name it .parquet or .csv"),
        ("--to", "2020-01-01", "swap them"),
        ("--from", "2021-02-30", "is no day"),
    ],
)
def test_wrong_options_are_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, option: str, value: str, sentence: str
) -> None:
    monkeypatch.chdir(tmp_path)
    vintages(waves(places=1)).write_parquet("vintages.parquet")
    given = {"--from": str(monday(55)), "--to": str(monday(55)), "--output": "out.parquet", option: value}
    with pytest.raises(AnsoError, match=sentence):
        command("--vintages", "vintages.parquet", *(word for pair in given.items() for word in pair))


def test_unknown_model_and_missing_folder_are_said(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="no model anso-oracle; there are anso-baseline"):
        backtest(made_archive(), monday(50), monday(50), wishes=Wishes(models=("anso-oracle",)))
    with pytest.raises(AnsoError, match="make it first"):
        command(
            *("--vintages", "v.csv", "--from", "2021-03-01", "--to", "2021-03-01"),
            *("--output", str(tmp_path / "none" / "out.parquet")),
        )
