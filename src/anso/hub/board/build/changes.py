"""What of a hub is new since its cube was made: files by their stamps, observations by their values.

In come the hub and what the present cube was made from; out comes which model's which round is to be scored
again, and which is gone.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np
import polars as pl

from anso.hub.board.build.cells import END_COLUMNS
from anso.hub.board.cube import Cube
from anso.hub.folder import HubFolder
from anso.hub.keeping.layout import model_file
from anso.release.forecast import VALUE

__all__ = ["OBSERVED_DAYS", "Stamps", "Unit", "as_day", "changed_days", "stale_units", "stamps_of"]

Unit = tuple[str, str]
"""A model and a round's id: what one file of a hub holds."""
Stamps = dict[Unit, str]
OBSERVED_DAYS = (*END_COLUMNS, "date")
"""What observations call the day that they are of."""


def stamps_of(folder: HubFolder, model_output: str) -> Stamps:
    """For each submission what changes when its file does."""
    try:
        found: Mapping[str, Mapping[str, Any]] = folder.fs.find(folder.place(model_output), detail=True)
    except FileNotFoundError:
        return {}
    stamps = {}
    for path, facts in found.items():
        file = model_file(path)
        if file is not None and not path.rpartition("/")[2].startswith("."):
            when = (
                facts.get("mtime") or facts.get("LastModified") or facts.get("ETag") or facts.get("created")
            )
            stamps[file.model, file.round] = f"{facts.get('size')} {when}"
    return stamps


def changed_days(before: pl.DataFrame | None, after: pl.DataFrame) -> frozenset[int] | None:
    """The days, counted from 1970, whose observations are not what they were; None when all must be taken anew."""
    if before is None or before.columns != after.columns or before.dtypes != after.dtypes:
        return None
    if before.equals(after):
        return frozenset()
    ending = next((name for name in OBSERVED_DAYS if name in after.columns), None)
    if ending is None or VALUE not in after.columns:
        return None
    columns = after.columns
    differing = pl.concat(
        [
            after.join(before, on=columns, how="anti", nulls_equal=True),
            before.join(after, on=columns, how="anti", nulls_equal=True),
        ]
    )
    return frozenset(differing[ending].cast(pl.Date).drop_nulls().to_physical().to_list())


def stale_units(
    stamps: Stamps, cube: Cube | None, days: frozenset[int] | None
) -> tuple[list[Unit], list[Unit]]:
    """The submissions to score, the oldest rounds first, and those that are gone."""
    known: Mapping[Unit, str] = _known(cube)
    if cube is None or days is None:
        stale = set(stamps)
    else:
        stale = {unit for unit, stamp in stamps.items() if known.get(unit) != stamp}
        touched = _rounds_of(cube, days)
        stale |= {
            unit
            for unit in stamps
            if cube.aliases.get(unit[1], unit[1]) in touched or (days and as_day(unit[1]) is None)
        }
    return sorted(stale, key=lambda unit: (unit[1], unit[0])), sorted(set(known) - set(stamps))


def _known(cube: Cube | None) -> Stamps:
    held: Sequence[Sequence[str]] = cube.sources.get("files", ()) if cube is not None else ()
    return {(model, round_id): stamp for model, round_id, stamp in held}


def _rounds_of(cube: Cube, days: frozenset[int]) -> frozenset[str]:
    """The rounds that forecast any of these days."""
    if not days:
        return frozenset()
    touched = np.flatnonzero(np.isin(cube.ends, list(days)).reshape(len(cube.ends), -1).any(axis=1))
    return frozenset(cube.axes.rounds[place].isoformat() for place in touched)


def as_day(round_id: str) -> date | None:
    """The round's day, where rounds are named by days."""
    try:
        return date.fromisoformat(round_id)
    except ValueError:
        return None
