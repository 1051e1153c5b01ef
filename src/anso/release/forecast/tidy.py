"""A forecast table of any make, with every column of its right type.

Text columns come out as text, dates as dates, horizons as whole numbers. What cannot be read so is named,
row by row; nothing is rounded, guessed or dropped. A table that is right already is passed on untouched.
"""

import re
from collections.abc import Sequence
from datetime import time
from difflib import get_close_matches
from typing import Any

import polars as pl

from anso.errors import InvalidInputError, Problem
from anso.release.forecast.columns import (
    COLUMNS,
    HORIZON,
    MODEL,
    NUMBERED_TYPES,
    OUTPUT,
    OUTPUT_TYPE,
    OUTPUT_TYPE_ID,
    SHOWN_ROWS,
    VALUE,
)

__all__ = ["absent_columns", "as_frame", "days", "is_date", "steps", "tidy", "tidy_columns", "unit_of"]

AS_OF = "as_of"
DATE_COLUMNS = ("date", AS_OF)
TEXT_COLUMNS = ("target", "location", OUTPUT_TYPE)
MIDNIGHT = ("", *(f"{mark}00:00:00{zone}" for mark in " T" for zone in ("", "Z", "+00:00")))
"""What may stand behind a day: nothing, or its first moment as pandas and R write it."""
HORIZON_TEXT = re.compile(r"[+-]?\d+ ?(d|day|w|wk|week|mo|month)s?( ahead)?")
A_DATE = "a date such as 2021-03-08"
A_NUMBER = "a number"


def tidy(table: Any, *, where: str = "forecasts") -> pl.DataFrame:
    """The table with its columns typed; a table without `model_id` is one model's own submission."""
    try:
        frame = as_frame(table)
    except (pl.exceptions.PolarsError, TypeError, ValueError) as error:
        said = str(error).strip().splitlines()[0]
        raise InvalidInputError(
            [Problem(where, f"cannot be taken as a table ({said}); give each column values of one kind")]
        ) from error
    if missing := absent_columns(frame.columns, OUTPUT, where):
        raise InvalidInputError(missing)
    return tidy_columns(frame, where=where)


def tidy_columns(frame: pl.DataFrame, *, where: str) -> pl.DataFrame:
    """Each column in the type that its name asks for; of observations as well as of forecasts."""
    problems: list[Problem] = []
    plain = pl.DataFrame([_plain(frame[name], where, problems) for name in frame.columns])
    if problems:
        raise InvalidInputError(problems)
    columns = [_typed(plain, name, where, problems) for name in plain.columns]
    if problems:
        raise InvalidInputError(problems)
    return pl.DataFrame(columns)


def absent_columns(given: Sequence[str], needed: Sequence[str], where: str) -> list[Problem]:
    """A complaint for each needed column that is not there, with what may be meant by it."""
    problems = []
    for name in needed:
        if name in given:
            continue
        spare = [column for column in given if column not in COLUMNS]
        alike = get_close_matches(name, spare, 1, 0.6) or [
            column for column in spare if _letters(column) == _letters(name)
        ]
        mend = (
            f"column {alike[0]!r} looks like it: rename it to {name!r}"
            if alike
            else f"it has {', '.join(given) or 'no columns at all'}"
        )
        problems.append(Problem(where, f"has no column {name!r}; {mend}"))
    return problems


def as_frame(table: Any) -> pl.DataFrame:
    """A polars table of a polars, Arrow, pandas or plain one, without copying where that is possible."""
    if isinstance(table, pl.DataFrame):
        return table
    if isinstance(table, pl.LazyFrame):
        return table.collect()
    if isinstance(table, dict | Sequence):
        return pl.DataFrame(table)
    if hasattr(table, "reset_index") and any(table.index.names):  # pandas may keep columns as its index
        table = table.reset_index()
    if hasattr(table, "__arrow_c_stream__") or hasattr(table, "__dataframe__"):
        try:
            return pl.DataFrame(table)
        except (TypeError, ValueError):
            if not hasattr(table, "assign"):
                raise
        # pandas keeps text and numbers in one column, which no other table does; as text it can be read.
        mixed = {name: table[name] for name in table.columns if table[name].dtype == object}
        return pl.DataFrame(
            table.assign(**{name: column.map(str, na_action="ignore") for name, column in mixed.items()})
        )
    raise TypeError(f"it is no polars, Arrow or pandas table, but a {type(table).__name__}")


def is_date(name: str) -> bool:
    """Whether a column of that name holds days."""
    return name.endswith("_date") or name in DATE_COLUMNS


def days(text: pl.Expr) -> pl.Expr:
    """Dates of text; nothing where it is none."""
    day = text.str.slice(0, 10).str.to_date("%Y-%m-%d", strict=False)
    return pl.when(text.str.slice(10).is_in(MIDNIGHT)).then(day)


def steps(text: pl.Expr, unit: str = "") -> pl.Expr:
    """Horizons of text: whole numbers, and where they state that unit, such as `2 wk ahead`, its number."""
    bare = text.str.replace(rf"^([+-]?\d+) ?{unit}s?( ahead)?$", "${1}") if unit else text
    numbers = bare.cast(pl.Float64, strict=False)
    return pl.when(numbers == numbers.round()).then(numbers).cast(pl.Int32, strict=False)


def unit_of(horizon: str | None) -> str:
    """The unit that a horizon states; nothing if it is a bare number. All of a table must state the same."""
    found = HORIZON_TEXT.fullmatch(horizon or "")
    return found[1] if found else ""


def _letters(name: str) -> str:
    return "".join(letter for letter in name.lower() if letter.isalnum())


def _plain(column: pl.Series, where: str, problems: list[Problem]) -> pl.Series:
    """A column of single values: categories and bytes as text; lists and records are refused."""
    if isinstance(column.dtype, pl.Categorical | pl.Enum):
        return column.cast(pl.String)
    if column.dtype == pl.Binary:
        try:
            return column.cast(pl.String)
        except pl.exceptions.PolarsError:
            problems.append(
                Problem(f"{where}, column {column.name}", "holds bytes that are no text in UTF-8")
            )
            return column
    odd = isinstance(column.dtype, pl.Duration) and column.name != HORIZON
    if column.dtype.is_nested() or column.dtype == pl.Object or odd:
        problems.append(
            Problem(
                f"{where}, column {column.name}",
                f"holds values of type {column.dtype}; give each row one text, number or date",
            )
        )
    return column


def _typed(frame: pl.DataFrame, name: str, where: str, problems: list[Problem]) -> pl.Series:
    column = frame[name]
    if is_date(name):
        return as_dates(column, where, problems)
    if name == HORIZON:
        return as_whole(column, where, problems)
    if name == VALUE:
        return as_numbers(column, where, problems)
    if name == MODEL:
        return as_names(column, where, problems)
    if name == OUTPUT_TYPE_ID and OUTPUT_TYPE in frame.columns:
        return output_type_id(column, frame[OUTPUT_TYPE])
    return column.cast(pl.String) if name in TEXT_COLUMNS else column


def as_names(column: pl.Series, where: str, problems: list[Problem]) -> pl.Series:
    """Text, and something in every row: what no model stated would count as a model of its own."""
    names = column.cast(pl.String)
    empty = (names.is_null() | (names == "")).arg_true()
    problems += [
        Problem(f"{where}, row {row + 1}, column {column.name}", "is empty; every row needs it")
        for row in empty.head(SHOWN_ROWS).to_list()
    ]
    if len(empty) > SHOWN_ROWS:
        said = f"{len(empty) - SHOWN_ROWS:,} further rows are empty"
        problems.append(Problem(f"{where}, column {column.name}", said))
    return names


def output_type_id(column: pl.Series, output_type: pl.Series) -> pl.Series:
    """As numbers when every output type of the table is numbered, and as text otherwise."""
    if column.dtype == pl.Float32:  # 0.1 in half the digits is 0.10000000149; its shortest writing is 0.1
        return column.cast(pl.String).cast(pl.Float64)
    if column.dtype.is_float():
        return column.cast(pl.Float64)
    kinds = set(output_type.unique().cast(pl.String).to_list())
    if not kinds <= {*NUMBERED_TYPES, "cdf"}:
        return column.cast(pl.String)
    numbers = column.cast(pl.Float64, strict=False)
    # A cdf's ids may be numbers or names (epidemic weeks): text is kept when any of them is a name.
    return numbers if numbers.null_count() == column.null_count() else column.cast(pl.String)


def as_dates(column: pl.Series, where: str, problems: list[Problem]) -> pl.Series:
    if column.dtype == pl.Date:
        return column
    if column.dtype == pl.String:
        read = column.to_frame().select(days(pl.col(column.name))).to_series()
    elif isinstance(column.dtype, pl.Datetime):
        # The day where the clock stands, not that of UTC; an hour is part of when something was published only.
        midnight = column.dt.time() == time()
        read = column.dt.date() if column.name == AS_OF else column.dt.date().set(~midnight, None)
    elif column.dtype == pl.Null:
        read = column.cast(pl.Date)
    else:  # a number would be taken for days since 1970
        read = pl.Series(column.name, [None], dtype=pl.Date).new_from_index(0, len(column))
    return _named_where_lost(column, read, A_DATE, where, problems)


def as_whole(column: pl.Series, where: str, problems: list[Problem]) -> pl.Series:
    if column.dtype == pl.Int32:
        return column
    if isinstance(column.dtype, pl.Duration):
        return column.dt.total_days().cast(pl.Int32)
    if column.dtype == pl.String:
        unit = unit_of(
            column.drop_nulls().head(1).to_list()[0] if column.null_count() < len(column) else None
        )
        read = column.to_frame().select(steps(pl.col(column.name), unit)).to_series()
        return _named_where_lost(column, read, "a whole number", where, problems)
    numbers = column if column.dtype.is_numeric() else column.cast(pl.Float64, strict=False)
    if numbers.dtype.is_float():
        numbers = numbers.set(numbers != numbers.round(), None)
    return _named_where_lost(column, numbers.cast(pl.Int32, strict=False), "a whole number", where, problems)


def as_numbers(column: pl.Series, where: str, problems: list[Problem]) -> pl.Series:
    if column.dtype == pl.Float64:
        return column
    readable = column.dtype.is_numeric() or column.dtype in (pl.String, pl.Null)
    numbers = (
        column.cast(pl.Float64, strict=False)
        if readable
        else pl.Series(column.name, [None], dtype=pl.Float64).new_from_index(0, len(column))
    )
    return _named_where_lost(column, numbers, A_NUMBER, where, problems)


def _named_where_lost(
    column: pl.Series, read: pl.Series, expected: str, where: str, problems: list[Problem]
) -> pl.Series:
    """What was read of the column; each row that has no such reading is named."""
    wrong = (read.is_null() & column.is_not_null()).arg_true()
    problems += [
        Problem(f"{where}, row {row + 1}, column {column.name}", f"{column[row]!r} is not {expected}")
        for row in wrong.head(SHOWN_ROWS).to_list()
    ]
    if len(wrong) > SHOWN_ROWS:
        problems.append(
            Problem(
                f"{where}, column {column.name}",
                f"{len(wrong) - SHOWN_ROWS:,} further rows hold something that is not {expected}",
            )
        )
    return read
