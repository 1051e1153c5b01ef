"""The files that stand at an address, and one of them read, whatever its format and wherever it lies."""

import shutil
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

import polars as pl

from anso.errors import AnsoError, InvalidInputError, NotFoundError, Problem
from anso.hub.folder import HubFolder
from anso.hub.reading.csv_files import read_csv, unpacked
from anso.hub.reading.kinds import CSV, GZIP, kind_of
from anso.hub.reading.names import ending, partitions
from anso.hub.reading.parquet_files import read_parquet
from anso.hub.reading.room import free_bytes

__all__ = ["files_at", "read_file", "said"]

CHUNK = 1 << 22


def files_at(address: str | Path) -> tuple[HubFolder, list[str]]:
    """The folder, and the tables below it or the one file that is named."""
    place = HubFolder(address)
    if place.there:
        return place, [path for path in place.files() if ending(path)]
    parent, _, name = place.address.rstrip("/").rpartition("/")
    folder = HubFolder(parent or ("/" if place.address.startswith("/") else "."))
    if not name or not folder.exists(name):
        raise NotFoundError(f"There is no file or folder {address}")
    return folder, [name]


def read_file(folder: HubFolder, path: str, models: Collection[str] | None = None) -> pl.DataFrame:
    """A file's columns, typed as its format allows, and those that its folders name.

    With `models`, rows whose column names another one are left out before they stand in memory.
    """
    where = said(folder, path)
    with _local(folder, path, where) as local:
        kind = kind_of(local, where)
        if kind == GZIP:
            with unpacked(local, where) as plain:
                if kind_of(plain, where) != CSV:
                    raise InvalidInputError(
                        [Problem(where, "is packed, and is no CSV inside; give it as it is")]
                    )
                table = read_csv(plain, where, models)
        else:
            table = (read_csv if kind == CSV else read_parquet)(local, where, models)
    if table.is_empty() and models is None:
        raise InvalidInputError([Problem(where, "holds no rows")])
    given = {name: value for name, value in partitions(path).items() if name not in table.columns}
    return table.with_columns(pl.lit(value).alias(name) for name, value in given.items()) if given else table


def said(folder: HubFolder, path: str) -> str:
    """The file as its owner knows it."""
    lone = folder.local is not None and "/" not in path
    return str(Path(folder.address) / path) if lone else path


@contextmanager
def _local(folder: HubFolder, path: str, where: str) -> Iterator[Path]:
    """The file on this machine; one from elsewhere is fetched for as long as it is needed."""
    if folder.local is not None:
        if not folder.exists(path):
            raise NotFoundError(f"There is no file {where}; it was moved or withdrawn")
        yield folder.local / path
        return
    if folder.size(path) > shutil.disk_usage(tempfile.gettempdir()).free or folder.size(path) > free_bytes():
        raise InvalidInputError(
            [Problem(where, "is larger than the room here; read single models or rounds")]
        )
    with tempfile.NamedTemporaryFile() as copy:
        try:
            with folder.fs.open(folder.place(path), "rb") as file:
                shutil.copyfileobj(file, copy, CHUNK)
        except folder.faults as error:
            raise AnsoError(f"{where} cannot be fetched: {error}") from error
        copy.flush()
        yield Path(copy.name)
