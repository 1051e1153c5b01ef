"""Quantile forecasts as matrices: a row a forecast, a column a level.

A table of three million rows is slow to group and quick to compute with once it stands as a matrix. In
comes a forecast table in any order of rows; out go blocks, one for each set of levels that forecasts
state, and back again. No row is sorted: each finds its cell by arithmetic on the codes of its keys.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from anso.errors import InvalidInputError, Problem
from anso.release.forecast import OUTPUT_TYPE, OUTPUT_TYPE_ID, SHOWN_ROWS, VALUE, key_columns

__all__ = ["Quantiles", "quantile_blocks", "quantile_table"]

LOOKUP_CELLS = 1 << 26
"""Up to so many possible keys, one look in an array finds a key's number; above it they are sorted."""


@dataclass(frozen=True)
class Quantiles:
    """Forecasts that state the same levels."""

    keys: pl.DataFrame
    """A row a forecast: the model and the task."""
    levels: NDArray[np.float64]
    """Ascending."""
    values: NDArray[np.float64]
    """Forecasts x levels."""

    def __len__(self) -> int:
        return len(self.keys)


def quantile_blocks(table: pl.DataFrame, *, where: str = "forecasts") -> list[Quantiles]:
    """The quantile forecasts of a tidy table; those with the most common set of levels come first."""
    rows = table.filter(pl.col(OUTPUT_TYPE) == "quantile")
    if rows.is_empty():
        return []
    keys = key_columns(rows)
    forecast, first = numbered(rows.select(keys))
    stated = rows[OUTPUT_TYPE_ID].cast(pl.Float64).to_numpy()
    levels = np.unique(stated)
    cell = forecast * len(levels) + np.searchsorted(levels, stated)
    refuse_doubles(cell, len(first) * len(levels), where)
    values = np.full(len(first) * len(levels), np.nan)
    values[cell] = rows[VALUE].to_numpy()
    values = values.reshape(len(first), len(levels))
    return by_levels(rows[first].select(keys), levels, values)


def quantile_table(blocks: Sequence[Quantiles]) -> pl.DataFrame:
    """The blocks as rows again, in the order of their forecasts and levels."""
    return pl.concat(
        [
            block.keys.select(pl.all().repeat_by(len(block.levels)).explode()).with_columns(
                pl.lit("quantile").alias(OUTPUT_TYPE),
                pl.Series(OUTPUT_TYPE_ID, np.tile(block.levels, len(block))),
                pl.Series(VALUE, block.values.ravel()),
            )
            for block in blocks
        ]
    )


def numbered(keys: pl.DataFrame) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """For each row the number of its key, and for each key the first row that has it."""
    code = np.zeros(len(keys), dtype=np.int64)
    size = 1
    for name in keys.columns:
        physical, span = coded(keys[name])
        if size * span > np.iinfo(np.int64).max // 2:
            _, code = np.unique(code, return_inverse=True)
            size = int(code.max()) + 1
        code = code * span + physical
        size *= span
    if size <= LOOKUP_CELLS:
        seen = np.zeros(size, dtype=bool)
        seen[code] = True
        number = (np.cumsum(seen) - 1)[code]
    else:
        _, number = np.unique(code, return_inverse=True)
    first = np.empty(int(number.max()) + 1, dtype=np.int64)
    first[number[::-1]] = np.arange(len(keys))[::-1]
    return number, first


def coded(column: pl.Series) -> tuple[NDArray[np.int64], int]:
    """Each value as a whole number from 0, nothing being one of them, and how many numbers there may be."""
    whole = column.dtype.is_integer() or column.dtype == pl.Date
    if whole and column.null_count() == 0:
        numbers = column.to_physical().cast(pl.Int64).to_numpy()
        low = int(numbers.min())
        return numbers - low, int(numbers.max()) - low + 1
    distinct = column.unique()
    numbers = column.to_frame("key").join(
        pl.DataFrame({"key": distinct, "number": np.arange(len(distinct))}),
        on="key",
        how="left",
        nulls_equal=True,
        maintain_order="left",
    )["number"]
    return numbers.to_numpy(), len(distinct)


def refuse_doubles(cell: NDArray[np.int64], cells: int, where: str) -> None:
    times = np.bincount(cell, minlength=cells)
    if times.max() <= 1:
        return
    doubled = np.flatnonzero(times[cell] > 1)
    order = np.argsort(cell[doubled], kind="stable")
    problems = []
    for before, row in zip(doubled[order][:-1], doubled[order][1:], strict=True):
        if cell[before] == cell[row] and len(problems) < SHOWN_ROWS:
            problems.append(
                Problem(
                    f"{where}, row {row + 1}",
                    f"states the same quantile of the same forecast as row {before + 1}; keep one of the two",
                )
            )
    raise InvalidInputError(problems)


def by_levels(
    keys: pl.DataFrame, levels: NDArray[np.float64], values: NDArray[np.float64]
) -> list[Quantiles]:
    """One block for each set of levels that forecasts have."""
    given = ~np.isnan(values)
    if given.all():
        return [Quantiles(keys, levels, values)]
    patterns, which = np.unique(np.packbits(given, axis=1), axis=0, return_inverse=True)
    counts = np.bincount(which.ravel(), minlength=len(patterns))
    blocks = []
    for pattern in np.argsort(-counts, kind="stable"):
        rows = np.flatnonzero(which.ravel() == pattern)
        columns = np.flatnonzero(given[rows[0]])
        blocks.append(Quantiles(keys[rows], levels[columns], values[np.ix_(rows, columns)]))
    return blocks
