"""Columns that describe observations (a rate, a place's name), in the types that the hub's definition states.

In comes a table and `non_task_id_schema` of target-data.json; out goes the table with those columns typed, or
`InvalidInputError` with the rows that have no such reading. "NA" and an empty cell mean nothing.
"""

from collections.abc import Mapping

import polars as pl

from anso.errors import InvalidInputError, Problem
from anso.release.forecast import SHOWN_ROWS
from anso.release.forecast.tidy import days

__all__ = ["described"]

MISSING = ("NA", "")
TYPES: dict[str, tuple[type[pl.DataType], str]] = {
    "character": (pl.String, "text"),
    "double": (pl.Float64, "a number"),
    "integer": (pl.Int64, "a whole number"),
    "logical": (pl.Boolean, "TRUE or FALSE"),
    "Date": (pl.Date, "a date such as 2021-03-08"),
}
"""For each type of hubverse's, ours and what to call it."""
TRUTHS = {"true": True, "t": True, "false": False, "f": False}


def described(table: pl.DataFrame, kinds: Mapping[str, str], where: str) -> pl.DataFrame:
    """The table, of which the columns named in `kinds` have these types."""
    columns, problems = [], []
    for name, kind in kinds.items():
        wanted, words = TYPES[kind]
        if name not in table.columns or table[name].dtype == wanted:
            continue
        stated = pl.col(name).cast(pl.String)
        text = pl.when(~stated.is_in(MISSING)).then(stated)
        given, read = table.select(given=text, read=_reading(text, kind))
        wrong = (read.is_null() & given.is_not_null()).arg_true()
        problems += [
            Problem(f"{where}, row {row + 1}, column {name}", f"{given[row]!r} is not {words}")
            for row in wrong.head(SHOWN_ROWS).to_list()
        ]
        if len(wrong) > SHOWN_ROWS:
            more = f"{len(wrong) - SHOWN_ROWS:,} further rows hold something that is not {words}"
            problems.append(Problem(f"{where}, column {name}", more))
        columns.append(read.alias(name))
    if problems:
        raise InvalidInputError(problems)
    return table.with_columns(columns)


def _reading(text: pl.Expr, kind: str) -> pl.Expr:
    if kind == "Date":
        return days(text)
    if kind == "logical":
        return text.str.to_lowercase().replace_strict(TRUTHS, default=None, return_dtype=pl.Boolean)
    if kind == "character":
        return text
    number = text.cast(pl.Float64, strict=False)
    if kind == "double":
        return number
    whole = text.cast(pl.Int64, strict=False)
    return pl.coalesce(whole, pl.when(number == number.round()).then(number).cast(pl.Int64, strict=False))
