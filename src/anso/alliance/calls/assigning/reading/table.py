"""A table of texts from a CSV or Parquet file, however a spreadsheet wrote it.

In comes a path; out goes every cell as text without blanks around it, and the separator that was found. Commas,
semicolons and tabs separate; a byte order mark is skipped. What is no such table is refused with the file's name.
"""

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from anso.alliance.calls.assigning.problem import Whole
from anso.errors import InvalidInputError, Problem

if TYPE_CHECKING:
    import polars as pl

__all__ = ["Table", "place", "read_table"]

SEPARATORS = ",;\t|"


@dataclass(frozen=True)
class Table:
    """Texts by column, with where they came from; empty cells are empty texts."""

    path: Path
    cells: "pl.DataFrame"
    rows: Whole
    """The place of each row in the file; blank lines hold none."""
    decimal_comma: bool
    """Whether numbers may have a comma, as they do where a semicolon separates."""
    ignored: tuple[str, ...] = ()


def place(table: Table, index: int, column: str = "") -> str:
    """The row as it is counted without the header, and the line as an editor and a spreadsheet show it."""
    row = int(table.rows[index])
    return f"{table.path}, row {row + 1} (line {row + 2})" + (f", column {column}" if column else "")


def read_table(path: Path, *, needed: tuple[str, ...], known: tuple[str, ...] | None = ()) -> Table:
    """Read the columns that are needed, and those known that are there; others are named as ignored.

    With None for the known ones, all columns are read.
    """
    import polars as pl

    if not path.exists():
        raise InvalidInputError([Problem(str(path), "there is no such file")])
    if path.is_dir():
        raise InvalidInputError([Problem(str(path), "is a folder; name a file in it")])
    try:
        if path.suffix == ".parquet":
            frame, separator = pl.read_parquet(path), ","
        else:
            frame, separator = read_csv(path)
    except (pl.exceptions.PolarsError, OSError, UnicodeDecodeError, csv.Error) as error:
        raise InvalidInputError(
            [
                Problem(
                    str(path),
                    f"cannot be read as a table: {str(error).splitlines()[0]}; save it as CSV in UTF-8",
                )
            ]
        ) from error
    names = {column: column.strip().strip("\ufeff").strip().casefold() for column in frame.columns}
    wanted = (*needed, *(names.values() if known is None else known))
    twice = sorted(
        {name for name in names.values() if name in wanted and list(names.values()).count(name) > 1}
    )
    missing = [name for name in needed if name not in names.values()]
    faults = [Problem(str(path), f"has two columns {name}; leave one") for name in twice]
    if missing:
        faults.append(
            Problem(
                str(path),
                f"has no column {' and no column '.join(missing)}; its first line must name the columns "
                f"{', '.join(needed)}, and it names {', '.join(frame.columns) or 'nothing'}",
            )
        )
    if not faults and frame.is_empty():
        faults.append(Problem(str(path), "has a header but no rows; give one row for each pair or person"))
    if faults:
        raise InvalidInputError(faults)
    here = [column for column in frame.columns if names[column] in wanted]
    cells = frame.select(
        pl.col(column).cast(pl.String).fill_null("").str.strip_chars().alias(names[column]) for column in here
    )
    ignored = tuple(column for column in frame.columns if column not in here)
    rows = np.flatnonzero(cells.select(pl.any_horizontal(pl.all() != "")).to_series().to_numpy())
    if not rows.size:
        raise InvalidInputError(
            [Problem(str(path), "has only blank rows; give one row for each pair or person")]
        )
    return Table(path, cells if rows.size == len(cells) else cells[rows], rows, separator == ";", ignored)


def read_csv(path: Path) -> "tuple[pl.DataFrame, str]":
    """Every cell as text; the separator is the one that the first line has most of."""
    import polars as pl

    content = path.read_bytes().removeprefix(b"\xef\xbb\xbf")
    if not content.strip():
        raise InvalidInputError([Problem(str(path), "is empty; its first line must name the columns")])
    if b"\0" in content[:4096]:
        raise InvalidInputError([Problem(str(path), "is no text; save it as CSV in UTF-8")])
    head = content.lstrip(b"\r\n").split(b"\n", 1)[0].decode("utf-8")
    separator = max(SEPARATORS, key=head.count)
    refuse_uneven(path, content, separator)
    frame = pl.read_csv(content, separator=separator, infer_schema=False)
    return frame, separator


def refuse_uneven(path: Path, content: bytes, separator: str) -> None:
    """Name the line whose cells are more or fewer than the header's, which the fast reader would not name."""
    if b'"' in content:
        return
    data = np.frombuffer(content if content.endswith(b"\n") else content + b"\n", dtype=np.uint8)
    ends = np.flatnonzero(data == ord("\n"))
    cells = np.diff(np.searchsorted(np.flatnonzero(data == ord(separator)), ends), prepend=0) + 1
    full = np.diff(ends, prepend=-1) > np.where(data[ends - 1] == ord("\r"), 2, 1)
    header = cells[full.argmax()]
    wrong = np.flatnonzero(full & (cells != header))
    if wrong.size:
        raise InvalidInputError(
            [
                Problem(
                    f"{path}, line {line + 1}",
                    f"has {cells[line]} cells where the header has {header}; put quotes around a text that holds "
                    f"{separator!r}, or fill in what is missing",
                )
                for line in wrong[:5].tolist()
            ]
        )
