"""Observations are read from plain tables and from hubverse's, versions and partitions included."""

from datetime import date
from pathlib import Path

import pytest

from anso.errors import InvalidInputError, NotFoundError
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


def test_a_table_without_numbers_is_told_what_looks_alike(tmp_path: Path) -> None:
    path = tmp_path / "truth.csv"
    path.write_text("location,Value\nKZ,5\n", encoding="utf-8")

    with pytest.raises(InvalidInputError, match="column 'Value' looks like it: rename it to 'value'"):
        read_observations(path)
    with pytest.raises(NotFoundError, match="There is no file or folder"):
        read_observations(tmp_path / "no")
