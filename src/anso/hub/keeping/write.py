"""Files put into a hub whole or not at all.

On this machine a file is written beside its place, made durable, and renamed; a process killed at any point
leaves the old file or the new one. An object store takes a whole object or none. Hidden names are passed
over by every reader, so what a killed process leaves is never taken for a submission.
"""

import contextlib
import os
import uuid
from pathlib import Path
from typing import Any

from anso.errors import AnsoError
from anso.hub.folder import HubFolder

__all__ = ["parquet_bytes", "put", "remove"]


def put(folder: HubFolder, path: str, content: bytes, *, durably: bool = True) -> None:
    """Write a file of the hub; whoever reads meanwhile sees all of the old one or all of the new."""
    place = folder.place(path)
    try:
        if folder.local is None:
            folder.fs.pipe_file(place, content)
            folder.fs.invalidate_cache()
        else:
            _replace(Path(place), content, durably=durably)
    except folder.faults as error:
        raise _unwritable(folder, path, error) from error


def remove(folder: HubFolder, path: str) -> None:
    """Take a file out of the hub; one that is gone already is no error."""
    try:
        folder.fs.rm_file(folder.place(path))
    except FileNotFoundError:
        return
    except folder.faults as error:
        raise _unwritable(folder, path, error) from error


def _unwritable(folder: HubFolder, path: str, error: Exception) -> AnsoError:
    return AnsoError(
        f"{path} cannot be written in {folder.address}: {getattr(error, 'strerror', None) or error}. "
        "Make room or give leave to write there"
    )


def _replace(place: Path, content: bytes, *, durably: bool) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    beside = place.with_name(f".{place.name}.{uuid.uuid4().hex}")
    try:
        with beside.open("wb") as file:
            file.write(content)
            if durably:
                file.flush()
                os.fsync(file.fileno())
        beside.replace(place)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    if durably:
        descriptor = os.open(place.parent, os.O_RDONLY)
        try:
            with contextlib.suppress(
                OSError
            ):  # not every file system syncs folders; the rename is whole anyway
                os.fsync(descriptor)
        finally:
            os.close(descriptor)


def parquet_bytes(table: Any) -> bytes:
    """A polars table as Parquet with plain strings, which every reader knows; the same table, the same bytes."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    arrow = table.to_arrow()
    plain = [
        field.with_type(pa.string())
        if pa.types.is_string_view(field.type) or pa.types.is_large_string(field.type)
        else field
        for field in arrow.schema
    ]
    sink = pa.BufferOutputStream()
    pq.write_table(arrow.cast(pa.schema(plain)), sink, compression="zstd")
    return bytes(sink.getvalue())
