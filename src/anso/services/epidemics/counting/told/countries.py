"""What a provider of the outside world told of countries: the packaged counts, WHO, Our World in Data, ECDC."""

import math
from datetime import date, timedelta

import polars as pl

from anso import places
from anso.errors import InvalidInputError, Problem
from anso.product import Run
from anso.services.epidemics.counting.counted import Where
from anso.services.epidemics.counting.showing import notes as words
from anso.services.epidemics.counting.told.people import with_people
from anso.services.epidemics.counting.told.told import DAYS, WEEKS, Told
from anso.sources import SourceChangedError
from anso.sources.counts import CountsSource, Further

__all__ = ["told_by_country"]

KINDS = {"confirmed": "cases", "dead": "deaths"}
FURTHER = ("admissions", "tests", "vaccinations")


def told_by_country(source: CountsSource, issued: date, region: str, most: int, run: Run) -> Told:
    """Counts of the countries of a region, known before the day of issue."""
    before = issued - timedelta(days=1)
    within = pl.col("country").is_in(list(places.region(region).countries))
    counted = source.daily(before).filter(within)
    if counted.is_empty():
        name = places.region(region).name
        raise InvalidInputError(
            [Problem("region", f"{source.title} has no counts for {name} before {issued}")]
        )
    more = further(source, before)
    codes = counted["country"].unique().sort()
    totals = long(counted)
    more_totals, weekly = (
        table.filter(within).select(
            pl.lit(None, pl.Date).alias("as_of"),
            pl.col("country").alias("location"),
            "target",
            "date",
            "value",
        )
        for table in (more.totals, more.weekly)
    )
    there = {*more_totals["target"].unique(), *weekly["target"].unique()}
    return Told(
        title=source.title,
        days=pl.concat([totals, more_totals.cast(DAYS)]),
        cumulative=True,
        weeks=weekly.cast(WEEKS),
        places=with_people(
            {code: Where(code, places.country(code).names, True, math.nan) for code in codes}, issued, run
        ),
        kinds={kind: kind for kind in (*KINDS.values(), *(name for name in FURTHER if name in there))},
        versions=not source.revised,
        notes=(words.further_missing(more.missing),) if more.missing else (),
        most=most,
    )


def further(source: CountsSource, until: date) -> Further:
    """What else the provider counts; where it cannot be read, cases and deaths still stand."""
    try:
        return source.further(until)
    except SourceChangedError as error:
        return Further.nothing(str(error))


def long(counted: pl.DataFrame) -> pl.DataFrame:
    """Cumulative cases and deaths, a row each."""
    return (
        counted.select(
            pl.lit(None, pl.Date).alias("as_of"), pl.col("country").alias("location"), "date", *KINDS
        )
        .rename(KINDS)
        .unpivot(index=["as_of", "location", "date"], variable_name="target", value_name="value")
        .drop_nulls("value")
        .select(list(DAYS))
        .cast(DAYS)
    )
