"""The reproduction number of each block of days, and how it drifts."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from anso.services.epidemics.forecasting.models.renewal.blocks import WEEK, Blocks

__all__ = ["GENERATION", "Drift", "drift_of", "reproduction"]

MEAN_DAYS, SD_DAYS, LONGEST_DAYS = 4.8, 2.3, 14
"""Time from one infection to the next: Knight & Mishra 2020 (Infectious Disease Modelling 5: 889); what is
forecast depends on it little, as R is read with the same interval."""
SMOOTHING = 0.65
"""Weight of the newest block's R beside those before it."""
MEMORY_BLOCKS = 40
OWN_BLOCKS = 8.0
"""So many blocks of its own past weigh as much as what is usual of all places."""
PERSISTENCE = (0.5, 0.97)
LARGEST = 0.7
"""Of log R of a block either way; more is an artefact of reporting or of counts near zero."""

Numbers = NDArray[np.float64]


def generation_interval() -> Numbers:
    days = np.arange(1, LONGEST_DAYS + 1)
    shape, scale = (MEAN_DAYS / SD_DAYS) ** 2, SD_DAYS**2 / MEAN_DAYS
    weight = days ** (shape - 1) * np.exp(-days / scale)
    weights: Numbers = weight / weight.sum()
    return weights


GENERATION = generation_interval()
"""Share of infections that follow after 1, 2, ... days."""


@dataclass(frozen=True)
class Drift:
    """One entry a row."""

    now: Numbers
    """The state of log R in the newest block, as far as it has been seen to go on."""
    persistence: Numbers
    """Share of log R that is left after a week."""
    noise: Numbers
    """Standard deviation of its change within a week."""
    uncertain: Numbers
    """Standard deviation of the newest log R itself."""
    scatter: Numbers
    """Coefficient of variation of a week's count around its expectation."""


def reproduction(blocks: Blocks) -> Numbers:
    """Rows x blocks: log R as the block itself has it."""
    reach = len(GENERATION)
    pressure = np.zeros(blocks.daily.shape)
    for days, weight in enumerate(GENERATION, start=1):
        pressure[:, days:] += weight * blocks.daily[:, :-days]
    pressure[:, :reach] = blocks.daily[:, :reach]
    shape = (len(blocks.daily), -1, WEEK)
    log_r = np.log(blocks.daily.reshape(shape).sum(-1) / pressure.reshape(shape).sum(-1))
    clipped: Numbers = np.clip(log_r, -LARGEST, LARGEST)
    return clipped


def smoothed(log_r: Numbers) -> Numbers:
    """What is taken for the state of each block: its own reading and, less and less, those before it."""
    smooth = log_r.copy()
    for block in range(1, smooth.shape[1]):
        smooth[:, block] += (1 - SMOOTHING) * (smooth[:, block - 1] - smooth[:, block])
    return smooth


def drift_of(log_r: Numbers, blocks: Blocks, group: NDArray[np.int64]) -> Drift:
    """Persistence and noise from how each block's R followed from the one before, over all places."""
    raw, smooth = log_r[:, -MEMORY_BLOCKS:], smoothed(log_r)[:, -MEMORY_BLOCKS:]
    told = blocks.totals[:, -MEMORY_BLOCKS:] > 0
    counts = np.log(np.maximum(blocks.totals[:, -MEMORY_BLOCKS:], 1.0))
    rows = len(log_r)
    now, persistence, noise, scatter = (np.ones(rows) for _ in range(4))
    for one in np.unique(group):
        mine = group == one
        good = told[mine, 3:] & told[mine, :-3]
        soon, late = (after(raw[mine], smooth[mine], good, weeks) for weeks in (1, 3))
        persistence[mine] = np.clip(np.sqrt(max(late, 0.0) / max(soon, 1e-9)), *PERSISTENCE)
        now[mine] = np.clip(soon, 0.0, 1.0) * smooth[mine, -1] / persistence[mine]
        noise[mine] = own_and_usual((raw[mine, 3:] - soon * smooth[mine, 2:-1]) ** 2, good)
        bend = np.diff(counts[mine], n=2, axis=-1)  # of independent scatter its variance is six times that
        scatter[mine] = own_and_usual(np.minimum(bend**2, 1.0) / 6, told[mine, 2:] & told[mine, :-2])
    return Drift(now, persistence, noise, 0.5 * noise, np.minimum(scatter, 0.6))


def after(raw: Numbers, smooth: Numbers, good: NDArray[np.bool_], weeks: int) -> float:
    """Which share of a state is found in the reading some weeks later: regression through zero."""
    state, reading = smooth[:, : raw.shape[1] - 3] * good, raw[:, weeks : raw.shape[1] - 3 + weeks]
    return float((state * reading).sum() / max((state * state).sum(), 1e-9))


def own_and_usual(squares: Numbers, good: NDArray[np.bool_]) -> Numbers:
    """Square roots of each row's mean, drawn towards the median of all rows."""
    total, count = (squares * good).sum(-1), good.sum(-1)
    usual = float(np.median((total / np.maximum(count, 1))[count > 0])) if (count > 0).any() else 0.05
    mean: Numbers = np.sqrt(np.maximum((total + OWN_BLOCKS * usual) / (count + OWN_BLOCKS), 1e-4))
    return mean
