"""Workbooks that would take the memory of the machine are refused before they are opened."""

import io
import struct
import zipfile

import pytest
import xlsxwriter

from anso.product.workbooks import TooLargeWorkbookError, reach, safe_workbook


def workbook(row: int, column: int) -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        book.add_worksheet().write_string(row, column, "far")
    return content.getvalue()


def test_workbook_comes_out_with_the_same_files() -> None:
    content = workbook(2, 2)
    safe = safe_workbook(content, most_bytes=1_000_000, most_cells=9)
    with zipfile.ZipFile(io.BytesIO(content)) as one, zipfile.ZipFile(io.BytesIO(safe)) as other:
        assert {name: one.read(name) for name in one.namelist()} == {
            name: other.read(name) for name in other.namelist()
        }


@pytest.mark.parametrize(("row", "column"), [(1_048_575, 0), (0, 16_383), (99, 99)])
def test_cell_far_out_is_refused(row: int, column: int) -> None:
    with pytest.raises(TooLargeWorkbookError, match="too far apart"):
        safe_workbook(workbook(row, column), most_bytes=1_000_000, most_cells=9_999)


@pytest.mark.parametrize(
    ("part", "cells"),
    [
        (b'<row r="3"><c r="AB3"/></row>', 28 * 3),
        (b"<row r = '3'><c/></row>", 3),
        (b'<x:c r="xfd1048576"/>', 16_384 * 1_048_576),
        (b"<sst><si><r><t>r</t></r></si></sst>", 1),
    ],
    ids=["cell", "row", "capitals or not", "rich text"],
)
def test_reach_is_that_of_the_farthest_cell(part: bytes, cells: int) -> None:
    assert reach(part) == cells


def test_archive_that_holds_more_than_it_says_is_refused() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 1_000_000)
    lying = content.getvalue().replace(struct.pack("<I", 1_000_000), struct.pack("<I", 10))
    with pytest.raises(zipfile.BadZipFile):
        safe_workbook(lying, most_bytes=1_000, most_cells=9)
