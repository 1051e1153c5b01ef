"""The first sheet of an Excel workbook, as a CSV file for as long as it is needed.

In comes a file that begins as a ZIP archive; out comes the path of a text file whose cells are written as a
spreadsheet shows them, dates as 2021-03-08. It is read like any other table from there on.
"""

import csv
import io
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

from anso.errors import InvalidInputError, Problem
from anso.product.workbooks import TooLargeWorkbookError, safe_workbook

__all__ = ["as_csv", "is_archive"]

ZIP = b"PK\x03\x04"
UNPACKED = 256 << 20
"""Bytes that a workbook may come to: a million rows of a few columns, which is all that a sheet holds."""
MOST_CELLS = 20_000_000
"""Cells up to the farthest one, empty ones too: a million rows of twenty columns."""

Cell = int | float | str | bool | date | object


def is_archive(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(ZIP)) == ZIP


@contextmanager
def as_csv(path: Path, name: str) -> Iterator[Path]:
    """The sheet that stands first; `InvalidInputError` where there is none that can be read."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            if not any(entry.filename == "xl/workbook.xml" for entry in entries):
                raise _refusal(
                    name,
                    "is a ZIP archive and no Excel workbook; give the table in it, as CSV, .xlsx or Parquet",
                )
        safe = safe_workbook(path.read_bytes(), most_bytes=UNPACKED, most_cells=MOST_CELLS)
        with CalamineWorkbook.from_filelike(io.BytesIO(safe)) as book:
            rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except TooLargeWorkbookError as error:
        raise _refusal(
            name,
            f"comes to more than {UNPACKED >> 20} MB or {MOST_CELLS // 1_000_000} million cells when it is unpacked; "
            f"save the sheet as CSV UTF-8",
        ) from error
    except (CalamineError, zipfile.BadZipFile, ValueError, IndexError, OSError) as error:
        raise _refusal(
            name, "is no Excel workbook that can be read; save it anew as .xlsx, or as CSV UTF-8"
        ) from error
    with tempfile.TemporaryDirectory() as folder:
        sheet = Path(folder) / "sheet.csv"
        with sheet.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([_shown(cell) for cell in row] for row in rows)
        yield sheet


def _shown(cell: Cell) -> str:
    match cell:
        case float() if cell.is_integer():
            return str(int(cell))
        case datetime():
            return cell.date().isoformat()
        case date():
            return cell.isoformat()
        case _:
            return " ".join(str(cell).split())


def _refusal(where: str, message: str) -> InvalidInputError:
    return InvalidInputError([Problem(where, message)])
