"""`anso hub score`, from files to a file."""

from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest
from tests.hub.scores.helpers import by_chance, quantiles, task, truth

from anso.cli.main import main
from anso.config import config
from anso.errors import InvalidInputError
from anso.hub.reading import read_observations
from anso.hub.scores import score

VALUES = {0.025: 1.0, 0.25: 2.0, 0.5: 3.0, 0.75: 4.0, 0.975: 5.0}


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("ANSO_HOME", str(tmp_path / "home"))
    config.cache_clear()
    yield
    monkeypatch.undo()
    config.cache_clear()


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    forecasts, observed = by_chance(1, 6, models=["base", "team"])
    forecasts.write_parquet(tmp_path / "forecasts.parquet")
    observed.write_csv(tmp_path / "truth.csv")
    return str(tmp_path / "forecasts.parquet"), str(tmp_path / "truth.csv")


def test_scores_are_written_with_the_columns_that_others_rely_on(
    files: tuple[str, str], tmp_path: Path
) -> None:
    output = tmp_path / "scores.csv"
    given = ["--baseline", "base", "--by", "model_id,target,horizon", "--output", str(output)]
    assert main(["hub", "score", *files, *given]) == 0
    table = pl.read_csv(output)
    assert table.columns == [
        "model_id", "target", "horizon", "n", "wis", "dispersion", "underprediction", "overprediction",
        "ae_median", "bias", "coverage_50", "coverage_90", "coverage_95", "sum_ratio", "relative_skill",
    ]  # fmt: skip
    assert table["n"].to_list() == [6, 6]
    base, team = table["wis"]
    assert table["sum_ratio"].to_list() == pytest.approx([1.0, team / base])
    # Of two models the scaled relative skill is the ratio itself.
    assert table["relative_skill"].to_list() == pytest.approx([1.0, team / base])
    assert [path.name for path in tmp_path.iterdir() if "unfinished" in path.name] == []


def test_without_output_the_whole_table_is_printed(
    files: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["hub", "score", *files, "--by", "model_id,reference_date"]) == 0
    printed = capsys.readouterr()
    lines = printed.out.splitlines()
    assert (len(lines), lines[0].split(",")[:3]) == (13, ["model_id", "reference_date", "n"])
    assert printed.err.splitlines() == [
        "Scored 12 of 12 quantile forecasts.",
        "Without --baseline, sum_ratio is empty and relative_skill is not scaled to any model.",
    ]


def test_dates_and_models_choose_what_is_scored(files: tuple[str, str], tmp_path: Path) -> None:
    output = tmp_path / "scores.csv"
    chosen = ["--from", "2024-01-13", "--to", "2024-01-27", "--models", "team", "--output", str(output)]
    assert main(["hub", "score", *files, *chosen]) == 0
    assert pl.read_csv(output).select("model_id", "n").rows() == [("team", 3)]


def test_log_scale_is_that_of_the_library(files: tuple[str, str], tmp_path: Path) -> None:
    output = tmp_path / "scores.parquet"
    assert main(["hub", "score", *files, "--scale", "log", "--output", str(output)]) == 0
    scores = score(pl.read_parquet(files[0]), read_observations(files[1]), scale="log")
    expected = scores.filter(model_id="base")["wis"].mean()
    assert pl.read_parquet(output).filter(model_id="base")["wis"].item() == pytest.approx(expected)


def test_what_was_left_out_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    keys = [task(0), task(1), task(0, location="1")]
    quantiles(*((key, VALUES) for key in keys)).write_csv(tmp_path / "forecasts.csv")
    truth((keys[0], 3.0), (keys[1], -2.0)).write_csv(tmp_path / "truth.csv")
    assert (
        main(["hub", "score", str(tmp_path / "forecasts.csv"), str(tmp_path / "truth.csv"), "--by", "target"])
        == 0
    )
    said = capsys.readouterr().err
    assert "Scored 1 of 3 quantile forecasts." in said
    assert "1 forecast left out: nothing was observed yet." in said
    assert "row 11, column location: '1' is in no observation (5 rows have it); did you mean '01'?" in said
    assert "the observation is below zero" in said
    assert "Without model_id in --by there is nothing to compare" in said


def test_rows_without_a_value_are_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = [str(tmp_path / "forecasts.csv"), str(tmp_path / "truth.csv")]
    table = quantiles((task(0), VALUES), (task(1), VALUES))
    table.with_columns(
        pl.when(pl.int_range(pl.len()).is_in([0, 4])).then(float("nan")).otherwise("value").alias("value")
    ).write_csv(files[0])
    truth((task(0), 3.0), (task(1), 3.0)).write_csv(files[1])
    assert main(["hub", "score", *files]) == 0
    said = capsys.readouterr()
    assert "Scored 2 of 2 quantile forecasts.\n2 rows left out: the value is empty or NaN." in said.err
    # Only the forecasts asked for are counted.
    assert main(["hub", "score", *files, "--from", "2024-01-07"]) == 0
    assert "left out: the value" not in capsys.readouterr().err
    nothing = table.with_columns(pl.lit(None, dtype=pl.Float64).alias("value"))
    nothing.write_csv(files[0])
    assert main(["hub", "score", *files]) == 2
    assert "forecasts.csv, row 1, column value: is empty" in capsys.readouterr().err
    with pytest.raises(InvalidInputError, match="no quantile forecast; none of its quantiles has a value"):
        score(nothing, read_observations(files[1]))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--baseline", "nobody"], "There is no scored model 'nobody'"),
        (["--by", "model_id,region"], "'region' is no column of the forecasts"),
        (["--by", ""], "name at least one column"),
        (["--models", "nobody"], "there are no forecasts of nobody"),
        (["--from", "2030-01-01"], "holds no forecast of the models and dates asked for"),
        (["--output", "/nowhere/at/all/scores.csv"], "there is no folder"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(
    files: tuple[str, str], arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["hub", "score", *files, *arguments]) == 2
    assert said in capsys.readouterr().err


def test_bad_rows_are_named_by_file_and_row(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    keys = [task(0), task(1)]
    table = quantiles((keys[0], VALUES), (keys[1], VALUES | {0.5: 99.0}), (keys[0], {0.5: 3.0}))
    table.write_csv(tmp_path / "forecasts.csv")
    truth(*((key, 3.0) for key in keys)).write_csv(tmp_path / "truth.csv")
    assert main(["hub", "score", str(tmp_path / "forecasts.csv"), str(tmp_path / "truth.csv")]) == 2
    said = capsys.readouterr().err
    assert "forecasts.csv, row 9" in said  # the 0.75 quantile, below the median
    assert "forecasts.csv, row 11" in said  # the median stated again


def test_text_in_the_numbers_is_named_by_row(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = quantiles((task(0), VALUES)).with_columns(pl.col("value").cast(pl.String))
    table[2, "value"] = "three"
    table.write_csv(tmp_path / "forecasts.csv")
    truth((task(0), 3.0)).write_csv(tmp_path / "truth.csv")
    assert main(["hub", "score", str(tmp_path / "forecasts.csv"), str(tmp_path / "truth.csv")]) == 2
    assert "forecasts.csv, row 3, column value: 'three' is not a number" in capsys.readouterr().err


def test_horizons_in_words_are_read_as_numbers_or_refused_by_row(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = quantiles((task(0), VALUES)).with_columns(horizon=pl.lit("soon"))
    table.write_csv(tmp_path / "forecasts.csv")
    truth((task(0), 3.0)).write_csv(tmp_path / "truth.csv")
    assert main(["hub", "score", str(tmp_path / "forecasts.csv"), str(tmp_path / "truth.csv")]) == 2
    assert "row 1, column horizon: 'soon' is not a whole number" in capsys.readouterr().err
