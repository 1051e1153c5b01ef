"""Quantile forecasts as matrices: a row a forecast, a column a level."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from anso.errors import InvalidInputError, Problem
from anso.hub.dense.cells import doubled, filled, of_type, row_numbers
from anso.hub.dense.keys import compact, grouped
from anso.release.forecast import OUTPUT_TYPE, OUTPUT_TYPE_ID, SHOWN_ROWS, VALUE, key_columns

__all__ = ["Quantiles", "quantile_blocks", "quantile_table"]

LEVEL_DECIMALS = 10
"""Levels that agree to so many decimals are the same one: 0.15 and 0.15000000000000002."""
LEVEL_STEPS = 10_000
"""Levels that differ at this resolution are found by one look in an array, others by search."""


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
    rows = of_type(table, "quantile")
    if rows.is_empty():
        return []
    keys = key_columns(rows)
    levels, column = level_columns(rows, table, where)
    forecast, heads = grouped(rows.select(keys))
    values = filled(forecast, column, rows[VALUE].to_numpy(), (len(heads), len(levels)))
    if values is None:
        raise doubled(forecast * len(levels) + column, row_numbers(table, "quantile"), where, "quantile")
    return by_levels(heads, levels, values)


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


def level_columns(
    rows: pl.DataFrame, table: pl.DataFrame, where: str
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """The levels that the rows state, ascending, and for each row the number of its own."""
    stated = rows[OUTPUT_TYPE_ID].cast(pl.Float64, strict=False)
    distinct = stated.unique()
    if distinct.null_count() or not distinct.is_between(0, 1).all():
        raise no_level(rows, row_numbers(table, "quantile"), where)
    levels = np.unique(np.round(distinct.to_numpy(), LEVEL_DECIMALS))
    number = stated.to_numpy()
    step = np.rint(levels * LEVEL_STEPS).astype(np.int32)
    if len(np.unique(step)) == len(levels):
        column = np.zeros(LEVEL_STEPS + 1, dtype=np.int64)
        column[step] = np.arange(len(levels))
        return levels, column[(number * LEVEL_STEPS + 0.5).astype(np.int32)]
    return levels, np.searchsorted(levels, np.round(number, LEVEL_DECIMALS))


def no_level(rows: pl.DataFrame, row: NDArray[np.int64], where: str) -> InvalidInputError:
    stated = rows[OUTPUT_TYPE_ID].cast(pl.Float64, strict=False)
    wrong = (stated.is_null() | stated.is_between(0, 1).not_()).arg_true().to_numpy()
    problems = [
        Problem(
            f"{where}, row {row[place] + 1}, column {OUTPUT_TYPE_ID}",
            f"{rows[OUTPUT_TYPE_ID][place]!r} is no quantile level; give a number from 0 to 1, such as 0.25",
        )
        for place in wrong[:SHOWN_ROWS].tolist()
    ]
    if len(wrong) > SHOWN_ROWS:
        problems.append(Problem(where, f"{len(wrong) - SHOWN_ROWS} further rows state no quantile level"))
    return InvalidInputError(problems)


def by_levels(
    keys: pl.DataFrame, levels: NDArray[np.float64], values: NDArray[np.float64]
) -> list[Quantiles]:
    """One block for each set of levels that forecasts have."""
    given = ~np.isnan(values)
    if given.all():
        return [Quantiles(keys, levels, values)]
    which, example = compact(bits_of(given))
    counts = np.bincount(which)
    blocks = []
    for pattern in np.argsort(-counts, kind="stable"):
        rows = np.flatnonzero(which == pattern)
        columns = np.flatnonzero(given[example[pattern]])
        whole = len(columns) == len(levels)
        taken = values[rows] if whole else values[np.ix_(rows, columns)]
        blocks.append(Quantiles(keys[rows], levels[columns], taken))
    return blocks


def bits_of(given: NDArray[np.bool_]) -> NDArray[np.int64]:
    """One whole number a row, the same for rows with the same cells given."""
    packed = np.packbits(given, axis=1)
    words = np.zeros((len(packed), -(-packed.shape[1] // 8) * 8), dtype=np.uint8)
    words[:, : packed.shape[1]] = packed
    code = np.zeros(len(given), dtype=np.int64)
    for word in words.view(np.int64).T:
        number, _ = compact(word)
        code, _ = compact(code * (int(number.max()) + 1) + number)
    return code
