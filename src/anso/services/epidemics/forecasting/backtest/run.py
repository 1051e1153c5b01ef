"""Forecasts of several models for many days of issue, each from what was known on its day.

In come an almanac, a plan and for each model its days; out comes for each model an array of days x targets x places x
horizons x levels, NaN where it has nothing to say. Days and models share nothing but what can be worked out again,
so they are spread over this machine's cores or a cluster, and where each is computed changes no bit of it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from anso.compute import map_items
from anso.services.epidemics.forecasting.backtest.plan import Plan, week_end_after
from anso.services.epidemics.forecasting.known import Almanac, Archive
from anso.services.epidemics.forecasting.known.series import LONGEST_LAG
from anso.services.epidemics.forecasting.models import MODELS, block_of, revised

__all__ = ["Progress", "forecast_days", "furthest_ahead", "steps_ahead"]

WORTH = 3000
"""Rows x days x models from which on a process of its own saves more than its start costs."""

Numbers = NDArray[np.float64]
Progress = Callable[[float, str], None]


@dataclass(frozen=True)
class Task:
    """What is computed in one place: days that may share what a model has learnt."""

    model: str
    days: tuple[date, ...]


@dataclass(frozen=True)
class Forecaster:
    """A function that can be sent to another process."""

    almanac: Almanac
    plan: Plan

    def __call__(self, task: Task) -> Numbers:
        return np.stack([forecast(self.almanac, self.plan, day, task.model) for day in task.days])


def forecast_days(
    almanac: Almanac, plan: Plan, days_of: Mapping[str, Sequence[date]], progress: Progress
) -> dict[str, Numbers]:
    """Quantiles of each model on each of its days, which may lie before the plan's own."""
    tasks = [
        Task(model, tuple(block))
        for model, days in days_of.items()
        for _, block in groupby(days, key=lambda day: (day < almanac.asked_from, block_of(day)))
    ]
    tasks.sort(key=lambda task: (task.days[0], task.model))
    forecaster = Forecaster(almanac, plan)
    rows = len(almanac.archive.targets) * len(almanac.archive.places)

    def told(finished: int, total: int) -> None:
        progress(finished / total, f"forecasts: {finished} of {total} parts")

    if rows * sum(len(days) for days in days_of.values()) >= WORTH:
        made = map_items(forecaster, tasks, done=told)
    else:
        made = [forecaster(task) for task in tasks]
    return {
        model: np.concatenate(
            [values for task, values in zip(tasks, made, strict=True) if task.model == model]
        )
        for model in days_of
    }


def forecast(almanac: Almanac, plan: Plan, day: date, name: str) -> Numbers:
    """One model on one day: targets x places x horizons x levels."""
    series = almanac.state(day).series
    ahead = steps_ahead(almanac.archive, plan, day)
    needed = ahead + series.lag[:, None]
    furthest = int(np.clip(needed[series.usable].max(initial=1), 1, ahead.max() + LONGEST_LAG))
    steps = MODELS[name](almanac, day, furthest, plan.levels)
    column = np.clip(needed - 1, 0, furthest - 1)
    values = np.take_along_axis(steps, column[..., None], axis=1)
    for place in np.flatnonzero(ahead < 1):
        told = needed[:, place] < 1
        values[told, place] = revised(almanac, day, -int(ahead[place]), plan.levels)[told]
    values[~series.usable[:, None] | (needed > furthest)] = np.nan
    values = np.sort(np.maximum(values, 0.0), axis=-1)
    return values.reshape(len(almanac.archive.targets), len(almanac.archive.places), *values.shape[1:])


def furthest_ahead(archive: Archive, plan: Plan) -> int:
    """The most steps that a place needs whose newest week is known."""
    return max(1, int(steps_ahead(archive, plan, plan.days[0]).max()))


def steps_ahead(archive: Archive, plan: Plan, day: date) -> NDArray[np.int64]:
    """Weeks from the newest week that could be known to the week that each horizon means."""
    newest = week_end_after(archive, day) - 7
    return np.array([(plan.offset + 7 * horizon - newest) // 7 for horizon in plan.horizons])
