"""The observations of a hub, as known on any day.

In comes a hub's folder; out comes one table of its time series, or of its oracle output where there is no
series: task columns, `value`, and `as_of` where versions are kept.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import PurePosixPath

import polars as pl

from anso.errors import NotFoundError
from anso.hub.folder import HubFolder
from anso.hub.keeping.layout import ORACLE_OUTPUT, TARGET_DATA, TIME_SERIES
from anso.hub.reading.names import ending
from anso.hub.reading.observations import AS_OF, read_observation_files, tidy_observations
from anso.release.forecast import VALUE

__all__ = ["AS_OF", "known", "read", "tidy_observations"]


def read(folder: HubFolder, series_types: Mapping[str, str] | None = None) -> pl.DataFrame:
    """All versions of all observations; columns that describe a series have the types that are named."""
    files = [path for path in folder.files(TARGET_DATA) if ending(path)]
    for kind in (TIME_SERIES, ORACLE_OUTPUT):
        chosen = [path for path in files if _is_of(path, kind)]
        if chosen:
            return read_observation_files(folder, chosen, series_types if kind == TIME_SERIES else None)
    raise NotFoundError(
        f"There are no observations in {folder.address}: {TARGET_DATA} holds no {TIME_SERIES} or {ORACLE_OUTPUT} "
        "as CSV or Parquet"
    )


def known(versions: pl.DataFrame, as_of: date | None, series: Sequence[str] | None = None) -> pl.DataFrame:
    """The newest version of each series and date that was published on or before a day.

    `series` names the columns that tell one observation from another, where further columns describe it.
    """
    if AS_OF not in versions.columns:
        return versions
    seen = versions if as_of is None else versions.filter(pl.col(AS_OF) <= as_of)
    keys = list(series or [name for name in versions.columns if name not in (AS_OF, VALUE)])
    newest = seen.sort(AS_OF, maintain_order=True).unique(keys, keep="last", maintain_order=True)
    return newest.drop(AS_OF).sort(keys)


def _is_of(path: str, kind: str) -> bool:
    parts = PurePosixPath(path).relative_to(TARGET_DATA).parts
    return parts[0].removesuffix(ending(parts[0])) == kind
