"""A Parquet or Arrow file of unknown making as a table with its own types.

What its metadata promise is weighed before anything is unpacked: a small file may stand for terabytes.
"""

from typing import Any

from anso.errors import InvalidInputError
from anso.hub.checks.reading.limits import LIMITS
from anso.hub.checks.reading.table import Read
from anso.hub.checks.report import Fault, at_rows

__all__ = ["read_arrow", "read_parquet"]


def read_parquet(content: bytes) -> Read:
    """The table, or `InvalidInputError` with what keeps the bytes from being one."""
    import pyarrow as pa
    from pyarrow import parquet

    if not content.startswith(b"PAR1"):
        raise InvalidInputError([at_rows("does not begin as a Parquet file does; write it anew as Parquet")])
    if not content.endswith(b"PAR1"):
        raise InvalidInputError(
            [at_rows("breaks off before its end, as a cut-off upload does; send it again")]
        )
    try:
        file = parquet.ParquetFile(pa.BufferReader(content))
        metadata = file.metadata
        unpacked = sum(
            metadata.row_group(number).total_byte_size for number in range(metadata.num_row_groups)
        )
        _weigh(metadata.num_rows, metadata.num_columns, unpacked)
        _plain(file.schema_arrow)
        return _read(file.read(use_threads=False))
    except (pa.ArrowException, OSError, ValueError, KeyError, UnicodeDecodeError) as error:
        raise InvalidInputError(
            [at_rows(f"cannot be read as Parquet: {_said(error)}; write it anew")]
        ) from error


def read_arrow(content: bytes) -> Read:
    """The table of an Arrow file (Feather version 2), or `InvalidInputError`."""
    import pyarrow as pa

    try:
        with pa.ipc.open_file(pa.BufferReader(content)) as file:
            _weigh(0, len(file.schema), 0)
            _plain(file.schema)
            batches = []
            for number in range(file.num_record_batches):
                batches.append(file.get_batch(number))
                _weigh(
                    sum(len(batch) for batch in batches),
                    len(file.schema),
                    sum(batch.nbytes for batch in batches),
                )
            table = pa.Table.from_batches(batches, file.schema)
        table.validate(full=True)  # offsets are believed otherwise, wherever they point
        return _read(table)
    except (pa.ArrowException, OSError, ValueError, KeyError, UnicodeDecodeError) as error:
        raise InvalidInputError(
            [at_rows(f"cannot be read as Arrow: {_said(error)}; write it anew")]
        ) from error


def _weigh(rows: int, columns: int, unpacked: int) -> None:
    faults: list[Fault] = []
    if rows > LIMITS.rows:
        faults.append(at_rows(f"has {rows:,} rows; at most {LIMITS.rows:,} are read. Split it"))
    if columns > LIMITS.columns:
        faults.append(at_rows(f"has {columns:,} columns; at most {LIMITS.columns} are read"))
    if unpacked > LIMITS.unpacked_bytes:
        gigabytes = LIMITS.unpacked_bytes / 1e9
        faults.append(at_rows(f"unpacks to {unpacked / 1e9:,.0f} GB; at most {gigabytes:,.0f} GB are read"))
    if faults:
        raise InvalidInputError(faults)


def _plain(schema: Any) -> None:
    """Columns of lists or records are no columns of a forecast; and names that are doubled name nothing."""
    import pyarrow as pa

    faults = [
        at_rows(
            f"holds {field.type}; a column holds texts, numbers, dates or truth values", column=field.name
        )
        for field in schema
        if pa.types.is_nested(field.type)
        or pa.types.is_union(field.type)
        or isinstance(field.type, pa.ExtensionType)
    ]
    doubled = sorted({name for name in schema.names if schema.names.count(name) > 1})
    faults += [
        at_rows("stands twice among the columns; keep one of the two", column=name) for name in doubled
    ]
    if faults:
        raise InvalidInputError(faults)


def _read(table: Any) -> Read:
    return Read(dict(zip(table.column_names, table.columns, strict=True)), table.num_rows, typed=True)


def _said(error: Exception) -> str:
    if isinstance(error, MemoryError):
        return "it needs more memory than it may have"
    return (str(error).splitlines() or [type(error).__name__])[0].rstrip(".")[:200]
