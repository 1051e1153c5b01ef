"""The shape that what a source told is brought to."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

from anso.services.epidemics.counting.counted import Localised, Where

__all__ = ["DAYS", "WEEKS", "Told"]

DAYS = pl.Schema(
    {"as_of": pl.Date, "location": pl.String, "target": pl.String, "date": pl.Date, "value": pl.Float64}
)
"""Reports of single days; `as_of` is null where the source keeps no versions."""
WEEKS = DAYS
"""New counts of the seven days that end on the date."""


@dataclass(frozen=True)
class Told:
    """Counts as a source told them, up to the day before the day of issue."""

    title: str
    days: pl.DataFrame
    """`DAYS`."""
    cumulative: bool
    """Whether the counts of days are totals so far."""
    weeks: pl.DataFrame
    """`WEEKS`."""
    places: Mapping[str, Where]
    """Of everything told, and possibly more."""
    kinds: Mapping[str, str]
    """What each target is, by its name: `cases`, `deaths`, …, or `` for something else."""
    versions: bool
    """Whether what was known on earlier days is told as well, exactly."""
    notes: tuple[Localised, ...] = ()
    most: int | None = None
    """How many places, those most affected, are wanted of it; all where nothing is said."""
    synthetic: bool = False

    def last(self) -> date | None:
        """The newest day of which anything is told."""
        dates: date | None = pl.concat([self.days["date"], self.weeks["date"]]).max()  # type: ignore[assignment]  # of dates
        return dates
