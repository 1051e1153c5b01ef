"""A count that follows another: deaths from the cases of weeks before, in a ratio that changes with time.

On the fourth-root scale the change h weeks ahead is a weighted sum of the row's own latest changes, of those of
the other target (in proportion to the levels), and of how far their ratio at each lag lies from what it was;
where daily counts are told, of the newest days' changes too. The weights are fitted by ridge regression over
all places and past days, day by day as they were told; recent weeks weigh more, which lets the ratio drift
with vaccines, variants and testing (lagged-ratio models of deaths: Sherratt et al. 2023, eLife 12: e81916).
The other target is whichever the hub has; with one target alone its own course and newest days remain.
"""

from datetime import date

import numpy as np
from numpy.typing import NDArray

from anso.services.epidemics.forecasting.known import Almanac
from anso.services.epidemics.forecasting.models.errors import spread_around
from anso.services.epidemics.forecasting.models.learning.lessons import lessons, rate_now, seen_on

__all__ = ["lagged"]

WEEKS = 104
HALF_LIFE = 60.0
RIDGE = 0.02
BENT_ABOVE = 0.9
"""The share of past predictors below the size from which on they are bent."""
ROUNDS = 6
LEAST_ERROR = 0.3
"""In units of restlessness: smaller errors count as squares."""
LEVEL = 0.25
"""A change of the logarithm by 1 is so much of the level on the fourth-root scale."""

Numbers = NDArray[np.float64]


def lagged(almanac: Almanac, day: date, steps: int, levels: Numbers) -> Numbers:
    """Quantiles, rows x steps x levels."""
    state = almanac.state(day)
    names, seen = seen_on(almanac, day)
    past = lessons(almanac, day, steps)
    recent = past.age <= WEEKS
    now = predictors(dict(zip(names, seen.T, strict=True)))
    before = predictors({name: past.column(name)[recent] for name in past.names})
    scale = past.column("restless")[recent]
    start = past.rate[recent] ** 0.25
    age = past.age[recent][:, None]
    result: Numbers = np.full((len(seen), steps, len(levels)), np.nan)
    own = dict(zip(names, seen.T, strict=True))["restless"]
    for step in range(1, steps + 1):
        change = past.later[recent, :, step - 1] ** 0.25 - start
        standard = np.full(change.shape, np.nan)
        middle = np.zeros(len(seen))
        for target in np.unique(state.group):
            rows = state.group == target
            used = ~np.isnan(now[rows]).any(0)
            x = before[:, rows][..., used] / scale[:, rows, None]
            y = change[:, rows] / scale[:, rows]
            usual = usual_size(x)
            weights = fitted(bent(x, usual), y, 0.5 ** (np.broadcast_to(age, y.shape) / HALF_LIFE))
            standard[:, rows] = y - bent(x, usual) @ weights
            middle[rows] = own[rows] * (bent(now[rows][:, used] / own[rows, None], usual) @ weights)
        around = spread_around(standard.T, state.group, levels)
        root = rate_now(state)[:, None] ** 0.25 + middle[:, None] + own[:, None] * around
        result[:, step - 1] = np.maximum(root, 0.0) ** 4 * state.unit[:, None]
    return result


def predictors(seen: dict[str, Numbers]) -> Numbers:
    """Changes on the fourth-root scale; those of the other target in proportion to the levels."""
    level = np.maximum(seen["level"], 0.05)
    proportion = level / np.maximum(seen["twin_level"], 0.05)
    return np.stack(
        [
            seen["change_1"],
            seen["change_before"],
            seen["change_4"] - seen["change_2"],
            seen["days_over_week"],
            seen["days_change"],
            seen["days_growth_3"] * level * LEVEL,
            seen["days_growth_1"] * level * LEVEL,
            seen["twin_change_1"] * proportion,
            seen["twin_change_before"] * proportion,
            seen["days_twin_change"] * proportion,
            seen["ratio_2"] * level * LEVEL,
            seen["ratio_4"] * level * LEVEL,
            level,
        ],
        axis=-1,
    )


def usual_size(x: Numbers) -> Numbers:
    """For each predictor the size that few exceed; 1 where none is known."""
    flat = np.abs(x.reshape(-1, x.shape[-1]))
    known = flat[~np.isnan(flat).any(-1)]
    return np.maximum(np.quantile(known, BENT_ABOVE, axis=0), 1e-9) if len(known) else np.ones(x.shape[-1])


def bent(x: Numbers, usual: Numbers) -> Numbers:
    bounded: Numbers = usual * np.tanh(x / usual)
    return bounded


def fitted(x: Numbers, y: Numbers, weight: Numbers) -> Numbers:
    """Ridge weights of least absolute errors, from the examples that are known whole."""
    good = ~np.isnan(y) & ~np.isnan(x).any(-1)
    if not good.any():
        return np.zeros(x.shape[-1])
    a, b, w = x[good], y[good], weight[good]
    found: Numbers = np.zeros(x.shape[-1])
    for _ in range(ROUNDS):
        near = w / np.maximum(np.abs(b - a @ found), LEAST_ERROR)
        square = (a * near[:, None]).T @ a
        ridge = np.diag(RIDGE * np.diag(square) + 1e-9)
        found = np.linalg.solve(square + ridge, (a * near[:, None]).T @ b).astype(np.float64)
    return found
