"""A workbook somebody sent, made safe to be opened: its readers lay out every cell up to the farthest one.

In come the bytes of an XLSX file; out come the same files in an archive that unpacks to what it says. One cell in
the last corner of a sheet makes a file of 5 kB ask for half a terabyte, and the reader then ends the whole process;
an archive may also hold more than it says, which only its unpacking shows.
"""

import io
import re
import zipfile
import zlib

__all__ = ["TooLargeWorkbookError", "safe_workbook"]

CELL = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{0,9})([0-9]{0,12})["']""")
"""Where a cell or a row says that it stands (ECMA-376-1, 18.3.1.4 and 18.3.1.73): `r="C7"`, `r="7"`."""

SHEET = b"sheetData"
"""What a part of a workbook that holds cells has in it, wherever the part lies and whatever it is called."""


class TooLargeWorkbookError(ValueError):
    """A workbook that unpacks to too much, or whose cells stand too far apart."""


def safe_workbook(content: bytes, *, most_bytes: int, most_cells: int) -> bytes:
    """The workbook unpacked; `zipfile.BadZipFile` where it is none that can be read."""
    packed = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive, zipfile.ZipFile(packed, "w") as safe:
            if sum(entry.file_size for entry in archive.infolist()) > most_bytes:
                raise TooLargeWorkbookError("The workbook is too large once it is unpacked.")
            for entry in archive.infolist():
                data = archive.read(entry)  # never more than the entry says
                if SHEET in data and reach(data) > most_cells:
                    raise TooLargeWorkbookError("The cells of the workbook stand too far apart.")
                safe.writestr(entry.filename, data)
    except (RuntimeError, NotImplementedError, EOFError, zlib.error) as error:  # locked, or packed unusually
        raise zipfile.BadZipFile(str(error)) from error
    return packed.getvalue()


def reach(sheet: bytes) -> int:
    """How many cells lie between the first and the farthest that a part of a workbook names."""
    columns, rows = {b"A"}, {b"1"}
    for column, row in CELL.findall(sheet):
        columns.add(column or b"A")
        rows.add(row or b"1")
    return max(map(number_of, columns)) * max(map(int, rows))


def number_of(column: bytes) -> int:
    """`A` is 1, `AA` is 27."""
    number = 0
    for letter in column.upper():
        number = number * 26 + letter - ord("A") + 1
    return number
