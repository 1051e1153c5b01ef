"""From a request to the counts it asks for."""

import math
from datetime import date, timedelta

import polars as pl

from anso import places
from anso.errors import InvalidInputError, Problem
from anso.product import Run
from anso.services.epidemics.asked import out_of_range
from anso.services.epidemics.counting.asked import CountsRequest
from anso.services.epidemics.counting.counted import CHANGES, DAILY, WEEKLY, Counted, Where

__all__ = ["read_counts"]

RECENT = timedelta(weeks=8)
KINDS = {"confirmed": "cases", "dead": "deaths"}


def read_counts(request: CountsRequest, run: Run) -> Counted:
    """The counts of the most affected countries, with what is known of them on the day of issue."""
    source = run.source(request.source)
    span = source.span()
    if not span.first <= request.issued <= span.last + timedelta(days=1):
        raise InvalidInputError(
            [Problem("issued", out_of_range(request.issued, request.source, span.first, span.last)["en"])]
        )
    known = source.daily(request.issued - timedelta(days=1))
    region = places.region(request.region)
    daily = new_counts(known.filter(pl.col("country").is_in(list(region.countries))))
    if daily.is_empty():
        raise InvalidInputError(
            [Problem("region", f"{source.title} has no counts for {region.name} before {request.issued}")]
        )
    chosen = most_affected(daily, request.issued, request.countries)
    daily = daily.filter(pl.col("location").is_in(chosen))
    people = dict(run.source("un-population").totals_in(request.issued.year).iter_rows())
    return Counted(
        title=source.title,
        issued=request.issued,
        weekly=by_week(daily, request.issued),
        daily=daily,
        places={
            code: Where(code, places.country(code).names, True, float(people.get(code, math.nan)))
            for code in chosen
        },
        kinds={kind: kind for kind in KINDS.values()},
        versions=not source.revised,
        changes=pl.DataFrame(schema=CHANGES),
        notes=(),
    )


def new_counts(cumulative: pl.DataFrame) -> pl.DataFrame:
    """Increases a day, each told on the day after."""
    long = (
        cumulative.select("date", pl.col("country").alias("location"), *KINDS)
        .rename(KINDS)
        .unpivot(index=["date", "location"], variable_name="target", value_name="total")
        .drop_nulls()
        .sort("location", "target", "date")
    )
    before = pl.col("total").shift(1).over("location", "target").fill_null(0)
    return long.select(
        (pl.col("date") + pl.duration(days=1)).alias("as_of"),
        "location",
        "target",
        "date",
        (pl.col("total") - before).cast(pl.Float64).alias("value"),
    ).cast(DAILY)


def most_affected(daily: pl.DataFrame, issued: date, most: int) -> list[str]:
    """Those with most new cases of late."""
    recent = daily.filter(pl.col("target") == "cases", pl.col("date") >= issued - RECENT)
    ranked = (
        recent.group_by("location").agg(pl.sum("value")).sort("value", "location", descending=[True, False])
    )
    return ranked["location"].head(most).to_list()


def by_week(daily: pl.DataFrame, issued: date) -> pl.DataFrame:
    """Weeks that end on the day before the weekday of issue, told with their last day."""
    ahead = ((pl.lit(issued - timedelta(days=1)) - pl.col("date")).dt.total_days() % 7).alias("ahead")
    return (
        daily.with_columns((pl.col("date") + pl.duration(days=ahead)).alias("target_end_date"))
        .group_by("location", "target", "target_end_date")
        .agg(pl.max("as_of"), pl.sum("value"), pl.len().alias("days"))
        .filter(pl.col("target_end_date") < issued)
        .select(list(WEEKLY))
        .cast(WEEKLY)
        .sort("as_of", "location", "target", "target_end_date")
    )
