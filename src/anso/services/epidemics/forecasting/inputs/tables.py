"""The three tables that forecasts are made from: weekly vintages, daily vintages, populations.

In come CSV (also .gz) or Parquet files; out come tables with columns of the right types. A row that cannot
be read is left out and said so in the notes, for one bad country must not stop the others; a file of which
nothing can be read is an error.
"""

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from anso.errors import InvalidInputError, Problem
from anso.services.epidemics.forecasting.inputs.opened import opened

__all__ = ["Notes", "read_daily_vintages", "read_populations", "read_vintages"]

SHOWN_ROWS = 3
VALUES = {"observation": "value", "oracle_value": "value", "weekly_value": "value"}
"""What hubs call the count."""
MISSING = ("", "NA", "NaN", "nan", "null")
LEFT_OUT = "left out"

Notes = list[str]
"""Sentences for the reader about what was left out or mended."""
Kinds = Mapping[str, type[pl.DataType]]


def read_vintages(path: Path, notes: Notes) -> pl.DataFrame:
    """as_of, location, target, target_end_date, value: a week's count as it was known on a day."""
    return versions_of(path, "target_end_date", VALUES | {"date": "target_end_date"}, notes)


def read_daily_vintages(path: Path, notes: Notes) -> pl.DataFrame:
    """as_of, location, target, date, value: a day's count as it was known on a later day."""
    return versions_of(path, "date", VALUES | {"target_end_date": "date"}, notes)


def read_populations(path: Path, notes: Notes) -> pl.DataFrame:
    """location, population."""
    table = read_columns(path, {"location": pl.String, "population": pl.Float64}, {}, notes)
    once = table.filter(pl.col("population") > 0).unique("location", keep="first", maintain_order=True)
    return once.with_columns(pl.col("location").cast(pl.String))


def versions_of(path: Path, axis: str, aliases: Mapping[str, str], notes: Notes) -> pl.DataFrame:
    key: Kinds = {"as_of": pl.Date, "location": pl.String, "target": pl.String, axis: pl.Date}
    table = read_columns(path, {**key, "value": pl.Float64}, aliases, notes)
    once = without_repetitions(table, list(key), path, notes)
    return once.with_columns(pl.col(pl.Categorical).cast(pl.String))


def read_columns(path: Path, kinds: Kinds, aliases: Mapping[str, str], notes: Notes) -> pl.DataFrame:
    """The rows of which every cell is told and can be read; names as categories, which take a tenth of the room."""
    with opened(path, list(kinds), aliases) as rows:
        given = rows.collect_schema()
        read = {name: typed(name, given[name], kind) for name, kind in kinds.items()}
        lost = {name: cell.is_null() & told(name, given[name]) for name, cell in read.items()}
        columns = [
            (cell.cast(pl.Categorical) if kinds[name] == pl.String else cell).alias(name)
            for name, cell in read.items()
        ]
        table = rows.select(*columns, pl.any_horizontal(lost.values()).alias(LEFT_OUT)).collect(
            engine="streaming"
        )
        unreadable = unreadable_cells(rows, lost, path) if table[LEFT_OUT].any() else []
    good = table.filter(~pl.col(LEFT_OUT) & pl.all_horizontal(pl.all().is_not_null())).drop(LEFT_OUT)
    if good.is_empty():
        nothing = Problem(path.name, f"holds no row with {', '.join(kinds)} all readable")
        raise InvalidInputError([nothing, *unreadable])
    notes += [f"{problem}; these rows are left out" for problem in unreadable]
    return good


def typed(name: str, given: pl.DataType, kind: type[pl.DataType]) -> pl.Expr:
    """A column's cells as they are meant; null where they cannot be."""
    cell = pl.col(name).str.strip_chars() if given == pl.String else pl.col(name)
    if kind == pl.Float64:
        number = cell.cast(pl.Float64, strict=False)
        return pl.when(number.is_finite()).then(number)
    if kind == pl.Date and given == pl.String:
        return cell.str.slice(0, 10).str.to_date("%Y-%m-%d", strict=False)
    if kind == pl.Date and not isinstance(given, pl.Date | pl.Datetime):
        return pl.lit(None, dtype=pl.Date)
    return cell.cast(kind, strict=False)


def told(name: str, given: pl.DataType) -> pl.Expr:
    """Cells that say something, be it unreadable, and not that nothing is known."""
    cell = pl.col(name)
    if given == pl.String:
        return cell.is_not_null() & ~cell.str.strip_chars().is_in(MISSING)
    return cell.is_not_null() & ~cell.is_nan() if given.is_float() else cell.is_not_null()


def unreadable_cells(rows: pl.LazyFrame, lost: Mapping[str, pl.Expr], path: Path) -> list[Problem]:
    counts = rows.select(cell.sum().alias(name) for name, cell in lost.items()).collect(engine="streaming")
    problems = []
    for name, count in counts.row(0, named=True).items():
        if count:
            first = rows.select(name).with_row_index("", offset=1).filter(lost[name]).head(SHOWN_ROWS)
            shown = ", ".join(
                f"row {row}: {cell!r}" for row, cell in first.collect(engine="streaming").rows()
            )
            more = f" and {count - SHOWN_ROWS:,} more" if count > SHOWN_ROWS else ""
            problems.append(Problem(f"{path.name}, column {name}", f"{shown}{more} cannot be read"))
    return problems


def without_repetitions(table: pl.DataFrame, key: list[str], path: Path, notes: Notes) -> pl.DataFrame:
    """Of a cell told twice in one version the later row counts, as in a file that was appended to."""
    twice = numbered(table, key).is_duplicated()
    if not twice.any():
        return table
    again = table.with_row_index("row").filter(twice)
    kept = again.unique(key, keep="last", maintain_order=True)
    if lost := again.select(*key, "value").unique().height - kept.height:
        notes.append(f"{path.name}: of cells told twice and differently the later row counts ({lost:,})")
    last = pl.Series([False]).new_from_index(0, len(table)).scatter(kept["row"], values=True)
    return table.filter(~twice | last)


def numbered(table: pl.DataFrame, key: list[str]) -> pl.Series:
    """One number for each combination, since tens of millions of rows are compared by it."""
    code = pl.lit(0, dtype=pl.Int64)
    for name in key:
        part = pl.col(name).to_physical().cast(pl.Int64)
        code = code * (part.max() - part.min() + 1) + part - part.min()
    return table.select(code).to_series()
