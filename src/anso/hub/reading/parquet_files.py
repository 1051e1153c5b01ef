"""Parquet files read whole, once their own account of themselves is found sound."""

from collections.abc import Collection
from pathlib import Path

import polars as pl

from anso.errors import InvalidInputError, Problem
from anso.hub.reading.room import refuse_beyond_room
from anso.release.forecast import MODEL

__all__ = ["read_parquet"]

TAIL = b"PAR1"


def read_parquet(path: Path, where: str, models: Collection[str] | None = None) -> pl.DataFrame:
    """All rows of a file, or those of some models."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    _refuse_cut_off(path, where)
    try:
        content = pq.read_metadata(path)
    except (pa.ArrowException, OSError, ValueError) as error:
        raise _damaged(where, error) from error
    some = models is not None and MODEL in content.schema.names
    try:
        if not some:
            refuse_beyond_room(content.num_rows, where)
            return pl.read_parquet(path, hive_partitioning=False)
        rows = pl.scan_parquet(path, hive_partitioning=False).filter(pl.col(MODEL).is_in(list(models or ())))
        refuse_beyond_room(int(rows.select(pl.len()).collect(engine="streaming").item()), where)
        return rows.collect()
    # A damaged page makes Rust panic, which is no `Exception`; it is the file's fault and harms nothing else.
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError, ValueError) as error:
        raise _damaged(where, error) from error


def _refuse_cut_off(path: Path, where: str) -> None:
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - len(TAIL)))
        if size < 3 * len(TAIL) or file.read() != TAIL:
            raise InvalidInputError(
                [
                    Problem(
                        where,
                        f"is cut off: its {size:,} bytes do not end as a Parquet file does. "
                        "Copy or write it again, to its end",
                    )
                ]
            )


def _damaged(where: str, error: BaseException) -> InvalidInputError:
    said = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
    return InvalidInputError(
        [Problem(where, f"is damaged and cannot be read ({said}); copy or write it again")]
    )
