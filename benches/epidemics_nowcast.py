"""Whether the nowcast's words come true, what the completion of late counts gains, and what it all costs.

Simulated epidemics and the packaged counts are always looked at. From the folder that --data or ANSO_SHARED_DATA
names come `euro_vintages.parquet`, `euro_vintages_daily.parquet` and `euro_locations.csv`. Each day is nowcast from what was
known on it; what came after is read from the newest version.
"""

import time
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, cast

import numpy as np
import polars as pl

from anso import sources
from anso.product import Run
from anso.services.epidemics.counting import Counted, CountsRequest, Where, read_counts
from anso.services.epidemics.counting.counted import CHANGES, DAILY, WEEKLY
from anso.services.epidemics.forecasting.known import Archive, known_on
from anso.services.epidemics.nowcasting.delays import completed, learnt, triangle
from anso.services.epidemics.nowcasting.nowcast import Nowcast, nowcast
from anso.services.epidemics.thresholds import TRENDS, UNKNOWN
from benches.epidemic_shapes import simulated
from benches.hub_scores import given_folder
from benches.report import Measurement

__all__ = ["measure"]

PACKAGED_DAYS = tuple(date(2020, 4, 6) + timedelta(weeks=week) for week in range(10))
EURO_DAYS = tuple(date(2021, 5, 24) + timedelta(weeks=3 * step) for step in range(14))
LATER = timedelta(weeks=3)
PLACES = 60
SECONDS = 10.0
WEEKLY_FILE, DAILY_FILE, LOCATIONS = (
    "euro_vintages.parquet",
    "euro_vintages_daily.parquet",
    "euro_locations.csv",
)
KINDS = {"inc case": "cases", "inc death": "deaths"}


def measure(data: str | None = None) -> list[Measurement]:
    packaged = read_counts(CountsRequest(countries=PLACES), cast("Run", Bare()))
    found = [cost(packaged), *simulated(), *words("packaged counts of 2020", packaged, PACKAGED_DAYS)]
    folder = given_folder(data)
    if folder is not None:
        euro = european(folder)
        found += words("European vintages", euro, EURO_DAYS)
        found += [completion(euro.archive(), days) for days in (1, 7)]
    return found


class Bare:
    """Hands out sources as a run does."""

    def source(self, name: str) -> Any:
        return sources.open(name)


def european(folder: Path) -> Counted:
    locations = pl.read_csv(folder / LOCATIONS)
    people = dict(locations.select("location", "population").rows())
    weekly = pl.read_parquet(folder / WEEKLY_FILE).cast({"value": pl.Float64}).select(list(WEEKLY))
    daily = pl.read_parquet(folder / DAILY_FILE).cast({"value": pl.Float64}).select(list(DAILY))
    return Counted(
        title="European COVID-19 Forecast Hub",
        issued=EURO_DAYS[-1],
        weekly=weekly,
        daily=daily,
        places={code: Where(code, {"en": code}, True, float(heads)) for code, heads in people.items()},
        kinds=KINDS,
        versions=True,
        changes=pl.DataFrame(schema=CHANGES),
        notes=(),
    )


def cost(counted: Counted) -> Measurement:
    fifty = replace(counted, places=dict(list(counted.places.items())[:50]))
    chosen = pl.col("location").is_in(list(fifty.places))
    assert fifty.daily is not None
    fifty = replace(fifty, weekly=fifty.weekly.filter(chosen), daily=fifty.daily.filter(chosen))
    nowcast(fifty)  # starts the workers
    start = time.perf_counter()
    nowcast(fifty)
    seconds = time.perf_counter() - start
    return Measurement(
        "nowcast of 50 countries from cases and deaths, all cores",
        f"{seconds:.1f} s",
        "",
        f"under {SECONDS:.0f} s",
        seconds < SECONDS,
    )


@dataclass(frozen=True)
class Outcome:
    word: str
    rose: bool | None
    """Whether the two weeks that followed held more cases than the two before."""
    above: bool | None
    """Whether R of the day was above 1, as it looked three weeks later."""
    inside: bool | None
    """Whether that R lay inside the 90% interval of the day."""


def words(name: str, counted: Counted, days: tuple[date, ...]) -> list[Measurement]:
    """How often what a word says came true."""
    by_day = {day: nowcast(of_cases(replace(counted, issued=day))) for day in days}
    newest = max(*counted.weekly["as_of"].unique().to_list(), *days)
    outcomes = [
        outcome
        for day, said in by_day.items()
        for outcome in outcomes_of(counted, said, by_day.get(day + LATER), newest)
    ]
    lines = []
    for trend in TRENDS:
        own = [outcome for outcome in outcomes if outcome.word == trend.slug]
        lines.append(
            Measurement(
                f"{name}, {len(days)} days: “{trend.slug}” ({len(own)} times)",
                f"more cases in the two weeks after than before {share(own, 'rose')}; "
                f"R above 1 as seen three weeks later {share(own, 'above')}",
            )
        )
    inside = share(outcomes, "inside")
    lines.append(Measurement(f"{name}: R as seen three weeks later, inside the day's 90% interval", inside))
    return lines


def share(outcomes: list[Outcome], what: str) -> str:
    values = [value for outcome in outcomes if (value := getattr(outcome, what)) is not None]
    return f"{np.mean(values):.0%}" if values else "-"


def of_cases(counted: Counted) -> Counted:
    return replace(counted, kinds={name: kind for name, kind in counted.kinds.items() if kind == "cases"})


def outcomes_of(counted: Counted, said: Nowcast, later: Nowcast | None, newest: date) -> list[Outcome]:
    cases = of_cases(counted)
    archive = replace(cases, weekly=cases.weekly.filter(pl.col("target").is_in(list(cases.kinds)))).archive()
    known = known_on(archive, said.issued, told_by=newest)
    after = known_on(archive, newest, told_by=newest)
    now = len(known.weeks)
    day = said.issued - timedelta(days=1)
    seen = (
        {}
        if later is None
        else dict(later.course.filter(pl.col("date") == day).select("location", "r").rows())
    )
    found = []
    for row in said.main.filter(pl.col("trend") != UNKNOWN).iter_rows(named=True):
        weeks = after.raw[0, after.places.index(row["location"])]
        before, ahead = weeks[now - 2 : now], weeks[now : now + 2]
        whole = len(ahead) == 2 and not np.isnan([*before, *ahead]).any() and min(*before, *ahead) >= 0
        r = seen.get(row["location"])
        found.append(
            Outcome(
                row["trend"],
                bool(ahead.sum() > before.sum()) if whole else None,
                None if r is None else r > 1,
                None if r is None else row["r_low_90"] <= r <= row["r_high_90"],
            )
        )
    return found


def completion(archive: Archive, days: int) -> Measurement:
    """The newest two weeks' counts: as told, as completed, and as they stood six weeks after."""
    versions = archive.daily if days == 1 else archive.weekly
    assert versions is not None
    rows = len(archive.targets) * len(archive.places)
    whole = triangle(versions, rows, EURO_DAYS[-1] + timedelta(weeks=6), days)
    assert whole is not None
    looks = np.unique(versions.told)
    looks = looks[looks > whole.last - np.timedelta64(365, "D")]
    parts = []
    for day in EURO_DAYS:
        seen = triangle(versions, rows, day, days)
        assert seen is not None
        found = completed(seen.known[:, -1], learnt(seen, len(archive.targets)))
        ages = 14 // days
        became = whole.became[:, int(np.searchsorted(looks, seen.last)), :ages]
        kept = (
            ~np.isnan(became)
            & (became >= 0)
            & (found.told[:, :ages] >= 0)
            & ~np.isnan(found.at(0.5)[:, :ages])
        )
        said = (found.told, found.at(0.05), found.at(0.5), found.at(0.95))
        parts.append(np.stack([*(values[:, :ages][kept] for values in said), became[kept]]))
    told, low, middle, high, came = np.concatenate(parts, axis=1)
    inside = np.mean((came >= low) & (came <= high))
    same = np.mean(came == told)
    return Measurement(
        f"European vintages, newest two weeks of {'daily' if days == 1 else 'weekly'} counts: inside the completed "
        "counts' 90% interval six weeks later",
        f"{inside:.1%} ({same:.1%} never changed); error {np.abs(middle - came).sum() / np.abs(told - came).sum():.2f} "
        "of that without completion",
    )
