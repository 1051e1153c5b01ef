"""A tidy forecast table as the files that hubverse expects: one a model and round, without `model_id`.

In comes a tidy table and the hub's definition; out come paths and tables, columns in the definition's order.
"""

from collections.abc import Iterator

import polars as pl

from anso.errors import InvalidInputError, Problem
from anso.hub.definition import Definition
from anso.hub.keeping.layout import output_path
from anso.release.forecast import MODEL, NUMBERED_TYPES, OUTPUT, OUTPUT_TYPE_ID, task_columns

__all__ = ["ids_are_text", "submissions", "target_table"]


def submissions(
    table: pl.DataFrame, definition: Definition, *, round_id: str | None = None
) -> Iterator[tuple[str, pl.DataFrame]]:
    """The files of a table: path within the hub and rows, in the table's order."""
    column = origin(definition)
    if MODEL not in table.columns:
        raise InvalidInputError(
            [Problem("forecasts", f"has no column {MODEL!r}; it says whose forecasts these are")]
        )
    if round_id is None and (column is None or column not in table.columns):
        names = ", ".join(definition.round_ids())
        raise InvalidInputError(
            [
                Problem(
                    "forecasts",
                    f"has no column {column!r}, which names the round"
                    if column
                    else f"does not say its round; give round_id, one of {names}",
                )
            ]
        )
    ordered = in_columns(table, definition)
    by = [MODEL] if round_id is not None else [MODEL, str(column)]
    for key, rows in ordered.partition_by(by, as_dict=True, maintain_order=True).items():
        model, named = str(key[0]), round_id if round_id is not None else str(key[1])
        yield output_path(definition.model_output_dir, model, named), rows.drop(MODEL)


def origin(definition: Definition) -> str | None:
    """The column that names the round; none where rounds are named otherwise."""
    return next((one.variable for one in definition.rounds if one.variable), None)


def in_columns(table: pl.DataFrame, definition: Definition) -> pl.DataFrame:
    tasks = task_columns(table)
    known = [name for name in definition.task_columns if name in tasks]
    order = [MODEL, *known, *(name for name in tasks if name not in known), *OUTPUT]
    if ids_are_text(definition):
        ids = as_written(table[OUTPUT_TYPE_ID])
    else:
        ids = table[OUTPUT_TYPE_ID].cast(pl.Float64)
    return table.with_columns(ids).select(order)


def ids_are_text(definition: Definition) -> bool:
    """Whether `output_type_id` is text in the hub's files: it is when any output type's ids are."""
    if definition.output_type_id_datatype != "auto":
        return definition.output_type_id_datatype == "character"
    types = [
        (name, output)
        for one in definition.rounds
        for task in one.model_tasks
        for name, output in task.output_type.items()
    ]
    return any(
        (output.samples is not None and output.samples.type == "character")
        or (name not in NUMBERED_TYPES and any(isinstance(level, str) for level in output.levels))
        for name, output in types
    )


def as_written(ids: pl.Series) -> pl.Series:
    """Ids as text; numbers without the point that whole ones do not need, as R writes them."""
    if ids.dtype == pl.String:
        return ids
    return ids.cast(pl.String).str.replace(r"\.0$", "")


def target_table(observations: pl.DataFrame) -> pl.DataFrame:
    """Observations as hubverse's time series has them: the number is called `observation`."""
    renamed = (
        observations.rename({"value": "observation"}) if "value" in observations.columns else observations
    )
    last = [name for name in ("as_of", "observation") if name in renamed.columns]
    return renamed.select([*(name for name in renamed.columns if name not in last), *last])
