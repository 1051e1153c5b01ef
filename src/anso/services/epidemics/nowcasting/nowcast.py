"""Where the epidemic stands in each place on a day: the nowcast as tables, for whoever wants it.

In come counts of any source (`counting.Counted`); out comes a `Nowcast`. Kinds of counts (cases, admissions, deaths)
are looked at one by one; a place's trend is that of the first kind that it has enough of. Nothing is written and
nothing is said here: `product` publishes it, other products of the room may take what they need.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

import numpy as np
import polars as pl

from anso.services.epidemics.counting import Counted
from anso.services.epidemics.filtering.estimate import Method
from anso.services.epidemics.nowcasting.beliefs import KINDS, prior_of
from anso.services.epidemics.nowcasting.course import Course, Ready, course, ready
from anso.services.epidemics.nowcasting.course.counts import Delay, Numbers
from anso.services.epidemics.nowcasting.course.transmission import LEVELS
from anso.services.epidemics.thresholds import UNKNOWN, trend_of

__all__ = ["Completion", "Nowcast", "nowcast"]

Completion = Literal["no versions", "not needed", "done"]

SHOWN_DAYS = 84
"""Of R's course that are given."""
BEGINNING_DAYS = 14
"""After a row's first count, on which R is mostly what was believed of it beforehand."""
SHOWN_PERIODS = {1: 28, 7: 5}
"""Newest days or weeks whose completed counts are given."""
ENDS = {0.025: "_low_95", 0.05: "_low_90", 0.25: "_low_50", 0.5: "", 0.75: "_high_50", 0.95: "_high_90", 0.975: "_high_95"}  # fmt: skip
TWO_WEEKS, WEEK = 14, 7
COMPLETED = pl.Schema(
    {
        "location": pl.String,
        "kind": pl.String,
        "days": pl.Int64,
        "date": pl.Date,
        **dict.fromkeys(("told", "share", "completed", "completed_low", "completed_high"), pl.Float64),
    }
)


@dataclass(frozen=True)
class Nowcast:
    """Tables name places by `location` and counts by `kind`; quantiles stand in columns, `_low_95` to `_high_95`."""

    issued: date
    method: Method
    now: pl.DataFrame
    """A row a place and kind: `main` is true for the kind that its trend is told from; `r`, `growth_percent` (a day),
    `doubling_days`, `halving_days` with their ends, `probability_growing`, `trend`, counts of two weeks."""
    course: pl.DataFrame
    """A row a place, kind and day: `r` as it looks now, `seen` as the counts of that day told it; `main` as in `now`."""
    completed: pl.DataFrame
    """A row a place and period (of `days`) of its main kind that is still being told: `told`, `share` usually known by
    then, `completed` with `completed_low`, `completed_high` (90%); `main` for the shortest periods there are."""
    completion: Completion
    """Whether counts were completed for the delay of reports, or why not."""

    @property
    def main(self) -> pl.DataFrame:
        """A row a place: what is said of it."""
        return self.now.filter(pl.col("main"))


def nowcast(counted: Counted, method: Method = "kalman") -> Nowcast:
    """All places and kinds of counts, over this machine's cores or a cluster."""
    parts = []
    for kind, target in told_of(counted):
        counts = ready(of_target(counted, target).archive(), counted.issued)
        parts.append((kind, counts, course(counts, prior_of(kind), method)))
    now = with_main(pl.concat(state_frame(counted, *part) for part in parts))
    main = now.select("location", "kind", "main")
    told = pl.concat(completed_frame(kind, counts) for kind, counts, _ in parts)
    shortest = pl.col("days") == pl.col("days").min().over("location", "kind")
    return Nowcast(
        counted.issued,
        method,
        now,
        pl.concat(course_frame(*part) for part in parts).join(main, on=["location", "kind"], how="left"),
        told.join(main.filter(pl.col("main")).drop("main"), on=["location", "kind"]).with_columns(
            main=shortest
        ),
        "no versions" if not counted.versions else "not needed" if told.is_empty() else "done",
    )


def told_of(counted: Counted) -> Sequence[tuple[str, str]]:
    """Kinds with their targets, one a kind; a kind that nobody named only where there is no other."""
    there = set(counted.weekly["target"].unique())
    found = [(kind, target) for kind in KINDS for target in counted.of(kind) if target in there]
    named = {kind: target for kind, target in reversed(found) if kind}
    return [(kind, named[kind]) for kind in KINDS if kind in named] or found[:1]


def of_target(counted: Counted, target: str) -> Counted:
    only = pl.col("target") == target
    daily = counted.daily.filter(only) if counted.daily is not None else None
    return replace(
        counted,
        weekly=counted.weekly.filter(only),
        daily=None if daily is None or daily.is_empty() else daily,
    )


def state_frame(counted: Counted, kind: str, counts: Ready, found: Course) -> pl.DataFrame:
    """One row a place, of one kind of counts."""
    fortnight = np.nan_to_num(counts.recent)[:, -TWO_WEEKS // WEEK :].sum(-1)
    before = np.nan_to_num(counts.recent)[:, -2 * TWO_WEEKS // WEEK : -TWO_WEEKS // WEEK].sum(-1)
    people = np.array([counted.places[place].people for place in counts.known.places])
    with np.errstate(invalid="ignore", divide="ignore"):
        rate = np.where(people > 0, fortnight / people * 1e5, np.nan)
        doubling, halving = times(found.growth), times(-found.growth[:, ::-1])
    columns: dict[str, object] = {
        "location": list(counts.known.places),
        "kind": [kind] * len(counts.known.places),
        "trend": [trend_of(chance) for chance in found.growing],
        "probability_growing": rounded(found.growing),
    }
    for number, level in enumerate(LEVELS):
        columns[f"r{ENDS[level]}"] = rounded(found.reproduction[:, number])
    for number, level in enumerate(LEVELS):
        columns[f"growth_percent{ENDS[level]}"] = rounded(np.expm1(found.growth[:, number]) * 100)
    for name, values in (("doubling_days", doubling), ("halving_days", halving)):
        for end, middle in zip(("", "_low", "_high"), values, strict=True):
            columns[f"{name}{end}"] = rounded(middle)
    weeks_ago = (counts.lag * WEEK).astype(int)
    newest = counts.known.weeks[-1].astype(object)
    columns |= {
        "counts_14": rounded(fortnight),
        "counts_14_before": rounded(before),
        "counts_14_per_100k": rounded(rate),
        "last_week": [newest - timedelta(days=int(days)) for days in weeks_ago],
    }
    return pl.DataFrame(columns, schema_overrides={"last_week": pl.Date}, nan_to_null=True)


def times(rate: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Days to double at each place's rate, and the fewest and most by its 90% interval; none where that end does not
    double. `rate` is places x `LEVELS`."""
    low, middle, high = (rate[:, LEVELS.index(level)] for level in (0.05, 0.5, 0.95))
    return tuple(  # type: ignore[return-value]
        np.where((middle > 0) & (end > 0), math.log(2) / np.where(end > 0, end, 1.0), np.nan)
        for end in (middle, high, low)
    )


def with_main(now: pl.DataFrame) -> pl.DataFrame:
    """Each place's trend is told from the first kind that has one; where none has, from the first kind it has."""
    order = pl.col("kind").replace_strict(list(KINDS), range(len(KINDS)), return_dtype=pl.Int64)
    rank = order + len(KINDS) * (pl.col("trend") == UNKNOWN)
    return now.with_columns((rank == rank.min().over("location")).alias("main"))


def course_frame(kind: str, counts: Ready, found: Course) -> pl.DataFrame:
    """One row a place and day, of one kind of counts."""
    days = found.seen.shape[1]
    shown = min(SHOWN_DAYS, days)
    started = np.isfinite(found.seen[..., 0]).cumsum(-1) > BEGINNING_DAYS
    place, column = np.nonzero(started[:, -shown:])
    column += days - shown
    # Days of a place whose newest weeks are not told yet stand that much earlier on the calendar.
    back = (days - 1 - column) + counts.lag[place] * WEEK
    values = {f"r{ENDS[level]}": found.revised[place, column, n] for n, level in enumerate(LEVELS)}
    values |= {"seen": found.seen[place, column, LEVELS.index(0.5)]}
    return pl.DataFrame(
        {
            "location": np.array(counts.known.places, dtype=str)[place],
            "kind": np.full(len(place), kind),
            "date": np.datetime64(found.last, "D") - back.astype("timedelta64[D]"),
            **{name: np.round(value, 3) for name, value in values.items()},
        },
        schema_overrides={"location": pl.String, "kind": pl.String, "date": pl.Date},
        nan_to_null=True,
    )


def completed_frame(kind: str, counts: Ready) -> pl.DataFrame:
    """One row a place and period that more is expected to be told of, of one kind of counts."""
    delays = [delay for delay in (counts.daily, counts.weekly) if delay is not None]
    return pl.concat(
        [COMPLETED.to_frame(), *(frame_of(kind, counts.known.places, delay) for delay in delays)]
    )


def frame_of(kind: str, places: Sequence[str], delay: Delay) -> pl.DataFrame:
    ages = np.arange(min(SHOWN_PERIODS[delay.days], delay.completed.told.shape[1]))
    moving = (delay.shares.spread[:, ages] > 0) & ~np.isnan(delay.completed.told[:, ages])
    place, age = np.nonzero(moving)
    ends = delay.newest - (age * delay.days).astype("timedelta64[D]")
    return pl.DataFrame(
        {
            "location": np.array(places, dtype=str)[place],
            "kind": np.full(len(place), kind),
            "days": np.full(len(place), delay.days),
            "date": ends,
            "told": delay.completed.told[place, age],
            "share": np.round(delay.completed.share[place, age], 3),
            "completed": np.round(delay.completed.at(0.5)[place, age], 1),
            "completed_low": np.round(delay.completed.at(0.05)[place, age], 1),
            "completed_high": np.round(delay.completed.at(0.95)[place, age], 1),
        },
        schema=COMPLETED,
        nan_to_null=True,
    )


def rounded(values: Numbers) -> pl.Series:
    """Four significant digits: more would be noise, in the table and in its bytes."""
    with np.errstate(divide="ignore", invalid="ignore"):
        size = np.where(values == 0, 0.0, np.floor(np.log10(np.abs(values))))
    scale = 10.0 ** (3 - np.nan_to_num(size))
    return pl.Series(np.round(values * scale) / scale, dtype=pl.Float64, nan_to_null=True)
