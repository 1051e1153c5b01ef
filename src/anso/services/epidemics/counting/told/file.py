"""What a file of the asker's own told: daily or weekly counts of any places, told apart by the gaps between dates."""

from datetime import date

import polars as pl

from anso import places
from anso.errors import InvalidInputError, Problem
from anso.product import Run, Upload
from anso.services.epidemics.counting.showing import notes as words
from anso.services.epidemics.counting.table import read_table
from anso.services.epidemics.counting.table.mapping import KINDS, stated
from anso.services.epidemics.counting.table.series import SERIES, with_series
from anso.services.epidemics.counting.told.hub import kind_of
from anso.services.epidemics.counting.told.people import with_people
from anso.services.epidemics.counting.told.told import DAYS, WEEKS, Told

__all__ = ["told_by_file"]

WEEK = 7
MOST_PLACES = 2000
MANY_REPORTS = 20
"""Of a series that never falls, before it is asked whether it is a total so far."""


def told_by_file(upload: Upload, said: str, *, cumulative: bool, issued: date, region: str, run: Run) -> Told:
    """Every place of the file; countries outside the region are left out."""
    table = read_table(upload, stated(said))
    cumulative = cumulative or table.totals
    versions = bool(table.rows["as_of"].count())
    known = table.rows.filter(
        pl.col("date") < issued, pl.col("as_of").is_null() | (pl.col("as_of") <= issued)
    )
    if known.is_empty():
        first, last = table.rows.select(pl.min("date"), pl.max("date").alias("last")).row(0)
        raise InvalidInputError(
            [
                Problem(
                    "issued",
                    f"{upload.name} has no counts known before {issued}; its dates run from {first} to {last}",
                )
            ]
        )
    within = places.region(region).countries
    known = known.filter(
        pl.col("location").is_in(
            [code for code, place in table.places.items() if not place.country or code in within]
        )
    )
    if known.is_empty():
        raise InvalidInputError(
            [
                Problem(
                    "region", f"{upload.name} has no counts for {places.region(region).name} before {issued}"
                )
            ]
        )
    known = with_series(known)
    notes = list(table.notes)
    if not cumulative and (column := _never_falling(known)):
        notes.append(words.never_falls(column))
    if cumulative and versions:
        known, cumulative = _new_of_versions(known), False
    steps = _with_steps(known)
    if lost := steps.filter(pl.col("step") > WEEK).select(pl.n_unique(SERIES)).item():
        notes.append(words.too_rare(lost))
    days = steps.filter(pl.col("step") == 1).select(list(DAYS)).cast(DAYS)
    weeks = steps.filter(pl.col("step") == WEEK).select(list(WEEKS)).cast(WEEKS)
    if cumulative:
        weeks = _new(weeks)
    if days.is_empty() and weeks.is_empty():
        raise InvalidInputError(
            [
                Problem(
                    upload.name,
                    "holds neither daily nor weekly counts: give a row for each day or each week of a place",
                )
            ]
        )
    targets = known["target"].unique().sort().to_list()
    return Told(
        title=upload.name,
        days=days,
        cumulative=cumulative,
        weeks=weeks,
        places=with_people(table.places, issued, run),
        kinds={target: target if target in KINDS else kind_of(target) for target in targets},
        versions=versions,
        notes=tuple(notes),
        most=MOST_PLACES,
    )


def _with_steps(rows: pl.DataFrame) -> pl.DataFrame:
    """Each row's period in days: 1, 7, or 8 for something longer; of its series' usual step where it is alone."""
    dates = rows.select(SERIES, "date").unique().sort(SERIES, "date")
    gap = pl.col("date").diff().over(SERIES).dt.total_days()
    usual = pl.col("gap").median().over(SERIES)
    neighbours = pl.min_horizontal(pl.col("gap"), pl.col("gap").shift(-1).over(SERIES))
    step = (
        pl.when(usual.is_null() | (usual < WEEK / 2))
        .then(pl.when((pl.col("gap") == WEEK) & (neighbours == WEEK)).then(WEEK).otherwise(1))
        .when(usual <= WEEK + 1)
        .then(pl.when(neighbours == 1).then(1).otherwise(WEEK))
        .otherwise(WEEK + 1)
    )
    steps = dates.with_columns(gap.alias("gap")).with_columns(step.alias("step"))
    return rows.join(
        steps.select(SERIES, "date", "step"), on=[SERIES, "date"], how="left", maintain_order="left"
    )


def _new(weeks: pl.DataFrame) -> pl.DataFrame:
    """Increases from week to week; the first total stands for an unknown time."""
    ordered = with_series(weeks).sort(SERIES, "date")
    gap = pl.col("date").diff().over(SERIES).dt.total_days()
    increase = pl.col("value").diff().over(SERIES)
    return (
        ordered.with_columns(pl.when(gap == WEEK).then(increase).alias("value"))
        .drop_nulls("value")
        .drop(SERIES)
    )


def _new_of_versions(rows: pl.DataFrame) -> pl.DataFrame:
    """Increases within each version of a table of totals."""
    series = ["as_of", SERIES]
    increase = pl.col("value").diff().over(series)
    return rows.sort(*series, "date").with_columns(increase.alias("value")).drop_nulls("value")


def _never_falling(rows: pl.DataFrame) -> str:
    """A target that grows in every place from first to last, though it is said to be new counts."""
    changes = (
        rows.sort("as_of", SERIES, "date")
        .with_columns(pl.col("value").diff().over("as_of", SERIES).alias("change"))
        .group_by(SERIES, maintain_order=True)
        .agg(
            pl.first("target"),
            pl.min("change"),
            pl.max("change").alias("most"),
            pl.col("change").count().alias("count"),
        )
        .filter(pl.col("count") >= MANY_REPORTS)
        .group_by("target", maintain_order=True)
        .agg(pl.min("change"), pl.max("most"))
        .filter(pl.col("change") >= 0, pl.col("most") > 0)
    )
    return "" if changes.is_empty() else str(changes["target"][0])
