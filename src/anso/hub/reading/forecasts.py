"""Forecasts from any address as one tidy table.

In comes a file, a folder of files, or a hub; out comes the table. Whose forecasts a file holds is read from
its column, or from its folder's or its own name as hubverse gives them: `<round>-<model>.parquet`.
"""

from collections.abc import Collection, Iterable, Sequence
from difflib import get_close_matches
from pathlib import Path

import polars as pl

from anso.errors import InvalidInputError, NotFoundError, Problem
from anso.hub.definition import Definition
from anso.hub.definition.definition import TASKS
from anso.hub.folder import HubFolder
from anso.hub.reading.files import files_at, read_file, said
from anso.hub.reading.names import model_and_round, several
from anso.hub.reading.room import refuse_beyond_room, rows_that_fit
from anso.release.forecast import MODEL, OUTPUT, OUTPUT_TYPE_ID, SHOWN_ROWS, faults, tidy

__all__ = ["combined", "read_forecasts", "unknown_locations"]

MODEL_OUTPUT = "model-output"


def read_forecasts(
    address: str | Path, *, models: str | Collection[str] | None = None, check: bool = False
) -> pl.DataFrame:
    """The tidy table; with `check`, what cannot be a forecast is refused as well, by file and row."""
    folder, paths = files_at(address)
    models = several(models)
    columns = None
    if not (len(paths) == 1 and paths[0] == Path(address).name):
        output, columns = _hub(folder)
        paths = _of_models([path for path in paths if path.startswith(output)], models)
    if not paths:
        raise NotFoundError(f"{address} holds no forecasts: no CSV or Parquet file is in it")
    tables, problems = [], list[Problem]()
    rows, room = 0, rows_that_fit()
    for path in paths:
        try:
            table = _read(folder, path, models, check=check)
            if columns is not None:
                table = table.select(name for name in table.columns if name in columns)
        except InvalidInputError as error:
            problems += error.problems
            continue
        rows += len(table)
        refuse_beyond_room(rows, str(address), room)
        tables.append(table)
    if problems:
        raise InvalidInputError(problems)
    return tables[0] if len(tables) == 1 else combined(tables)


def combined(tables: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """Tables under one another; a column that is a number in one and text in another is text in all."""
    kinds: dict[str, set[pl.DataType]] = {}
    for table in tables:
        for name, kind in table.schema.items():
            kinds.setdefault(name, set()).add(kind)
    mixed = [name for name, found in kinds.items() if len(found) > 1]
    alike = [
        table.with_columns(_text(table[name]) for name in mixed if name in table.columns) if mixed else table
        for table in tables
    ]
    return pl.concat(alike, how="diagonal", rechunk=False)


def unknown_locations(
    forecasts: pl.DataFrame, observations: pl.DataFrame, *, where: str = "forecasts"
) -> list[Problem]:
    """Places that are forecast and never observed, each with its first row and the place it may mean."""
    known = observations["location"].unique().drop_nulls().to_list()
    absent = (
        forecasts.lazy()
        .select("location", pl.int_range(pl.len()).alias("row"))
        .filter(~pl.col("location").is_in(known) | pl.col("location").is_null())
        .group_by("location")
        .agg(pl.col("row").min(), pl.len().alias("rows"))
        .sort("row")
        .collect()
    )
    problems = [
        Problem(
            f"{where}, row {first + 1}, column location",
            f"{place!r} is in no observation ({rows:,} rows have it)" + _meant(place, known),
        )
        for place, first, rows in absent.head(SHOWN_ROWS).iter_rows()
    ]
    if len(absent) > SHOWN_ROWS:
        problems.append(
            Problem(
                f"{where}, column location",
                f"{len(absent) - SHOWN_ROWS:,} further places are in no observation",
            )
        )
    return problems


def _meant(place: str | None, known: Iterable[str]) -> str:
    by_letters = {code.lower().lstrip("0"): code for code in known}
    text = str(place or "").strip()
    alike = by_letters.get(text.lower().lstrip("0")) or next(iter(get_close_matches(text, known, 1, 0.6)), "")
    return f"; did you mean {alike!r}?" if alike else "; name places as the observations do"


def _hub(folder: HubFolder) -> tuple[str, set[str] | None]:
    """Of a hub, where its submissions lie and their columns: files in a cloud have further ones."""
    if folder.exists(TASKS):
        try:
            definition = Definition.read(folder)
        except InvalidInputError:  # what is wrong with it is a validator's matter; the forecasts stand
            return f"{MODEL_OUTPUT}/", None
        return f"{definition.model_output_dir}/", {MODEL, *definition.task_columns, *OUTPUT}
    return (f"{MODEL_OUTPUT}/" if MODEL_OUTPUT in folder.folders() else ""), None


def _of_models(paths: list[str], models: Collection[str] | None) -> list[str]:
    """Files that may hold one of the models: named for one, or named for none."""
    if models is None:
        return paths
    named = {path: model_and_round(path)[0] for path in paths}
    return [path for path, model in named.items() if model is None or model in models]


def _read(folder: HubFolder, path: str, models: Collection[str] | None, *, check: bool) -> pl.DataFrame:
    where = said(folder, path)
    table = tidy(read_file(folder, path, models), where=where)
    if MODEL not in table.columns:
        model = model_and_round(path)[0]
        if model is None:
            raise InvalidInputError(
                [
                    Problem(
                        where,
                        f"does not say whose forecasts it holds; add a column {MODEL}, "
                        "or name the file <round>-<team>-<model>, such as 2024-01-06-team-model.parquet",
                    )
                ]
            )
        table = table.with_columns(pl.lit(model).alias(MODEL))
    if table.columns[0] != MODEL:
        table = table.select(MODEL, pl.exclude(MODEL))
    if check and (wrong := faults(table, where=where)):
        raise InvalidInputError(wrong)
    return table if models is None else table.filter(pl.col(MODEL).is_in(list(models)))


def _text(column: pl.Series) -> pl.Series:
    if column.name == OUTPUT_TYPE_ID and column.dtype.is_float():
        return column.cast(pl.String).str.replace(r"\.0$", "")
    return column.cast(pl.String)
