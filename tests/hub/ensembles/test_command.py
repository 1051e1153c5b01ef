"""`anso hub ensemble` as somebody at a terminal meets it."""

from datetime import timedelta
from pathlib import Path

import polars as pl
import pytest
from tests.hub.ensembles.helpers import MONDAY, quantiles, typed

from anso.cli import main

LEVELS = (0.025, 0.25, 0.5, 0.75, 0.975)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    forecasts = pl.concat(
        quantiles(
            {
                "hub-baseline": [60, 90, 100, 110, 140],
                "hub-ensemble": [1, 2, 3, 4, 5],
                "a-x": [80, 95, 101, 105, 120],
                "b-x": [90, 99, 103, 107, 116],
            },
            LEVELS,
            reference_date=MONDAY + timedelta(weeks=week),
            location=place,
        )
        for week in range(3)
        for place in ("01", "02")
    )
    forecasts.write_parquet(tmp_path / "forecasts.parquet")
    ends = [MONDAY + timedelta(days=7 * week + 5) for week in range(3)]
    truth = pl.DataFrame(
        {
            "location": ["01"] * 3 + ["02"] * 3,
            "target": "inc case",
            "target_end_date": ends * 2,
            "value": [101.0] * 6,
        }
    )
    truth.write_csv(tmp_path / "truth.csv")
    truth.with_columns((pl.col("target_end_date") + pl.duration(days=2)).alias("as_of")).write_parquet(
        tmp_path / "vintages.parquet"
    )
    return tmp_path


def ensemble(folder: Path, *options: str, output: str = "out.parquet") -> int:
    file = str(folder / "forecasts.parquet")
    return main(["hub", "ensemble", file, "--name", "E", "--output", str(folder / output), *options])


def test_the_median_is_written_and_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ensemble(folder) == 0
    said = capsys.readouterr()
    assert said.out.startswith("E (median): 3 models, 3 rounds, 6 tasks, 30 rows, ")
    assert said.out.endswith("Combined: a-x, b-x, hub-baseline\n")
    assert said.err.startswith("Left out: hub-ensemble (")
    table = pl.read_parquet(folder / "out.parquet")
    assert table["location"].unique().sort().to_list() == ["01", "02"]
    assert table.head(5)["value"].to_list() == [80, 95, 101, 107, 120]


def test_models_named_take_part_even_if_they_are_the_hubs(folder: Path) -> None:
    assert ensemble(folder, "--method", "mean", "--models", "hub-ensemble,a-x", output="out.csv") == 0
    table = pl.read_csv(folder / "out.csv", schema_overrides={"location": pl.String})
    assert table.head(5)["value"].to_list() == [40.5, 48.5, 52, 54.5, 62.5]


def test_weighted_needs_the_past_and_says_so(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ensemble(folder, "--method", "weighted") == 2
    assert capsys.readouterr().err == (
        "--method weighted: learns from what came true: give --vintages (observations with as_of), "
        "or --truth for want of it\n"
    )
    assert not (folder / "out.parquet").exists()


def test_weighted_by_vintages_and_by_truth_alone(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ensemble(folder, "--method", "weighted", "--vintages", str(folder / "vintages.parquet")) == 0
    assert "as it became" not in capsys.readouterr().err
    by_vintages = pl.read_parquet(folder / "out.parquet")
    assert ensemble(folder, "--method", "weighted", "--truth", str(folder / "truth.csv")) == 0
    assert "revisions are not accounted for" in capsys.readouterr().err
    # Everything was published on the Monday, which is the day of the next round: the same is known.
    assert pl.read_parquet(folder / "out.parquet").equals(by_vintages)


def test_trained_weights_combine_all_tasks_and_pool_other_output_types(folder: Path) -> None:
    pmf = pl.concat(
        pl.read_parquet(folder / "forecasts.parquet")
        .filter(pl.col("output_type_id") == 0.5)
        .with_columns(
            pl.lit("change").alias("target"),
            pl.lit("pmf").alias("output_type"),
            pl.lit(category).alias("output_type_id"),
            pl.lit(share).alias("value"),
        )
        for category, share in (("up", 0.25), ("down", 0.75))
    )
    text = pl.read_parquet(folder / "forecasts.parquet").with_columns(
        pl.col("output_type_id").cast(pl.String)
    )
    pl.concat([text, pmf]).write_parquet(folder / "forecasts.parquet")
    assert ensemble(folder, "--method", "trained", "--vintages", str(folder / "vintages.parquet")) == 0
    table = pl.read_parquet(folder / "out.parquet")
    assert table.columns == text.columns
    assert table.group_by("target").len().sort("target").rows() == [("change", 12), ("inc case", 30)]
    assert table.filter(pl.col("output_type_id") == "up")["value"].unique().to_list() == [0.25]
    medians = table.filter(pl.col("output_type_id") == "0.5")["value"]
    assert medians.is_between(100, 103).all()


def test_vintages_without_their_days_are_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ensemble(folder, "--method", "weighted", "--vintages", str(folder / "truth.csv")) == 2
    assert "has no column as_of" in capsys.readouterr().err


def test_weights_are_read_from_a_file(folder: Path) -> None:
    (folder / "weights.csv").write_text("model_id,weight\na-x,1\nb-x,0\nhub-baseline,1\n")
    assert ensemble(folder, "--method", "mean", "--weights", str(folder / "weights.csv")) == 0
    assert pl.read_parquet(folder / "out.parquet").head(5)["value"].to_list() == [70, 92.5, 100.5, 107.5, 130]


def test_weights_are_one_file(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "none").mkdir()
    assert ensemble(folder, "--method", "mean", "--weights", str(folder / "none")) != 0
    assert "none: holds 0 tables; name the one with the weights" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("column", "row", "value", "said"),
    [
        ("value", 7, "many", "row 8, column value"),
        ("value", 2, "1000", "row 4, column value"),
        ("output_type_id", 3, "2.5", "row 4, column output_type_id"),
        ("output_type_id", 3, "0.5", "row 4"),
        ("target_end_date", 5, "soon", "row 6, column target_end_date"),
    ],
)
def test_bad_rows_are_named_and_nothing_is_written(
    folder: Path, capsys: pytest.CaptureFixture[str], column: str, row: int, value: str, said: str
) -> None:
    text = pl.read_parquet(folder / "forecasts.parquet").cast(pl.String)
    text.with_columns(
        pl.when(pl.int_range(pl.len()) == row).then(pl.lit(value)).otherwise(column).alias(column)
    ).write_csv(folder / "bad.csv")
    output = folder / "never.parquet"
    assert main(["hub", "ensemble", str(folder / "bad.csv"), "--name", "E", "--output", str(output)]) == 2
    complaint = capsys.readouterr().err
    assert "bad.csv" in complaint
    assert said in complaint
    assert not [path for path in folder.iterdir() if "never" in path.name]


def test_a_truncated_file_is_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    whole = (folder / "forecasts.parquet").read_bytes()
    (folder / "forecasts.parquet").write_bytes(whole[: len(whole) // 2])
    assert ensemble(folder) == 2
    assert "forecasts.parquet" in capsys.readouterr().err


def test_an_output_of_another_kind_is_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ensemble(folder, output="out.xlsx") == 2
    assert "ends neither in .parquet nor in .csv" in capsys.readouterr().err


def test_options_that_have_no_meaning_for_the_method_are_refused(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ensemble(folder, "--trim", "0.2") == 2
    assert capsys.readouterr().err == "--trim: is for --method trimmed, not median\n"


@pytest.mark.parametrize("method", ["weighted", "trained"])
def test_hub_may_call_the_day_of_a_forecast_by_another_name(folder: Path, method: str) -> None:
    forecasts = pl.read_parquet(folder / "forecasts.parquet")
    options = ("--method", method, "--vintages", str(folder / "vintages.parquet"))
    assert ensemble(folder, *options, output="usual.parquet") == 0
    forecasts.rename({"reference_date": "origin_date"}).write_parquet(folder / "forecasts.parquet")
    assert ensemble(folder, *options, output="other.parquet") == 0
    usual, other = (pl.read_parquet(folder / f"{name}.parquet") for name in ("usual", "other"))
    assert other.columns == [name.replace("reference_date", "origin_date") for name in usual.columns]
    assert other.rename({"origin_date": "reference_date"}).equals(usual)


def test_what_has_no_date_of_its_own_is_pooled_beside_what_is_trained(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A season's peak, as the American influenza hub asks: neither horizon nor date."""
    weekly = pl.read_parquet(folder / "forecasts.parquet")
    peak = weekly.filter(reference_date=MONDAY).with_columns(
        target=pl.lit("peak"),
        horizon=pl.lit(None, dtype=weekly.schema["horizon"]),
        target_end_date=pl.lit(None, dtype=pl.Date),
    )
    pl.concat([weekly, peak]).write_parquet(folder / "forecasts.parquet")
    assert ensemble(folder, "--method", "trained", "--vintages", str(folder / "vintages.parquet")) == 0
    assert "What is no quantile, or of no date, is pooled with equal weights." in capsys.readouterr().err
    made = pl.read_parquet(folder / "out.parquet")
    assert made.group_by("target").len().sort("target").rows() == [("inc case", 30), ("peak", 10)]


def test_the_number_of_samples_can_be_asked_for(folder: Path) -> None:
    models = {name: {str(number): float(number) for number in range(30)} for name in ("a-x", "b-x")}
    typed(models, "sample").write_parquet(folder / "forecasts.parquet")
    kept = []
    for asked in ((), ("--samples", "12"), ("--samples", "60")):
        assert ensemble(folder, "--method", "linear-pool", *asked) == 0
        kept.append(len(pl.read_parquet(folder / "out.parquet")))
    assert kept == [30, 12, 60]
    assert ensemble(folder, "--samples", "0") == 2
