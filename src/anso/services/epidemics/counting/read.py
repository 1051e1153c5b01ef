"""From a request to the counts it asks for: told, chosen, mended, summed to weeks."""

from datetime import date, timedelta

import polars as pl

from anso.errors import InvalidInputError, Problem
from anso.product import Run
from anso.services.epidemics.asked import out_of_range
from anso.services.epidemics.counting.asked import CountsRequest
from anso.services.epidemics.counting.choosing import most_affected
from anso.services.epidemics.counting.counted import CHANGES, DAILY, WEEKLY, Counted
from anso.services.epidemics.counting.mending import (
    Ledger,
    enter_versions,
    increases,
    laid_out,
    mend,
    weeks_changed,
)
from anso.services.epidemics.counting.showing import notes as words
from anso.services.epidemics.counting.told import Told, told_by_country, told_by_file, told_by_hub

__all__ = ["read_counts"]

WEEK = 7
STALE = timedelta(days=42)
"""Of counts older than this on the day of issue nothing of that day can be said; the models' longest lag as well."""
LONGEST_DAYS, LONGEST_WEEKS = timedelta(days=3653), timedelta(weeks=1566)
"""Ten years of days and thirty of weeks before the day of issue are looked at; older ones may be slips of the pen."""
WORTH_SAYING = timedelta(days=8)


def read_counts(request: CountsRequest, run: Run, besides: str = "") -> Counted:
    """The counts of the most affected places, and of one named `besides`, as known on the day of issue."""
    told = tell(request, run)
    last = told.last()
    if last is None or request.issued - last > STALE:
        raise InvalidInputError(
            [
                Problem(
                    "issued",
                    f"the newest counts of {told.title} that were known on {request.issued} are of {last}, more than "
                    f"{STALE.days} days before; choose an earlier day",
                )
            ]
        )
    notes = list(told.notes)
    if request.issued - last > WORTH_SAYING:
        notes.append(words.newest(last))
    chosen = most_affected(told, request.issued, besides)
    if told.most is not None and len(told.places) > len(chosen) >= told.most and request.source == "file":
        notes.append(words.most_places(told.most, len(told.places)))
    return counted(told, chosen, request.issued, notes)


def tell(request: CountsRequest, run: Run) -> Told:
    """What the source of the request told."""
    match request.source:
        case "hub":
            return told_by_hub(request.hub, request.issued, request.region, run)
        case "file":
            assert request.file is not None, "a request with this source has one"  # noqa: S101
            return told_by_file(
                request.file,
                request.columns,
                cumulative=request.counted == "cumulative",
                issued=request.issued,
                region=request.region,
                run=run,
            )
        case name:
            source = run.source(name)
            span = source.span()
            latest = span.last + (STALE if source.revised else timedelta(days=1))
            if not span.first < request.issued <= latest:
                raise InvalidInputError(
                    [Problem("issued", out_of_range(request.issued, name, span.first, span.last)["en"])]
                )
            return told_by_country(source, request.issued, request.region, request.countries, run)


def counted(told: Told, chosen: list[str], issued: date, notes: list[words.Localised]) -> Counted:
    """The counts of the chosen places, mended, by day and by week."""
    mine = pl.col("location").is_in(chosen)
    days = told.days.filter(mine, pl.col("date") >= issued - LONGEST_DAYS)
    weeks = told.weeks.filter(mine, pl.col("date") >= issued - LONGEST_WEEKS)
    if old := told.days.filter(mine).height + told.weeks.filter(mine).height - len(days) - len(weeks):
        notes.append(words.too_old(old))
    week_end = weekday_of(weeks, issued)
    daily, weekly, changes = by_day(days, week_end, issued, cumulative=told.cumulative)
    given, lost = in_weeks(weeks, week_end)
    if lost:
        notes.append(words.other_weekdays(lost))
    weekly = pl.concat([weekly, given]).sort("as_of", "location", "target", "target_end_date")
    if weekly.is_empty():
        raise InvalidInputError(
            [
                Problem(
                    "issued",
                    f"{told.title} holds no whole week of counts before {issued}; choose a later day",
                )
            ]
        )
    there, placed = set(weekly["target"].unique()), set(weekly["location"].unique())
    if unplaced := [told.places[code].names for code in chosen if code not in placed]:
        notes.append(words.no_whole_week(unplaced))
    found = Counted(
        title=told.title,
        issued=issued,
        weekly=weekly,
        daily=None if daily.is_empty() else daily.filter(pl.col("target").is_in(list(there))),
        places={code: told.places[code] for code in chosen if code in placed},
        kinds={target: kind for target, kind in told.kinds.items() if target in there},
        versions=told.versions,
        changes=changes,
        notes=tuple(notes),
        synthetic=told.synthetic,
    )
    return found.with_changes(pl.concat([changes, weeks_changed(found.archive(), issued)]))


def by_day(
    days: pl.DataFrame, week_end: int, issued: date, *, cumulative: bool
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Days and weeks with all their versions, and what was changed."""
    if days.is_empty():
        return pl.DataFrame(schema=DAILY), pl.DataFrame(schema=WEEKLY), pl.DataFrame(schema=CHANGES)
    if days["as_of"].count():
        series, ledger = enter_versions(days, week_end, issued)
        return series.daily(ledger), series.weekly(ledger), pl.DataFrame(schema=CHANGES)
    series, reports = laid_out(days, week_end, issued - timedelta(days=1))
    ledger = Ledger(len(series.keys), -(-series.days // WEEK) * WEEK, from_nothing=cumulative)
    taken = mend(increases(reports) if cumulative else reports, ledger, cumulative=cumulative)
    return series.daily(ledger), series.weekly(ledger), series.changes(taken)


def weekday_of(weeks: pl.DataFrame, issued: date) -> int:
    """The ISO weekday on which weeks end: that of most weeks given, else the day before the day of issue."""
    if weeks.is_empty():
        return (issued - timedelta(days=1)).isoweekday()
    # Sums of seven days may be given for every day; where no weekday stands out, the newest one serves.
    counted = weeks.group_by(pl.col("date").dt.weekday().alias("weekday")).agg(pl.len(), pl.max("date"))
    return int(counted.sort("len", "date")["weekday"][-1])


def in_weeks(weeks: pl.DataFrame, week_end: int) -> tuple[pl.DataFrame, int]:
    """Weeks as given, of the one weekday; and how many series have none of it."""
    series = weeks.select("location", "target").unique()
    ours = weeks.filter(pl.col("date").dt.weekday() == week_end)
    lost = len(series) - len(ours.select("location", "target").unique())
    told = ours.with_columns(
        pl.coalesce("as_of", pl.col("date") + pl.duration(days=1)), pl.col("date").alias("target_end_date")
    )
    return told.select(list(WEEKLY)).cast(WEEKLY), lost
