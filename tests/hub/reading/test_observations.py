"""Observations are read from plain tables and from hubverse's, versions and partitions included."""

from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import polars as pl
import pytest

from anso.errors import InvalidInputError, NotFoundError
from anso.hub.keeping.target_data import known
from anso.hub.reading import read_observations


@pytest.mark.parametrize("name", ["value", "observation", "oracle_value"])
def test_the_number_is_called_value(tmp_path: Path, name: str) -> None:
    path = tmp_path / "truth.csv"
    path.write_text(f"location,date,{name}\n01,2021-03-06,5\nNA,2021-03-06,NA\n", encoding="utf-8")

    assert read_observations(path).rows() == [("01", date(2021, 3, 6), 5.0), ("NA", date(2021, 3, 6), None)]


def test_versions_of_partitions_are_days(tmp_path: Path) -> None:
    for day in ("2021-03-08", "2021-03-15"):
        folder = tmp_path / f"as_of={day}"
        folder.mkdir()
        (folder / "part-0.csv").write_text("location,value\nKZ,5\n", encoding="utf-8")

    assert read_observations(tmp_path)["as_of"].to_list() == [date(2021, 3, 8), date(2021, 3, 15)]


def test_oracle_output_is_one_number_for_a_question(tmp_path: Path) -> None:
    path = tmp_path / "oracle.csv"
    path.write_text(
        "location,output_type,output_type_id,oracle_value\n"
        "KZ,quantile,NA,5\nKZ,mean,NA,5\nKZ,cdf,4,0\nKZ,cdf,5,1\nKZ,pmf,low,1\n",
        encoding="utf-8",
    )

    assert read_observations(path).rows() == [("KZ", 5.0)]


def test_oracle_output_with_categories_alone_keeps_the_numbers(tmp_path: Path) -> None:
    """As the influenza hub's first files have it: no output_type, an id for categories only."""
    path = tmp_path / "oracle-output.csv"
    path.write_text(
        "target,location,horizon,target_end_date,output_type_id,oracle_value,as_of\n"
        "wk inc flu hosp,10,0,2024-11-23,NA,7,2025-04-05\n"
        "wk inc flu hosp,50,0,2024-11-02,NA,0,2025-04-05\n"
        "wk flu hosp rate change,10,0,2024-11-23,stable,1,2025-04-05\n"
        "wk flu hosp rate change,10,0,2024-11-23,increase,0,2025-04-05\n",
        encoding="utf-8",
    )

    table = read_observations(path)
    assert table.select("target", "location", "value").rows() == [
        ("wk inc flu hosp", "10", 7.0),
        ("wk inc flu hosp", "50", 0.0),
    ]
    assert "output_type_id" not in table.columns


def test_a_number_told_once_a_level_is_one_number(tmp_path: Path) -> None:
    path = tmp_path / "oracle-output.csv"
    path.write_text(
        "location,output_type_id,oracle_value\n10,0.25,7\n10,0.5,7\n50,0.25,0\n50,0.5,0\n", encoding="utf-8"
    )

    assert read_observations(path).rows() == [("10", 7.0), ("50", 0.0)]


def test_a_table_without_numbers_is_told_what_looks_alike(tmp_path: Path) -> None:
    path = tmp_path / "truth.csv"
    path.write_text("location,Value\nKZ,5\n", encoding="utf-8")

    with pytest.raises(InvalidInputError, match="column 'Value' looks like it: rename it to 'value'"):
        read_observations(path)
    with pytest.raises(NotFoundError, match="There is no file or folder"):
        read_observations(tmp_path / "no")


def test_a_moment_is_of_the_day_where_its_clock_stands(tmp_path: Path) -> None:
    """Shortly after midnight in Berlin it is still the day before in UTC."""
    published = datetime(2024, 1, 7, 0, 30, tzinfo=ZoneInfo("Europe/Berlin"))
    ends = datetime(2024, 1, 6, tzinfo=ZoneInfo("Europe/Berlin"))
    path = tmp_path / "truth.parquet"
    pl.DataFrame(
        {"target_end_date": [ends, None], "as_of": [published, published], "value": [5.0, 6.0]}
    ).write_parquet(path)

    days = [(date(2024, 1, 6), date(2024, 1, 7), 5.0), (None, date(2024, 1, 7), 6.0)]
    assert read_observations(path).rows() == days


def test_of_two_versions_of_a_day_the_later_one_stands_last(tmp_path: Path) -> None:
    hours = [datetime(2024, 1, 8, hour, tzinfo=UTC) for hour in (15, 9, 12)]
    path = tmp_path / "truth.parquet"
    pl.DataFrame({"location": ["KZ"] * 3, "as_of": hours, "value": [15.0, 9.0, 12.0]}).write_parquet(path)
    versions = read_observations(path)

    assert versions["value"].to_list() == [9.0, 12.0, 15.0]
    assert known(versions, date(2024, 1, 8)).rows() == [("KZ", 15.0)]
    assert known(versions, date(2024, 1, 7)).is_empty()


def test_a_forecast_day_with_an_hour_is_refused_by_its_row(tmp_path: Path) -> None:
    path = tmp_path / "truth.parquet"
    noon = datetime(2024, 1, 6, 12)  # noqa: DTZ001  # as pandas writes it
    pl.DataFrame({"target_end_date": [noon], "value": [5.0]}).write_parquet(path)

    with pytest.raises(InvalidInputError, match=r"row 1, column target_end_date: .* is not a date such as"):
        read_observations(path)
