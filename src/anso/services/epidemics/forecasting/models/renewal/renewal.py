"""A renewal model: today's counts come from those of the past days times a reproduction number that drifts.

    E[i_t] = R_t sum_s w_s i_(t-s),     log R of a week = rho log R of the week before + noise
(Fraser 2007, PLOS ONE 2: e758; Cori et al. 2013, American Journal of Epidemiology 178: 1505; a drifting R as
in Abbott et al. 2020, Wellcome Open Research 5: 112). R is read from the newest seven-day totals, its drift
and noise from all places' past, and what is counted scatters more than Poisson does. A target that follows
another one (deaths after cases) is the other's paths, delayed, times a ratio that drifts likewise; which
follows which, and how late, is read from the data. Places are simulated together, a row a place.
"""

from datetime import date

import numpy as np
from numpy.typing import NDArray

from anso.services.epidemics.forecasting.known import Almanac
from anso.services.epidemics.forecasting.models.renewal.blocks import Blocks, blocks_of
from anso.services.epidemics.forecasting.models.renewal.follow import followed, followers
from anso.services.epidemics.forecasting.models.renewal.reproduction import (
    GENERATION,
    Drift,
    drift_of,
    reproduction,
)

__all__ = ["renewal"]

PATHS = 400
WEEK = 7

Numbers = NDArray[np.float64]


def renewal(almanac: Almanac, day: date, steps: int, levels: Numbers) -> Numbers:
    """Quantiles, rows x steps x levels."""
    state = almanac.state(day)
    blocks = blocks_of(state)
    drift = drift_of(reproduction(blocks), blocks, state.group)
    random = np.random.default_rng(day.toordinal())
    days = simulated(blocks, drift, steps, random)
    for follower in followers(blocks, state):
        rows, led = (
            np.flatnonzero(state.group == one)[follower.places] for one in (follower.target, follower.leader)
        )
        days[rows] = followed(follower, blocks, rows, led, days[led], random)
    weeks = weekly(days, blocks, steps)
    weeks = scattered(weeks, drift.scatter, random)
    return np.moveaxis(np.quantile(weeks, levels, axis=1), 0, -1)


def simulated(blocks: Blocks, drift: Drift, steps: int, random: np.random.Generator) -> Numbers:
    """Rows x paths x days after the newest block, without the scatter of counting."""
    reach = len(GENERATION)
    rows = len(drift.now)
    days = steps * WEEK
    path = np.empty((rows, PATHS, reach + days))
    path[..., :reach] = blocks.daily[:, None, -reach:]
    noise = random.standard_normal((rows, PATHS, steps))
    now = drift.now[:, None] + drift.uncertain[:, None] * random.standard_normal((rows, PATHS))
    for week in range(steps):
        now = drift.persistence[:, None] * now + drift.noise[:, None] * noise[..., week]
        for day in range(reach + week * WEEK, reach + (week + 1) * WEEK):
            path[..., day] = np.exp(now) * (path[..., day - reach : day] @ GENERATION[::-1])
    return path[..., reach:]


def weekly(days: Numbers, blocks: Blocks, steps: int) -> Numbers:
    """Totals of the weeks to be forecast; the first may have begun within what is known."""
    total = np.concatenate([np.zeros((*days.shape[:2], 1)), np.cumsum(days, axis=-1)], axis=-1)
    ends = WEEK * np.arange(steps + 1) - blocks.into[:, None]
    reached = np.take_along_axis(total, np.maximum(ends, 0)[:, None], axis=-1)
    weeks = np.diff(reached, axis=-1)
    begun = np.arange(blocks.daily.shape[1]) >= blocks.daily.shape[1] - blocks.into[:, None]
    weeks[..., 0] += np.where(begun, blocks.daily, 0.0).sum(-1)[:, None]
    return weeks


def scattered(weeks: Numbers, scatter: Numbers, random: np.random.Generator) -> Numbers:
    """Counts of a gamma-Poisson (negative binomial) distribution with that coefficient of variation."""
    shape = 1.0 / np.maximum(scatter, 0.02)[:, None, None] ** 2
    mean = weeks * random.standard_gamma(np.broadcast_to(shape, weeks.shape)) / shape
    return mean + np.sqrt(np.maximum(mean, 0.0)) * random.standard_normal(weeks.shape)
