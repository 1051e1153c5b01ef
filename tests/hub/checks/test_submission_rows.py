"""A submission's columns and rows: one thing wrong at a time, and what the report says of it."""

import io
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from tests.hub.checks.helpers import (
    COLUMNS,
    FILE,
    MODEL,
    as_csv,
    changed,
    checked,
    failed,
    quantiles,
    row,
    said,
    valid_hub,
    valid_rows,
)
from tests.hub.definition.helpers import CATEGORIES, admin, tasks

from anso.hub.checks import Outcome, Report


@pytest.fixture
def hub(tmp_path: Path) -> Path:
    return valid_hub(tmp_path)


def test_file_without_the_rounds_column_fails_valid_round_id_col_and_colnames(hub: Path) -> None:
    content = as_csv(valid_rows(), tuple(name for name in COLUMNS if name != "reference_date"))
    report = checked(hub, content)
    assert said(report, "valid_round_id_col") == [f"{FILE}, column reference_date: is missing; add it"]
    assert said(report, "colnames") == [f"{FILE}, column reference_date: is missing; add it"]
    assert report.check("unique_round_id").message == "not checked, because valid_round_id_col failed"
    assert report.check("rows_unique").message == "not checked, because colnames failed"


def test_rows_of_two_rounds_fail_unique_round_id(hub: Path) -> None:
    rows = changed(valid_rows(), 4, reference_date="2022-10-29", target_end_date="2022-11-05")
    assert said(checked(hub, rows), "unique_round_id") == [
        f"{FILE}, column reference_date: states 2 rounds (2022-10-22 and 2022-10-29); submit a file for each"
    ]


def test_row_without_round_fails_unique_round_id(hub: Path) -> None:
    rows = changed(valid_rows(), 2, reference_date="NA")
    assert said(checked(hub, rows), "unique_round_id") == [
        f"{FILE}, row 2, column reference_date: is empty; state the round in every row"
    ]


def test_file_of_another_round_fails_match_round_id(hub: Path) -> None:
    path = f"model-output/{MODEL}/2022-10-29-{MODEL}.csv"
    report = checked(hub, valid_rows(), path)
    assert said(report, "match_round_id") == [
        (
            f"{path}, column reference_date: is 2022-10-22 in every row, and 2022-10-29 in the file's name; "
            "mend the one that is wrong"
        )
    ]
    assert report.check("req_vals").message == "not checked, because match_round_id failed"


def test_rounds_that_have_no_column_are_known_by_the_files_name(tmp_path: Path) -> None:
    document = tasks()
    document["rounds"][0] |= {"round_id_from_variable": False, "round_id": "round_1"}
    document["rounds"][0]["submissions_due"] = {"start": "2022-01-01", "end": "2022-01-31"}
    report = checked(
        valid_hub(tmp_path, tasks=document), valid_rows(), "model-output/team-model/round_1-team-model.csv"
    )
    assert report.check("match_round_id").outcome == Outcome.SKIPPED
    assert failed(report) == []


def test_misspelt_and_surplus_columns_fail_colnames(hub: Path) -> None:
    rows = [{**one, "Location": one["location"], "model_id": MODEL} for one in valid_rows()]
    names = tuple("Location" if name == "location" else name for name in COLUMNS)
    assert said(checked(hub, as_csv(rows, (*names, "model_id"))), "colnames") == [
        f"{FILE}, column location: is missing; is it the one called Location?",
        f"{FILE}, column Location: is no column of this round; did you mean location?",
        f"{FILE}, column model_id: is no column of this round; leave it out (the file's name says which model it is)",
    ]


def test_parquet_columns_of_other_types_fail_col_types(hub: Path) -> None:
    frame = pl.DataFrame(quantiles(1)).with_columns(
        pl.col("horizon").cast(pl.Float64),
        pl.col("value").cast(pl.Float64),
        pl.col("target_end_date").str.to_date(),
    )
    sink = io.BytesIO()
    frame.write_parquet(sink)
    path = f"model-output/{MODEL}/2022-10-22-{MODEL}.parquet"
    assert said(checked(hub, sink.getvalue(), path), "col_types") == [
        f"{path}, column reference_date: is text; write it as dates (date32)",
        f"{path}, column horizon: is numbers (float64); write it as whole numbers (int32 or int64)",
    ]


def test_parquet_of_the_right_types_passes(hub: Path) -> None:
    frame = pl.DataFrame(quantiles(1)).with_columns(
        pl.col("horizon").cast(pl.Int32),
        pl.col("value").cast(pl.Float64),
        pl.col("reference_date", "target_end_date").str.to_date(),
    )
    sink = io.BytesIO()
    frame.write_parquet(sink)
    (hub / FILE).unlink()
    assert frame["reference_date"][0] == date(2022, 10, 22)
    assert checked(hub, sink.getvalue(), f"model-output/{MODEL}/2022-10-22-{MODEL}.parquet").ok


@pytest.mark.parametrize(
    ("number", "values", "where", "problem"),
    [
        (3, {"location": "1"}, "row 3, column location", "'1' is no value of this column; did you mean 01?"),
        (
            3,
            {"location": "us"},
            "row 3, column location",
            "'us' is no value of this column; did you mean US?",
        ),
        (
            3,
            {"location": "XX"},
            "row 3, column location",
            "'XX' is no value of this column; it takes US, 01 and 02",
        ),
        (3, {"location": ""}, "row 3, column location", "is empty; it takes US, 01 and 02"),
        (3, {"horizon": "3"}, "row 3, column horizon", "'3' is no value of this column; it takes 1 and 2"),
        (
            3,
            {"horizon": "one"},
            "row 3, column horizon",
            "'one' is no value of this column; it takes 1 and 2",
        ),
        (
            3,
            {"target": "inc_hosp"},
            "row 3, column target",
            "'inc_hosp' is no value of this column; did you mean inc hosp?",
        ),
        (
            3,
            {"output_type": "quantiles"},
            "row 3, column output_type",
            "'quantiles' is no value of this column; did you mean quantile?",
        ),
        (
            3,
            {"output_type": "cdf"},
            "row 3, column output_type",
            "'cdf' is not asked of inc hosp; it takes quantile, mean and sample",
        ),
        (
            3,
            {"output_type_id": "0.55"},
            "row 3, column output_type_id",
            "'0.55' is no quantile asked of inc hosp; it takes 0.1, 0.25, 0.5, 0.75 and 0.9",
        ),
        (
            3,
            {"output_type_id": "NA"},
            "row 3, column output_type_id",
            "is empty; a quantile of inc hosp has the ids 0.1, 0.25, 0.5, 0.75 and 0.9",
        ),
        (
            11,
            {"output_type_id": "0.5"},
            "row 11, column output_type_id",
            "'0.5' should be empty (NA): a mean has no ids",
        ),
        (
            13,
            {"output_type_id": "moderately"},
            "row 13, column output_type_id",
            "'moderately' is no pmf asked of hosp category; did you mean moderate?",
        ),
        (
            17,
            {"output_type_id": "3"},
            "row 17, column output_type_id",
            "'3' is no cdf asked of hosp rate; it takes 1, 2 and 5.5",
        ),
        (
            19,
            {"output_type_id": "s1"},
            "row 19, column output_type_id",
            "'s1' is no index of a sample; give whole numbers",
        ),
    ],
)
def test_value_that_the_hub_does_not_have_fails_valid_vals(
    hub: Path, number: int, values: dict[str, str], where: str, problem: str
) -> None:
    report = checked(hub, changed(valid_rows(), number, **values))
    assert said(report, "valid_vals") == [f"{FILE}, {where}: {problem}"]


def test_values_known_apart_but_not_together_fail_valid_vals(tmp_path: Path) -> None:
    document = tasks()
    document["rounds"][0]["model_tasks"][1]["task_ids"]["horizon"] = {"required": None, "optional": [4]}
    document["rounds"][0]["model_tasks"][1]["task_ids"]["target_end_date"]["optional"].append("2022-12-03")
    report = checked(valid_hub(tmp_path, tasks=document))
    assert said(report, "valid_vals") == [
        (
            f"{FILE}, rows 16, 17 and 18: no group of tasks has these together: "
            "reference_date 2022-10-22, target hosp rate, horizon 1, location US"
        )
    ]


def test_numbers_written_otherwise_are_the_same_numbers(hub: Path) -> None:
    rows = changed(valid_rows(), 3, output_type_id="0.50", horizon="1.0")
    rows = changed(rows, 16, output_type_id="1.000")
    assert checked(hub, rows).ok


def test_many_rows_with_the_same_fault_are_told_once(hub: Path) -> None:
    rows = [one | {"location": "U.S."} for one in valid_rows()]
    (problem,) = checked(hub, rows).check("valid_vals").problems
    assert problem.where == f"{FILE}, rows 1, 2, 3, 4, 5 and 19 more, column location"
    assert problem.as_dict()["rows"] == list(range(1, 21))
    assert problem.as_dict()["more_rows"] == 4


def test_derived_date_that_the_hub_does_not_have_fails_derived_task_id_vals(hub: Path) -> None:
    rows = changed(valid_rows(), 6, target_end_date="2022-11-06")
    assert said(checked(hub, rows), "derived_task_id_vals") == [
        f"{FILE}, row 6, column target_end_date: '2022-11-06' is no value of this column; did you mean 2022-11-05?"
    ]


def test_row_that_stands_twice_fails_rows_unique_whatever_its_value(hub: Path) -> None:
    rows = [*valid_rows(), valid_rows()[2] | {"value": "31", "output_type_id": "0.50"}]
    report = checked(hub, rows)
    assert said(report, "rows_unique") == [
        (
            f"{FILE}, row 25: states the same as row 3 (reference_date 2022-10-22, target inc hosp, horizon 1, "
            "location US, quantile 0.5); keep one of the two"
        )
    ]


def test_missing_level_of_a_required_quantile_fails_req_vals(hub: Path) -> None:
    rows = [one for place, one in enumerate(valid_rows(), 1) if place not in (1, 3)]
    assert said(checked(hub, rows), "req_vals") == [
        f"{FILE}: has no quantile 0.1 and 0.5 of reference_date 2022-10-22, target inc hosp, horizon 1, location US; add them"
    ]


def test_optional_value_asks_for_the_required_values_beside_it(hub: Path) -> None:
    """Horizon 1 and the US are required: who forecasts place 01 two weeks ahead owes three more tasks."""
    assert said(checked(hub, quantiles(2, "01")), "req_vals") == [
        f"{FILE}: has no quantile of reference_date 2022-10-22, target inc hosp, horizon {horizon}, location {place}; "
        "add quantiles 0.1, 0.25, 0.5, 0.75 and 0.9"
        for horizon, place in ((1, "US"), (2, "US"), (1, "01"))
    ]


def test_target_that_nothing_is_stated_of_is_not_required(hub: Path) -> None:
    assert failed(checked(hub, quantiles(1))) == []


def test_whole_grid_is_required_when_every_task_id_has_required_values(tmp_path: Path) -> None:
    document = tasks()
    document["rounds"][0]["model_tasks"][0]["task_ids"]["target"] = {
        "required": ["inc hosp"],
        "optional": None,
    }
    rows = [row("hosp rate", 1, "US", "cdf", level, value) for level, value in ((1, 0.2), (2, 0.5), (5.5, 1))]
    assert said(checked(valid_hub(tmp_path, tasks=document), rows), "req_vals") == [
        (
            f"{FILE}: has no quantile of reference_date 2022-10-22, target inc hosp, horizon 1, location US; "
            "add quantiles 0.1, 0.25, 0.5, 0.75 and 0.9"
        )
    ]


def test_optional_output_type_is_stated_whole_once_it_is_stated(hub: Path) -> None:
    rows = [one for one in valid_rows() if one["output_type_id"] != "low"]
    assert said(checked(hub, rows), "req_vals") == [
        f"{FILE}: has no pmf low of reference_date 2022-10-22, target hosp category, horizon 1, location US; add it"
    ]


def test_task_stated_by_an_optional_output_type_alone_owes_the_required_one(hub: Path) -> None:
    rows = [row("inc hosp", 1, "US", "mean", "NA", 30)]
    assert said(checked(hub, rows), "req_vals") == [
        (
            f"{FILE}: has no quantile of reference_date 2022-10-22, target inc hosp, horizon 1, location US; "
            "add quantiles 0.1, 0.25, 0.5, 0.75 and 0.9"
        )
    ]


def weekly(tmp_path: Path, horizon: int, end: str) -> Report:
    """The report on one pmf of hubverse's example of schema v4: other names of dates, horizon 2 and the US required."""
    document = tasks("4.0.0")
    document["rounds"][0] |= {
        "round_id": "forecast_date",
        "model_tasks": document["rounds"][0]["model_tasks"][2:],
    }
    document["rounds"][0]["submissions_due"] = {"relative_to": "forecast_date", "start": -6, "end": 2}
    document["derived_task_ids"] = ["target_date"]
    ids = document["rounds"][0]["model_tasks"][0]["task_ids"]
    ids["forecast_date"] = {"required": None, "optional": ["2023-05-01", "2023-05-08"]}
    ids["target_date"] = {"required": None, "optional": ["2023-05-08", "2023-05-15", "2023-05-22"]}
    ids["horizon"] = {"required": [2], "optional": [1]}
    del ids["reference_date"], ids["target_end_date"]
    hub = valid_hub(tmp_path, tasks=document, admin=admin("4.0.0"))
    rows = [
        {
            "forecast_date": "2023-05-08",
            "horizon": str(horizon),
            "target": "hosp category",
            "target_date": end,
            "location": "US",
            "output_type": "pmf",
            "output_type_id": category,
            "value": str(int(category == "moderate")),
        }
        for category in CATEGORIES
    ]
    return checked(hub, as_csv(rows, tuple(rows[0])), "model-output/umass-ens/2023-05-08-umass-ens.csv")


def test_example_of_hubverse_passes_but_for_its_metadata(tmp_path: Path) -> None:
    assert failed(weekly(tmp_path, 2, "2023-05-22")) == ["metadata_exists"]


def test_optional_horizon_alone_owes_the_required_one(tmp_path: Path) -> None:
    (problem,) = weekly(tmp_path, 1, "2023-05-15").check("req_vals").problems
    assert problem.message == (
        "has no pmf of target hosp category, horizon 2, location US, forecast_date 2023-05-08; "
        "add its ids low, moderate, high and very high"
    )


@pytest.mark.parametrize(
    "cell",
    [
        {"location": "1"},
        {"target": "inc hospp"},
        {"output_type": "quantiles"},
        {"output_type_id": "0.51"},
        {"output_type": "cdf", "output_type_id": "2"},
    ],
)
def test_level_that_lacks_by_one_wrong_cell_is_told_once(hub: Path, cell: dict[str, str]) -> None:
    assert failed(checked(hub, changed(quantiles(1), 3, **cell))) == ["valid_vals"]


def test_level_that_lacks_besides_a_wrong_cell_is_told_too(hub: Path) -> None:
    report = checked(hub, changed(quantiles(1), 3, location="1")[:4])
    assert [problem.message for problem in report.check("req_vals").problems] == [
        "has no quantile 0.9 of reference_date 2022-10-22, target inc hosp, horizon 1, location US; add it"
    ]


def test_row_of_another_round_is_not_told_again_by_its_dates(hub: Path) -> None:
    assert failed(checked(hub, changed(quantiles(1), 3, reference_date="2022-10-29"))) == ["unique_round_id"]
