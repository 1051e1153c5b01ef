"""The whole backtest: conventions read from data, honest forecasts, bad places."""

from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest
from tests.services.epidemics.forecasting.helpers import FIRST_WEEK, made_archive, monday, vintages, waves

from anso.errors import InvalidInputError
from anso.release.forecast import COLUMNS, faults
from anso.services.epidemics.forecasting.backtest import Wishes, backtest
from anso.services.epidemics.forecasting.backtest.plan import plan
from anso.services.epidemics.forecasting.known import archive

QUICK = Wishes(models=("anso-baseline", "anso-trend"))


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


def test_levels_that_balance_nothing_are_as_among_all_others() -> None:
    some, many = (
        backtest(made_archive(), monday(52), monday(52), wishes=Wishes(QUICK.models, (1,), levels))
        for levels in ((0.2, 0.95), (0.05, 0.2, 0.5, 0.8, 0.95))
    )
    assert some["output_type_id"].unique().to_list() == [0.2, 0.95]
    assert some.equals(many.filter(pl.col("output_type_id").is_in([0.2, 0.95])))


def test_vintages_told_later_change_no_row_of_the_ensemble() -> None:
    table = vintages(waves(places=2))
    later = table.filter(pl.col("as_of") > monday(54)).with_columns(pl.col("value") * 100 + 3)
    seen = table.filter(pl.col("as_of") <= monday(54))
    honest, tempted = (
        backtest(archive(data), monday(52), monday(54), wishes=QUICK)
        for data in (seen, pl.concat([seen, later]))
    )
    assert honest.equals(tempted)
