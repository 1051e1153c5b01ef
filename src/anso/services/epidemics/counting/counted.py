"""What every source of counts is brought to.

Counts are new counts of a period, never cumulative. `target` is what is counted: `cases`, `deaths`,
`admissions`, `tests`, `vaccinations`, or a hub's own name of it. `location` is a country's ISO code where
the place is a country, otherwise the code that the source uses.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Self

import polars as pl

from anso.services.epidemics.forecasting.known import Archive, archive

__all__ = ["CHANGES", "DAILY", "WEEKLY", "Counted", "Localised", "Where"]

Localised = Mapping[str, str]
"""A text by language."""

WEEKLY = pl.Schema(
    {
        "as_of": pl.Date,
        "location": pl.String,
        "target": pl.String,
        "target_end_date": pl.Date,
        "value": pl.Float64,
    }
)
DAILY = pl.Schema(
    {"as_of": pl.Date, "location": pl.String, "target": pl.String, "date": pl.Date, "value": pl.Float64}
)
CHANGES = pl.Schema(
    {
        "location": pl.String,
        "target": pl.String,
        "first": pl.Date,
        "last": pl.Date,
        "told": pl.Float64,
        "taken": pl.Float64,
        "why": pl.String,
    }
)
"""Counts that are used otherwise than they were told, from the first to the last day that one covers.

`told` is what was reported for all these days together, `taken` what is used for them, null where nothing is.
"""


@dataclass(frozen=True)
class Where:
    """A place of the data."""

    code: str
    names: Localised
    """By language."""
    country: bool
    """Whether the code is that of a country in `anso.places`, so that it can stand on a map and be alerted."""
    people: float
    """NaN where nobody said."""


@dataclass(frozen=True)
class Counted:
    """Counts as known on the day of issue, and as they were known before it where anybody kept that."""

    title: str
    """Who counts."""
    issued: date
    weekly: pl.DataFrame
    """`WEEKLY`; weeks end on the same weekday."""
    daily: pl.DataFrame | None
    """`DAILY`, of the same targets and places."""
    places: Mapping[str, Where]
    """By code, the most affected first."""
    kinds: Mapping[str, str]
    """What each target is: `cases`, `deaths`, `admissions`, `tests`, `vaccinations`, or `` for something else."""
    versions: bool
    """Whether counts stand as they were told on earlier days; otherwise all are as known on the day of issue."""
    changes: pl.DataFrame
    """`CHANGES`."""
    notes: tuple[Localised, ...]
    """Sentences about what was left out or mended on the way."""
    synthetic: bool = False

    def archive(self) -> Archive:
        """As the forecasting models want it."""
        people = pl.DataFrame(
            {
                "location": list(self.places),
                "population": [place.people for place in self.places.values()],
            },
            schema={"location": pl.String, "population": pl.Float64},
        ).filter(pl.col("population") > 0)
        return archive(self.weekly, self.daily, people)

    def with_changes(self, changes: pl.DataFrame) -> Self:
        """The same with another list of what was changed."""
        return replace(self, changes=changes)

    def of(self, kind: str) -> tuple[str, ...]:
        """The targets of a kind."""
        return tuple(target for target, its in self.kinds.items() if its == kind)
