"""Observations from any address as one table: task columns, `value`, and `as_of` where versions are known.

In come files as hubverse has them (time series with `observation`, oracle output with `oracle_value`) or
plain ones with `value`; several files, flat or hive-partitioned, are one table.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

import polars as pl

from anso.errors import InvalidInputError, NotFoundError
from anso.hub.definition import Definition
from anso.hub.definition.definition import TASKS
from anso.hub.folder import HubFolder
from anso.hub.reading.described import described
from anso.hub.reading.files import files_at, read_file, said
from anso.hub.reading.forecasts import combined
from anso.release.forecast import OUTPUT_TYPE, OUTPUT_TYPE_ID, VALUE, tidy_columns
from anso.release.forecast.tidy import absent_columns

__all__ = ["AS_OF", "read_observation_files", "read_observations", "tidy_observations"]

AS_OF = "as_of"
TARGET_DATA = "target-data"
VALUES = ("observation", "oracle_value")
"""What hubverse calls the observed number, in time series and in oracle output."""
NO_ID = ("NA", "")
DISTRIBUTIONS = ("pmf", "cdf")
"""Output types whose oracle value is a probability, 0 or 1, and not the number that was observed."""


def read_observations(address: str | Path) -> pl.DataFrame:
    """The observations at an address: a file, a folder of files, or a hub (its time series)."""
    folder, paths = files_at(address)
    kinds: Mapping[str, str] = {}
    if TARGET_DATA in folder.folders():
        kept = [path for path in paths if path.startswith(f"{TARGET_DATA}/")]
        series = [path for path in kept if "time-series" in path]
        paths, kinds = series or kept, _kinds(folder) if series else {}
    if not paths:
        raise NotFoundError(f"{address} holds no observations: no CSV or Parquet file is in it")
    return read_observation_files(folder, paths, kinds)


def read_observation_files(
    folder: HubFolder, paths: Sequence[str], kinds: Mapping[str, str] | None = None
) -> pl.DataFrame:
    """The observations in these files of a folder; `kinds` are the types of columns that describe them."""
    tables = []
    for path in paths:
        table = described(read_file(folder, path), kinds or {}, said(folder, path))
        tables.append(tidy_observations(table, said(folder, path)))
    return tables[0] if len(tables) == 1 else combined(tables)


def tidy_observations(table: pl.DataFrame, where: str) -> pl.DataFrame:
    """Typed, the number called `value`; oracle output is brought back to one number for each question."""
    other = next((name for name in VALUES if name in table.columns and VALUE not in table.columns), None)
    named = table.rename({other: VALUE}) if other else table
    if missing := absent_columns(named.columns, [VALUE], where):
        raise InvalidInputError(missing)
    if {OUTPUT_TYPE, OUTPUT_TYPE_ID} & set(named.columns):
        named = (
            named.filter(~_of_distributions(named))
            .drop(OUTPUT_TYPE, OUTPUT_TYPE_ID, strict=False)
            .unique(maintain_order=True)
        )
    typed = tidy_columns(named, where=where)
    if AS_OF in named.columns and isinstance(named[AS_OF].dtype, pl.Datetime):
        # Of two versions of one day the later one is to stand last, which their day no longer tells.
        return typed[named[AS_OF].arg_sort()]
    return typed


def _of_distributions(oracle: pl.DataFrame) -> pl.Series:
    """The rows of oracle output that state a category's or a threshold's probability."""
    if OUTPUT_TYPE in oracle.columns:
        return oracle[OUTPUT_TYPE].cast(pl.String).is_in(DISTRIBUTIONS).fill_null(value=False)
    # Early files name the category alone; numbers have none.
    ids = oracle[OUTPUT_TYPE_ID].cast(pl.String)
    named = ids.is_not_null() & ~ids.is_in(NO_ID)
    certain = oracle[VALUE].cast(pl.Float64, strict=False).is_in([0.0, 1.0])
    return named & bool((certain | ~named).all())


def _kinds(folder: HubFolder) -> Mapping[str, str]:
    """The types that a hub's definition states for columns of its time series."""
    try:
        return Definition.read(folder).series_types if folder.exists(TASKS) else {}
    except InvalidInputError:  # what is wrong with it is a validator's matter; the observations stand
        return {}
