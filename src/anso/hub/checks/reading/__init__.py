"""Bytes of unknown making as a table: limits first, then the format's own reader, every failure in words."""

from anso.errors import InvalidInputError
from anso.hub.checks.reading.csv import read_csv
from anso.hub.checks.reading.limits import LIMITS, Limits
from anso.hub.checks.reading.parquet import read_arrow, read_parquet
from anso.hub.checks.reading.table import Coded, Read, same_text
from anso.hub.checks.report import at_rows

__all__ = ["LIMITS", "READERS", "Coded", "Limits", "Read", "read_table", "same_text"]

READERS = {"csv": read_csv, "parquet": read_parquet, "arrow": read_arrow}
"""By the ending of the file's name."""


def read_table(content: bytes, ending: str) -> Read:
    """The table that the bytes hold."""
    if len(content) > LIMITS.bytes:
        said = f"has {len(content) / 1e6:,.0f} MB; at most {LIMITS.bytes / 1e6:,.0f} MB are read"
        raise InvalidInputError([at_rows(said)])
    read = READERS[ending](content)
    if read.rows == 0:
        raise InvalidInputError([at_rows("has no rows; give it at least one forecast")])
    if read.rows > LIMITS.rows:
        raise InvalidInputError(
            [at_rows(f"has {read.rows:,} rows; at most {LIMITS.rows:,} are read. Split it")]
        )
    return read
