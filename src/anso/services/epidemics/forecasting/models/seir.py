"""A stochastic compartment model drawn towards the counts by an ensemble Kalman filter, then let go.

In come the weeks of the last months and, where they are told and tell the same story, the days of the last
weeks; out come quantiles of the weeks ahead. The filter is `anso.services.epidemics.filtering`.
"""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from anso.services.epidemics.filtering import (
    Estimate,
    Observed,
    Prior,
    Settings,
    estimate_in_parts,
    observe,
)
from anso.services.epidemics.filtering.model.observe import drawn
from anso.services.epidemics.filtering.model.state import REPORTED, SCATTER
from anso.services.epidemics.filtering.model.streams import stream
from anso.services.epidemics.filtering.observed import weekday_effects
from anso.services.epidemics.forecasting.known import Almanac, State
from anso.services.epidemics.forecasting.known.known import DAYS

__all__ = ["seir"]

WEEK = 7
WEEKS = 26
"""Weeks that are assimilated; what was before them has been forgotten by then."""
ATTACK, SHARE = 0.25, 0.25
"""Of the people who can be infected and reported at all, those that the fullest year infects, and of these those
that are reported: what is believed of it beforehand, for cases, admissions and deaths alike."""
FEWEST_A_YEAR = 100.0
ALIKE = 0.5
"""Largest logarithm of the ratio of the days' total to the week's."""
COMPARED = 6
"""Weeks in which they are compared."""
PRIOR = Prior(restless=(0.035, 0.4), scatter_week=(0.02, 0.5))
QUIET = WEEK * PRIOR.scatter_week[0]
"""Overdispersion of days beyond which their sum tells more than they do one by one: what is missing on one day is
made up for on the next."""

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Days:
    """The last `DAYS` days before the day of issue; rows as the state's."""

    told: Numbers
    usable: NDArray[np.bool_]
    weekday: Numbers
    quiet: NDArray[np.bool_]


def seir(almanac: Almanac, day: date, steps: int, levels: Numbers) -> Numbers:
    """Quantiles, rows x steps x levels."""
    state = almanac.state(day)
    begun = (day - state.known.weeks[-1].astype(object)).days - 1
    days = days_of(state, begun)
    observed = assimilated(state, days, begun)
    found = estimate_in_parts(observed, Settings(seed=day.toordinal(), prior=PRIOR))
    totals = week_totals(found, days, begun, steps)
    noise = np.exp(found.ensemble[:, SCATTER])
    scatter = np.maximum(noise[:, 0] / WEEK, noise[:, 1])
    counts = np.empty(totals.shape)
    for row, name in enumerate(found.names):
        random = stream(f"weeks {name}", day.toordinal())
        # The weeks that are asked of all come first: those added for a place that is late change no draw of the others.
        for weeks in (slice(almanac.ahead), slice(almanac.ahead, None)):
            mean = totals[row][:, weeks]
            counts[row][:, weeks] = drawn(mean, np.broadcast_to(scatter[row][:, None], mean.shape), random)
    return np.moveaxis(np.quantile(counts, levels, axis=1), 0, -1)


def days_of(state: State, begun: int) -> Days:
    rows = len(state.group)
    daily = (
        np.full((rows, DAYS), np.nan) if state.known.daily is None else state.known.daily.reshape(rows, -1)
    )
    told = np.where(daily < 0, np.nan, daily)
    first = state.known.day.toordinal() - DAYS
    effects = weekday_effects(told, first)
    usable = same_story(told, state.series.clean, begun) & (state.series.lag == 0)
    return Days(told, usable, effects, restlessness(told, effects, first) < QUIET)


def same_story(days: Numbers, weeks: Numbers, begun: int) -> NDArray[np.bool_]:
    """Rows whose days add up to about the mended weeks: others hold dumps, corrections or days left out."""
    ends = days.shape[1] - begun
    whole = min(COMPARED, weeks.shape[1])
    totals = days[:, ends - whole * WEEK : ends].reshape(len(days), whole, WEEK).sum(-1)
    apart = np.abs(np.log((totals + 5.0) / (weeks[:, -whole:] + 5.0)))
    alike: NDArray[np.bool_] = (apart < ALIKE).all(-1) & ~np.isnan(days[:, -begun - 1 :]).any(-1)
    return alike


def restlessness(days: Numbers, effects: Numbers, first: int) -> Numbers:
    """Overdispersion of days whose weekdays are evened out, from their second differences."""
    even = np.nan_to_num(days) / np.exp(effects[:, (first + np.arange(DAYS)) % WEEK])
    sums = np.cumsum(np.pad(even, ((0, 0), (1, 0))), axis=-1)
    level = np.maximum((sums[:, WEEK:] - sums[:, :-WEEK]) / WEEK, 1.0)
    bend = np.diff(even, n=2, axis=-1)[:, 2:-2] / level
    noise: Numbers = np.minimum(bend**2 / 6, 9.0).mean(-1) - (1 / level).mean(-1)
    return noise


def assimilated(state: State, days: Days, begun: int) -> Observed:
    """Each row's own newest week stands at the last week's end. Where days are told that can be trusted, they take
    the place of the weeks: one by one if they are quiet, else as totals of seven up to the newest."""
    weeks = state.series.clean[:, -WEEKS:]
    rows, count = weeks.shape
    counts = np.full((rows, count * WEEK + begun), np.nan)
    counts[:, WEEK - 1 : count * WEEK : WEEK] = weeks
    weekly = np.ones(counts.shape, dtype=bool)
    if counts.shape[1] >= DAYS:
        one_by_one = days.usable & days.quiet
        counts[one_by_one, -DAYS:] = days.told[one_by_one]
        weekly[one_by_one, -DAYS:] = False
        summed = days.usable & ~days.quiet
        totals = np.full((summed.sum(), DAYS), np.nan)
        totals[:, WEEK - 1 :: WEEK] = days.told[summed].reshape(-1, DAYS // WEEK, WEEK).sum(-1)
        counts[summed, -DAYS:] = totals
    year = np.nan_to_num(state.series.clean)[:, -52:].sum(-1)
    people = np.maximum(year, FEWEST_A_YEAR) / (ATTACK * SHARE)
    first = state.known.day - timedelta(days=counts.shape[1])
    names = [f"{target} {place}" for target in state.known.targets for place in state.known.places]
    return observe(names, first, counts, people, weekly, days.weekday)


def week_totals(found: Estimate, days: Days, begun: int, steps: int) -> Numbers:
    """Rows x members x weeks, the first with those days of it that have passed."""
    past = [(found.last - back) % WEEK for back in reversed(range(begun))]
    effects = np.exp(days.weekday)
    factor = (effects / effects.mean(-1, keepdims=True))[:, None, past]
    passed = np.exp(found.ensemble[:, REPORTED])[:, past].swapaxes(1, 2) * factor
    told = np.where(days.usable[:, None], days.told, np.nan)[:, None, DAYS - begun :]
    passed = np.where(np.isnan(told), passed, told)
    course = np.concatenate([passed, found.means(steps * WEEK - begun)], axis=-1)
    totals: Numbers = course.reshape(*course.shape[:2], steps, WEEK).sum(-1)
    return totals
