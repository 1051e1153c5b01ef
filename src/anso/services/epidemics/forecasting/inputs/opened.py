"""The columns that are needed of a file, whatever its format; what is no table is refused by what it is.

In comes a path; out comes, for as long as it is needed, a table that is not yet read: texts of a CSV file
(packed or not), so that a code such as 01 keeps its nought, and typed columns of a Parquet file.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import polars as pl
from polars import selectors as cs

from anso.errors import InvalidInputError, NotFoundError, Problem
from anso.hub.reading.csv_files import estimated_rows, header, unpacked
from anso.hub.reading.kinds import GZIP, PARQUET, kind_of
from anso.hub.reading.room import free_bytes

__all__ = ["gathered", "opened"]

BYTES_A_ROW = 150
"""What a row takes at most while it is read and laid out (measured: 110 of 10 million rows)."""
SHARE = 0.7
"""Of the free memory, what one table may take."""


@contextmanager
def opened(path: Path, names: Sequence[str], aliases: Mapping[str, str]) -> Iterator[pl.LazyFrame]:
    """The named columns; one that is not there under its own name is taken from an alias."""
    if path.is_dir():
        raise InvalidInputError([Problem(str(path), "is a folder; name one file")])
    if not path.exists():
        raise NotFoundError(f"There is no file {path}")
    kind = kind_of(path, path.name)
    if kind == PARQUET:
        yield of_parquet(path, names, aliases)
    elif kind == GZIP:
        with unpacked(path, path.name) as plain:
            if kind_of(plain, path.name) in (GZIP, PARQUET):
                raise InvalidInputError([Problem(path.name, "is packed, and is no CSV inside")])
            yield of_csv(plain, path.name, names, aliases)
    else:
        yield of_csv(path, path.name, names, aliases)


def of_csv(path: Path, where: str, names: Sequence[str], aliases: Mapping[str, str]) -> pl.LazyFrame:
    given = header(path, where)
    refuse_beyond_memory(estimated_rows(path), where)
    return named(pl.scan_csv(path, infer_schema=False), given, where, names, aliases)


def of_parquet(path: Path, names: Sequence[str], aliases: Mapping[str, str]) -> pl.LazyFrame:
    lazy = pl.scan_parquet(path, hive_partitioning=False).with_columns(
        cs.categorical().cast(pl.String), cs.enum().cast(pl.String)
    )
    refuse_beyond_memory(int(gathered(lazy.select(pl.len()), path.name).item()), path.name)
    return named(lazy, lazy.collect_schema().names(), path.name, names, aliases)


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


def gathered(lazy: pl.LazyFrame, where: str) -> pl.DataFrame:
    """What is asked of a file, read in pieces."""
    try:
        return lazy.collect(engine="streaming")
    # A damaged page makes Rust panic, which is no `Exception`; it is the file's fault and harms nothing else.
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError) as error:
        said = (str(error).strip() or type(error).__name__).splitlines()[0]
        raise InvalidInputError(
            [Problem(where, f"is damaged and cannot be read ({said}); write it again")]
        ) from error


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
