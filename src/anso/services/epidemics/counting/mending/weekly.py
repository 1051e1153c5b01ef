"""What the forecasting models take otherwise of weekly counts, beside what was done to days here.

The models mend weeks themselves, as weeks may come from a hub; here their list is only brought to ours.
"""

from datetime import date

import polars as pl

from anso.services.epidemics.counting.counted import CHANGES
from anso.services.epidemics.forecasting.known import Archive, known_on

__all__ = ["WHY", "weeks_changed"]

WHY = {
    "a count below zero corrects earlier ones": "week-below-zero",
    "nothing reported amid many": "silent-week",
    "a late report spread over the weeks it covers": "late-weeks",
    "a dump of older reports": "batch-week",
}
"""The models' reasons by ours."""


def weeks_changed(archive: Archive, issued: date) -> pl.DataFrame:
    """`CHANGES` of weeks, as known on the day of issue."""
    known = known_on(archive, issued)
    ends = [day.astype(object) for day in known.weeks]
    rows = [
        (
            known.places[change.place],
            known.targets[change.target],
            ends[change.week],
            change.told,
            change.taken,
            WHY[change.why],
        )
        for change in known.changes
    ]
    table = pl.DataFrame(
        rows,
        schema={
            "location": pl.String,
            "target": pl.String,
            "last": pl.Date,
            "told": pl.Float64,
            "taken": pl.Float64,
            "why": pl.String,
        },
        orient="row",
    )
    return (
        table.with_columns(
            (pl.col("last") - pl.duration(days=6)).alias("first"),
            pl.col("told").fill_nan(None),
            pl.col("taken").fill_nan(None),
        )
        .select(list(CHANGES))
        .cast(CHANGES)
        .sort("location", "target", "first")
    )
