"""The columns that are needed of a file, whatever its format; what is no table is refused by what it is.

In comes a path; out comes, for as long as it is needed, a table that is not yet read: texts of a CSV file
(packed or not), so that a code such as 01 keeps its nought, and typed columns of a Parquet file.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import polars as pl
from polars import selectors as cs

from anso.errors import InvalidInputError, NotFoundError, Problem
from anso.hub.reading.csv_files import estimated_rows, header, unpacked
from anso.hub.reading.kinds import CSV, GZIP, PARQUET, kind_of
from anso.hub.reading.room import free_bytes

__all__ = ["opened"]

BYTES_A_ROW = 150
"""What a row takes at most while it is read and laid out (measured: 110 of 10 million rows)."""
SHARE = 0.7
"""Of the free memory, what one table may take."""


@contextmanager
def opened(path: Path, names: Sequence[str], aliases: Mapping[str, str]) -> Iterator[pl.LazyFrame]:
    """The named columns; one that is not there under its own name is taken from an alias. Damage that is met while
    they are read is told where it lies."""
    if path.is_dir():
        raise InvalidInputError([Problem(str(path), "is a folder; name one file")])
    if not path.exists():
        raise NotFoundError(f"There is no file {path}")
    with plain_file(path) as (plain, kind):
        try:
            if kind == PARQUET:
                yield of_parquet(plain, path.name, names, aliases)
            else:
                yield of_csv(plain, path.name, names, aliases)
        # A damaged page makes Rust panic, which is no `Exception`; it is the file's fault and harms nothing else.
        except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError) as error:
            uneven = None if kind == PARQUET else uneven_line(plain, path.name)
            said = (str(error).strip() or type(error).__name__).splitlines()[0]
            damaged = Problem(path.name, f"is damaged and cannot be read ({said}); write it again")
            raise InvalidInputError([uneven or damaged]) from error


@contextmanager
def plain_file(path: Path) -> Iterator[tuple[Path, str]]:
    kind = kind_of(path, path.name)
    if kind != GZIP:
        yield path, kind
        return
    with unpacked(path, path.name) as plain:
        if kind_of(plain, path.name) != CSV:
            raise InvalidInputError([Problem(path.name, "is packed, and is no CSV inside")])
        yield plain, CSV


def of_csv(path: Path, where: str, names: Sequence[str], aliases: Mapping[str, str]) -> pl.LazyFrame:
    given = header(path, where)
    refuse_beyond_memory(estimated_rows(path), where)
    return named(pl.scan_csv(path, infer_schema=False), given, where, names, aliases)


def of_parquet(path: Path, where: str, names: Sequence[str], aliases: Mapping[str, str]) -> pl.LazyFrame:
    lazy = pl.scan_parquet(path, hive_partitioning=False).with_columns(
        cs.categorical().cast(pl.String), cs.enum().cast(pl.String)
    )
    refuse_beyond_memory(int(lazy.select(pl.len()).collect().item()), where)
    return named(lazy, lazy.collect_schema().names(), where, names, aliases)


def named(
    lazy: pl.LazyFrame, given: Sequence[str], where: str, names: Sequence[str], aliases: Mapping[str, str]
) -> pl.LazyFrame:
    other = {new: old for old, new in aliases.items() if old in given}
    if missing := [name for name in names if name not in given and name not in other]:
        raise InvalidInputError(
            Problem(where, f"has no column {name!r}; it has {', '.join(given)}: rename the one that holds it")
            for name in missing
        )
    return lazy.select(pl.col(name if name in given else other[name]).alias(name) for name in names)


def uneven_line(path: Path, where: str) -> Problem | None:
    """The first line with more cells than the line of column names."""
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        lines = csv.reader(file)
        columns = len(next(lines, []))
        for cells in lines:
            if len(cells) > columns:
                return Problem(
                    f"{where}, line {lines.line_num}",
                    f"has {len(cells)} cells, and the first line {columns}; put a text with a comma in quotation marks",
                )
    return None


def refuse_beyond_memory(rows: int, where: str) -> None:
    room = int(free_bytes() * SHARE / BYTES_A_ROW)
    if rows > room:
        raise InvalidInputError(
            [
                Problem(
                    where,
                    f"holds about {rows / 1e6:,.1f} million rows, and the memory that is free here takes "
                    f"{room / 1e6:,.1f} million: keep the days of issue that you need, and call once for each part",
                )
            ]
        )
