"""A CSV file of unknown making as a table of text.

What would be read wrongly without a word is refused first: other encodings, NUL bytes, an open quotation
mark, another separator. Rows with too few or too many cells are named.
"""

import io
from typing import Any

from anso.errors import InvalidInputError
from anso.hub.checks.reading.limits import LIMITS
from anso.hub.checks.reading.table import Read
from anso.hub.checks.report import Fault, at_rows
from anso.release.forecast import SHOWN_ROWS

__all__ = ["read_csv"]

BLOCK_BYTES = 1 << 25
"""pyarrow reads so much at a time; no row may be longer."""
HEADER_BYTES = 1 << 20
"""The names of the columns stand within so many."""
NOTHING = ["", "NA"]
"""Cells that hold nothing, as hubverse reads them."""


def read_csv(content: bytes) -> Read:
    """The table, or `InvalidInputError` with what keeps the bytes from being one."""
    import pyarrow as pa
    from pyarrow import csv

    content = content.removeprefix(b"\xef\xbb\xbf")
    refuse(unreadable(content))
    names = header(content)
    refuse(unfit(names))
    ragged: list[tuple[int, int]] = []

    def note(row: Any) -> str:
        ragged.append((int(row.number or 0), int(row.actual_columns)))
        return "skip"

    try:
        table = csv.read_csv(
            io.BytesIO(content),
            read_options=csv.ReadOptions(use_threads=False, block_size=BLOCK_BYTES),
            parse_options=csv.ParseOptions(newlines_in_values=b'"' in content, invalid_row_handler=note),
            convert_options=csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()),
                null_values=NOTHING,
                strings_can_be_null=True,
                quoted_strings_can_be_null=True,
            ),
        )
    except pa.ArrowInvalid as error:
        too_long = "straddling" in str(error)
        said = (
            f"has a row of more than {BLOCK_BYTES / 1e6:.0f} MB"
            if too_long
            else f"cannot be read as CSV: {error}"
        )
        raise InvalidInputError([at_rows(f"{said}; write it anew")]) from error
    if table.column_names != names:
        raise InvalidInputError(
            [at_rows("has a header that reads in two ways; write plain names without quotes")]
        )
    if ragged:
        raise InvalidInputError(_ragged(ragged, len(names)))
    return Read(dict(zip(names, table.columns, strict=True)), table.num_rows, typed=False)


def refuse(faults: list[Fault]) -> None:
    if faults:
        raise InvalidInputError(faults)


def unreadable(content: bytes) -> list[Fault]:
    """What in the bytes is no UTF-8 text in rows."""
    if not content.strip():
        return [at_rows("is empty; give it a header and rows")]
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return [at_rows("is written in UTF-16; save it as UTF-8 (in Excel: CSV UTF-8)")]
    if content[:2] == b"\x1f\x8b" or content[:4] in (b"PAR1", b"PK\x03\x04"):
        return [
            at_rows("is no CSV file but a packed one; save it as plain text, or give it its right ending")
        ]
    if (place := content.find(b"\0")) >= 0:
        return [at_rows(f"holds a NUL byte in line {_line(content, place)}; it is damaged, write it anew")]
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = _line(content, error.start)
        return [
            at_rows(f"is not UTF-8 text in line {line} (byte {content[error.start]:#04x}); save it as UTF-8")
        ]
    if content.count(b'"') % 2:
        line = _line(content, content.rfind(b'"'))
        return [at_rows(f'has a quotation mark (") without its partner, the last in line {line}; close it')]
    return []


def header(content: bytes) -> list[str]:
    """The names of the columns."""
    import csv as plain

    text = io.StringIO(content[:HEADER_BYTES].decode("utf-8", "ignore"), newline="")
    try:
        names = next((row for row in plain.reader(text) if row), None)
    except plain.Error as error:
        raise InvalidInputError([at_rows(f"has a header that cannot be read: {error}")]) from error
    if names is None:
        raise InvalidInputError([at_rows("has no header; name its columns in the first line")])
    return names


def unfit(names: list[str]) -> list[Fault]:
    """What keeps a header from naming columns."""
    if len(names) > LIMITS.columns:
        return [at_rows(f"has {len(names):,} columns; at most {LIMITS.columns} are read")]
    if len(names) == 1:
        for mark, word in ((";", "semicolons"), ("\t", "tabs"), ("|", "bars")):
            if mark in names[0]:
                return [at_rows(f"separates its columns with {word}; separate them with commas")]
    doubled = sorted({name for name in names if names.count(name) > 1})
    return [
        at_rows("stands twice in the header; keep one of the two", column=name or '""') for name in doubled
    ]


def _ragged(rows: list[tuple[int, int]], expected: int) -> list[Fault]:
    faults = []
    for cells in sorted({cells for _, cells in rows}):
        numbers = [line - 2 for line, found in rows if found == cells]
        what = "too few" if cells < expected else "too many"
        faults.append(
            at_rows(
                f"has {cells} cells where the header has {expected} columns, {what}; mend the commas", numbers
            )
        )
    return faults[:SHOWN_ROWS]


def _line(content: bytes, place: int) -> int:
    return content.count(b"\n", 0, place) + 1
