"""CSV files read in pieces into typed columns; every cell that has no reading is named.

The file is taken as text, column by column, and typed on the way, so that the text of a large file never
stands in memory. "NA" and nothing are missing in columns of numbers and dates; in columns of names "NA" is
a name (Namibia's).
"""

import csv
import gzip
import tempfile
import zlib
from collections import Counter
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

import polars as pl

from anso.errors import InvalidInputError, Problem
from anso.hub.reading.room import refuse_beyond_room
from anso.release.forecast import HORIZON, MODEL, OUTPUT_TYPE_ID, SHOWN_ROWS, VALUE, is_date
from anso.release.forecast.tidy import days, steps, unit_of

__all__ = ["read_csv", "unpacked"]

MISSING = "NA"
NUMBERS = (VALUE, "observation", "oracle_value")
SAMPLED_BYTES = 1 << 20
UNPACKED_LIMIT = 20 << 30
"""Bytes that a compressed file may come to; more is taken for an attack or an error."""
CHUNK = 1 << 20


def read_csv(path: Path, where: str, models: Collection[str] | None = None) -> pl.DataFrame:
    """All rows, or those of some models; typed by the names of their columns, text where these ask for nothing."""
    names = header(path, where)
    chosen = (
        pl.col(MODEL).is_in(list(models)) if models is not None and MODEL in names else pl.lit(value=True)
    )
    _refuse_beyond_room(path, chosen, where)
    typed: dict[str, pl.Expr] = {}
    try:
        unit = _horizons_unit(path) if HORIZON in names else ""
        typed |= {name: expression for name in names if (expression := _typed(name, unit)) is not None}
        stated = chosen & pl.any_horizontal(pl.col(names).is_not_null())  # an empty line is no row
        text = pl.scan_csv(path, infer_schema=False).filter(stated)
        table = text.with_columns(
            *(expression.alias(name) for name, expression in typed.items()),
            *(pl.col(name).cast(pl.Categorical) for name in names if _is_name(name, typed)),
            _lost(typed).alias(""),
        ).collect(engine="streaming")
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError) as error:
        raise InvalidInputError(_broken_lines(path, len(names), where, error)) from error
    if table[""].any():
        raise InvalidInputError(_unreadable_cells(path, typed, chosen, int(table[""].sum()), where))
    return table.drop("").with_columns(pl.col(pl.Categorical).cast(pl.String))


@contextmanager
def unpacked(path: Path, where: str, limit: int | None = None) -> Iterator[Path]:
    """The content of a gzip file, as a file for as long as it is needed."""
    largest = UNPACKED_LIMIT if limit is None else limit
    with tempfile.NamedTemporaryFile(suffix=".csv") as plain:
        size = 0
        try:
            with gzip.open(path, "rb") as packed:
                while chunk := packed.read(CHUNK):
                    size += len(chunk)
                    if size > largest:
                        raise InvalidInputError(
                            [
                                Problem(
                                    where,
                                    f"unpacks to more than {largest >> 30} GB; give Parquet, or split it",
                                )
                            ]
                        )
                    plain.write(chunk)
        except (EOFError, OSError, zlib.error) as error:
            raise InvalidInputError(
                [Problem(where, f"is damaged and cannot be unpacked ({error}); copy or write it again")]
            ) from error
        plain.flush()
        yield Path(plain.name)


def header(path: Path, where: str) -> list[str]:
    """The names of the columns."""
    with path.open("rb") as file:
        line = file.readline(CHUNK)
    try:
        names = next(csv.reader([line.decode("utf-8-sig").strip("\r\n")]), [])
    except (UnicodeDecodeError, csv.Error) as error:
        raise InvalidInputError(
            [Problem(f"{where}, line 1", f"is no line of column names ({error}); save it as CSV in UTF-8")]
        ) from error
    if len(names) == 1 and (other := next((mark for mark in ";\t|" if mark in names[0]), None)):
        raise InvalidInputError(
            [Problem(f"{where}, line 1", f"separates the columns by {other!r}; separate them by commas")]
        )
    problems = [
        Problem(f"{where}, line 1", f"names the column {name!r} {times} times; name each once")
        for name, times in Counter(names).items()
        if times > 1
    ]
    problems += [
        Problem(f"{where}, line 1", f"leaves the name of column {number} empty")
        for number, name in enumerate(names, 1)
        if not name
    ]
    if problems or not names:
        raise InvalidInputError(problems or [Problem(f"{where}, line 1", "holds no column names")])
    return names


def estimated_rows(path: Path) -> int:
    """From the length of the first lines."""
    size = path.stat().st_size
    with path.open("rb") as file:
        sample = file.read(SAMPLED_BYTES)
    lines = sample.count(b"\n")
    return lines if size <= SAMPLED_BYTES else int(size / len(sample) * max(lines, 1))


def _refuse_beyond_room(path: Path, chosen: pl.Expr, where: str) -> None:
    """Where too much is in the file, what is asked of it is counted, row after row."""
    try:
        refuse_beyond_room(estimated_rows(path), where)
    except InvalidInputError:
        if chosen.meta.is_literal():
            raise
        asked = pl.scan_csv(path, infer_schema=False).filter(chosen).select(pl.len())
        try:
            rows = int(asked.collect(engine="streaming").item())
        except pl.exceptions.PolarsError:  # the reading that follows says what is wrong
            return
        refuse_beyond_room(rows, where)


def _is_name(name: str, typed: dict[str, pl.Expr]) -> bool:
    return name not in typed and name != OUTPUT_TYPE_ID


def _horizons_unit(path: Path) -> str:
    """What the first horizon states beside its number."""
    stated = pl.scan_csv(path, infer_schema=False).select(_present(HORIZON)).drop_nulls().head(1)
    return unit_of(next(iter(stated.collect(engine="streaming").to_series()), None))


def _typed(name: str, unit: str) -> pl.Expr | None:
    """The column's reading, where its name asks for one."""
    text = _present(name)
    if is_date(name):
        return days(text)
    if name == HORIZON:
        return steps(text, unit)
    if name in NUMBERS:
        return text.cast(pl.Float64, strict=False)
    return text if name == OUTPUT_TYPE_ID else None


def _present(name: str) -> pl.Expr:
    return pl.when(pl.col(name) != MISSING).then(pl.col(name))


def _lost(typed: dict[str, pl.Expr]) -> pl.Expr:
    """Whether a row has a cell without a reading."""
    return pl.any_horizontal(
        pl.lit(value=False),
        *(expression.is_null() & _present(name).is_not_null() for name, expression in typed.items()),
    )


def _unreadable_cells(
    path: Path, typed: dict[str, pl.Expr], chosen: pl.Expr, rows: int, where: str
) -> list[Problem]:
    wrong = (
        pl.scan_csv(path, infer_schema=False, row_index_name="")
        .filter(chosen & _lost(typed))
        .head(SHOWN_ROWS)
        .with_columns(expression.is_null().alias(f"{name} is lost") for name, expression in typed.items())
        .collect(engine="streaming")
    )
    problems = [
        Problem(f"{where}, row {row[''] + 1}, column {name}", f"{row[name]!r} is not {_expected(name)}")
        for row in wrong.iter_rows(named=True)
        for name in typed
        if row[name] not in (None, MISSING) and row[f"{name} is lost"]
    ]
    if rows > len(wrong):
        problems.append(Problem(where, f"{rows - len(wrong):,} further rows hold such cells"))
    return problems


def _expected(name: str) -> str:
    if is_date(name):
        return "a date such as 2021-03-08"
    return "a whole number" if name == HORIZON else "a number"


def _broken_lines(path: Path, columns: int, where: str, error: BaseException) -> list[Problem]:
    """The lines that are no rows of so many cells, found by reading one line after the other."""
    problems: list[Problem] = []
    count = 0
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = csv.reader(file)
            for cells in lines:
                if len(cells) in (0, columns):
                    continue
                count += 1
                if count <= SHOWN_ROWS:
                    problems.append(
                        Problem(
                            f"{where}, line {lines.line_num}",
                            f"has {len(cells)} cells and the first line {columns}; give each column one",
                        )
                    )
    except UnicodeDecodeError as decoding:
        problems.append(Problem(where, f"is not text in UTF-8 ({decoding.reason}); save it as UTF-8"))
    except csv.Error as fault:
        problems.append(Problem(f"{where}, line {lines.line_num}", f"is no line of CSV ({fault})"))
    if count > SHOWN_ROWS:
        problems.append(
            Problem(where, f"{count - SHOWN_ROWS:,} further lines have too many or too few cells")
        )
    said = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
    return problems or [Problem(where, f"cannot be read as CSV ({said}); write it again")]
