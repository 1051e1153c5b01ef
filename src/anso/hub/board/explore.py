"""One round's forecasts of one target in one place, for a few models, beside what became of it.

In comes a hub and what is asked; out come each model's median with its 50 and 95% bands, the truth as it was
known on the round's day and as it is known now. Everything is read from the hub's own files.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import polars as pl

from anso.hub.board.build.cells import (
    END,
    JOINT,
    LOCATION,
    ROUND_COLUMNS,
    TARGET,
    round_columns,
    series_columns,
    with_cells,
)
from anso.hub.board.build.changes import OBSERVED_DAYS
from anso.hub.board.cube import Cube
from anso.hub.keeping import Hub
from anso.hub.keeping.layout import ModelFile, model_files
from anso.hub.keeping.query import Selection, select
from anso.hub.keeping.target_data import AS_OF, known
from anso.release.forecast import MODEL, OUTPUT_TYPE, OUTPUT_TYPE_ID, VALUE

__all__ = ["BANDS", "Explored", "bands_of", "explore", "truth_of"]

BANDS = {"lower_95": 0.025, "lower_50": 0.25, "median": 0.5, "upper_50": 0.75, "upper_95": 0.975}
"""The quantiles that the explorer draws."""
SAMPLED = ("sample",)
WEEKS_BEFORE = 14
HALF_A_LEVEL = 1e-6


@dataclass(frozen=True)
class Explored:
    """What one view of the explorer shows; days and values are those of `location` and `target` alone."""

    forecasts: pl.DataFrame
    """model_id, end, and the columns of `BANDS`, null where a model stated no such quantile."""
    then: pl.DataFrame
    """end, value: the truth as it was known on the round's day; nothing where the hub keeps no versions."""
    now: pl.DataFrame
    """end, value: the truth as it is known now."""
    absent: tuple[str, ...]
    """Models that forecast nothing of this."""


def explore(
    hub: Hub, cube: Cube, *, models: Sequence[str], day: date, target: str, location: str
) -> Explored:
    rounds = round_columns(hub.definition)
    parts = dict(zip(series_columns(hub.definition.task_columns, rounds), target.split(JOINT), strict=False))
    asked = {"target": (parts.get("target", ""),), "location": (location,)}
    dates = {day, *(date.fromisoformat(older) for older, newer in cube.aliases.items() if newer == str(day))}
    files = _submissions(hub, models, dates)
    table = select(hub.folder, hub.definition, Selection(files, asked)) if files else pl.DataFrame()
    forecasts = bands_of(table, target, location, rounds)
    there = set(forecasts[MODEL].unique()) if len(forecasts) else set()
    first = day - timedelta(weeks=WEEKS_BEFORE)
    last = max(forecasts[END].to_list(), default=day + timedelta(weeks=4))
    versions = _versions(cube, location)
    return Explored(
        forecasts=forecasts,
        then=truth_of(_known_then(versions, day), parts, location, first, last),
        now=truth_of(known(versions, None), parts, location, first, last),
        absent=tuple(model for model in models if model not in there),
    )


def _known_then(versions: pl.DataFrame, day: date) -> pl.DataFrame:
    """Without versions nobody can tell: what is known now, shown for it, would be a look into the future."""
    return known(versions, day) if AS_OF in versions.columns else versions.clear()


def _submissions(hub: Hub, models: Sequence[str], dates: set[date]) -> tuple[ModelFile, ...]:
    """The files of a few models: a whole hub's listing would take longer than the answer."""
    return tuple(file for model in models for file in _submission(hub, model, dates))


def _submission(hub: Hub, model: str, dates: set[date]) -> list[ModelFile]:
    """By the names that hubverse gives files; where there is none, by what lies in the model's folder."""
    folder = f"{hub.definition.model_output_dir}/{model}"
    formats = hub.definition.file_formats
    usual = [f"{folder}/{day}-{model}.{ending}" for day in sorted(dates) for ending in formats]
    found = model_files(path for path in usual if hub.folder.exists(path))
    if found:
        return found
    there = model_files(f"{folder}/{name}" for name in hub.folder.names(folder))
    return [file for file in there if file.reference_date in dates or file.reference_date is None]


def _versions(cube: Cube, location: str) -> pl.DataFrame:
    """All versions of what was observed in a place."""
    held = pl.scan_parquet(cube.vintages_file)
    if "location" in held.collect_schema():
        held = held.filter(pl.col("location").cast(pl.String) == location)
    return held.collect()


def bands_of(
    table: pl.DataFrame, target: str, location: str, rounds: Sequence[str] = ROUND_COLUMNS
) -> pl.DataFrame:
    """A row a model and day; samples are summed up by their quantiles."""
    names = [MODEL, END]
    empty = pl.DataFrame(schema={MODEL: pl.String, END: pl.Date, **dict.fromkeys(BANDS, pl.Float64)})
    if table.is_empty():
        return empty
    rows = with_cells(table, rounds=rounds).filter(
        (pl.col(TARGET) == target)
        & (pl.col(LOCATION) == location)
        & (pl.col(OUTPUT_TYPE).is_in(["quantile", *SAMPLED]))
    )
    level = pl.col(OUTPUT_TYPE_ID).cast(pl.Float64, strict=False)
    stated = (
        rows.filter(pl.col(OUTPUT_TYPE) == "quantile")
        .group_by(names)
        .agg(
            pl.col(VALUE).filter((level - at).abs() < HALF_A_LEVEL).first().alias(name)
            for name, at in BANDS.items()
        )
    )
    sampled = (
        rows.filter(pl.col(OUTPUT_TYPE).is_in(SAMPLED))
        .join(stated, on=names, how="anti")
        .group_by(names)
        .agg(pl.col(VALUE).quantile(at, "linear").alias(name) for name, at in BANDS.items())
    )
    return pl.concat([empty, stated, sampled], how="vertical_relaxed").sort(names)


def truth_of(
    observations: pl.DataFrame, asked: Mapping[str, str], location: str, first: date, last: date
) -> pl.DataFrame:
    """The observations of one place between two days, of the target and whatever else is asked, by column."""
    empty = pl.DataFrame(schema={END: pl.Date, VALUE: pl.Float64})
    columns = observations.columns
    ending = next((name for name in OBSERVED_DAYS if name in columns), None)
    if ending is None or observations.is_empty():
        return empty
    kept = (pl.col(ending) >= first) & (pl.col(ending) <= last)
    if "location" in columns:
        kept &= pl.col("location").cast(pl.String) == location
    for name in asked.keys() & set(columns):
        kept &= pl.col(name).cast(pl.String) == asked[name]
    return (
        observations.filter(kept)
        .select(pl.col(ending).cast(pl.Date).alias(END), pl.col(VALUE).cast(pl.Float64))
        .unique(END, keep="last")
        .sort(END)
    )
