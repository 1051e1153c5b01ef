"""Submissions as one SQL relation: files of any order of columns, CSV and Parquet, model named by the folder.

In come the submissions; out comes the text of a SELECT. The model is an expression of the file's name, so
that DuckDB leaves out the files of models that a condition does not name, before it opens them.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from anso.hub.definition import Definition
from anso.hub.folder import HubFolder
from anso.hub.keeping.layout import ModelFile
from anso.hub.keeping.submission import ids_are_text
from anso.release.forecast import HORIZON, MODEL, OUTPUT, OUTPUT_TYPE, OUTPUT_TYPE_ID, VALUE, is_date
from anso.release.forecast.tidy import unit_of

__all__ = ["addresses", "itself", "literal", "quoted", "relation"]

BY_FOLDER = f"regexp_replace(parse_path(filename)[-2], '^{MODEL}=', '')"
BY_NAME = r"regexp_extract(parse_filename(filename), '^(\d{4}-\d{2}-\d{2}|[A-Za-z0-9_]+)-([^.]+)\.', 2)"
PATTERN = re.compile(r"[*?\[]")
MISSING = "NA"
TYPES = {
    HORIZON: "INTEGER",
    VALUE: "DOUBLE",
    OUTPUT_TYPE: "VARCHAR",
    "target": "VARCHAR",
    "location": "VARCHAR",
}

Describe = Callable[[str], list[tuple[str, str]]]


@dataclass(frozen=True)
class Part:
    """Files that are read by one call."""

    reader: str
    model: str


@dataclass(frozen=True)
class Source:
    """A call of a reader, and the types of the columns it gives."""

    sql: str
    types: dict[str, str]


def relation(
    folder: HubFolder, definition: Definition, files: Sequence[ModelFile], describe: Describe
) -> tuple[str, set[str]]:
    """A SELECT of all rows of these files, and its columns: model, task columns, output type, its id, value."""
    parts: dict[Part, list[ModelFile]] = {}
    for file in files:
        inside = PurePosixPath(file.path).parent.name.removeprefix(f"{MODEL}=") == file.model
        reader = "read_parquet" if file.parquet else "read_csv"
        parts.setdefault(Part(reader, BY_FOLDER if inside else BY_NAME), []).append(file)
    if not parts:
        return empty(definition), {MODEL, *definition.task_columns, *OUTPUT}
    text_ids, unit = ids_are_text(definition), horizons_unit(definition)
    known, selects = {MODEL}, []
    for part, chosen in parts.items():
        columns = source_columns(part, addresses(folder, chosen), definition, describe)
        known |= columns.types.keys()
        selects.append(selected(part, columns, text_ids=text_ids, unit=unit))
    return " UNION ALL BY NAME ".join(selects), known


def addresses(folder: HubFolder, files: Sequence[ModelFile]) -> list[str]:
    """The files as DuckDB names them: paths of this machine, or addresses of their file system."""
    places = [folder.place(file.path) for file in files]
    return places if folder.local is not None else [folder.fs.unstrip_protocol(place) for place in places]


def itself(place: str) -> str:
    """An address that means one file, though its name holds what DuckDB takes for a pattern of names."""
    return PATTERN.sub(r"[\g<0>]", place)


def literal(value: Any) -> str:
    """A value as SQL has it."""
    if isinstance(value, bool | int | float):
        return str(value)
    return "'" + str(value).replace("'", "''") + "'"


def source_columns(part: Part, places: list[str], definition: Definition, describe: Describe) -> Source:
    """The files as a table function, and the columns of the hub's that they hold."""
    options = "union_by_name = true, filename = true, hive_partitioning = false"
    if part.reader == "read_csv":
        options += ", header = true, all_varchar = true, delim = ',', quote = '\"', escape = '\"'"
    sql = f"{part.reader}([{', '.join(literal(itself(place)) for place in places)}], {options})"
    types = dict(describe(f"SELECT * FROM {sql}"))  # noqa: S608  # addresses are quoted
    return Source(sql, {name: types[name] for name in (*definition.task_columns, *OUTPUT) if name in types})


def selected(part: Part, source: Source, *, text_ids: bool, unit: str) -> str:
    typed = ", ".join(
        f"{horizon(unit) if (name, given) == (HORIZON, 'VARCHAR') else reading(name, given, text_ids=text_ids)}"
        f" AS {quoted(name)}"
        for name, given in source.types.items()
    )
    return f"SELECT {part.model} AS {MODEL}, {typed} FROM {source.sql}"  # noqa: S608  # names are quoted


def reading(name: str, given: str, *, text_ids: bool) -> str:
    """A column in the type that its name asks for; "NA" is missing where a number or a day is asked for."""
    column = quoted(name)
    wanted = "DATE" if is_date(name) else TYPES.get(name, "")
    if name == OUTPUT_TYPE_ID:
        wanted = "VARCHAR" if text_ids else "DOUBLE"
        if text_ids and given in ("DOUBLE", "FLOAT"):
            return f"regexp_replace(CAST({column} AS VARCHAR), '\\.0$', '')"
    if (
        name == OUTPUT_TYPE_ID and given == "FLOAT"
    ):  # 0.1 in half the digits is 0.10000000149; as text it is 0.1
        column = f"CAST({column} AS VARCHAR)"
    if given == "VARCHAR" and (wanted not in ("", "VARCHAR") or name == OUTPUT_TYPE_ID):
        column = f"NULLIF({column}, '{MISSING}')"
    return column if wanted in ("", given) else f"CAST({column} AS {wanted})"


def horizons_unit(definition: Definition) -> str:
    """The unit that the hub states beside its horizons; nothing where these are bare numbers."""
    stated = (
        unit_of(text)
        for one in definition.rounds
        for task in one.model_tasks
        if HORIZON in task.task_ids
        for text in task.task_ids[HORIZON].texts
    )
    return next(filter(None, stated), "")


def horizon(unit: str) -> str:
    """Horizons of text as whole numbers, with the hub's unit or none; a cast alone would make 2 of 1.5."""
    stated = f"( ?{unit}s?( ahead)?)?" if unit else ""
    whole = literal(rf"([+-]?\d+)(\.0*)?{stated}")
    mend = f"write 2, or 2 {unit} ahead" if unit else "write it as a number, 2"
    return (
        f"CASE WHEN {HORIZON} IS NULL OR {HORIZON} = '{MISSING}' THEN NULL "
        f"WHEN regexp_full_match({HORIZON}, {whole}) THEN CAST(regexp_extract({HORIZON}, {whole}, 1) AS INTEGER) "
        f"ELSE error('the horizon ''' || {HORIZON} || ''' is none of this hub''s whole numbers; {mend}') END"
    )


def empty(definition: Definition) -> str:
    """What a hub without such submissions answers: the columns, and no row."""
    names = (MODEL, *definition.task_columns, *OUTPUT)
    types = {OUTPUT_TYPE_ID: "DOUBLE"} | TYPES
    typed = (
        f"CAST(NULL AS {'DATE' if is_date(name) else types.get(name, 'VARCHAR')}) AS {quoted(name)}"
        for name in names
    )
    return f"SELECT {', '.join(typed)} WHERE FALSE"


def quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
