"""SQL asks the views of a hub and reaches nothing else."""

from datetime import timedelta
from pathlib import Path

import polars as pl
import pytest
from tests.hub.keeping.helpers import FIRST, small_hub, submission

from anso.errors import AnsoError, InvalidInputError
from anso.hub.keeping import Hub


@pytest.fixture
def hub(tmp_path: Path) -> Hub:
    hub = small_hub(tmp_path / "hub")
    hub.write(pl.concat([submission("team-a"), submission("team-b")]))
    hub.write_observations(
        pl.DataFrame(
            {
                "target_end_date": [FIRST, FIRST],
                "target": ["inc case"] * 2,
                "location": ["NA"] * 2,
                "as_of": [FIRST, FIRST + timedelta(days=7)],
                "value": [90.0, 101.0],
            }
        )
    )
    return hub


def test_query_joins_forecasts_with_what_became_true(hub: Hub) -> None:
    answer = hub.query(
        "SELECT model_id, avg(abs(f.value - o.value)) AS error FROM forecasts f "
        "JOIN observations o USING (location, target, target_end_date) "
        "WHERE output_type_id = 0.5 GROUP BY model_id ORDER BY model_id"
    )

    assert answer.to_dict(as_series=False) == {"model_id": ["team-a", "team-b"], "error": [0.5, 0.5]}
    assert hub.query("SELECT count(*) AS n FROM vintages").item() == 2


def test_query_reads_no_rows_of_models_that_it_does_not_name(hub: Hub, tmp_path: Path) -> None:
    place = tmp_path / "hub/model-output/team-b/2024-01-06-team-b.parquet"
    content = bytearray(place.read_bytes())
    tail = len(content) - 8 - int.from_bytes(content[-8:-4], "little")
    content[4:tail] = b"\xff" * (tail - 4)  # the rows, and not what the file says of itself
    place.write_bytes(content)

    assert hub.query("SELECT sum(value) AS total FROM forecasts WHERE model_id = 'team-a'").item() == 666
    with pytest.raises(AnsoError):
        hub.query("SELECT sum(value) AS total FROM forecasts")


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM read_text('/etc/passwd')",
        "SELECT * FROM '/etc/passwd'",
        "SELECT * FROM glob('/etc/*')",
        "SELECT count(*) FROM forecasts, read_text('/etc/passwd')",
        "SELECT * FROM read_parquet('{hub}/hub-config/*')",
        "SELECT * FROM sql",
    ],
)
def test_query_reads_no_other_file(hub: Hub, tmp_path: Path, sql: str) -> None:
    with pytest.raises(AnsoError, match="cannot be answered"):
        hub.query(sql.format(hub=tmp_path / "hub"))


@pytest.mark.parametrize(
    "sql",
    [
        "COPY forecasts TO '{hub}/model-output/team-a/2024-01-06-team-a.parquet'",
        "COPY (SELECT 1) TO '{hub}/new.csv'",
        "SET enable_external_access = true",
        "SELECT 1; SELECT 2",
        "INSTALL httpfs",
        "ATTACH '{hub}/new.db' AS new",
        "CREATE TABLE new AS SELECT 1",
        "DROP VIEW forecasts",
        "PRAGMA version",
        "",
    ],
)
def test_query_takes_one_select_and_nothing_else(hub: Hub, tmp_path: Path, sql: str) -> None:
    before = sorted((path, path.stat().st_mtime_ns) for path in (tmp_path / "hub").rglob("*"))

    with pytest.raises(InvalidInputError, match="is not one SELECT"):
        hub.query(sql.format(hub=tmp_path / "hub"))
    assert sorted((path, path.stat().st_mtime_ns) for path in (tmp_path / "hub").rglob("*")) == before


def test_query_that_is_no_sql_is_told_where_it_fails(hub: Hub) -> None:
    with pytest.raises(InvalidInputError, match='syntax error at or near "SELEKT"'):
        hub.query("SELEKT 1")


def test_query_that_names_no_column_is_told_which_there_are(hub: Hub) -> None:
    with pytest.raises(AnsoError, match="place"):
        hub.query("SELECT place FROM forecasts")
