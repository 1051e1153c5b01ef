"""Questions to a hub's files, answered by DuckDB in place.

In come the submissions that may hold the answer and what is asked; out comes a table. Files on this machine
are read by DuckDB itself, others through fsspec; nothing is copied, fetched as an extension, or written.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from anso.errors import AnsoError, InvalidInputError, Problem
from anso.hub.definition import Definition
from anso.hub.folder import HubFolder
from anso.hub.keeping.layout import ModelFile
from anso.hub.keeping.relation import addresses, itself, literal, quoted, relation
from anso.hub.reading.files import read_file, said
from anso.release.forecast import tidy

__all__ = ["Selection", "ask", "select"]

CONFINED = (
    "SET temp_directory = ''",
    "SET python_enable_replacements = false",
    "SET autoinstall_known_extensions = false",
    "SET autoload_known_extensions = false",
    "SET enable_external_access = false",
    "SET lock_configuration = true",
)
"""After these a question reads the files that were allowed before, and reaches nothing else."""
FORECASTS, OBSERVATIONS, VINTAGES = "forecasts", "observations", "vintages"


@dataclass(frozen=True)
class Selection:
    """The files that may hold what is asked, and the values that columns must have."""

    files: tuple[ModelFile, ...]
    where: dict[str, tuple[Any, ...]] = field(default_factory=dict)


def select(folder: HubFolder, definition: Definition, selection: Selection) -> pl.DataFrame:
    """The rows asked for, tidy, in the order of files and rows."""
    with connection(folder) as con, files_named(con, folder, definition, selection.files):
        sql, known = relation(folder, definition, selection.files, _describer(con))
        conditions = [
            f"{quoted(name)} IN ({', '.join(literal(value) for value in values)})" if values else "FALSE"
            for name, values in selection.where.items()
            if name in known
        ]
        where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
        answer = _table(con, f"SELECT * FROM ({sql}){where}")  # noqa: S608  # names and values are quoted
    return tidy(answer, where=folder.address)


def ask(
    folder: HubFolder,
    definition: Definition,
    files: Sequence[ModelFile],
    tables: Callable[[str], pl.DataFrame],
    sql: str,
) -> pl.DataFrame:
    """The answer to one SELECT over the hub's views; `tables` gives observations and vintages by name."""
    import duckdb

    with connection(folder) as con:
        _refuse_all_but_one_select(con, sql)
        for name in (OBSERVATIONS, VINTAGES):
            if name in sql.lower():
                con.register(name, tables(name).to_arrow())
        if FORECASTS in sql.lower():
            with files_named(con, folder, definition, files):
                view, _ = relation(folder, definition, files, _describer(con))
                con.execute(f"CREATE VIEW {FORECASTS} AS {view}")
            places = addresses(folder, files)
            allowed = dict.fromkeys([*places, *map(itself, places)])
            con.execute(f"SET allowed_paths = [{', '.join(map(literal, allowed))}]")
        for setting in CONFINED:
            con.execute(setting)
        try:
            return _table(con, sql)
        except duckdb.Error as error:
            raise AnsoError(f"The question cannot be answered: {error}") from error


@contextmanager
def connection(folder: HubFolder) -> Iterator[Any]:
    """DuckDB in memory, with the hub's file system where it is not this machine's."""
    import duckdb

    con = duckdb.connect(":memory:")
    try:
        con.execute("SET enable_progress_bar = false")
        con.execute("SET parquet_metadata_cache = true")
        if folder.local is None:
            con.register_filesystem(folder.fs)
        yield con
    finally:
        con.close()


@contextmanager
def files_named(
    con: Any, folder: HubFolder, definition: Definition, files: Sequence[ModelFile]
) -> Iterator[None]:
    """What DuckDB cannot read is told by file and row: each file is read alone, until the fault is found."""
    import duckdb

    try:
        yield
    except duckdb.Error as error:
        problems: list[Problem] = []
        for file in files:
            try:
                tidy(read_file(folder, file.path), where=said(folder, file.path))
                _table(con, relation(folder, definition, [file], _describer(con))[0])
            except InvalidInputError as fault:
                problems += fault.problems
            except duckdb.Error as fault:
                why = str(fault).splitlines()[0].partition(" Error: ")
                problems.append(
                    Problem(said(folder, file.path), f"cannot be read as its hub has it: {why[2] or why[0]}")
                )
        if problems:
            raise InvalidInputError(problems) from error
        raise AnsoError(f"The files of {folder.address} cannot be read together: {error}") from error


def _describer(con: Any) -> Callable[[str], list[tuple[str, str]]]:
    return lambda sql: [(str(row[0]), str(row[1])) for row in con.execute(f"DESCRIBE {sql}").fetchall()]


def _table(con: Any, sql: str) -> pl.DataFrame:
    answer = con.sql(sql)
    return pl.DataFrame(answer.to_arrow_table())


def _refuse_all_but_one_select(con: Any, sql: str) -> None:
    import duckdb

    try:
        statements = con.extract_statements(sql)
    except duckdb.Error as error:
        raise InvalidInputError([Problem("query", f"is no SQL that can be read: {error}")]) from error
    if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
        raise InvalidInputError(
            [
                Problem(
                    "query",
                    f"is not one SELECT; ask one question of the views {FORECASTS}, {OBSERVATIONS}, {VINTAGES}",
                )
            ]
        )
