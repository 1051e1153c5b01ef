"""The whole backtest and its command: conventions read from data, honest forecasts, bad input."""

import gzip
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from tests.services.epidemics.forecasting.helpers import FIRST_WEEK, made_archive, monday, vintages, waves

from anso.cli.app import app
from anso.errors import AnsoError, InvalidInputError, NotFoundError
from anso.release.forecast import COLUMNS, faults
from anso.services.epidemics.forecasting.backtest import Wishes, backtest, read_archive
from anso.services.epidemics.forecasting.backtest.plan import plan
from anso.services.epidemics.forecasting.backtest.teams import submissions
from anso.services.epidemics.forecasting.known import archive, known_on

QUICK = Wishes(models=("anso-baseline", "anso-trend"))


def command(*words: str) -> None:
    app(["epidemics", "backtest", *words], result_action="return_value")


def test_monday_is_a_hub_of_weeks_ahead_that_end_on_its_saturday() -> None:
    made = plan(made_archive(), monday(50), monday(52))
    assert made.days == (monday(50), monday(51), monday(52))
    assert made.horizons == (1, 2, 3, 4)
    assert made.end(monday(50), 1) == FIRST_WEEK + timedelta(weeks=51)
    assert len(made.levels) == 23


def test_saturday_is_horizon_nought_of_itself() -> None:
    table = vintages(waves(places=1)).with_columns(pl.col("as_of") + pl.duration(days=5))
    saturday = FIRST_WEEK + timedelta(weeks=51)
    made = plan(archive(table), saturday, saturday)
    assert (made.days, made.horizons) == ((saturday,), (0, 1, 2, 3))
    assert made.end(saturday, 0) == saturday


def test_wednesday_with_horizons_from_nought_means_the_week_that_it_is_in() -> None:
    table = vintages(waves(places=1)).with_columns(pl.col("as_of") + pl.duration(days=2))
    wednesday = monday(50) + timedelta(days=2)
    made = plan(archive(table), wednesday, wednesday, horizons=[0, 1, 2, 3])
    assert made.end(wednesday, 0) == FIRST_WEEK + timedelta(weeks=51)


def test_days_horizons_and_levels_are_read_from_a_hub() -> None:
    saturday = FIRST_WEEK + timedelta(weeks=51)
    like = pl.DataFrame(
        {
            "reference_date": [saturday] * 4,
            "horizon": pl.Series([-1, -1, 2, 2], dtype=pl.Int32),
            "target_end_date": [saturday - timedelta(weeks=1)] * 2 + [saturday + timedelta(weeks=2)] * 2,
            "output_type": ["quantile"] * 4,
            "output_type_id": [0.1, 0.9] * 2,
        }
    )
    made = plan(made_archive(), monday(45), monday(55), like=like)
    asked = made.levels[made.asked].tolist()
    assert (made.days, made.horizons, asked) == ((saturday,), (-1, 2), [0.1, 0.9])
    assert made.end(saturday, -1) == saturday - timedelta(weeks=1)


def test_days_before_the_first_vintage_are_refused() -> None:
    with pytest.raises(InvalidInputError, match="before the first vintage, 2020-12-07"):
        plan(made_archive(first_told=40), date(2020, 11, 2), monday(50))


def test_table_is_the_hubs_and_holds_no_fault() -> None:
    table = backtest(made_archive(), monday(52), monday(53), wishes=QUICK)
    assert table.columns == list(COLUMNS)
    assert faults(table) == []
    assert sorted(table["model_id"].unique()) == ["anso-baseline", "anso-ensemble", "anso-trend"]
    assert len(table) == 3 * 2 * 2 * 4 * 4 * 23
    gap = (pl.col("target_end_date") - pl.col("reference_date")).dt.total_days() - 7 * pl.col("horizon")
    assert table.select(gap.unique()).to_series().to_list() == [-2]


def test_bad_places_do_not_stop_the_others() -> None:
    counts = waves(places=2)
    counts["inc case", "zeros"] = np.zeros(60)
    counts["inc case", "negative"] = np.full(60, -5.0)
    counts["inc case", "gone"] = np.full(30, 100.0)
    counts["inc case", "single"] = np.r_[np.full(59, np.nan), 5.0]
    counts["inc case", "gaps"] = np.where(np.arange(60) % 3 == 0, np.nan, 80.0)
    table = vintages(counts).filter(pl.col("value").is_not_nan())
    notes: list[str] = []

    made = backtest(archive(table), monday(58), monday(59), wishes=QUICK, notes=notes)

    cases = made.filter(pl.col("target") == "inc case", pl.col("model_id") == "anso-ensemble")
    assert set(cases["location"]) >= {"01", "02", "zeros", "gaps"}
    assert not {"gone", "single"} & set(cases["location"])
    assert faults(made) == []
    assert any("inc case of gone" in note for note in notes)
    zeros = cases.filter(pl.col("location") == "zeros")
    assert zeros["value"].max() < 5


LEVELS = (0.025, 0.25, 0.5, 0.75, 0.975)


def team(counts: dict[tuple[str, str], np.ndarray], levels: tuple[float, ...] = LEVELS) -> pl.DataFrame:
    """Submissions of the Sundays before the Mondays of issue, that know what comes, evenly spread around it."""
    rows = [
        {
            "model_id": "team-oracle",
            "reference_date": monday(week) - timedelta(days=1),
            "target": target,
            "horizon": horizon,
            "location": place,
            "target_end_date": FIRST_WEEK + timedelta(weeks=week + horizon),
            "output_type": "quantile",
            "output_type_id": level,
            "value": values[week + horizon] * (0.9 + 0.2 * level),
        }
        for (target, place), values in counts.items()
        for week in range(40, 58)
        for horizon in (1, 2)
        for level in levels
    ]
    return pl.DataFrame(rows, schema_overrides={"horizon": pl.Int32})


def test_place_that_is_late_changes_no_bit_of_the_others_filters() -> None:
    counts = waves(places=3)
    late = counts | {(target, "99"): counts[target, "01"][:56] for target in ("inc case", "inc death")}
    alone, beside = (
        backtest(made_archive(one), monday(59), monday(59), wishes=Wishes(("anso-seir",), (1, 2))).filter(
            pl.col("model_id") == "anso-seir", pl.col("location") != "99"
        )
        for one in (counts, late)
    )
    assert alone.equals(beside)


def test_teams_forecasts_of_the_sunday_before_help_the_ensemble() -> None:
    counts = waves(places=2, weeks=60)
    wishes = Wishes(QUICK.models, (1, 2), LEVELS)
    made = backtest(made_archive(counts), monday(55), monday(55), wishes=wishes, teams=team(counts))

    def error(model: str) -> float:
        middle = made.filter(
            pl.col("model_id") == model, pl.col("output_type_id") == 0.5, pl.col("target") == "inc case"
        )
        truth = [counts["inc case", row["location"]][55 + row["horizon"]] for row in middle.to_dicts()]
        return float(np.abs(np.log(middle["value"].to_numpy() / truth)).mean())

    assert error("anso-hub-ensemble") < 0.6 * error("anso-ensemble")


def test_what_teams_submit_later_changes_no_bit_of_the_ensemble_with_them() -> None:
    counts = waves(places=2, weeks=60)
    teams, wishes = team(counts), Wishes(QUICK.models, (1, 2), LEVELS)
    later = teams.filter(pl.col("reference_date") > monday(54)).with_columns(pl.col("value") * 1000)
    again = later.with_columns(  # of the weeks that were asked, as if they had been answered the day after
        reference_date=pl.lit(monday(54) + timedelta(days=1)),
        target_end_date=pl.col("target_end_date") - pl.duration(weeks=1),
        model_id=pl.lit("team-late"),
    ).unique(["target", "horizon", "location", "target_end_date", "output_type_id"])
    seen = teams.filter(pl.col("reference_date") <= monday(54))
    honest, tempted = (
        backtest(made_archive(counts), monday(53), monday(54), wishes=wishes, teams=one)
        for one in (seen, pl.concat([seen, later, again]))
    )
    assert honest.equals(tempted)


def test_teams_that_state_seven_levels_are_read_at_ours_and_those_with_fewer_are_named() -> None:
    from scipy.stats import norm

    counts = waves(places=1, weeks=60)
    data = made_archive(counts)
    seven = team(counts, (0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975))
    normal = seven.with_columns(value=pl.lit(norm.ppf(seven["output_type_id"], 1000, 100)))
    few = team(counts, (0.3, 0.5, 0.7)).with_columns(model_id=pl.lit("team-terse"))
    asked = plan(data, monday(55), monday(55), horizons=[1, 2], levels=[0.01, 0.3, 0.5])
    notes: list[str] = []
    read = submissions(pl.concat([normal, few]), data, asked, asked.days, notes)
    expected = norm.ppf([0.01, 0.3, 0.5, 0.7, 0.99], 1000, 100)
    np.testing.assert_allclose(read["team-oracle"][0, 0, 0], [expected, expected])
    assert list(read) == ["team-oracle"]
    assert notes == ["team-terse: left out, as fewer than 7 levels are stated"]


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


def test_levels_that_balance_nothing_are_as_among_all_others() -> None:
    some, many = (
        backtest(made_archive(), monday(52), monday(52), wishes=Wishes(QUICK.models, (1,), levels))
        for levels in ((0.2, 0.95), (0.05, 0.2, 0.5, 0.8, 0.95))
    )
    assert some["output_type_id"].unique().to_list() == [0.2, 0.95]
    assert some.equals(many.filter(pl.col("output_type_id").is_in([0.2, 0.95])))


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


def test_vintages_told_later_change_no_row_of_the_ensemble() -> None:
    table = vintages(waves(places=2))
    later = table.filter(pl.col("as_of") > monday(54)).with_columns(pl.col("value") * 100 + 3)
    seen = table.filter(pl.col("as_of") <= monday(54))
    honest, tempted = (
        backtest(archive(data), monday(52), monday(54), wishes=QUICK)
        for data in (seen, pl.concat([seen, later]))
    )
    assert honest.equals(tempted)
