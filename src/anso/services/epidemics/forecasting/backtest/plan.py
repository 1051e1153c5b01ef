"""What is to be forecast: on which days, how far ahead, at which levels, and which week a horizon means.

Hubs count differently: on a Monday "1 week ahead" is the Saturday of the same week; an influenza hub's
horizon 0 is the Saturday that is the reference date itself. The convention is read from a hub's own forecasts
where they are given; otherwise the first horizon is the first week that ends on or after the day of issue.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import polars as pl
from numpy.typing import NDArray

from anso.errors import AnsoError, InvalidInputError, Problem
from anso.services.epidemics.forecasting.known import Archive

__all__ = ["HUB_LEVELS", "SAME", "Plan", "plan", "week_end_after"]

HUB_LEVELS = (0.01, 0.025, *(round(0.05 * step, 2) for step in range(1, 20)), 0.975, 0.99)
WEEKS_AHEAD = 4
FURTHEST = 12
NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SAME = 1e-6
"""Levels no further apart are one."""


@dataclass(frozen=True)
class Plan:
    days: tuple[date, ...]
    """The days of issue: the reference dates."""
    horizons: tuple[int, ...]
    offset: int
    """Days from a day of issue to the end of the week that is horizon 0."""
    levels: NDArray[np.float64]
    """Those that are worked out: widths are measured from the median to each level and to its mirror image."""
    asked: NDArray[np.bool_]
    """Which of them were asked."""

    def end(self, day: date, horizon: int) -> date:
        return day + timedelta(days=self.offset + 7 * horizon)


def plan(
    archive: Archive,
    first: date,
    last: date,
    *,
    horizons: Sequence[int] | None = None,
    levels: Sequence[float] | None = None,
    like: pl.DataFrame | None = None,
) -> Plan:
    """The plan for all days of issue from `first` to `last`; `like` are a hub's forecasts to do as it does."""
    problems = []
    if first > last:
        problems.append(Problem("--from", f"{first} lies after --to, {last}: swap them"))
    elif first < archive.first:
        problems.append(
            Problem(
                "--from",
                f"{first} lies before the first vintage, {archive.first}: what was known then was not kept",
            )
        )
    if levels is not None and not all(0 < level < 1 for level in levels):
        problems.append(Problem("--levels", "levels lie between 0 and 1, such as 0.025,0.5,0.975"))
    if problems:
        raise InvalidInputError(problems)
    days, offset, asked, stated = unlike(archive, first, last) if like is None else alike(like, first, last)
    chosen = tuple(sorted(set(horizons))) if horizons else asked
    if horizons and like is None and min(chosen) <= 0:
        offset = week_end_after(archive, days[0])
    if not -FURTHEST <= min(chosen) <= max(chosen) <= FURTHEST:
        raise InvalidInputError([Problem("--horizons", f"weeks ahead go from -{FURTHEST} to {FURTHEST}")])
    return Plan(days, chosen, offset, *mirrored(np.array(sorted(set(levels or stated)))))


def mirrored(asked: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """The levels with those that balance them, and which are the ones given."""
    others = np.unique(np.round([0.5, *(1 - asked)], 10))
    new = others[np.abs(others[:, None] - asked).min(-1) > SAME]
    levels = np.sort(np.concatenate([asked, new]))
    return levels, np.isin(levels, asked)


def unlike(
    archive: Archive, first: date, last: date
) -> tuple[tuple[date, ...], int, tuple[int, ...], tuple[float, ...]]:
    """Days a week apart on the weekday of most vintages, and four weeks ahead."""
    told: list[date] = np.unique(archive.weekly.told).astype(object).tolist()
    weekdays = np.bincount([day.weekday() for day in told], minlength=7)
    usual = first.weekday() if weekdays[first.weekday()] * 2 >= weekdays.max() else int(weekdays.argmax())
    start = first + timedelta(days=(usual - first.weekday()) % 7)
    days = tuple(start + timedelta(weeks=week) for week in range((last - start).days // 7 + 1))
    if not days:
        raise AnsoError(
            f"No day of issue lies between {first} and {last}: vintages are told on {NAMES[usual]}s, so give a "
            "period with one"
        )
    ahead = week_end_after(archive, start)
    if ahead == 0:  # issued on the day on which weeks end, as influenza hubs do: that week is horizon 0
        return days, 0, tuple(range(WEEKS_AHEAD)), HUB_LEVELS
    return days, ahead - 7, tuple(range(1, WEEKS_AHEAD + 1)), HUB_LEVELS


def week_end_after(archive: Archive, day: date) -> int:
    """Days from a day to the first end of a week on or after it."""
    return int((archive.weekly.dates[0] - np.datetime64(day, "D")).astype(np.int64) % 7)


def alike(
    like: pl.DataFrame, first: date, last: date
) -> tuple[tuple[date, ...], int, tuple[int, ...], tuple[float, ...]]:
    rows = like.filter(pl.col("output_type") == "quantile")
    issued = rows.filter(pl.col("reference_date").is_between(first, last))
    if issued.is_empty():
        raise AnsoError(f"The hub's forecasts hold none issued from {first} to {last}")
    gap = (pl.col("target_end_date") - pl.col("reference_date")).dt.total_days() - 7 * pl.col("horizon")
    usual = gap.mode().min().over("reference_date")
    offset = issued.select(gap.mode().min()).item()
    days = issued.filter(usual == offset)["reference_date"].unique().sort()
    return (
        tuple(days),
        int(offset),
        tuple(issued["horizon"].unique().sort()),
        tuple(issued["output_type_id"].cast(pl.Float64).round(10).unique().sort()),
    )
