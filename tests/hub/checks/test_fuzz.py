"""Whatever the bytes, a report: no traceback, and no check that breaks."""

import io
import json
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.hub.checks.helpers import (
    COLUMNS,
    FILE,
    METADATA,
    ORACLE_COLUMNS,
    as_csv,
    checked,
    metadata,
    oracle_output,
    valid_hub,
    valid_rows,
)
from tests.hub.definition.helpers import admin, contents, target_data, tasks

from anso.errors import InvalidInputError
from anso.hub.checks import Outcome, Report
from anso.hub.checks.inspect import Kind
from anso.hub.definition import Definition

MANY = settings(max_examples=40, deadline=None)
CELLS = st.one_of(
    st.text(max_size=8),
    st.integers(-(10**25), 10**25).map(str),
    st.floats().map(str),
    st.sampled_from(
        [
            "",
            "NA",
            "nan",
            "1e400",
            "-0",
            "0x10",
            "0001-01-01",
            "9999-12-31",
            "2022-10-22",
            "TRUE",
            "٣",
            "1_000",
        ]
    ),
)


@cache
def hub() -> Path:
    return valid_hub(Path(mkdtemp()))


def sound(report: Report) -> bool:
    """No check broke, and every failed one says what is wrong."""
    broken = [check.message for check in report.checks if check.outcome == Outcome.BROKEN]
    assert broken == []
    assert all(check.problems for check in report.failed)
    assert json.loads(json.dumps(report.as_dict()))["ok"] is report.ok
    return bool(report.text())


@MANY
@given(st.binary(max_size=300), st.sampled_from(["csv", "parquet", "arrow", "feather", ""]))
def test_any_bytes_give_a_report(content: bytes, ending: str) -> None:
    assert sound(checked(hub(), content, FILE.removesuffix("csv") + ending))


@MANY
@given(st.binary(max_size=200), st.sampled_from(["metadata", "target data"]))
def test_any_bytes_give_a_report_on_metadata_and_target_data(content: bytes, kind: Kind) -> None:
    path = METADATA if kind == "metadata" else "target-data/oracle-output.csv"
    assert sound(checked(hub(), content, path, kind))


@MANY
@given(st.text(max_size=60))
def test_any_name_gives_a_report(name: str) -> None:
    assert sound(checked(hub(), as_csv(valid_rows()[:5]), f"model-output/team-model/{name}.csv"))


def damaged(content: bytes, cuts: list[tuple[int, int, bytes]]) -> bytes:
    """The bytes with some of them replaced."""
    for place, length, instead in cuts:
        start = place % (len(content) + 1)
        content = content[:start] + instead + content[start + length :]
    return content


CUTS = st.lists(
    st.tuples(st.integers(0, 1 << 16), st.integers(0, 40), st.binary(max_size=6)), min_size=1, max_size=5
)


@MANY
@given(CUTS)
def test_damaged_csv_gives_a_report(cuts: list[tuple[int, int, bytes]]) -> None:
    assert sound(checked(hub(), damaged(as_csv(valid_rows()), cuts)))


@cache
def valid_parquet() -> bytes:
    frame = pl.DataFrame(valid_rows()).with_columns(
        pl.col("horizon").cast(pl.Int32), pl.col("reference_date", "target_end_date").str.to_date()
    )
    sink = io.BytesIO()
    frame.write_parquet(sink)
    return sink.getvalue()


@MANY
@given(CUTS)
def test_damaged_parquet_gives_a_report(cuts: list[tuple[int, int, bytes]]) -> None:
    assert sound(checked(hub(), damaged(valid_parquet(), cuts), FILE.replace(".csv", ".parquet")))


@MANY
@given(st.lists(st.tuples(st.integers(0, 23), st.sampled_from(COLUMNS), CELLS), min_size=1, max_size=6))
def test_any_cells_give_a_report(cells: list[tuple[int, str, str]]) -> None:
    rows = valid_rows()
    for number, column, text in cells:
        rows[number] |= {column: text}
    assert sound(checked(hub(), rows))


@MANY
@given(st.lists(st.tuples(st.integers(0, 7), st.sampled_from(ORACLE_COLUMNS), CELLS), min_size=1, max_size=4))
def test_any_cells_of_target_data_give_a_report(cells: list[tuple[int, str, str]]) -> None:
    rows = oracle_output()
    for number, column, text in cells:
        rows[number] |= {column: text}
    assert sound(checked(hub(), as_csv(rows, ORACLE_COLUMNS), "target-data/oracle-output.csv", "target data"))


@MANY
@given(
    st.dictionaries(
        st.sampled_from(COLUMNS),
        st.sampled_from(
            [pl.Int8, pl.Float32, pl.Boolean, pl.Binary, pl.Datetime, pl.Time, pl.Categorical, pl.Null]
        ),
        min_size=1,
        max_size=4,
    )
)
def test_any_types_of_columns_give_a_report(types: dict[str, type[pl.DataType]]) -> None:
    values = {pl.Binary: b"\xff", pl.Boolean: True, pl.Null: None, pl.Categorical: "US"}
    frame = pl.DataFrame(valid_rows()).with_columns(
        pl.Series(name, [values.get(kind, 0)] * 24, dtype=kind) for name, kind in types.items()
    )
    sink = io.BytesIO()
    frame.write_parquet(sink)
    assert sound(checked(hub(), sink.getvalue(), FILE.replace(".csv", ".parquet")))


def told(files: dict[str, bytes], path: str) -> bool:
    """The files define a hub, or each problem says where in them it is."""
    try:
        return bool(Definition.of(files).round_ids())
    except InvalidInputError as error:
        return all(problem.where.startswith(path) and problem.message for problem in error.problems)


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


def places(document: object, path: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
    """Every place in a document."""
    inner = (
        document.items()
        if isinstance(document, dict)
        else enumerate(document)
        if isinstance(document, list)
        else ()
    )
    return [path, *(place for key, one in inner for place in places(one, (*path, key)))]


@MANY
@given(st.sampled_from(["tasks", "admin", "target-data"]), st.integers(0, 10_000), JUNK)
def test_any_value_in_a_configuration_gives_a_definition_or_problems(
    name: str, number: int, junk: object
) -> None:
    document = {"tasks": tasks, "admin": admin, "target-data": target_data}[name]()
    path = places(document)[number % len(places(document))]
    if path:
        inner = document
        for key in path[:-1]:
            inner = inner[key]
        inner[path[-1]] = junk
    else:
        document = junk
    assert told(contents(**{name: document}), "hub-config/")


@MANY
@given(CUTS, st.sampled_from(["tasks", "admin", "target-data", "model-metadata-schema"]))
def test_damaged_configuration_gives_a_definition_or_problems(
    cuts: list[tuple[int, int, bytes]], name: str
) -> None:
    files = contents()
    path = f"hub-config/{name}.json"
    assert told(files | {path: damaged(files[path], cuts)}, path)


@MANY
@given(CUTS)
def test_damaged_metadata_give_a_report(cuts: list[tuple[int, int, bytes]]) -> None:
    assert sound(checked(hub(), damaged(metadata(), cuts), METADATA, "metadata"))
