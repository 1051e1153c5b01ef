"""Numbers and answers from texts, each refusal with its row, its column and the mend."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from anso.alliance.calls.assigning.problem import Floats, Mask, Whole
from anso.alliance.calls.assigning.reading.table import Table, place
from anso.errors import Problem

if TYPE_CHECKING:
    import polars as pl

__all__ = ["answers", "empty_names", "numbers", "whole_numbers"]

SHOWN = 10
"""So many wrong cells of one kind are named; how many more there are is said."""
YES = ("1", "true", "yes", "y", "t", "x", "1.0")
NO = ("", "0", "false", "no", "n", "f", "0.0")


def numbers(table: Table, column: str, needed: Mask) -> tuple[Floats, list[Problem]]:
    """Finite numbers; 0 where none is needed and none is there."""
    import polars as pl

    texts = table.cells[column]
    if table.decimal_comma:
        texts = texts.str.replace(",", ".", literal=True)
    values = texts.cast(pl.Float64, strict=False).fill_null(float("nan")).to_numpy()
    wrong = ~np.isfinite(values) & (needed | (texts != "").to_numpy())
    return np.where(np.isfinite(values), values, 0.0), named(
        table,
        column,
        wrong,
        lambda text: f"{text!r} is no finite number" if text else "is empty; give a number",
    )


def whole_numbers(table: Table, column: str, otherwise: int) -> tuple[Whole, list[Problem]]:
    """Whole numbers of 0 or more; empty cells take the number given for all."""
    import polars as pl

    texts = table.cells[column]
    values = texts.str.replace(r"\.0+$", "").cast(pl.Int64, strict=False)
    wrong = ((texts != "") & (values.is_null() | (values < 0).fill_null(False))).to_numpy()
    return values.fill_null(otherwise).to_numpy().astype(np.int64), named(
        table, column, wrong, lambda text: f"{text!r} is no whole number of 0 or more"
    )


def answers(table: Table, column: str) -> tuple[Mask, list[Problem]]:
    """Yes or no; an empty cell is no."""
    texts = table.cells[column].str.to_lowercase()
    wrong = ~texts.is_in((*YES, *NO)).to_numpy()
    return texts.is_in(YES).to_numpy(), named(
        table,
        column,
        wrong,
        lambda text: f"{text!r} is neither yes nor no; write 1 or 0, true or false, yes or no",
    )


def empty_names(table: Table, column: str) -> list[Problem]:
    wrong = (table.cells[column] == "").to_numpy()
    return named(table, column, wrong, lambda _: f"is empty; give the name of the {column}")


def named(table: Table, column: str, wrong: Mask, said: Callable[[str], str]) -> list[Problem]:
    """The first of the wrong cells by their places, and how many more there are."""
    places = np.flatnonzero(wrong)
    texts: pl.Series = table.cells[column]
    faults = [Problem(place(table, row, column), said(texts[row])) for row in places[:SHOWN].tolist()]
    if len(places) > SHOWN:
        faults.append(
            Problem(f"{table.path}, column {column}", f"{len(places) - SHOWN:,} more rows are wrong so")
        )
    return faults
