"""Every version of every count, as flat arrays in the order in which they became known.

In come the tables of vintages; out comes an `Archive`, from which the state of knowledge on a day is laid
out by writing the versions over one another up to that day.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl
from numpy.typing import NDArray

from anso.errors import InvalidInputError, Problem

__all__ = ["Archive", "Versions", "archive", "as_day"]

WEEK = np.timedelta64(7, "D")
AHEAD = 7
"""Days after it was told that a count may still end: of a week that has begun. Later ones are slips of the pen."""
APART = 366
FEW = 0.01
"""A share of all rows. As few, more than `APART` days before the others, are slips too."""

Numbers = NDArray[np.float64]
Days = NDArray[np.datetime64]


@dataclass(frozen=True)
class Versions:
    """Counts of targets x places x dates, each cell any number of times."""

    dates: Days
    """The axis: consecutive days, or consecutive week ends."""
    told: Days
    """The day on which each version became known, ascending."""
    cell: NDArray[np.int64]
    value: Numbers


@dataclass(frozen=True)
class Archive:
    """All that was ever told, with its axes."""

    targets: tuple[str, ...]
    places: tuple[str, ...]
    population: Numbers
    """NaN where nobody said."""
    weekly: Versions
    daily: Versions | None

    @property
    def first(self) -> date:
        """The day of the first version: what was known before it, nobody kept."""
        first: date = self.weekly.told[0].astype(object)
        return first


def archive(
    weekly: pl.DataFrame,
    daily: pl.DataFrame | None = None,
    populations: pl.DataFrame | None = None,
    *,
    notes: list[str] | None = None,
) -> Archive:
    """The tables as arrays; rows of places, targets or week days that do not belong are named in `notes`."""
    notes = [] if notes is None else notes
    weekly = on_one_weekday(without_slips(weekly, "target_end_date", notes), notes)
    targets, places = (tuple(weekly[name].unique().sort()) for name in ("target", "location"))
    heads = (
        dict(zip(populations["location"], populations["population"], strict=True))
        if populations is not None
        else {}
    )
    if unknown := [place for place in places if heads and place not in heads]:
        notes.append(
            f"no population is given for {', '.join(unknown)}; their own highest level serves as scale"
        )
    return Archive(
        targets,
        places,
        np.array([heads.get(place, np.nan) for place in places]),
        versions(weekly, "target_end_date", 7, targets, places),
        None if daily is None else daily_versions(daily, targets, places, notes),
    )


def without_slips(table: pl.DataFrame, axis: str, notes: list[str]) -> pl.DataFrame:
    """One mistyped year would lengthen every place's axis by centuries."""
    early = table.filter(pl.col(axis) <= pl.col("as_of") + pl.duration(days=AHEAD))
    if lost := len(table) - len(early):
        notes.append(
            f"rows of days or weeks that were still to come when they were told are left out ({lost:,})"
        )
    by_date = early.group_by(axis).len().sort(axis)
    alone = (by_date[axis].diff(null_behavior="ignore").dt.total_days().fill_null(0) > APART).arg_true()
    starts = [int(row) for row in alone if by_date["len"][: int(row)].sum() < FEW * len(early)]
    if not starts:
        return early
    first = by_date[axis][starts[-1]]
    kept = early.filter(pl.col(axis) >= first)
    notes.append(
        f"rows of {by_date[axis][0]} to {by_date[axis][starts[-1] - 1]}, more than a year before all others, are "
        f"left out ({len(early) - len(kept):,})"
    )
    return kept


def on_one_weekday(weekly: pl.DataFrame, notes: list[str]) -> pl.DataFrame:
    """Weeks must end on the same day of the week to stand on one axis."""
    weekday = pl.col("target_end_date").dt.weekday()
    common = weekly.select(weekday.mode().min()).item()
    kept = weekly.filter(weekday == common)
    if lost := len(weekly) - len(kept):
        notes.append(f"rows of weeks that end on another day than most are left out ({lost:,})")
    return kept


def daily_versions(
    daily: pl.DataFrame, targets: tuple[str, ...], places: tuple[str, ...], notes: list[str]
) -> Versions | None:
    daily = without_slips(daily, "date", notes)
    kept = daily.filter(pl.col("location").is_in(places), pl.col("target").is_in(targets))
    if lost := len(daily) - len(kept):
        notes.append(f"daily rows of places or targets without weekly counts are left out ({lost:,})")
    if kept.is_empty():
        return None
    return versions(kept, "date", 1, targets, places)


def versions(
    table: pl.DataFrame, axis: str, step: int, targets: tuple[str, ...], places: tuple[str, ...]
) -> Versions:
    if table.is_empty():
        raise InvalidInputError([Problem("vintages", "hold no counts")])
    day, told = (table[name].to_numpy().astype("datetime64[D]") for name in (axis, "as_of"))
    dates = np.arange(day.min(), day.max() + np.timedelta64(1, "D"), np.timedelta64(step, "D"))
    row = number(table["target"], targets) * len(places) + number(table["location"], places)
    cell = row * len(dates) + (day - dates[0]).astype(np.int64) // step
    order = np.argsort(told, kind="stable")
    return Versions(dates, told[order], cell[order], table["value"].to_numpy()[order])


def number(column: pl.Series, names: tuple[str, ...]) -> NDArray[np.int64]:
    return column.replace_strict(list(names), range(len(names)), return_dtype=pl.Int64).to_numpy()


def as_day(day: date) -> np.datetime64:
    return np.datetime64(day, "D")
