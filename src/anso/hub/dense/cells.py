"""Putting rows into the cells of a matrix, and saying which rows would share one.

In come for each row the number of its forecast, the number of its column and its value; out goes the matrix,
with nothing (NaN) where no row states a value.
"""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from anso.errors import InvalidInputError, Problem
from anso.release.forecast import OUTPUT_TYPE, SHOWN_ROWS, VALUE

__all__ = ["doubled", "filled", "of_type", "row_numbers"]


def of_type(table: pl.DataFrame, output_type: str) -> pl.DataFrame:
    """The rows of one output type that state a value; the table itself, uncopied, where that is all."""
    kept = is_of_type(table, output_type)
    return table if kept.all() else table.filter(kept)


def row_numbers(table: pl.DataFrame, output_type: str) -> NDArray[np.int64]:
    """The rows of the table, from 0, that `of_type` gives."""
    return np.flatnonzero(is_of_type(table, output_type).to_numpy())


def is_of_type(table: pl.DataFrame, output_type: str) -> pl.Series:
    value = table[VALUE]
    stated = value.is_not_null() & value.is_not_nan() if value.dtype.is_float() else value.is_not_null()
    return (table[OUTPUT_TYPE] == output_type).fill_null(False) & stated


def filled(
    forecast: NDArray[np.int64],
    column: NDArray[np.int64],
    value: NDArray[np.float64],
    shape: tuple[int, int],
) -> NDArray[np.float64] | None:
    """The matrix, or None where two rows state the same cell."""
    cells = np.full(shape[0] * shape[1], np.nan)
    cells[forecast * shape[1] + column] = value
    if np.count_nonzero(~np.isnan(cells)) < len(value):
        return None
    return cells.reshape(shape)


def doubled(cell: NDArray[np.int64], row: NDArray[np.int64], where: str, stated: str) -> InvalidInputError:
    """The complaint that names each second statement, and the row (from 0) of the first."""
    order = np.argsort(cell, kind="stable")
    again = np.flatnonzero(np.diff(cell[order]) == 0) + 1
    problems = [
        Problem(
            f"{where}, row {row[order[place]] + 1}",
            f"states the same {stated} of the same forecast as row {row[order[place - 1]] + 1}; "
            "keep one of the two",
        )
        for place in again[:SHOWN_ROWS].tolist()
    ]
    if len(again) > SHOWN_ROWS:
        problems.append(Problem(where, f"{len(again) - SHOWN_ROWS} further rows state something twice"))
    return InvalidInputError(problems)
