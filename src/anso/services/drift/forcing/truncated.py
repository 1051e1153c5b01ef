"""Whether a classic NetCDF file is cut short.

The library pads what is missing with zeros, and a calm sea is no error. So the length that the header promises is
worked out and compared (The NetCDF Classic Format Specification, Unidata). Files on HDF5 are left to their library,
which notices.

In: a path. Out: how many bytes are missing.
"""

import struct
from pathlib import Path
from typing import BinaryIO

__all__ = ["bytes_missing"]

WIDTHS = {1: 1, 2: 1, 3: 2, 4: 4, 5: 4, 6: 8, 7: 1, 8: 2, 9: 4, 10: 8, 11: 8}
"""Bytes of each external type, by its number."""


class _Header:
    """Reads the big-endian fields of a header; offsets are 32 or 64 bits wide, and counts too from version 5."""

    def __init__(self, file: BinaryIO, version: int) -> None:
        self.file = file
        self.count_wide = version == 5
        self.offset_wide = version != 1

    def number(self, *, wide: bool) -> int:
        size = 8 if wide else 4
        held = self.file.read(size)
        if len(held) < size:
            raise EOFError
        return int(struct.unpack(">Q" if wide else ">I", held)[0])

    def count(self) -> int:
        return self.number(wide=self.count_wide)

    def skip(self, size: int) -> None:
        self.file.seek(size + (-size) % 4, 1)

    def attributes(self) -> None:
        self.number(wide=False)
        for _ in range(self.count()):
            self.skip(self.count())
            kind = self.number(wide=False)
            self.skip(self.count() * WIDTHS[kind])

    def variable(self, lengths: list[int]) -> tuple[bool, int, int]:
        """Whether it grows with the records, the size of its values (of one record), and where they begin."""
        self.skip(self.count())
        dims = [lengths[self.count()] for _ in range(self.count())]
        self.attributes()
        size = WIDTHS[self.number(wide=False)]
        self.count()
        begin = self.number(wide=self.offset_wide)
        grows = bool(dims) and dims[0] == 0
        for length in dims[1:] if grows else dims:
            size *= length
        return grows, size, begin


def bytes_missing(path: Path) -> int:
    """Zero for a whole file, and for one of another format."""
    held = path.stat().st_size
    with path.open("rb") as file:
        magic = file.read(4)
        if magic[:3] != b"CDF" or magic[3:] not in (b"\x01", b"\x02", b"\x05"):
            return 0
        try:
            return max(0, _promised(_Header(file, magic[3])) - held)
        except (EOFError, KeyError, IndexError):
            # The header itself ends early or is damaged: at least a byte is missing.
            return 1


def _promised(header: _Header) -> int:
    """The least length of the file that holds all values (the padding after the last one may be left off)."""
    records = header.count()
    streaming = records == (2**64 - 1 if header.count_wide else 2**32 - 1)
    header.number(wide=False)
    lengths = []
    for _ in range(header.count()):
        header.skip(header.count())
        lengths.append(header.count())
    header.attributes()
    header.number(wide=False)
    variables = [header.variable(lengths) for _ in range(header.count())]
    ends = [begin + size for grows, size, begin in variables if not grows]
    growing = [(size, begin) for grows, size, begin in variables if grows]
    if growing and records and not streaming:
        padded = [size + (-size) % 4 for size, _ in growing]
        record = growing[0][0] if len(growing) == 1 else sum(padded)
        ends += [begin + (records - 1) * record + size for size, begin in growing]
    return max(ends, default=0)
