"""Whatever a file holds, reading it gives a table or a sentence; nothing else is ever raised."""

import gzip
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from anso.errors import AnsoError
from anso.hub.reading import read_forecasts, read_observations

CSV = (
    b"reference_date,horizon,location,output_type,output_type_id,value\n"
    b"2021-03-08,1,NA,quantile,0.1,3\n2021-03-08,1,NA,quantile,0.9,4\n"
)
FREELY = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def attempt(path: Path) -> None:
    for read in (read_forecasts, read_observations):
        try:
            assert isinstance(read(path), pl.DataFrame)
        except AnsoError as error:
            assert str(path.name) in str(error)  # noqa: PT017  # most inputs are refused, and some are sound


@FREELY
@given(content=st.binary(max_size=300))
@pytest.mark.parametrize("name", ["2021-03-08-a-b.csv", "2021-03-08-a-b.parquet", "2021-03-08-a-b.csv.gz"])
def test_any_bytes_are_read_or_refused(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    attempt(tmp_path / name)


@FREELY
@given(at=st.integers(0, len(CSV)), inserted=st.binary(max_size=20), removed=st.integers(0, 40))
def test_a_csv_with_a_changed_part_is_read_or_refused(
    tmp_path: Path, at: int, inserted: bytes, removed: int
) -> None:
    path = tmp_path / "2021-03-08-a-b.csv"
    path.write_bytes(CSV[:at] + inserted + CSV[at + removed :])
    attempt(path)


@FREELY
@given(at=st.floats(0, 1), inserted=st.binary(max_size=12), removed=st.integers(0, 12))
def test_a_parquet_file_with_a_changed_part_is_read_or_refused(
    tmp_path: Path, at: float, inserted: bytes, removed: int
) -> None:
    path = tmp_path / "2021-03-08-a-b.parquet"
    pl.read_csv(CSV).write_parquet(path)
    content = path.read_bytes()
    place = int(at * len(content))
    path.write_bytes(content[:place] + inserted + content[place + removed :])
    attempt(path)


@FREELY
@given(at=st.floats(0, 1), inserted=st.binary(max_size=12), removed=st.integers(0, 12))
def test_a_packed_file_with_a_changed_part_is_read_or_refused(
    tmp_path: Path, at: float, inserted: bytes, removed: int
) -> None:
    content = gzip.compress(CSV * 50, mtime=0)
    place = int(at * len(content))
    path = tmp_path / "2021-03-08-a-b.csv.gz"
    path.write_bytes(content[:place] + inserted + content[place + removed :])
    attempt(path)
