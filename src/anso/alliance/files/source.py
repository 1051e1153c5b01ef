"""A document on its way in: a file on disk, looked at through the system's own paging, or bytes made by ourselves.

In comes a path, an upload or bytes; out come a view of its bytes that is searched without being read whole, and a
file to read from.
"""

import mmap
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedIOBase, BytesIO
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile

__all__ = ["Source", "View", "opened", "size_of", "source_of", "viewed"]

Source = Path | bytes
View = bytes | mmap.mmap


def source_of(upload: "UploadedFile[Any]") -> Source:
    """Where an upload lies: on disk, as every upload of the site does; else its bytes."""
    found = getattr(upload, "temporary_file_path", None)
    if found is not None:
        return Path(found())
    upload.seek(0)
    return bytes(upload.read())


def size_of(source: Source) -> int:
    return len(source) if isinstance(source, bytes) else source.stat().st_size


@contextmanager
def opened(source: Source) -> Iterator[BufferedIOBase]:
    with BytesIO(source) if isinstance(source, bytes) else source.open("rb") as file:
        yield file


@contextmanager
def viewed(source: Source) -> Iterator[View]:
    """The bytes, searched where they lie; of a file that is not empty."""
    if isinstance(source, bytes):
        yield source
        return
    with source.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as view:
        yield view
