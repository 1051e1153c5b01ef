"""The truth as it was known on each day of a list, and nothing later.

In come observations with the day they were published (`as_of`); out comes, day by day, a matrix of places x
dates that holds the newest value published until then. A table without `as_of` counts as published the day
after each date ended: the best that can be supposed of it, and too kind where reports were late or revised.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from anso.errors import InvalidInputError, Problem
from anso.hub.rounds import TARGET, TARGET_END_DATE
from anso.release.forecast import VALUE

__all__ = ["AS_OF", "Observations", "known_truth", "observations_of", "refuse_unusable", "with_publication"]

AS_OF = "as_of"
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Observations:
    """One target's observations in the order of their publication."""

    published: NDArray[np.int64]
    """Day of each row, ascending, as a number."""
    place: NDArray[np.int64]
    date: NDArray[np.int64]
    """Place of the row's date in `dates`."""
    value: Floats
    dates: list[dt.date]
    """Ascending; all that are observed or forecast."""


def refuse_unusable(table: pl.DataFrame, forecasts: pl.DataFrame, where: str) -> None:
    missing = [name for name in (TARGET_END_DATE, VALUE) if name not in table.columns]
    missing += [
        name
        for name in (TARGET, "location")
        if name not in table.columns and name in forecasts.columns and forecasts[name].n_unique() > 1
    ]
    if missing:
        raise InvalidInputError(
            [
                Problem(
                    where,
                    f"has no column {' or '.join(missing)}; training needs location, target, target_end_date "
                    "and value, and as_of for the day each value was published",
                )
            ]
        )


def with_publication(table: pl.DataFrame) -> pl.DataFrame:
    if AS_OF in table.columns:
        return table.filter(pl.col(AS_OF).is_not_null())
    return table.with_columns((pl.col(TARGET_END_DATE) + pl.duration(days=1)).alias(AS_OF))


def observations_of(table: pl.DataFrame, places: pl.DataFrame, ends: Sequence[dt.date]) -> Observations:
    """One target's rows at those places; columns that the table lacks do not tell places apart."""
    shared = [name for name in places.columns if name in table.columns]
    numbered = places.select(shared).with_columns(pl.int_range(pl.len(), dtype=pl.Int64).alias("place"))
    rows = table.with_columns(pl.col(name).cast(places[name].dtype, strict=False) for name in shared)
    if shared:
        rows = rows.join(numbered, on=shared, how="inner", nulls_equal=True)
    else:
        rows = rows.join(numbered, how="cross")
    rows = rows.sort(AS_OF, maintain_order=True)
    dates = sorted({*rows[TARGET_END_DATE].drop_nulls().unique().to_list(), *ends})
    rows = rows.filter(pl.col(TARGET_END_DATE).is_not_null())
    return Observations(
        published=rows[AS_OF].to_physical().cast(pl.Int64).to_numpy(),
        place=rows["place"].to_numpy(),
        date=pl.Series(dates, dtype=pl.Date).search_sorted(rows[TARGET_END_DATE]).to_numpy().astype(np.int64),
        value=rows[VALUE].cast(pl.Float64).fill_null(np.nan).to_numpy(),
        dates=dates,
    )


def known_truth(observations: Observations, places: int, days: Sequence[dt.date]) -> Iterator[Floats]:
    """For each of the ascending days what was known on it: places x dates, NaN where nothing was."""
    known = np.full((places, len(observations.dates)), np.nan)
    ordinals = pl.Series(list(days), dtype=pl.Date).to_physical().cast(pl.Int64).to_numpy()
    stops = np.searchsorted(observations.published, ordinals, side="right")
    start = 0
    for stop in stops:
        new = slice(start, int(stop))
        known[observations.place[new], observations.date[new]] = observations.value[new]
        start = int(stop)
        yield known.copy()
