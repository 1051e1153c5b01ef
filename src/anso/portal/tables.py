"""Rows of a release's table: selected, filtered, sorted, a page of them or a stream of all.

In comes a release, the name of its table and conditions as they were typed in an address; out go plain
rows, or bytes of CSV, JSON or Parquet. Column names are looked up in the table's own schema and values
are read as the column's own type, so nothing that is typed is ever run. Polars reads only the columns and
row groups it needs; a table of a remote store is copied to this machine once, for releases never change.
"""

import json
import math
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args
from uuid import UUID

from anso.errors import InvalidInputError, Problem
from anso.portal.cleanup import tables_folder
from anso.release import Localised, Release

if TYPE_CHECKING:
    import polars as pl

__all__ = ["FORMATS", "Condition", "Format", "Rows", "read_rows", "stream", "table_path"]

Format = Literal["json", "csv", "parquet"]
FORMATS: tuple[Format, ...] = get_args(Format)
Condition = tuple[str, str, str]
"""Column, operator and value, such as `("cases", ">=", "100")`."""
STREAMED_ROWS = 50_000
YES_NO = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


@dataclass(frozen=True)
class Rows:
    """A page of a table."""

    columns: tuple[str, ...]
    rows: list[dict[str, Any]]
    """Values in Python's own types; a number that is not finite is None."""
    total: int
    """Rows that meet the conditions, on all pages."""
    descriptions: Mapping[str, Localised]
    """What the columns mean, as far as the release says."""


def read_rows(
    release: Release,
    name: str,
    *,
    columns: Sequence[str] = (),
    where: Iterable[Condition] = (),
    sort: str = "",
    offset: int = 0,
    limit: int | None = 100,
) -> Rows:
    """A page of the table; `sort` is a column, with `-` before it for the greatest first."""
    import polars as pl

    output = release.output("table", name)
    frame = pl.scan_parquet(table_path(release, name), glob=False)
    schema = frame.collect_schema()
    chosen, conditions, order = _parse(schema, columns, where, sort)
    matching = frame.filter(*conditions) if conditions else frame
    page = (_sorted(matching, order) if order else matching).slice(offset, limit)
    rows, total = pl.collect_all([page.select(chosen), matching.select(pl.len())])
    return Rows(
        columns=tuple(chosen),
        rows=_plain_rows(rows),
        total=int(total.item()),
        descriptions={key: text for key, text in output.columns.items() if key in chosen},
    )


def stream(
    release: Release,
    name: str,
    format: Format,  # noqa: A002  # the word everybody uses for it
    *,
    columns: Sequence[str] = (),
    where: Iterable[Condition] = (),
    sort: str = "",
    offset: int = 0,
    limit: int | None = None,
) -> Iterator[bytes]:
    """The rows that meet the conditions, all of them or so many, as pieces of a file of that format.

    A condition that does not hold water raises at once, not when the first piece is asked for.
    """
    import polars as pl

    frame = pl.scan_parquet(table_path(release, name), glob=False)
    chosen, conditions, order = _parse(frame.collect_schema(), columns, where, sort)
    if format == "parquet" and not (columns or conditions or order or offset or limit is not None):
        return _file(release, name)
    if conditions:
        frame = frame.filter(*conditions)
    if order:
        frame = _sorted(frame, order)
    if offset or limit is not None:
        frame = frame.slice(offset, limit)
    writers: dict[Format, Callable[[pl.LazyFrame], Iterator[bytes]]] = {
        "csv": _csv,
        "json": _json,
        "parquet": _parquet,
    }
    return writers[format](frame.select(chosen))


def table_path(release: Release, name: str) -> Path:
    """The table's Parquet file on this machine, copied there first if it lies elsewhere."""
    path = release.output("table", name).path
    if (local := release.local_path(path)) is not None:
        return local
    copy = tables_folder() / release.id / Path(path).name
    if copy.exists():
        os.utime(copy)  # the least recently used are removed first
        return copy
    copy.parent.mkdir(parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(dir=copy.parent, prefix=".copying-")
    try:
        with os.fdopen(descriptor, "wb") as target, release.open(path) as source:
            while chunk := source.read(1 << 20):
                target.write(chunk)
        Path(temporary).replace(copy)
    finally:
        Path(temporary).unlink(missing_ok=True)
    return copy


def column_kind(dtype: "pl.DataType") -> str:
    """What a column holds, for readers and forms: number, text, date, time, yes or no, or other."""
    import polars as pl

    if dtype.is_numeric():
        return "number"
    if dtype in (pl.String, pl.Categorical, pl.Enum):
        return "text"
    if dtype == pl.Date:
        return "date"
    if dtype == pl.Datetime:
        return "time"
    return "flag" if dtype == pl.Boolean else "other"


@lru_cache(maxsize=512)
def _kinds(path: Path) -> dict[str, str]:
    import polars as pl

    return {name: column_kind(dtype) for name, dtype in pl.read_parquet_schema(path).items()}


def column_kinds(release: Release, name: str) -> dict[str, str]:
    """The table's columns and what each holds."""
    return dict(_kinds(table_path(release, name)))


def _parse(
    schema: "pl.Schema", columns: Sequence[str], where: Iterable[Condition], sort: str
) -> tuple[list[str], list["pl.Expr"], tuple[str, bool] | None]:
    problems = [Problem("columns", _no_column(column, schema)) for column in columns if column not in schema]
    conditions = []
    for column, operator, value in where:
        try:
            conditions.append(_condition(schema, column, operator, value))
        except ValueError as error:
            problems.append(Problem("where", str(error)))
    order = (sort.removeprefix("-"), sort.startswith("-")) if sort else None
    if order is not None and order[0] not in schema:
        problems.append(Problem("sort", _no_column(order[0], schema)))
    elif order is not None and schema[order[0]].is_nested():
        problems.append(Problem("sort", f"column {order[0]} holds lists or records, which have no order"))
    if problems:
        raise InvalidInputError(problems)
    return list(dict.fromkeys(columns)) or list(schema.names()), conditions, order


def _no_column(name: str, schema: Iterable[str]) -> str:
    return f"there is no column {name!r}; there are {', '.join(schema)}"


def _condition(schema: "pl.Schema", column: str, operator: str, value: str) -> "pl.Expr":
    import polars as pl

    if column not in schema:
        raise ValueError(_no_column(column, schema))
    kind = column_kind(schema[column])
    subject = pl.col(column)
    if kind == "text":
        subject = subject.cast(pl.String)
    if operator == "contains":
        if kind != "text":
            raise ValueError(f"column {column} holds no text, so 'contains' cannot be asked of it; use ==")
        return subject.str.to_lowercase().str.contains(value.lower(), literal=True)
    comparisons: dict[str, Callable[[Any], pl.Expr]] = {
        "==": subject.eq,
        "!=": subject.ne_missing,
        "<": subject.lt,
        "<=": subject.le,
        ">": subject.gt,
        ">=": subject.ge,
    }
    if operator not in comparisons:
        raise ValueError(f"{operator!r} is no comparison; there are {', '.join([*comparisons, 'contains'])}")
    if value == "" and operator in ("==", "!="):
        return subject.is_null() if operator == "==" else subject.is_not_null()
    return comparisons[operator](pl.lit(_typed(column, schema[column], kind, value)))


def _typed(column: str, dtype: "pl.DataType", kind: str, value: str) -> Any:
    """The value as the column's own type."""
    readers: dict[str, tuple[Callable[[str], Any], str]] = {
        "text": (str, "text"),
        "number": (_number, "a number"),
        "date": (date.fromisoformat, "a date such as 2020-06-08"),
        "time": (datetime.fromisoformat, "a date and time such as 2020-06-08T06:00"),
        "flag": (lambda text: YES_NO[text.lower()], "yes or no"),
    }
    if kind not in readers:
        raise ValueError(f"column {column} holds {dtype}, which cannot be compared")
    read, words = readers[kind]
    try:
        found = read(value)
        return _in_zone_of(dtype, found) if isinstance(found, datetime) else found
    except (ValueError, KeyError, OverflowError):  # a moment before the year 1 in UTC, too
        raise ValueError(f"{value!r} is not {words}, as column {column} holds") from None


def _number(text: str) -> int | float:
    try:
        whole = int(text)
    except ValueError:
        return float(text)
    return whole if abs(whole) < 2**63 else float(text)


def _in_zone_of(dtype: "pl.DataType", moment: datetime) -> datetime:
    """A moment that can be compared with the column's: both in a zone, or both without one; UTC if none is said."""
    if getattr(dtype, "time_zone", None):
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment


def _sorted(frame: "pl.LazyFrame", order: tuple[str, bool]) -> "pl.LazyFrame":
    column, descending = order
    # Rows of equal value keep the table's own order, so that pages neither repeat nor skip a row.
    return frame.sort(column, descending=descending, nulls_last=True, maintain_order=True)


def _plain_rows(frame: "pl.DataFrame") -> list[dict[str, Any]]:
    import polars as pl

    finite = frame.with_columns(
        pl.when(column.is_finite()).then(column)
        for column in (pl.col(name) for name, dtype in frame.schema.items() if dtype.is_float())
    )
    return finite.to_dicts()


def json_value(value: Any) -> Any:
    """Spelling of what JSON has no type for: dates and times in ISO 8601, no number that is not finite."""
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, Decimal):
        return float(value) if math.isfinite(value) else None
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no JSON spelling")


def to_json(value: Any) -> bytes:
    return json.dumps(
        value, default=json_value, ensure_ascii=False, allow_nan=False, separators=(",", ":")
    ).encode(errors="replace")  # half a surrogate pair, which may have been typed, has no spelling in UTF-8


def _file(release: Release, name: str) -> Iterator[bytes]:
    with table_path(release, name).open("rb") as file:
        while chunk := file.read(1 << 20):
            yield chunk


def _batches(frame: "pl.LazyFrame") -> Iterator["pl.DataFrame"]:
    return iter(frame.collect_batches(chunk_size=STREAMED_ROWS, maintain_order=True))


def _csv(frame: "pl.LazyFrame") -> Iterator[bytes]:
    header = True
    for batch in _batches(frame):
        yield batch.write_csv(include_header=header).encode()
        header = False
    if header:
        yield frame.collect_schema().to_frame().write_csv().encode()


def _json(frame: "pl.LazyFrame") -> Iterator[bytes]:
    yield b"["
    first = True
    for batch in _batches(frame):
        rows = b",\n".join(to_json(row) for row in _plain_rows(batch))
        if rows:
            yield rows if first else b",\n" + rows
            first = False
    yield b"]"


class _Pieces:
    """A file that is only written to, whose content is taken away piece by piece."""

    closed = False

    def __init__(self) -> None:
        self._waiting: list[bytes] = []
        self._position = 0

    def write(self, data: Any) -> int:
        piece = bytes(data)
        self._waiting.append(piece)
        self._position += len(piece)
        return len(piece)

    def tell(self) -> int:
        return self._position

    def flush(self) -> None:
        pass  # pieces are taken, not pushed

    def close(self) -> None:
        self.closed = True

    def writable(self) -> bool:
        return True

    def readable(self) -> bool:
        return False

    def seekable(self) -> bool:
        return False

    def take(self) -> bytes:
        pieces, self._waiting = self._waiting, []
        return b"".join(pieces)


def _parquet(frame: "pl.LazyFrame") -> Iterator[bytes]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    pieces = _Pieces()
    schema = frame.collect_schema().to_frame().to_arrow().schema
    with pq.ParquetWriter(pa.PythonFile(pieces, mode="w"), schema, compression="zstd") as writer:
        for batch in _batches(frame):
            writer.write_table(batch.to_arrow().cast(schema))
            yield pieces.take()
    yield pieces.take()
