"""Forecasts of several models for many days of issue, each from what was known on its day.

In come an archive, a plan and the models; out comes for each model an array of days x targets x places x
horizons x levels, NaN where it has nothing to say.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from anso.services.epidemics.forecasting.backtest.plan import Plan, week_end_after
from anso.services.epidemics.forecasting.known import Almanac, Archive
from anso.services.epidemics.forecasting.known.series import LONGEST_LAG
from anso.services.epidemics.forecasting.models import Model

__all__ = ["Progress", "forecast_days", "furthest_ahead"]

Numbers = NDArray[np.float64]
Progress = Callable[[float, str], None]


def forecast_days(
    almanac: Almanac, plan: Plan, days: Sequence[date], models: Mapping[str, Model], progress: Progress
) -> dict[str, Numbers]:
    """Quantiles of each model on each of the days, which may lie before the plan's own."""
    archive = almanac.archive
    shape = (len(days), len(archive.targets), len(archive.places), len(plan.horizons), len(plan.levels))
    result = {name: np.full(shape, np.nan) for name in models}
    for number, day in enumerate(days):
        for name, model in models.items():
            progress(number / len(days), f"{day}: {name}")
            result[name][number] = forecast(almanac, plan, day, model)
    return result


def forecast(almanac: Almanac, plan: Plan, day: date, model: Model) -> Numbers:
    """One model on one day: targets x places x horizons x levels."""
    series = almanac.state(day).series
    ahead = steps_ahead(almanac.archive, plan, day)
    needed = ahead + series.lag[:, None]
    furthest = int(np.clip(needed[series.usable].max(initial=1), 1, ahead.max() + LONGEST_LAG))
    steps = model(almanac, day, furthest, plan.levels)
    column = np.clip(needed - 1, 0, furthest - 1)
    values = np.take_along_axis(steps, column[..., None], axis=1)
    values[~series.usable[:, None] | (needed < 1) | (needed > furthest)] = np.nan
    values = np.sort(np.maximum(values, 0.0), axis=-1)
    return values.reshape(len(almanac.archive.targets), len(almanac.archive.places), *values.shape[1:])


def furthest_ahead(archive: Archive, plan: Plan) -> int:
    """The most steps that a place needs whose newest week is known."""
    return max(1, int(steps_ahead(archive, plan, plan.days[0]).max()))


def steps_ahead(archive: Archive, plan: Plan, day: date) -> NDArray[np.int64]:
    """Weeks from the newest week that could be known to the week that each horizon means."""
    newest = week_end_after(archive, day) - 7
    return np.array([(plan.offset + 7 * horizon - newest) // 7 for horizon in plan.horizons])
