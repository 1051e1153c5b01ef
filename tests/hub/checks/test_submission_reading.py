"""Files that are no tables: each says what it is and how to mend it."""

import io
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.hub.checks.helpers import COLUMNS, FILE, MODEL, Row, as_csv, checked, said, valid_hub, valid_rows
from tests.hub.definition.helpers import admin

from anso.hub.checks.reading import limits, parquet

PARQUET = f"model-output/{MODEL}/2022-10-22-{MODEL}.parquet"
ARROW = f"model-output/{MODEL}/2022-10-22-{MODEL}.arrow"
VALID = as_csv(valid_rows())


@pytest.fixture
def hub(tmp_path: Path) -> Path:
    return valid_hub(tmp_path)


def as_table(rows: list[Row]) -> pa.Table:
    return pa.table({name: [None if one[name] == "NA" else one[name] for one in rows] for name in COLUMNS})


def packed(table: pa.Table) -> bytes:
    sink = io.BytesIO()
    pq.write_table(table, sink)
    return sink.getvalue()


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "is empty; give it a header and rows"),
        (b"\n \n", "is empty; give it a header and rows"),
        (VALID.splitlines()[0] + b"\n", "has no rows; give it at least one forecast"),
        (VALID.decode().encode("utf-16"), "is written in UTF-16; save it as UTF-8 (in Excel: CSV UTF-8)"),
        (
            VALID.replace(b"inc hosp", "zunahme für".encode("latin-1"), 1),
            "is not UTF-8 text in line 2 (byte 0xfc); save it as UTF-8",
        ),
        (
            VALID.replace(b"US", b"U\0", 1),
            "holds a NUL byte in line 2; it is damaged, write it anew",
        ),
        (
            VALID.replace(b"US", b'"US', 1),
            'has a quotation mark (") without its partner, the last in line 2; close it',
        ),
        (
            b"\x1f\x8b\x08\x00rest",
            "is no CSV file but a packed one; save it as plain text, or give it its right ending",
        ),
        (VALID.replace(b",", b";"), "separates its columns with semicolons; separate them with commas"),
    ],
)
def test_bytes_that_are_no_csv_say_what_they_are(hub: Path, content: bytes, problem: str) -> None:
    report = checked(hub, content)
    assert said(report, "file_read") == [f"{FILE}: {problem}"]
    assert report.check("colnames").message == "not checked, because file_read failed"


def test_byte_order_mark_and_windows_line_ends_are_read(hub: Path) -> None:
    assert checked(hub, b"\xef\xbb\xbf" + VALID.replace(b"\n", b"\r\n")).ok


def test_ragged_rows_are_named_by_their_number(hub: Path) -> None:
    lines = VALID.splitlines()
    lines[3] += b",7"
    lines[5] = lines[5].rpartition(b",")[0]
    lines[6] = lines[6].rpartition(b",")[0]
    assert said(checked(hub, b"\n".join(lines)), "file_read") == [
        f"{FILE}, rows 5 and 6: has 7 cells where the header has 8 columns, too few; mend the commas",
        f"{FILE}, row 3: has 9 cells where the header has 8 columns, too many; mend the commas",
    ]


def test_column_that_stands_twice_is_named(hub: Path) -> None:
    content = VALID.replace(b"horizon", b"location", 1)
    assert said(checked(hub, content), "file_read") == [
        f"{FILE}, column location: stands twice in the header; keep one of the two"
    ]


def test_cut_off_parquet_file_says_so(hub: Path) -> None:
    content = packed(pa.table({"value": [1.0] * 1000}))
    assert said(checked(hub, content[: len(content) // 2], PARQUET), "file_read") == [
        f"{PARQUET}: breaks off before its end, as a cut-off upload does; send it again"
    ]


def test_csv_that_is_called_parquet_says_so(hub: Path) -> None:
    assert said(checked(hub, VALID, PARQUET), "file_read") == [
        f"{PARQUET}: does not begin as a Parquet file does; write it anew as Parquet"
    ]


def test_parquet_that_promises_too_much_is_not_unpacked(hub: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "LIMITS", limits.Limits(rows=999, unpacked_bytes=1000))
    content = packed(pa.table({"value": [1.0 * number for number in range(1000)]}))
    first, second = said(checked(hub, content, PARQUET), "file_read")
    assert first == f"{PARQUET}: has 1,000 rows; at most 999 are read. Split it"
    assert second == f"{PARQUET}: unpacks to 0 GB; at most 0 GB are read"


def test_column_of_lists_is_refused(hub: Path) -> None:
    table = pa.table({"value": [[1.0], [2.0]]})
    assert said(checked(hub, packed(table), PARQUET), "file_read") == [
        (
            f"{PARQUET}, column value: holds list<element: double>; "
            "a column holds texts, numbers, dates or truth values"
        )
    ]


def test_parquet_and_csv_of_the_same_rows_get_the_same_report(hub: Path) -> None:
    rows = valid_rows()
    rows[2] |= {"location": "1"}
    text = as_table(rows)
    (hub / FILE).unlink()
    from_csv, from_parquet = checked(hub, rows), checked(hub, packed(text), PARQUET)
    assert said(from_parquet, "valid_vals") == [
        f"{PARQUET}, row 3, column location: '1' is no value of this column; did you mean 01?"
    ]
    assert [one.replace("parquet", "csv") for one in said(from_parquet, "valid_vals")] == said(
        from_csv, "valid_vals"
    )
    assert [one.replace("parquet", "csv") for one in said(from_parquet, "req_vals")] == said(
        from_csv, "req_vals"
    )


def test_arrow_file_is_read_where_the_hub_takes_it(tmp_path: Path) -> None:
    hub = valid_hub(tmp_path, admin=admin() | {"file_format": ["arrow"]})
    (hub / FILE).unlink()
    sink = io.BytesIO()
    table = as_table(valid_rows())
    with pa.ipc.new_file(sink, table.schema) as writer:
        writer.write_table(table)
    report = checked(hub, sink.getvalue(), ARROW)
    assert said(report, "file_read") == []
    assert said(report, "valid_vals") == []
