"""Rows of a table: filtered, sorted, paged and streamed as an independent reading of the same file gives them."""

import io
import json
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from anso.errors import InvalidInputError, NotFoundError
from anso.portal.tables import FORMATS, column_kinds, read_rows, stream, table_path
from anso.release import Manifest, Release, ReleaseWriter, Store

ROWS = [
    {"country": "PK", "cases": 3, "rate": 0.5, "day": date(2020, 6, 8), "at": datetime(2020, 6, 8, 6, tzinfo=UTC), "ok": True, "many": [1]},
    {"country": "FR", "cases": None, "rate": float("nan"), "day": date(2020, 6, 7), "at": None, "ok": False, "many": []},
    {"country": "pk; DROP TABLE x", "cases": 1, "rate": float("inf"), "day": None, "at": datetime(2020, 6, 9, tzinfo=UTC), "ok": None, "many": None},
    {"country": None, "cases": 2, "rate": None, "day": date(2020, 6, 9), "at": datetime(2020, 6, 7, tzinfo=UTC), "ok": True, "many": [1, 2]},
]  # fmt: skip


def publish(store: Store, table: Any) -> Release:
    with ReleaseWriter(store) as writer:
        writer.table("rows", table, columns={})
        return writer.publish(
            Manifest(
                product="tests.rows",
                title={"en": "Rows"},
                corridor="health",
                issued=date(2020, 6, 8),
                request={},
                code="tests",
            )
        )


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    return publish(Store(str(tmp_path_factory.mktemp("releases"))), pl.DataFrame(ROWS))


def cases(release: Release, *where: tuple[str, str, str], **options: Any) -> list[Any]:
    return [row["cases"] for row in read_rows(release, "rows", where=where, **options).rows]


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (("country", "==", "PK"), [3]),
        (("country", "!=", "PK"), [None, 1, 2]),
        (("country", "contains", "pk"), [3, 1]),
        (("country", "contains", "'; --"), []),
        (("country", "==", ""), [2]),
        (("cases", ">", "1"), [3, 2]),
        (("cases", ">=", "1.5"), [3, 2]),
        (("cases", "<", "99999999999999999999999"), [3, 1, 2]),
        (("cases", "!=", ""), [3, 1, 2]),
        (("rate", "<=", "0.5"), [3]),
        (("day", "==", "2020-06-08"), [3]),
        (("day", "<", "2020-06-08"), [None]),
        (("at", ">=", "2020-06-08T06:00"), [3, 1]),
        (("at", ">=", "2020-06-08T09:00+03:00"), [3, 1]),
        (("ok", "==", "yes"), [3, 2]),
        (("ok", "==", "false"), [None]),
    ],
)
def test_condition_keeps_the_rows_that_meet_it(
    release: Release, condition: tuple[str, str, str], expected: list[Any]
) -> None:
    assert cases(release, condition) == expected


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"columns": ["cases", "dead"]}, "columns: there is no column 'dead'; there are country, cases, rate, day, at, ok, many"),
        ({"where": [("dead", "==", "1")]}, "where: there is no column 'dead'; there are country, cases, rate, day, at, ok, many"),
        ({"where": [("cases", "==", "many")]}, "where: 'many' is not a number, as column cases holds"),
        ({"where": [("day", ">", "yesterday")]}, "where: 'yesterday' is not a date such as 2020-06-08, as column day holds"),
        ({"where": [("ok", "==", "maybe")]}, "where: 'maybe' is not yes or no, as column ok holds"),
        ({"where": [("cases", "like", "1")]}, "where: 'like' is no comparison; there are ==, !=, <, <=, >, >=, contains"),
        ({"where": [("cases", "contains", "1")]}, "where: column cases holds no text, so 'contains' cannot be asked of it; use =="),
        ({"where": [("many", "==", "1")]}, "where: column many holds List(Int64), which cannot be compared"),
        ({"sort": "-dead"}, "sort: there is no column 'dead'; there are country, cases, rate, day, at, ok, many"),
        ({"sort": "many"}, "sort: column many holds lists or records, which have no order"),
    ],
)  # fmt: skip
def test_what_does_not_hold_is_told_in_a_sentence(
    release: Release, options: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(InvalidInputError) as error:
        read_rows(release, "rows", **options)
    assert str(error.value) == sentence
    with pytest.raises(InvalidInputError):
        stream(release, "rows", "csv", **options)


def test_every_problem_is_told_at_once(release: Release) -> None:
    with pytest.raises(InvalidInputError) as error:
        read_rows(release, "rows", columns=["x"], where=[("y", "==", "1"), ("cases", "~", "1")], sort="z")
    assert [problem.where for problem in error.value.problems] == ["columns", "where", "where", "sort"]


def test_sorting_puts_what_is_missing_last_either_way(release: Release) -> None:
    assert cases(release, sort="cases") == [1, 2, 3, None]
    assert cases(release, sort="-cases") == [3, 2, 1, None]


def test_page_counts_all_rows_that_meet_the_conditions(release: Release) -> None:
    page = read_rows(
        release, "rows", where=[("cases", ">", "0")], sort="cases", offset=1, limit=1, columns=["cases"]
    )

    assert (page.columns, page.rows, page.total) == (("cases",), [{"cases": 2}], 3)


def test_numbers_that_are_not_finite_are_none(release: Release) -> None:
    assert [row["rate"] for row in read_rows(release, "rows").rows] == [0.5, None, None, None]


def test_json_is_json_and_dates_are_iso(release: Release) -> None:
    rows = json.loads(b"".join(stream(release, "rows", "json", columns=["day", "at", "rate", "many"])))

    assert rows[0] == {"day": "2020-06-08", "at": "2020-06-08T06:00:00+00:00", "rate": 0.5, "many": [1]}
    assert rows[1]["rate"] is None


def test_csv_has_its_header_even_without_rows(release: Release) -> None:
    text = b"".join(
        stream(release, "rows", "csv", columns=["country", "cases"], where=[("cases", ">", "99")])
    )

    assert text == b"country,cases\n"


def test_parquet_of_a_whole_table_is_the_published_file(release: Release) -> None:
    assert b"".join(stream(release, "rows", "parquet")) == release.read("tables/rows.parquet")


def test_parquet_of_some_rows_keeps_the_types(release: Release) -> None:
    part = pq.read_table(
        pa.BufferReader(b"".join(stream(release, "rows", "parquet", where=[("cases", ">", "1")])))
    )

    assert part.column("cases").to_pylist() == [3, 2]
    assert part.schema.field("day").type == pa.date32()
    assert part.schema.field("at").type == pa.timestamp("us", "UTC")


@pytest.mark.parametrize("kind", FORMATS)
def test_stream_can_be_cut(release: Release, kind: Any) -> None:
    content = b"".join(stream(release, "rows", kind, columns=["cases"], sort="cases", offset=1, limit=2))

    readers: dict[str, Callable[[io.BytesIO], pl.DataFrame]] = {
        "json": pl.read_json,
        "csv": pl.read_csv,
        "parquet": pl.read_parquet,
    }
    assert readers[kind](io.BytesIO(content))["cases"].to_list() == [2, 3]


def test_unknown_table_says_which_there_are(release: Release) -> None:
    with pytest.raises(NotFoundError, match="has no table 'cols'; it has: rows"):
        read_rows(release, "cols")


def test_column_kinds_say_what_a_form_may_offer(release: Release) -> None:
    assert column_kinds(release, "rows") == {
        "country": "text", "cases": "number", "rate": "number", "day": "date", "at": "time", "ok": "flag", "many": "other"
    }  # fmt: skip


def test_remote_table_is_copied_here_once() -> None:
    release = publish(Store("memory://tables-test"), pl.DataFrame({"n": [1, 2]}))

    assert [row["n"] for row in read_rows(release, "rows", sort="-n").rows] == [2, 1]
    copy = table_path(release, "rows")
    written = copy.stat().st_ino
    assert read_rows(release, "rows").total == 2
    assert table_path(release, "rows").stat().st_ino == written
    assert [path.name for path in copy.parent.iterdir()] == ["rows.parquet"]


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> tuple[Release, list[str]]:
    values = ["", "a", "A", "b'c", 'say "x"', "50%", "_", "naïve", "南亚", "a,b", "line\nbreak", "\\"]
    return publish(Store(str(tmp_path_factory.mktemp("words"))), pl.DataFrame({"it's": values})), values


@given(text=st.text(max_size=5) | st.sampled_from(["'", '"', "%", "--", "a", ";"]))
def test_no_text_means_more_than_itself(words: tuple[Release, list[str]], text: str) -> None:
    release, values = words

    found = [row["it's"] for row in read_rows(release, "rows", where=[("it's", "contains", text)]).rows]
    assert found == [value for value in values if text.lower() in value.lower()]
    if text:
        equal = [row["it's"] for row in read_rows(release, "rows", where=[("it's", "==", text)]).rows]
        assert equal == [value for value in values if value == text]


def test_million_rows_are_sorted_and_paged_quickly(tmp_path: Path) -> None:
    import numpy as np

    rng = np.random.default_rng(0)
    frame = pl.DataFrame(
        {"country": rng.choice(["PK", "CN", "FR"], 1_000_000), "cases": rng.integers(0, 10**6, 1_000_000)}
    )
    release = publish(Store(str(tmp_path)), frame)
    read_rows(release, "rows", sort="-cases", limit=1)

    times = []
    for _ in range(5):
        began = time.perf_counter()
        page = read_rows(
            release, "rows", where=[("country", "==", "PK")], sort="-cases", offset=200, limit=100
        )
        times.append(time.perf_counter() - began)

    expected = frame.filter(pl.col("country") == "PK")["cases"].sort(descending=True)[200:300].to_list()
    assert [row["cases"] for row in page.rows] == expected
    # Asked for is 0.3 s; the fastest of five leaves out what else the machine is doing.
    assert min(times) < 0.3
