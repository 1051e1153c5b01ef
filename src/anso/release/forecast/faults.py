"""What in a tidy forecast table cannot be a forecast, said row by row.

In comes a tidy table; out come its problems, none for a sound one. Rows of one forecast are brought side by
side once for each output type, by a hash of their keys, and compared with their neighbours; every double
that the hashes claim is compared in full before it is named.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from anso.errors import Problem
from anso.release.forecast.columns import (
    MODEL,
    OUTPUT_TYPE,
    OUTPUT_TYPE_ID,
    OUTPUT_TYPES,
    SHOWN_ROWS,
    VALUE,
    key_columns,
)

__all__ = ["PMF_TOLERANCE", "ROUNDING", "faults"]

PMF_TOLERANCE = 1e-3
"""Probabilities of three classes, each rounded to three decimals, miss 1 by so much."""
ROUNDING = 1e-9
"""Numbers closer than this, relative to their size, differ by the arithmetic that made them."""

Rows = NDArray[np.int64]


@dataclass(frozen=True)
class Ordered:
    """The rows of one output type, those of one forecast side by side and in the order of their ids."""

    table: pl.DataFrame
    where: str
    rows: Rows
    """Their numbers in the table, from 0."""
    begins: NDArray[np.bool_]
    """Which of them begin a forecast."""
    ids: pl.Series
    values: NDArray[np.float64]


def faults(table: pl.DataFrame, *, where: str = "forecasts") -> list[Problem]:
    """Everything wrong with a tidy table; of each kind of fault the first rows are named and the rest counted."""
    if table.is_empty():
        return []
    problems = unknown_types(table, where) + missing_values(table, where)
    for kind in OUTPUT_TYPES:
        mask = (table[OUTPUT_TYPE] == kind).fill_null(value=False)
        if not mask.any():
            continue
        rows = np.arange(len(table)) if mask.all() else mask.arg_true().to_numpy().astype(np.int64)
        if kind == "quantile" and (wrong := wrong_levels(table, rows, where)):
            problems += wrong
            continue
        ordered = in_order(table, rows, where, numbered=kind == "quantile")
        problems += doubles(ordered, kind)
        if kind == "quantile":
            problems += descents(ordered, "quantile")
        elif kind == "cdf":
            problems += not_probabilities(ordered, "cdf") + descents(ordered, "cumulative probability")
        elif kind == "pmf":
            problems += not_probabilities(ordered, "pmf") + sums(ordered)
    return problems


def unknown_types(table: pl.DataFrame, where: str) -> list[Problem]:
    column = table[OUTPUT_TYPE]
    wrong = (~column.is_in(list(OUTPUT_TYPES))).fill_null(value=False).arg_true().to_numpy()
    return listed(
        where,
        wrong,
        lambda row: f"{column[row]!r} is no output type; there are {', '.join(OUTPUT_TYPES)}",
        OUTPUT_TYPE,
    )


def missing_values(table: pl.DataFrame, where: str) -> list[Problem]:
    """Rows that name no model or output type, and values that are no number one can compute with."""
    problems: list[Problem] = []
    for name in (MODEL, OUTPUT_TYPE):
        if name in table.columns and table[name].null_count():
            empty = table[name].is_null().arg_true().to_numpy()
            problems += listed(where, empty, lambda _: "is empty; every row needs it", name)
    values = table[VALUE]
    finite = values.is_finite()
    if values.null_count() or not finite.all():
        wrong = (~finite.fill_null(value=False)).arg_true().to_numpy()
        problems += listed(
            where,
            wrong,
            lambda row: (
                "is empty; state a number or leave the row out"
                if values[row] is None
                else f"is {values[row]}; a forecast is a finite number"
            ),
            VALUE,
        )
    return problems


def wrong_levels(table: pl.DataFrame, rows: Rows, where: str) -> list[Problem]:
    ids = table[OUTPUT_TYPE_ID].cast(pl.Float64, strict=False)
    sound = (ids.is_between(0, 1)).fill_null(value=False).to_numpy()[rows]
    if sound.all():
        return []
    stated = table[OUTPUT_TYPE_ID]
    return listed(
        where,
        rows[~sound],
        lambda row: f"{stated[row]!r} is no quantile level; levels are numbers from 0 to 1, such as 0.025",
        OUTPUT_TYPE_ID,
    )


def in_order(table: pl.DataFrame, rows: Rows, where: str, *, numbered: bool) -> Ordered:
    """The rows of each forecast side by side; a table that has them so already is not sorted."""
    keys = [name for name in key_columns(table) if name in table.columns]
    part = table if len(rows) == len(table) else table[rows]
    ids = part[OUTPUT_TYPE_ID].cast(pl.Float64) if numbered else _sortable(part[OUTPUT_TYPE_ID])
    code = part.select(keys).hash_rows(seed=0).to_numpy() if keys else np.zeros(len(part), dtype=np.uint64)
    new = np.concatenate([[True], code[1:] != code[:-1]])
    firsts = code[new]
    ascending = (ids.diff() > 0).fill_null(value=False).to_numpy() if numbered else np.zeros(1, dtype=bool)
    values = part[VALUE].to_numpy()
    if numbered and len(np.unique(firsts)) == len(firsts) and (ascending | new).all():
        return Ordered(table, where, rows, new, ids, values)
    order = (
        pl.DataFrame({"code": code, "id": ids, "row": np.arange(len(part))})
        .sort("code", "id", "row")["row"]
        .to_numpy()
    )
    code = code[order]
    new = np.concatenate([[True], code[1:] != code[:-1]])
    return Ordered(table, where, rows[order], new, ids[order], values[order])


def _sortable(ids: pl.Series) -> pl.Series:
    """Numbers in the order of numbers, even where they are written as text."""
    if ids.dtype != pl.String:
        return ids
    numbers = ids.cast(pl.Float64, strict=False)
    return numbers if numbers.null_count() == ids.null_count() else ids


def doubles(ordered: Ordered, kind: str) -> list[Problem]:
    ids = ordered.ids
    same = (ids.eq_missing(ids.shift(1))).to_numpy() & ~ordered.begins
    if not same.any():
        return []
    keys = [name for name in key_columns(ordered.table) if name in ordered.table.columns]
    at = np.flatnonzero(same)
    # Hashes of two forecasts may agree; the forecasts do not.
    mine, other = (ordered.table[ordered.rows[at - back]].select(keys) for back in (0, 1))
    alike = pl.select(
        pl.all_horizontal([mine[name].eq_missing(other[name]) for name in keys] or [pl.lit(value=True)])
    )
    at = at[np.broadcast_to(alike.to_series().to_numpy(), at.shape)]
    first = dict(zip(ordered.rows[at].tolist(), ordered.rows[at - 1].tolist(), strict=True))
    return listed(
        ordered.where,
        ordered.rows[at],
        lambda row: (
            f"{_forecast(ordered.table, row)}: the {kind} "
            f"{ordered.table[OUTPUT_TYPE_ID][row]} was stated already in row {first[row] + 1}; "
            "keep one of the two"
        ),
    )


def descents(ordered: Ordered, thing: str) -> list[Problem]:
    values = ordered.values
    fall = values[:-1] - values[1:]
    size = np.maximum(np.abs(values[:-1]), np.abs(values[1:]))
    at = np.flatnonzero((fall > ROUNDING * size) & ~ordered.begins[1:]) + 1
    before = dict(zip(ordered.rows[at].tolist(), ordered.rows[at - 1].tolist(), strict=True))
    ids, stated = ordered.table[OUTPUT_TYPE_ID], ordered.table[VALUE]
    return listed(
        ordered.where,
        ordered.rows[at],
        lambda row: (
            f"{_forecast(ordered.table, row)}: the {thing} at {ids[row]} ({stated[row]:g}) lies below the one "
            f"at {ids[before[row]]} ({stated[before[row]]:g}, row {before[row] + 1}); it must not descend"
        ),
        VALUE,
    )


def not_probabilities(ordered: Ordered, kind: str) -> list[Problem]:
    wrong = (ordered.values < -ROUNDING) | (ordered.values > 1 + PMF_TOLERANCE)
    stated = ordered.table[VALUE]
    return listed(
        ordered.where,
        ordered.rows[wrong],
        lambda row: f"{stated[row]:g} is no probability; the values of a {kind} lie from 0 to 1",
        VALUE,
    )


def sums(ordered: Ordered) -> list[Problem]:
    starts = np.flatnonzero(ordered.begins)
    totals = np.add.reduceat(ordered.values, starts)
    wrong = np.abs(totals - 1) > PMF_TOLERANCE + ROUNDING
    first = np.minimum.reduceat(ordered.rows, starts)
    total = dict(zip(first.tolist(), totals.tolist(), strict=True))
    return listed(
        ordered.where,
        first[wrong],
        lambda row: (
            f"{_forecast(ordered.table, row)}: its probabilities sum to {total[row]:.6g}; they must sum to 1"
        ),
        VALUE,
    )


def _forecast(table: pl.DataFrame, row: int) -> str:
    """What the forecast of a row is known by, in words."""
    names = [name for name in key_columns(table) if name in table.columns]
    said = zip(names, table.select(names).row(row), strict=True)
    return ", ".join(f"horizon {value}" if name == "horizon" else str(value) for name, value in said)


def listed(
    where: str, rows: Rows, sentence: Callable[[int], str], column: str | None = None
) -> list[Problem]:
    """A problem for each of the first rows, in the table's order, and one that counts the others."""
    place = f", column {column}" if column else ""
    found: Iterable[int] = np.sort(rows)[:SHOWN_ROWS].tolist()
    problems = [Problem(f"{where}, row {row + 1}{place}", sentence(row)) for row in found]
    if len(rows) > SHOWN_ROWS:
        problems.append(
            Problem(f"{where}{place}", f"{len(rows) - SHOWN_ROWS:,} further rows have the same fault")
        )
    return problems
