"""A file of a spreadsheet as rows of texts: CSV of any usual kind, and XLSX.

In come the bytes and the name of a file somebody chose; out come its headings and rows, or sentences that say
what is wrong and where. Nothing in a file is ever run: cells are texts, a formula is what it showed last.
"""

import csv
import io
import zipfile
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from anso.alliance.network.tables.cells import clean
from anso.alliance.network.tables.table import Table
from anso.errors import InvalidInputError, Problem
from anso.product.workbooks import TooLargeWorkbookError, safe_workbook

__all__ = ["MOST_ROWS", "Sheet", "read_sheet"]

MOST_ROWS = 20_000
LONGEST_CELL = 32_767
"""Characters that a cell of a spreadsheet can hold."""
LARGEST_UNPACKED = 100_000_000
"""Bytes that an XLSX file may hold unpacked: a small file can be made to unpack to a disk full of nothing."""
MOST_CELLS = 100 * MOST_ROWS
"""Cells that a sheet may reach over, empty ones too: each takes room when the sheet is read."""
ENCODINGS = ("utf-8-sig", "utf-16", "cp1252")
DELIMITERS = ",;\t"
RUN = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
"""How a text begins that a spreadsheet runs as a formula."""
XLSX_BEGINS = b"PK\x03\x04"
OLD_EXCEL_BEGINS = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True)
class Sheet:
    """The rows of a file by their headings, each with the number that the spreadsheet shows beside it."""

    columns: tuple[str, ...]
    rows: tuple[tuple[int, dict[str, str]], ...]


def read_sheet(table: Table, name: str, content: bytes) -> Sheet:
    if not content.strip():
        raise wrong(name, _("the file is empty"))
    if content.startswith(OLD_EXCEL_BEGINS):
        raise wrong(name, _("this is an old Excel file (.xls); save it as .xlsx or CSV"))
    lines = xlsx_lines(name, content) if content.startswith(XLSX_BEGINS) else csv_lines(name, content)
    numbered = [(number, cells) for number, cells in enumerate(lines, 1) if any(cells)]
    if len(numbered) < 2:
        raise wrong(name, _("there is no row below the headings"))
    if len(numbered) - 1 > MOST_ROWS:
        raise wrong(name, _("there are more than %(n)d rows; split the file") % {"n": MOST_ROWS})
    return headed(table, name, numbered)


def headed(table: Table, name: str, numbered: list[tuple[int, list[str]]]) -> Sheet:
    """Rows by the headings of the first line; every heading must be one that is known, once.

    What an export tells beside the columns is passed over.
    """
    headings = [cell.strip().lower().replace(" ", "_") for cell in numbered[0][1]]
    while headings and not headings[-1]:
        headings.pop()
    problems = []
    for place, heading in enumerate(headings, 1):
        if heading not in (*table.columns, *table.told):
            told = _("%(heading)s is no heading known here; there are %(known)s")
            shown = {"heading": heading[:60] or "“”", "known": ", ".join(table.columns)}
            problems.append(Problem(_("column %(n)d") % {"n": place}, told % shown))
        elif headings.index(heading) != place - 1:
            told = _("%(heading)s stands twice")
            problems.append(Problem(_("column %(n)d") % {"n": place}, told % {"heading": heading}))
    for group in table.needed:
        if not set(group) & set(headings):
            columns = _(" or ").join(f"“{column}”" for column in group)
            problems.append(Problem(name, _("there must be a column %(columns)s") % {"columns": columns}))
    rows = []
    for number, cells in numbered[1:]:
        if any(cell for cell in cells[len(headings) :]):
            problems.append(
                Problem(_("row %(n)d") % {"n": number}, _("holds more cells than there are headings"))
            )
        if any(len(cell) > LONGEST_CELL for cell in cells):
            problems.append(Problem(_("row %(n)d") % {"n": number}, _("holds a cell that is too long")))
        padded = [*cells, *[""] * (len(headings) - len(cells))]
        named = zip(headings, padded[: len(headings)], strict=True)
        rows.append((number, {heading: cell for heading, cell in named if heading in table.columns}))
    if problems:
        raise InvalidInputError(problems[:50])
    return Sheet(tuple(headings), tuple(rows))


def csv_lines(name: str, content: bytes) -> list[list[str]]:
    text = decoded(name, content)
    first = text.splitlines()[0] if text.splitlines() else ""
    delimiter = max(DELIMITERS, key=first.count)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        return [[unmarked(clean(cell)) for cell in cells] for cells in reader]
    except csv.Error as error:
        raise wrong(name, _("this is not a CSV file: %(error)s") % {"error": error}) from error


def decoded(name: str, content: bytes) -> str:
    for encoding in ENCODINGS:
        if encoding == "utf-16" and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
            continue  # without its mark, any bytes would be read as some letters
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise wrong(name, _("the letters of this file cannot be read; save it as CSV UTF-8"))


def xlsx_lines(name: str, content: bytes) -> list[list[str]]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        safe = safe_workbook(content, most_bytes=LARGEST_UNPACKED, most_cells=MOST_CELLS)
        book = CalamineWorkbook.from_filelike(io.BytesIO(safe))
        if not book.sheet_names:
            raise wrong(name, _("there is no sheet in this file"))
        cells = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except TooLargeWorkbookError as error:
        raise wrong(name, _("the file is too large once it is unpacked")) from error
    except (CalamineError, zipfile.BadZipFile, ValueError, OSError) as error:
        raise wrong(name, _("this is not an Excel file that can be read; save it anew as .xlsx")) from error
    return [[clean(shown(cell)) for cell in row] for row in cells]


def shown(cell: Any) -> str:
    """A cell as the spreadsheet would show it."""
    match cell:
        case bool():
            return str(cell).lower()
        case float():
            return str(int(cell)) if cell.is_integer() else repr(cell)
        case datetime() | date():
            return cell.isoformat()
        case _:
            return str(cell)


def unmarked(text: str) -> str:
    """Without the apostrophe by which an export kept a text from being run (`alliance.sheets`)."""
    marked = text.startswith("'") and text.lstrip("'").startswith(RUN)
    return text[1:] if marked else text


def wrong(name: str, message: str) -> InvalidInputError:
    return InvalidInputError([Problem(name or _("file"), message)])
