"""Rows that share a key get one number, in the order in which keys first appear.

Tables mostly hold the rows of one forecast together, so only the first row of each run is looked at. Columns
are coded as whole numbers and packed into one, which is counted anew whenever it would grow too large.
"""

import numpy as np
import polars as pl
from numpy.typing import NDArray

__all__ = ["compact", "grouped", "numbered"]

LOOKUP_CELLS = 1 << 22
"""Up to so many possible codes (or four a row), one look in an array finds a code's number; above it they are sorted."""
WIDEST = 1 << 31
"""Numbers that lie further apart than this are coded by looking them up, so that packed codes stay short."""


def numbered(keys: pl.DataFrame) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """For each row the number of its key, and for each key the first row that has it."""
    if keys.is_empty() or not keys.columns:
        return np.zeros(len(keys), dtype=np.int64), np.zeros(min(len(keys), 1), dtype=np.int64)
    number, first, _ = by_runs(keys)
    return number, first


def grouped(keys: pl.DataFrame) -> tuple[NDArray[np.int64], pl.DataFrame]:
    """For each row the number of its key, and the keys in the order of their numbers."""
    if keys.is_empty():
        return np.zeros(0, dtype=np.int64), keys
    number, first, heads = by_runs(keys)
    return number, heads if len(first) == len(heads) else keys[first]


def by_runs(keys: pl.DataFrame) -> tuple[NDArray[np.int64], NDArray[np.int64], pl.DataFrame]:
    """The numbers, the first rows, and the key that begins each run of rows with the same one."""
    starts = run_starts(keys)
    together = len(starts) < len(keys)
    heads = keys[starts] if together else keys
    number, first = compact(packed(heads))
    if not together:
        return number, first, heads
    return np.repeat(number, np.diff(starts, append=len(keys))), starts[first], heads


def run_starts(keys: pl.DataFrame) -> NDArray[np.int64]:
    """The rows whose key is not that of the row before."""
    before = len(keys) - 1
    changed = keys.select(
        pl.any_horizontal(
            pl.col(name).slice(1).ne_missing(pl.col(name).slice(0, before)) for name in keys.columns
        )
    ).to_series()
    return np.concatenate([[0], changed.arg_true().to_numpy().astype(np.int64) + 1])


def packed(keys: pl.DataFrame) -> NDArray[np.int64]:
    """One whole number a row, the same for the same key."""
    code = np.zeros(len(keys), dtype=np.int64)
    size = 1
    for name in keys.columns:
        column, span = coded(keys[name])
        if size * span > np.iinfo(np.int64).max // 2:
            code, first = compact(code)
            size = len(first)
        code = code * span + column
        size *= span
    return code


def coded(column: pl.Series) -> tuple[NDArray[np.int64], int]:
    """Each value as a whole number from 0, nothing being one of them, and how many numbers there may be."""
    whole = column.dtype.is_integer() or column.dtype == pl.Date
    if whole and column.null_count() == 0:
        numbers = column.to_physical().cast(pl.Int64).to_numpy()
        low = int(numbers.min())
        span = int(numbers.max()) - low + 1
        if span <= WIDEST:
            return numbers - low, span
    distinct = column.unique()
    numbers = (
        column.to_frame("key")
        .join(
            pl.DataFrame({"key": distinct, "number": np.arange(len(distinct))}),
            on="key",
            how="left",
            nulls_equal=True,
            maintain_order="left",
        )["number"]
        .to_numpy()
    )
    return numbers, len(distinct)


def compact(code: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The codes numbered from 0 in the order of their first appearance, and where each first appears."""
    low = int(code.min())
    size = int(code.max()) - low + 1
    if size > max(LOOKUP_CELLS, 4 * len(code)):
        _, where, inverse = np.unique(code, return_index=True, return_inverse=True)
        order = np.argsort(where)
        rank = np.empty(len(order), dtype=np.int64)
        rank[order] = np.arange(len(order))
        return rank[inverse], where[order]
    seen = np.full(size, -1, dtype=np.int64)
    seen[code[::-1] - low] = np.arange(len(code))[::-1]
    first = np.sort(seen[seen >= 0])
    seen[code[first] - low] = np.arange(len(first))
    return seen[code - low], first
