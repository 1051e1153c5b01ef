"""The forecast table, hubverse's model-output convention: one row a number that a model stated.

In comes a table of any make (polars, Arrow, pandas, a dictionary of columns); out goes the same table with
every column of its right type, or `InvalidInputError` naming the rows. Which columns say what was to be
forecast (the task: target, horizon, location and whatever else a hub asks) is read from the table itself:
they are all columns but the model's name and the three of the output.
"""

from collections.abc import Sequence
from typing import Any

import polars as pl

from anso.errors import InvalidInputError, Problem

__all__ = [
    "COLUMNS",
    "HORIZON",
    "MODEL",
    "OUTPUT_TYPE",
    "OUTPUT_TYPES",
    "OUTPUT_TYPE_ID",
    "VALUE",
    "key_columns",
    "task_columns",
    "tidy",
]

MODEL = "model_id"
HORIZON = "horizon"
OUTPUT_TYPE = "output_type"
OUTPUT_TYPE_ID = "output_type_id"
VALUE = "value"
OUTPUT = (OUTPUT_TYPE, OUTPUT_TYPE_ID, VALUE)
COLUMNS = (
    MODEL,
    "reference_date",
    "target",
    HORIZON,
    "location",
    "target_end_date",
    *OUTPUT,
)
"""The columns of our own forecasts, in their order."""

OUTPUT_TYPES = ("quantile", "pmf", "cdf", "sample", "mean", "median")
NUMBERED_TYPES = ("quantile", "mean", "median")
"""Output types whose `output_type_id` is a number or nothing; a pmf's is a category, a sample's an index."""
SHOWN_ROWS = 20
"""Rows named one by one in a complaint; of more, the number is said."""


def task_columns(table: pl.DataFrame) -> list[str]:
    """The columns that say what was to be forecast."""
    return [name for name in table.columns if name != MODEL and name not in OUTPUT]


def key_columns(table: pl.DataFrame) -> list[str]:
    """The model's name and the task: what one forecast is known by."""
    return [MODEL, *task_columns(table)]


def tidy(table: Any, *, where: str = "forecasts") -> pl.DataFrame:
    """The table with its columns typed; a table without `model_id` is one model's own submission."""
    frame = as_frame(table)
    missing = [name for name in OUTPUT if name not in frame.columns]
    if missing:
        raise InvalidInputError(
            [
                Problem(
                    where,
                    f"has no column {' or '.join(missing)}; a forecast table has the columns {', '.join(COLUMNS)}",
                )
            ]
        )
    problems: list[Problem] = []
    columns = [_typed(frame, name, where, problems) for name in frame.columns]
    if problems:
        raise InvalidInputError(problems)
    return pl.DataFrame(columns)


def as_frame(table: Any) -> pl.DataFrame:
    """A polars table of a polars, Arrow, pandas or plain one, without copying where that is possible."""
    if isinstance(table, pl.DataFrame):
        return table
    if isinstance(table, pl.LazyFrame):
        return table.collect()
    if isinstance(table, dict | Sequence):
        return pl.DataFrame(table)
    if hasattr(table, "__arrow_c_stream__") or hasattr(table, "__dataframe__"):
        return pl.DataFrame(table)
    raise TypeError(f"a forecast table is a polars, Arrow or pandas table, not a {type(table).__name__}")


def _typed(frame: pl.DataFrame, name: str, where: str, problems: list[Problem]) -> pl.Series:
    column = frame[name]
    if name.endswith("_date") or name in ("date", "as_of"):
        return cast(column, pl.Date, "a date such as 2021-03-08", where, problems)
    if name == HORIZON:
        if column.dtype == pl.Duration:
            return column.dt.total_days().cast(pl.Int32)
        return cast(column, pl.Int32, "a whole number", where, problems)
    if name == VALUE:
        return cast(column, pl.Float64, "a number", where, problems)
    if name == OUTPUT_TYPE_ID:
        return output_type_id(column, frame[OUTPUT_TYPE])
    if column.dtype in (pl.Categorical, pl.Enum) or column.dtype.is_numeric():
        return column.cast(pl.String) if name in (MODEL, "location", "target") else column
    return column


def output_type_id(column: pl.Series, output_type: pl.Series) -> pl.Series:
    """As numbers when every output type of the table is numbered, and as text otherwise."""
    if column.dtype.is_float():
        return column.cast(pl.Float64)
    kinds = set(output_type.cast(pl.String).unique().to_list())
    if not kinds <= {*NUMBERED_TYPES, "cdf"}:
        return column.cast(pl.String)
    numbers = column.cast(pl.Float64, strict=False)
    # A cdf's ids may be numbers or names (epidemic weeks): text is kept when any of them is a name.
    return numbers if numbers.null_count() == column.null_count() else column.cast(pl.String)


def cast(column: pl.Series, dtype: Any, expected: str, where: str, problems: list[Problem]) -> pl.Series:
    """The column in its type; each row that has no such reading is named."""
    if column.dtype == dtype:
        return column
    text_dates = dtype == pl.Date and column.dtype == pl.String
    result = column.str.to_date("%Y-%m-%d", strict=False) if text_dates else column.cast(dtype, strict=False)
    wrong = (result.is_null() & column.is_not_null()).arg_true()
    problems += [
        Problem(f"{where}, row {row + 1}, column {column.name}", f"{column[row]!r} is not {expected}")
        for row in wrong.head(SHOWN_ROWS).to_list()
    ]
    if len(wrong) > SHOWN_ROWS:
        problems.append(
            Problem(
                f"{where}, column {column.name}",
                f"{len(wrong) - SHOWN_ROWS} further rows hold something that is not {expected}",
            )
        )
    return result
