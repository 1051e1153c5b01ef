"""Tables that are taken away, as CSV or XLSX; a text that a spreadsheet would run as a formula is kept a text.

In come columns and rows of plain values; out goes a file. Excel and its kin run a cell of a CSV file that begins
with = + - @ (in East Asia also with their wide forms), a tab or a return (OWASP, "CSV Injection"). Such a cell gets an
apostrophe before it, which the reading side takes off again; cells of an XLSX file say themselves that they are texts.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

__all__ = ["DANGEROUS", "TYPES", "as_csv", "as_xlsx", "harmless"]

DANGEROUS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
BYTE_ORDER_MARK = "\ufeff"
"""By it Excel knows that a CSV file is in UTF-8."""
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
Row = Mapping[str, Any]


def harmless(value: Any) -> Any:
    """The value, unless it is a text that would be run, or that looks like one already kept from it."""
    if not isinstance(value, str):
        return value
    return f"'{value}" if value.lstrip("'").startswith(DANGEROUS) else value


def as_csv(columns: Sequence[str], rows: Iterable[Row]) -> bytes:
    text = io.StringIO(newline="")
    text.write(BYTE_ORDER_MARK)
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows([harmless(row[column]) for column in columns] for row in rows)
    return text.getvalue().encode()


def as_xlsx(columns: Sequence[str], rows: Iterable[Row], title: str = "table") -> bytes:
    import xlsxwriter

    content = io.BytesIO()
    plain = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(content, plain) as book:
        sheet = book.add_worksheet(title[:31])
        bold = book.add_format({"bold": True})
        for place, column in enumerate(columns):
            sheet.write_string(0, place, column, bold)
        for line, row in enumerate(rows, 1):
            for place, column in enumerate(columns):
                value = row[column]
                if isinstance(value, int | float) and not isinstance(value, bool):
                    sheet.write_number(line, place, value)
                elif value not in (None, ""):
                    sheet.write_string(line, place, str(value))
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, 0, len(columns) - 1)
    return content.getvalue()
