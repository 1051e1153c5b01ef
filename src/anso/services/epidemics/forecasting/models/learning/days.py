"""The newest days: on a Monday they tell of the first day of the week to be forecast, and a fresher growth."""

import numpy as np
from numpy.typing import NDArray

from anso.services.epidemics.forecasting.known import State
from anso.services.epidemics.forecasting.known.scale import to_root

__all__ = ["latest_days"]

STALEST = 7
LITTLE = 0.02
"""Of a rate of 1 a week: added to counts of a few days before their ratio is taken."""
NAMES = (
    "days_stale",
    "days_over_week",
    "days_change",
    "days_change_before",
    "days_bend",
    "days_growth_3",
    "days_growth_1",
    "days_highest_share",
    "days_silent",
    "days_twin_change",
    "days_twin_growth_3",
    "days_all_change",
)

Numbers = NDArray[np.float64]


def latest_days(root: Numbers, state: State) -> dict[str, Numbers]:
    """Named columns as in `features`; all NaN where a hub has no daily counts."""
    daily = state.known.daily
    rows, places = len(root), len(state.known.places)
    if daily is None or np.isnan(daily).all():
        return dict.fromkeys(NAMES, np.full(rows, np.nan))
    days, stale = fresh_last(np.maximum(daily.reshape(rows, -1), 0.0))
    week = [days[:, -7:].sum(-1), days[:, -14:-7].sum(-1), days[:, -21:-14].sum(-1)]
    level = [to_root(count, state.unit) for count in week]
    change, before = level[0] - level[1], level[1] - level[2]
    little = LITTLE * state.unit
    growth_3 = np.log((days[:, -3:].sum(-1) + little) / (days[:, -10:-7].sum(-1) + little))
    same_day = (days[:, -8] + days[:, -15]) / 2
    twin = np.roll(np.arange(rows), -places)
    alone = np.nan if rows == places else 1.0
    known = np.where(np.isnan(change), 0.0, change).reshape(-1, places)
    values = (
        stale.astype(float),
        level[0] - root[:, -1],
        change,
        before,
        change - before,
        growth_3,
        np.log((days[:, -1] + little) / (same_day + little)),
        days[:, -7:].max(-1) / np.maximum(week[0], 1.0),
        (days[:, -7:] == 0).sum(-1).astype(float),
        change[twin] * alone,
        growth_3[twin] * alone,
        np.repeat(known.mean(-1), places),
    )
    return dict(zip(NAMES, values, strict=True))


def fresh_last(days: Numbers) -> tuple[Numbers, NDArray[np.int64]]:
    """Each row moved so that its newest told day is last, and by how many days it was moved."""
    told = ~np.isnan(days[:, ::-1])
    stale = np.where(told.any(-1), np.minimum(told.argmax(-1), STALEST), STALEST)
    source = np.arange(days.shape[-1]) - stale[:, None]
    moved = np.take_along_axis(days, np.maximum(source, 0), -1)
    return np.where(source >= 0, moved, np.nan), stale
