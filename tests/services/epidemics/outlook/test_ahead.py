"""From counts to forecasts of one day of issue."""

from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest
from tests.services.epidemics.outlook.helpers import ISSUED, counted, weekly

from anso.errors import InvalidInputError
from anso.services.epidemics.outlook.ahead import look_ahead
from anso.services.epidemics.outlook.ahead import tables as numbers
from anso.services.epidemics.outlook.ahead.ahead import questions
from anso.services.epidemics.outlook.ahead.change import change

CHEAP = ("anso-baseline", "anso-trend")


def quiet(_fraction: float, _message: str) -> None:
    """Nobody watches."""


def weeks_ending(last: date) -> pl.DataFrame:
    return pl.DataFrame({"target_end_date": [last - timedelta(weeks=back) for back in range(5)]})


@pytest.mark.parametrize(
    ("issued", "horizons", "ends"),
    [
        (date(2021, 3, 1), [1, 2], [date(2021, 3, 6), date(2021, 3, 13)]),  # a Monday; weeks end on Saturdays
        (date(2021, 3, 6), [0, 1], [date(2021, 3, 6), date(2021, 3, 13)]),  # the Saturday itself is horizon 0
        (date(2021, 3, 7), [1, 2], [date(2021, 3, 13), date(2021, 3, 20)]),
    ],
)
def test_first_week_asked_for_is_the_first_that_ends_on_or_after_the_day(
    issued: date, horizons: list[int], ends: list[date]
) -> None:
    asked = questions(weeks_ending(date(2021, 2, 27)), [issued], 2)
    rows = asked.select("horizon", "target_end_date").unique().sort("horizon")
    assert (rows["horizon"].to_list(), rows["target_end_date"].to_list()) == (horizons, ends)


def test_ensemble_comes_first_and_arrays_hold_what_the_table_says() -> None:
    ahead = look_ahead(counted(weekly(("PK", "IN", "NP"), 30, targets=("cases", "deaths"))), 3, CHEAP, quiet)
    assert list(ahead.values) == ["anso-ensemble", "anso-baseline", "anso-trend"]
    assert ahead.table["model_id"][0] == "anso-ensemble"
    assert (ahead.targets, ahead.places, ahead.horizons) == (
        ("cases", "deaths"),
        ("PK", "IN", "NP"),
        (1, 2, 3),
    )
    said = ahead.table.filter(
        pl.col("model_id") == "anso-trend",
        pl.col("target") == "deaths",
        pl.col("location") == "IN",
        pl.col("horizon") == 2,
        pl.col("output_type_id") == 0.9,
    )
    level = int(np.flatnonzero(ahead.levels == 0.9)[0])
    assert ahead.values["anso-trend"][1, 1, 1, level] == said["value"].item()


def test_what_is_done_for_people_is_not_forecast() -> None:
    table = weekly(("PK", "IN"), 20, targets=("cases", "tests"))
    assert look_ahead(counted(table), 2, CHEAP, quiet).targets == ("cases",)
    only_tests = table.filter(pl.col("target") == "tests")
    with pytest.raises(InvalidInputError, match="has no counts of cases, admissions or deaths"):
        look_ahead(counted(only_tests), 2, CHEAP, quiet)


def test_a_place_that_stopped_reporting_is_left_out_and_stops_no_other() -> None:
    table = weekly(("PK", "IN"), 30)
    silent = (pl.col("location") == "IN") & (pl.col("target_end_date") > ISSUED - timedelta(weeks=10))
    ahead = look_ahead(counted(table.filter(~silent)), 2, CHEAP, quiet)
    assert change(ahead)["location"].to_list() == ["PK"]


def test_newest_count_is_the_last_week_told_not_the_last_that_could_be() -> None:
    table = weekly(("PK", "IN"), 30)
    late = (pl.col("location") == "IN") & (pl.col("target_end_date") > ISSUED - timedelta(weeks=1))
    ahead = look_ahead(counted(table.filter(~late)), 2, CHEAP, quiet)
    last = {code: table.filter(pl.col("location") == code)["value"].to_list() for code in ("PK", "IN")}
    assert ahead.newest()[0].tolist() == [last["PK"][-1], last["IN"][-2]]


def test_course_joins_counts_and_bands_at_the_newest_week_and_marks_what_was_mended() -> None:
    table = weekly(("PK", "IN"), 30)
    mended = ISSUED - timedelta(days=1) - timedelta(weeks=3)
    changes = pl.DataFrame(
        {
            "location": ["PK"], "target": ["cases"], "first": [mended - timedelta(days=2)], "last": [mended],
            "told": [-5.0], "taken": [10.0], "why": ["negative"],
        }
    )  # fmt: skip
    course = numbers.course(look_ahead(counted(table, changes=changes), 3, CHEAP, quiet))
    here = course.filter(pl.col("location") == "PK")
    assert here.filter("mended")["target_end_date"].to_list() == [mended]
    assert here.filter("newest")["counted"].to_list() == [
        table.filter(pl.col("location") == "PK")["value"][-1]
    ]
    assert here.filter(pl.col("median").is_not_null())["counted"].null_count() == 3
    ahead = here.filter(pl.col("median").is_not_null())
    assert (ahead["low_95"] <= ahead["low_80"]).all()
    assert (ahead["high_80"] <= ahead["high_95"]).all()


@pytest.mark.parametrize(("zeros", "early"), [(0, False), (19, True)])
def test_few_weeks_are_forecast_by_the_models_that_need_no_learning(zeros: int, early: bool) -> None:
    """Weeks of zeros before the first case teach nothing: 30 weeks of which 19 are empty are 11."""
    first = ISSUED - timedelta(days=1) - timedelta(weeks=29 - zeros)
    table = weekly(("PK", "IN"), 30).with_columns(
        pl.when(pl.col("target_end_date") < first).then(0.0).otherwise(pl.col("value")).alias("value")
    )
    ahead = look_ahead(counted(table), 1, (), quiet)
    assert ahead.early is early
    expected = {"anso-ensemble", "anso-baseline", "anso-renewal"}
    assert (set(ahead.values) == expected) is early


def test_a_record_too_short_to_forecast_from_is_refused_with_what_is_needed() -> None:
    with pytest.raises(InvalidInputError, match=r"needs 8 weeks .* made up tells 7 before 2021-03-01"):
        look_ahead(counted(weekly(("PK", "IN"), 7)), 1, CHEAP, quiet)
