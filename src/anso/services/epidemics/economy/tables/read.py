"""A table that somebody gives, told by its ending and by what is in it.

In: a file. Out: a `Table`, or an error that says what is wrong and what would be read.
"""

import tempfile
from pathlib import Path

from anso.errors import InvalidInputError, Problem
from anso.services.epidemics.economy.asked import ENDINGS, TABLES
from anso.services.epidemics.economy.tables.archive import members, unpack
from anso.services.epidemics.economy.tables.outside import EORA_FLOWS, read_eora, read_icio, read_wiod
from anso.services.epidemics.economy.tables.own import LONG, read_arrays, read_list
from anso.services.epidemics.economy.tables.table import Table

__all__ = ["read"]


def read(path: Path, name: str) -> Table:
    match Path(name).suffix.lower():
        case ".npz":
            return read_arrays(path, name)
        case ".csv":
            return _read_csv(path, name)
        case ".xlsx":
            members(path, name)
            return read_wiod(path, name)
        case ".zip":
            return _read_zip(path, name)
    raise InvalidInputError([Problem(name, f"is none of {', '.join(ENDINGS)}")])


def _read_csv(path: Path, name: str) -> Table:
    with path.open("rb") as file:
        header = file.readline(100_000).decode("utf-8", errors="replace").lstrip("\ufeff")
    named = {column.strip().strip('"') for column in header.split(",")}
    return read_list(path, name) if set(LONG) & named else read_icio(path, name)


def _read_zip(path: Path, name: str) -> Table:
    inside = members(path, name)
    tables = [member for member in inside if member.lower().endswith(TABLES)]
    is_eora = any(EORA_FLOWS.search(member) for member in inside)
    if not is_eora and len(tables) != 1:
        raise InvalidInputError(
            [
                Problem(
                    name,
                    f"holds {len(tables)} tables; give a .zip with one .csv, .xlsx or .npz, or the files of one EORA26 year",
                )
            ]
        )
    with tempfile.TemporaryDirectory() as folder:
        files = unpack(path, name, Path(folder))
        if is_eora:
            return read_eora(Path(folder), name)
        file = next(file for file in files if file.name.lower().endswith(TABLES))
        return read(file, file.name)
