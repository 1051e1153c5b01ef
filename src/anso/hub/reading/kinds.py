"""What a file is by its content, whatever its name says."""

from pathlib import Path

from anso.errors import InvalidInputError, Problem

__all__ = ["CSV", "GZIP", "PARQUET", "kind_of"]

CSV, GZIP, PARQUET = "CSV", "gzip", "Parquet"
BEGINNINGS = {
    b"PAR1": PARQUET,
    b"\x1f\x8b": GZIP,
    b"%PDF": "a PDF document",
    b"PK\x03\x04": "a ZIP archive or an Excel workbook",
    b"\xd0\xcf\x11\xe0": "an old Excel or Word file",
    b"ARROW1": "an Arrow file",
    b"\x89HDF": "an HDF5 file",
    b"CDF": "a NetCDF file",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"BZh": "a bzip2 archive",
    b"\xfd7zXZ": "an xz archive",
    b"\x28\xb5\x2f\xfd": "a Zstandard archive",
    b"SQLite format 3": "an SQLite database",
    b"RDX": "an R data file",
    b"{": "JSON",
    b"<": "HTML or XML",
}
LOOKED_AT = 1 << 16
PLACES = 64
"""At so many places of a large text file, its end among them, it is looked whether text goes on in lines there."""


def kind_of(path: Path, where: str) -> str:
    """CSV, gzip or Parquet; any other file is refused by what it is."""
    with path.open("rb") as file:
        head = file.read(LOOKED_AT)
    if not head:
        raise _refusal(where, "is empty; a table has a line of column names and rows")
    for beginning, kind in BEGINNINGS.items():
        if head.startswith(beginning):
            if kind in (PARQUET, GZIP):
                return kind
            raise _refusal(where, f"is {kind}, whatever its name; give CSV or Parquet")
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _refusal(where, "is text in UTF-16; save it as UTF-8")
    if b"\0" in head:
        named = " damaged, or" if where.lower().endswith(".parquet") else ""
        raise _refusal(where, f"is{named} no table: it is neither text nor Parquet. Give CSV or Parquet")
    if where.lower().endswith(".parquet"):
        raise _refusal(
            where, "is no Parquet file, whatever its name: it does not begin as one. Write it anew"
        )
    refuse_no_lines(path, where)
    return CSV


def refuse_no_lines(path: Path, where: str) -> None:
    """A file that ends in zeros, as an interrupted copy does, would be read as one line of its whole size."""
    size = path.stat().st_size
    step = max(LOOKED_AT, size // PLACES)
    with path.open("rb") as file:
        for place in (*range(LOOKED_AT, size - LOOKED_AT, step), max(0, size - LOOKED_AT)):
            file.seek(place)
            part = file.read(LOOKED_AT)
            if b"\0" in part:
                raise _refusal(
                    where, f"is damaged: from byte {place:,} on it holds no text. Copy or write it again"
                )
            if len(part) == LOOKED_AT and b"\n" not in part and b"\r" not in part:
                raise _refusal(
                    where, f"has a line of more than {LOOKED_AT:,} bytes at byte {place:,}, which is no row"
                )


def _refusal(where: str, message: str) -> InvalidInputError:
    return InvalidInputError([Problem(where, message)])
