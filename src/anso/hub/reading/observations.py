"""Observations from any address as one table: task columns, `value`, and `as_of` where versions are known.

In come files as hubverse has them (time series with `observation`, oracle output with `oracle_value`) or
plain ones with `value`; several files, flat or hive-partitioned, are one table.
"""

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from anso.errors import InvalidInputError, NotFoundError
from anso.hub.folder import HubFolder
from anso.hub.reading.files import files_at, read_file, said
from anso.hub.reading.forecasts import combined
from anso.release.forecast import OUTPUT_TYPE, OUTPUT_TYPE_ID, VALUE, tidy_columns
from anso.release.forecast.tidy import absent_columns

__all__ = ["AS_OF", "read_observation_files", "read_observations", "tidy_observations"]

AS_OF = "as_of"
TARGET_DATA = "target-data"
VALUES = ("observation", "oracle_value")
"""What hubverse calls the observed number, in time series and in oracle output."""
DISTRIBUTIONS = ("pmf", "cdf")
"""Output types whose oracle value is a probability, 0 or 1, and not the number that was observed."""


def read_observations(address: str | Path) -> pl.DataFrame:
    """The observations at an address: a file, a folder of files, or a hub (its time series)."""
    folder, paths = files_at(address)
    if TARGET_DATA in folder.folders():
        kept = [path for path in paths if path.startswith(f"{TARGET_DATA}/")]
        paths = [path for path in kept if "time-series" in path] or kept
    if not paths:
        raise NotFoundError(f"{address} holds no observations: no CSV or Parquet file is in it")
    return read_observation_files(folder, paths)


def read_observation_files(folder: HubFolder, paths: Sequence[str]) -> pl.DataFrame:
    """The observations in these files of a folder."""
    tables = [tidy_observations(read_file(folder, path), said(folder, path)) for path in paths]
    return tables[0] if len(tables) == 1 else combined(tables)


def tidy_observations(table: pl.DataFrame, where: str) -> pl.DataFrame:
    """Typed, the number called `value`; oracle output is brought back to one number for each question."""
    other = next((name for name in VALUES if name in table.columns and VALUE not in table.columns), None)
    named = table.rename({other: VALUE}) if other else table
    if missing := absent_columns(named.columns, [VALUE], where):
        raise InvalidInputError(missing)
    if OUTPUT_TYPE in named.columns:
        named = (
            named.filter(~pl.col(OUTPUT_TYPE).cast(pl.String).is_in(DISTRIBUTIONS).fill_null(value=False))
            .drop(name for name in (OUTPUT_TYPE, OUTPUT_TYPE_ID) if name in named.columns)
            .unique(maintain_order=True)
        )
    typed = tidy_columns(named, where=where)
    if AS_OF in named.columns and isinstance(named[AS_OF].dtype, pl.Datetime):
        # Of two versions of one day the later one is to stand last, which their day no longer tells.
        return typed[named[AS_OF].arg_sort()]
    return typed
