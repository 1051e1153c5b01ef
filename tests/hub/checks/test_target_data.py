"""A hub's target data: one thing wrong at a time, and what the report says of it."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.hub.checks.helpers import (
    ORACLE_COLUMNS,
    SERIES_COLUMNS,
    Row,
    as_csv,
    changed,
    checked,
    failed,
    oracle_output,
    said,
    time_series,
    valid_hub,
)
from tests.hub.definition.helpers import target_data

from anso.hub.checks import Report

SERIES = "target-data/time-series.csv"
ORACLE = "target-data/oracle-output.csv"


@pytest.fixture
def hub(tmp_path: Path) -> Path:
    return valid_hub(tmp_path)


def series(hub: Path, rows: list[Row], columns: tuple[str, ...] = SERIES_COLUMNS) -> Report:
    return checked(hub, as_csv(rows, columns), SERIES, "target data")


def oracle(hub: Path, rows: list[Row], columns: tuple[str, ...] = ORACLE_COLUMNS) -> Report:
    return checked(hub, as_csv(rows, columns), ORACLE, "target data")


def dataset(hub: Path) -> Report:
    return checked(hub, path="time-series", kind="target dataset")


def test_valid_target_data_pass(hub: Path) -> None:
    assert failed(series(hub, time_series())) == []
    assert failed(oracle(hub, oracle_output())) == []
    assert failed(dataset(hub)) == []


def test_hub_without_target_data_fails_target_dataset_exists(hub: Path) -> None:
    (hub / SERIES).unlink()
    assert said(dataset(hub), "target_dataset_exists") == [
        "target-data/time-series: there is no time-series in target-data; add time-series.csv or a folder"
    ]


def test_dataset_that_is_there_twice_fails_target_dataset_unique(hub: Path) -> None:
    (hub / "target-data/time-series.parquet").write_bytes(b"")
    assert said(dataset(hub), "target_dataset_unique") == [
        "target-data/time-series: target-data holds time-series.csv and time-series.parquet; keep one of them"
    ]


def parts(hub: Path) -> Path:
    """The series in two parts, of which the second repeats two observations of the first."""
    (hub / SERIES).unlink()
    rows = time_series()
    for number, some in enumerate((rows[:4], rows[2:])):
        folder = hub / f"target-data/time-series/target=inc%20hosp/part-{number}.parquet"
        folder.parent.mkdir(parents=True, exist_ok=True)
        columns = [name for name in SERIES_COLUMNS if name != "target"]
        pq.write_table(pa.table({name: [one[name] for one in some] for name in columns}), folder)
    return hub


def test_observation_in_two_parts_fails_target_dataset_rows_unique(hub: Path) -> None:
    folder = "target-data/time-series/target=inc%20hosp"
    assert said(dataset(parts(hub)), "target_dataset_rows_unique") == [
        f"target-data/time-series: target_end_date 2022-10-29, target inc hosp, location {place}, as_of 2022-11-12 "
        f"is stated by {folder}/part-0.parquet and {folder}/part-1.parquet; keep it in one"
        for place in ("US", "01")
    ]


def test_parts_of_two_formats_fail_target_dataset_file_ext_unique(hub: Path) -> None:
    (parts(hub) / "target-data/time-series/target=inc%20hosp/part-2.csv").write_bytes(b"")
    assert said(dataset(hub), "target_dataset_file_ext_unique") == [
        "target-data/time-series: its files end in .csv and .parquet; write all in one format"
    ]


def test_missing_file_fails_target_file_exists(hub: Path) -> None:
    path = "target-data/time-series/part-0.parquet"
    assert said(checked(hub, path=path, kind="target data"), "target_file_exists") == [
        f"{path}: is not in {hub}; add it"
    ]


def test_partition_without_a_value_fails_target_partition_file_name(hub: Path) -> None:
    path = "target-data/time-series/target=/location=US/part-0.parquet"
    assert said(checked(hub, b"PAR1", path, "target data"), "target_partition_file_name") == [
        f"{path}: lies in target=; a partition is called column=value, such as target=inc%20hosp"
    ]


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        (
            "target-data/time-series/target=a/part.csv",
            "is a part of a partitioned dataset and ends in .csv; write parts as Parquet",
        ),
        ("target-data/time-series.xlsx", "ends in .xlsx; write it as CSV or Parquet"),
    ],
)
def test_other_formats_fail_target_file_ext(hub: Path, path: str, problem: str) -> None:
    assert said(checked(hub, b"x", path, "target data"), "target_file_ext") == [f"{path}: {problem}"]


def test_bytes_that_are_no_table_fail_target_file_read(hub: Path) -> None:
    report = checked(hub, b"", SERIES, "target data")
    assert said(report, "target_file_read") == [f"{SERIES}: is empty; give it a header and rows"]
    assert report.check("target_tbl_values").message == "not checked, because target_file_read failed"


def test_columns_that_are_missing_or_do_not_belong_fail_target_tbl_colnames(hub: Path) -> None:
    rows = [one | {"value": "1"} for one in time_series()]
    assert said(
        series(hub, rows, ("target_end_date", "target", "location", "value")), "target_tbl_colnames"
    ) == [
        f"{SERIES}, column observation: is missing; add it",
        f"{SERIES}, column as_of: is missing; add it",
        f"{SERIES}, column value: is no column of time-series data; leave it out",
    ]
    assert said(
        oracle(hub, oracle_output(), ("target", "location", "oracle_value")), "target_tbl_colnames"
    ) == [
        f"{ORACLE}, column output_type: is missing; add it",
        f"{ORACLE}, column output_type_id: is missing; add it",
        f"{ORACLE}, column target_end_date: is missing; add it",
    ]


def test_cells_of_another_type_fail_target_tbl_coltypes(hub: Path) -> None:
    rows = changed(changed(time_series(), 2, observation="a dozen"), 3, as_of="12.11.2022")
    assert said(series(hub, rows), "target_tbl_coltypes") == [
        f"{SERIES}, row 3, column as_of: '12.11.2022' should be one of dates (date32)",
        f"{SERIES}, row 2, column observation: 'a dozen' should be one of numbers (float64)",
    ]


def test_target_without_a_series_fails_target_tbl_ts_targets(hub: Path) -> None:
    rows = changed(changed(time_series(), 1, target="hosp category"), 2, target="inc_hosp")
    assert said(series(hub, rows), "target_tbl_ts_targets") == [
        (
            f"{SERIES}, row 1, column target: 'hosp category' is ordinal, not a step-ahead number, "
            "and has no time series; leave it out"
        ),
        f"{SERIES}, row 2, column target: 'inc_hosp' is no target of the hub; did you mean inc hosp?",
    ]


def test_observation_that_stands_twice_fails_target_tbl_rows_unique(hub: Path) -> None:
    rows = [*time_series(), time_series()[1] | {"observation": "13"}]
    assert said(series(hub, rows), "target_tbl_rows_unique") == [
        (
            f"{SERIES}, row 9: states the same observation as row 2 (target_end_date 2022-10-15, target inc hosp, "
            "location 01, as_of 2022-11-12); keep one of the two"
        )
    ]


def test_versions_are_no_doubles_but_without_the_hubs_word_oracle_versions_are(tmp_path: Path) -> None:
    hub = valid_hub(tmp_path, target_data=None)
    assert failed(series(hub, time_series())) == []
    versions = [
        one | {"as_of": as_of} for as_of in ("2022-11-12", "2022-11-19") for one in oracle_output()[:1]
    ]
    (fault,) = oracle(hub, versions, (*ORACLE_COLUMNS, "as_of")).check("target_tbl_rows_unique").problems
    assert fault.message.startswith("states the same observation as row 1")


def test_versions_of_oracle_output_are_no_doubles_where_the_hub_says_so(tmp_path: Path) -> None:
    stated = target_data()
    stated["oracle-output"]["versioned"] = True
    hub = valid_hub(tmp_path, target_data=stated)
    versions = [one | {"as_of": day} for day in ("2022-11-12", "2022-11-19") for one in oracle_output()]
    report = oracle(hub, versions, (*ORACLE_COLUMNS, "as_of"))
    assert said(report, "target_tbl_rows_unique") == []


def test_unknown_place_fails_target_tbl_values(hub: Path) -> None:
    assert said(series(hub, changed(time_series(), 2, location="1")), "target_tbl_values") == [
        f"{SERIES}, row 2, column location: '1' is no value of this column; did you mean 01?"
    ]


def test_dates_outside_the_rounds_are_a_matter_of_course_for_a_series_alone(hub: Path) -> None:
    assert failed(series(hub, changed(time_series(), 1, target_end_date="2020-01-04"))) == []
    assert said(
        oracle(hub, changed(oracle_output(), 1, target_end_date="2020-01-04")), "target_tbl_values"
    ) == [
        f"{ORACLE}, row 1, column target_end_date: '2020-01-04' is no value of this column; did you mean 2022-10-29?"
    ]


def test_incomplete_distribution_and_surplus_ids_fail_target_tbl_output_type_ids(hub: Path) -> None:
    rows = changed(oracle_output(), 1, output_type_id="0.5")
    del rows[2]
    assert said(oracle(hub, rows), "target_tbl_output_type_ids") == [
        f"{ORACLE}, row 1, column output_type_id: should be empty (NA) for quantile; empty it",
        f"{ORACLE}, rows 2, 3 and 4, column output_type_id: this observation has no pmf moderate; add it",
    ]


def test_observed_distribution_that_cannot_be_fails_target_tbl_oracle_value(hub: Path) -> None:
    rows = changed(
        changed(changed(oracle_output(), 2, oracle_value="1"), 6, oracle_value="1"), 7, oracle_value="0"
    )
    assert said(oracle(hub, rows), "target_tbl_oracle_value") == [
        f"{ORACLE}, rows 2, 3, 4 and 5, column oracle_value: sum to 2, not to 1",
        f"{ORACLE}, row 7, column oracle_value: falls from 1 to 0 as the threshold rises; a cdf never falls",
    ]
    half = changed(oracle_output(), 6, oracle_value="0.5")
    assert said(oracle(hub, half), "target_tbl_oracle_value") == [
        f"{ORACLE}, row 6, column oracle_value: should be 0 or 1: what happened has no other probability"
    ]
