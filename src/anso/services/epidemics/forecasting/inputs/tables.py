"""The three tables that forecasts are made from: weekly vintages, daily vintages, populations.

In come CSV (also .gz) or Parquet files; out come tables with columns of the right types. A row that cannot
be read is left out and said so in the notes, for one bad country must not stop the others; a file of which
nothing can be read is an error.
"""

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from anso.errors import AnsoError, InvalidInputError, NotFoundError, Problem

__all__ = ["Notes", "read_daily_vintages", "read_populations", "read_vintages"]

LARGEST_TEXT = 2_000_000_000
"""Bytes of CSV that are still read into memory; more of it belongs in Parquet, which takes a tenth."""
MOST_ROWS = 60_000_000
SHOWN_ROWS = 3
ALIASES = {"observation": "value", "oracle_value": "value", "weekly_value": "value"}

Notes = list[str]
"""Sentences for the reader about what was left out or mended."""


def read_vintages(path: Path, notes: Notes) -> pl.DataFrame:
    """as_of, location, target, target_end_date, value: a week's count as it was known on a day."""
    kinds = {"as_of": pl.Date, "location": pl.String, "target": pl.String, "target_end_date": pl.Date}
    return without_repetitions(read_counts(path, kinds, notes), list(kinds), path, notes)


def read_daily_vintages(path: Path, notes: Notes) -> pl.DataFrame:
    """as_of, location, target, date, value: a day's count as it was known on a later day."""
    kinds = {"as_of": pl.Date, "location": pl.String, "target": pl.String, "date": pl.Date}
    return without_repetitions(read_counts(path, kinds, notes), list(kinds), path, notes)


def read_populations(path: Path, notes: Notes) -> pl.DataFrame:
    """location, population."""
    kinds = {"location": pl.String}
    table = read_counts(path, kinds, notes, value="population")
    return table.filter(pl.col("population") > 0).unique("location", keep="first", maintain_order=True)


def read_counts(
    path: Path, kinds: Mapping[str, type[pl.DataType]], notes: Notes, *, value: str = "value"
) -> pl.DataFrame:
    rows = opened(path, [*kinds, value])
    columns = {name: typed(rows[name], kind) for name, kind in kinds.items()} | {
        value: typed(rows[value], pl.Float64)
    }
    table = pl.DataFrame(columns).with_columns(pl.col(value).replace([float("inf"), float("-inf")], None))
    unreadable = pl.Series([False]).new_from_index(0, len(table)).rename("unreadable")
    for name, column in columns.items():
        wrong = column.is_null() & rows[name].is_not_null() & ~empty(rows[name])
        if wrong.any():
            notes.append(sentence(path, name, rows[name], wrong))
            unreadable |= wrong
    good = table.filter(
        ~unreadable & pl.all_horizontal(pl.all().is_not_null() & ~pl.all().cast(pl.String).is_in(["NaN"]))
    )
    if good.is_empty():
        raise InvalidInputError([Problem(path.name, f"holds no row with {', '.join(columns)} all readable")])
    return good


def opened(path: Path, names: list[str]) -> pl.DataFrame:
    """The named columns as they stand in the file, texts where it is a text file."""
    if not path.exists():
        raise NotFoundError(f"There is no file {path}")
    if path.suffix in (".parquet", ".pq"):
        lazy = scanned(path)
        if (size := lazy.select(pl.len()).collect().item()) > MOST_ROWS:
            raise AnsoError(
                f"{path.name} holds {size:,} rows, more than the {MOST_ROWS:,} that fit into memory: "
                "keep the days of issue that you need, and call once for each part"
            )
    else:
        if path.stat().st_size > LARGEST_TEXT:
            raise AnsoError(
                f"{path.name} is {path.stat().st_size / 1e9:.1f} GB of text, more than the "
                f"{LARGEST_TEXT / 1e9:.0f} GB that are read at once: write it as Parquet, or keep the days you need"
            )
        lazy = scanned(path)
    given = lazy.collect_schema().names()
    lazy = lazy.rename({old: new for old, new in ALIASES.items() if old in given and new not in given})
    given = [ALIASES.get(name, name) for name in given]
    if missing := [name for name in names if name not in given]:
        raise InvalidInputError(
            Problem(path.name, f"has no column {name!r}; it has {', '.join(given)}") for name in missing
        )
    return collected(lazy.select(names), path)


def scanned(path: Path) -> pl.LazyFrame:
    try:
        if path.suffix in (".parquet", ".pq"):
            lazy = pl.scan_parquet(path)
        else:  # as text, so that a code such as 01 keeps its nought
            lazy = pl.read_csv(path, infer_schema=False).lazy()
        lazy.collect_schema()
    except (pl.exceptions.PolarsError, OSError) as error:
        raise unreadable_file(path, error) from error
    return lazy


def collected(lazy: pl.LazyFrame, path: Path) -> pl.DataFrame:
    try:
        return lazy.collect()
    except (pl.exceptions.PolarsError, OSError) as error:
        raise unreadable_file(path, error) from error


def unreadable_file(path: Path, error: Exception) -> AnsoError:
    return AnsoError(f"{path.name} cannot be read: {str(error).splitlines()[0]}")


def typed(column: pl.Series, kind: type[pl.DataType]) -> pl.Series:
    if column.dtype == kind:
        return column
    if kind == pl.Date and column.dtype == pl.String:
        return column.str.slice(0, 10).str.to_date("%Y-%m-%d", strict=False)
    if kind == pl.Date and not isinstance(column.dtype, pl.Datetime):
        return pl.Series(column.name, [None], dtype=pl.Date).new_from_index(0, len(column))
    return column.cast(kind, strict=False)


def empty(column: pl.Series) -> pl.Series:
    """Cells that say "nothing known" rather than something unreadable."""
    if column.dtype != pl.String:
        return pl.Series([False]).new_from_index(0, len(column))
    return column.str.strip_chars().is_in(["", "NA", "NaN", "nan", "null"])


def sentence(path: Path, name: str, column: pl.Series, wrong: pl.Series) -> str:
    rows = wrong.arg_true().to_list()
    shown = ", ".join(f"row {row + 1}: {column[row]!r}" for row in rows[:SHOWN_ROWS])
    more = f" and {len(rows) - SHOWN_ROWS:,} more" if len(rows) > SHOWN_ROWS else ""
    return f"{path.name}, column {name}: {shown}{more} cannot be read; these rows are left out"


def without_repetitions(table: pl.DataFrame, key: list[str], path: Path, notes: Notes) -> pl.DataFrame:
    """Of a cell told twice in one version the later row counts, as in a file that was appended to."""
    kept = table.unique(key, keep="last", maintain_order=True)
    if lost := len(table.unique([*key, table.columns[-1]])) - len(kept):
        notes.append(f"{path.name}: {lost:,} cells are told twice and differently; the later row counts")
    return kept
