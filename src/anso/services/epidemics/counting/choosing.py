"""Which places: those with most counts of late, and one that is asked for by name."""

from datetime import date, timedelta

import polars as pl

from anso.services.epidemics.counting.told import Told

__all__ = ["most_affected"]

RECENT = timedelta(weeks=8)
ORDER = ("cases", "admissions", "deaths", "tests", "vaccinations", "")
"""By which kind of counts places are compared: the first that the source tells."""


def most_affected(told: Told, issued: date, besides: str = "") -> list[str]:
    """Every place told of, those with most recent counts first; no more than are wanted, `besides` one by name."""
    series = _ranked_by(told)
    days, weeks = (table.filter(pl.col("target") == series) for table in (told.days, told.weeks))
    if told.cumulative:
        days = days.sort("location", "date").with_columns(
            (pl.col("value") - pl.col("value").shift(1).over("location")).alias("value")
        )
    recent = _newest(days, issued - RECENT).extend(_newest(weeks, issued - RECENT))
    everyone = pl.concat([told.days["location"], told.weeks["location"]]).unique().to_frame()
    ranked = (
        everyone.join(recent.group_by("location").agg(pl.max("value")), on="location", how="left")
        .fill_null(0.0)
        .sort("value", "location", descending=[True, False])
    )
    chosen: list[str] = ranked["location"].head(told.most or len(ranked)).to_list()
    left_out = besides not in chosen and besides in ranked["location"]
    return [*chosen, besides] if left_out else chosen


def _ranked_by(told: Told) -> str:
    """The main target: of the likeliest kind, the one told of most places."""
    widest = (
        pl.concat([told.days.select("target", "location"), told.weeks.select("target", "location")])
        .unique()
        .group_by("target")
        .len()
        .sort("len", "target", descending=[True, False])["target"]
        .to_list()
    )

    def place_in_order(target: str) -> int:
        return ORDER.index(told.kinds.get(target, ""))

    main: str = min(widest, key=place_in_order)
    return main


def _newest(table: pl.DataFrame, since: date) -> pl.DataFrame:
    """By place the sum of the newest version of each date."""
    return (
        table.filter(pl.col("date") >= since)
        .sort("as_of", nulls_last=False, maintain_order=True)
        .unique(["location", "date"], keep="last", maintain_order=True)
        .group_by("location")
        .agg(pl.col("value").sum())
    )
