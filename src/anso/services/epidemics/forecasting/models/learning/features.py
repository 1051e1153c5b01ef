"""What the learning models see of each target and place on a day: numbers without a unit.

Levels are fourth roots of rates, everything else differences and ratios of them, so that a large country and
a small state, cases and admissions, teach the same model. What a hub cannot fill (no daily counts, one target
alone, no population) is NaN.
"""

from datetime import date

import numpy as np
from numpy.typing import NDArray

from anso.services.epidemics.forecasting.known import State
from anso.services.epidemics.forecasting.known.scale import to_root
from anso.services.epidemics.forecasting.models.errors import restlessness
from anso.services.epidemics.forecasting.models.learning.days import latest_days

__all__ = ["features"]

BACK = (1, 2, 3, 4, 6, 8, 12)
"""Weeks back whose level is compared with the newest."""
NEIGHBOURS = 5
CORRELATED_OVER = 26
LITTLE = 0.1
"""Counts per 100,000 that are added before logarithms are taken."""

Numbers = NDArray[np.float64]


def features(day: date, state: State) -> dict[str, Numbers]:
    """Named columns of one number a row (targets x places)."""
    root = to_root(state.series.clean, state.unit)
    return {
        **own_course(root, state),
        **season(day, len(root)),
        **together(root, state),
        **twin_course(root, state),
        **latest_days(root, state),
    }


def own_course(root: Numbers, state: State) -> dict[str, Numbers]:
    now, year = root[:, -1], root[:, -26:]
    past = {weeks: at(root, weeks) for weeks in BACK}
    steps = np.diff(root[:, -9:], axis=-1)
    rate = log_rate(root)
    return {
        "target": state.group.astype(float),
        "level": now,
        **{f"change_{weeks}": now - level for weeks, level in past.items()},
        "change_before": past[1] - past[2],
        "change_before_that": past[2] - past[3],
        "bend": now - 2 * past[1] + past[2],
        "growth_1": rate[:, -1] - at(rate, 1),
        "growth_2": rate[:, -1] - at(rate, 2),
        "restless": restlessness(root, state.group)[:, -1],
        "rough": np.sqrt(mean_known(steps**2) - mean_known(steps) ** 2),
        "of_highest": now / np.maximum(np.fmax.reduce(root, axis=-1), 1e-9),
        "over_mean_8": now - mean_known(year[:, -8:]),
        "over_mean_26": now - mean_known(year),
        "over_lowest": now - np.fmin.reduce(year, axis=-1),
        "since_peak": np.nan_to_num(year[:, ::-1], nan=-1.0).argmax(-1).astype(float),
        "people": np.tile(np.log(state.known.population), len(state.known.targets)),
        "lag": state.series.lag.astype(float),
    }


def season(day: date, rows: int) -> dict[str, Numbers]:
    angle = 2 * np.pi * day.timetuple().tm_yday / 365.25
    return {"season_sine": np.full(rows, np.sin(angle)), "season_cosine": np.full(rows, np.cos(angle))}


def together(root: Numbers, state: State) -> dict[str, Numbers]:
    """All places, and those that have moved like this one."""
    targets, places = len(state.known.targets), len(state.known.places)
    near = neighbours(np.diff(root, axis=-1), targets, places)
    recent = {"1": root[:, -1] - at(root, 1), "2": at(root, 1) - at(root, 2), "4": root[:, -1] - at(root, 4)}
    result = {}
    for name, change in recent.items():
        result[f"all_change_{name}"] = np.repeat(mean_known(change.reshape(targets, places)), places)
        result[f"near_change_{name}"] = mean_known(of_places(change, near))
    result["near_level"] = mean_known(of_places(root[:, -1], near)) - root[:, -1]
    return result


def twin_course(root: Numbers, state: State) -> dict[str, Numbers]:
    """The other target of the same place: the cases of deaths, the deaths of cases."""
    rate, twin = log_rate(root), twin_rows(state)
    other = rate[twin] if len(state.known.targets) > 1 else np.full(rate.shape, np.nan)
    level = root[twin] if len(state.known.targets) > 1 else np.full(root.shape, np.nan)
    own = rate[:, -1]
    return {
        "twin_level": level[:, -1],
        "twin_change_1": level[:, -1] - at(level, 1),
        "twin_change_before": at(level, 1) - at(level, 2),
        "twin_change_4": level[:, -1] - at(level, 4),
        "twin_growth_1": other[:, -1] - at(other, 1),
        "twin_growth_2": other[:, -1] - at(other, 2),
        "twin_growth_before": at(other, 1) - at(other, 3),
        **{f"ratio_{weeks}": own - at(other, weeks) for weeks in range(5)},
        "ratio_change": (own - at(other, 2)) - (at(rate, 4) - at(other, 6)),
    }


def twin_rows(state: State) -> NDArray[np.int64]:
    """For each row the row of the next target of the same place."""
    rows: NDArray[np.int64] = np.roll(np.arange(len(state.group)), -len(state.known.places))
    return rows


def neighbours(change: Numbers, targets: int, places: int) -> NDArray[np.int64]:
    """Targets x places x some, in no order: the places whose recent changes correlate most with each one's."""
    recent = np.nan_to_num(change[:, -CORRELATED_OVER:]).reshape(targets, places, -1)
    centred = recent - recent.mean(-1, keepdims=True)
    centred /= np.maximum(np.linalg.norm(centred, axis=-1, keepdims=True), 1e-9)
    alike = centred @ centred.swapaxes(-1, -2)
    alike[:, np.arange(places), np.arange(places)] = -2.0
    some = min(NEIGHBOURS, max(places - 1, 1))
    nearest_first: NDArray[np.int64] = np.argpartition(
        -alike, some - 1, axis=-1
    )  # sorting all costs far more
    return nearest_first[..., :some]


def of_places(values: Numbers, near: NDArray[np.int64]) -> Numbers:
    """Rows x neighbours."""
    targets, places, some = near.shape
    block = values.reshape(targets, places)[np.arange(targets)[:, None, None], near]
    return block.reshape(targets * places, some)


def log_rate(root: Numbers) -> Numbers:
    return np.log(root**4 + LITTLE)


def at(values: Numbers, weeks: int) -> Numbers:
    return values[:, -1 - weeks] if values.shape[-1] > weeks else np.full(len(values), np.nan)


def mean_known(values: Numbers) -> Numbers:
    known = ~np.isnan(values)
    mean: Numbers = np.where(known, values, 0.0).sum(-1) / np.maximum(known.sum(-1), 1)
    return mean
