"""A count that follows another: deaths from the cases of weeks before, in a ratio that changes with time.

On the fourth-root scale the change h weeks ahead is a weighted sum of the row's own latest changes, of those of
the other target (in proportion to the levels), and of how far their ratio at each lag lies from what it was;
where daily counts are told, of the newest days' changes too. The weights are fitted by ridge regression over
all places and past days, day by day as they were told; recent weeks weigh more, which lets the ratio drift
with vaccines, variants and testing (lagged-ratio models of deaths: Sherratt et al. 2023, eLife 12: e81916).
The other target is whichever the hub has; with one target alone its own course and newest days remain.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from anso.services.epidemics.forecasting.known import Almanac
from anso.services.epidemics.forecasting.models.errors import centred_quantiles
from anso.services.epidemics.forecasting.models.learning.lessons import lessons, rate_now, seen_on

__all__ = ["Expected", "expected", "lagged"]

WEEKS = 104
HALF_LIFE = 60.0
RIDGE = 0.02
BENT_ABOVE = 0.9
"""The share of past predictors below the size from which on they are bent."""
ROUNDS = 6
LEAST_ERROR = 0.3
"""In units of restlessness: smaller errors count as squares."""
OF_DAYS = np.array([False, False, False, True, True, True, True, False, False, True, False, False, False])
"""Which predictors are of daily counts."""
LEVEL = 0.25
"""A change of the logarithm by 1 is so much of the level on the fourth-root scale."""

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Expected:
    """Changes on the fourth root to each of the weeks ahead, and in past days what the same weights give there."""

    now: Numbers
    """Rows x steps."""
    past: Numbers
    """Days x rows x steps, as the lessons; NaN where a predictor is unknown."""
    missed: tuple[tuple[NDArray[np.bool_], Numbers], ...]
    """For each set of rows that share weights, recent days x rows of the target x steps: what came about less what
    these weights give, in units of restlessness."""
    restless: Numbers
    """Of each row, now."""


def lagged(almanac: Almanac, day: date, steps: int, levels: Numbers) -> Numbers:
    """Quantiles, rows x steps x levels."""
    state = almanac.state(day)
    found = expected(almanac, day, steps)
    result: Numbers = np.full((*found.now.shape, len(levels)), np.nan)
    middle = rate_now(state)[:, None] ** 0.25 + found.now
    for rows, missed in found.missed:
        around = np.stack([centred_quantiles(missed[..., step], levels) for step in range(steps)])
        root = middle[rows, :, None] + found.restless[rows, None, None] * around
        result[rows] = np.maximum(root, 0.0) ** 4 * state.unit[rows, None, None]
    return result


def expected(almanac: Almanac, day: date, steps: int) -> Expected:
    """Made once for a day."""
    return almanac.newest("expected", (day, steps), lambda: regressed(almanac, day, steps))


def regressed(almanac: Almanac, day: date, steps: int) -> Expected:
    group = almanac.state(day).group
    past = lessons(almanac, day, steps)
    recent = past.age <= WEEKS
    names, seen = seen_on(almanac, day)
    columns = dict(zip(names, seen.T.astype(np.float64), strict=True))
    own, scale = columns["restless"], past.column("restless")
    now, before = predictors(columns), predictors({name: past.column(name) for name in past.names})
    change = past.later**0.25 - past.rate[..., None] ** 0.25
    faded = 0.5 ** (past.age[recent, None] / HALF_LIFE)
    here, there = np.zeros((len(seen), steps)), np.full(change.shape, np.nan)
    missed = []
    for target, used, rows in knowing_the_same(now, group):
        every = group == target
        mine = rows[every]
        x = before[:, every][..., used] / scale[:, every, None]
        usual = usual_size(x[recent])
        x, today = bent(x, usual), bent(now[rows][:, used] / own[rows, None], usual)
        early = ~OF_DAYS[used]
        errors = np.empty((*x[recent].shape[:2], steps))
        for step in range(steps):
            y = change[recent][:, every, step] / scale[recent][:, every]
            worth = np.broadcast_to(faded, y.shape)
            weights = fitted(x[recent], y, worth)
            here[rows, step] = own[rows] * (today @ weights)
            line = x @ weights
            errors[..., step] = y - line[recent]
            if not early.all():  # days that were told nothing of days have a line of the weeks alone
                weeks = x[..., early] @ fitted(x[recent][..., early], y, worth)
                line = np.where(np.isnan(line), weeks, line)
            there[:, rows, step] = scale[:, rows] * line[:, mine]
        missed.append((rows, errors))
    return Expected(here, there, tuple(missed), own)


def knowing_the_same(
    now: Numbers, group: NDArray[np.int64]
) -> Iterator[tuple[int, NDArray[np.bool_], NDArray[np.bool_]]]:
    """Targets, sets of predictors, and the rows of the target that have just these: what one place does not tell (its
    days, its other target) is not taken from the others, who teach the weights for it too."""
    known = ~np.isnan(now)
    for target in np.unique(group):
        rows = (group == target) & known.any(-1)
        for used in np.unique(known[rows], axis=0):
            yield int(target), used, rows & (known == used).all(-1)


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
