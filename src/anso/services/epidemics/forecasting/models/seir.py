"""A stochastic compartment model drawn towards the counts by an ensemble Kalman filter, then let go.

In come the weeks of the last months and, where they are told and tell the same story, the days of the last
weeks; out come quantiles of the weeks ahead. The filter is `anso.services.epidemics.filtering`.
"""

from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from anso.services.epidemics.filtering import Estimate, Observed, Settings, estimate, observe
from anso.services.epidemics.filtering.model.observe import drawn
from anso.services.epidemics.filtering.model.state import REPORTED, SCATTER
from anso.services.epidemics.filtering.model.streams import stream
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

Numbers = NDArray[np.float64]


def seir(almanac: Almanac, day: date, steps: int, levels: Numbers) -> Numbers:
    """Quantiles, rows x steps x levels."""
    state = almanac.state(day)
    observed = assimilated(state)
    found = estimate(observed, Settings(seed=day.toordinal()))
    begun = (day - timedelta(days=1) - state.known.weeks[-1].astype(object)).days
    totals = week_totals(found, observed, begun, steps)
    noise = np.maximum(np.exp(found.ensemble[:, SCATTER.start]) / WEEK, np.exp(found.ensemble[:, SCATTER.stop - 1]))
    counts = np.empty(totals.shape)
    for row, name in enumerate(found.names):
        around = np.broadcast_to(noise[row][:, None], totals[row].shape)
        counts[row] = drawn(totals[row], around, stream(f"weeks {name}", day.toordinal()))
    return np.moveaxis(np.quantile(counts, levels, axis=1), 0, -1)


def assimilated(state: State) -> Observed:
    """Each row's own newest week stands at the last week's end; days follow as far as they are told."""
    weeks = state.series.clean[:, -WEEKS:]
    rows, count = weeks.shape
    begun = (np.datetime64(state.known.day, "D") - state.known.weeks[-1]).astype(int) - 1
    counts = np.full((rows, count * WEEK + begun), np.nan)
    counts[:, WEEK - 1 : count * WEEK : WEEK] = weeks
    weekly = np.ones(counts.shape, dtype=bool)
    if state.known.daily is not None and counts.shape[1] >= DAYS:
        days = np.where(state.known.daily < 0, np.nan, state.known.daily).reshape(rows, -1)
        used = same_story(days, weeks, int(begun)) & (state.series.lag == 0)
        counts[used, -DAYS:] = days[used]
        weekly[used, -DAYS:] = False
    year = np.nan_to_num(state.series.clean)[:, -52:].sum(-1)
    people = np.maximum(year, FEWEST_A_YEAR) / (ATTACK * SHARE)
    first = state.known.weeks[-1].astype(object) - timedelta(days=count * WEEK - 1)
    names = [f"{target} {place}" for target in state.known.targets for place in state.known.places]
    return observe(names, first, counts, people, weekly)


def same_story(days: Numbers, weeks: Numbers, begun: int) -> NDArray[np.bool_]:
    """Rows whose days add up to about the mended weeks: others hold dumps, corrections or days left out."""
    ends = days.shape[1] - begun
    whole = min(ends // WEEK, weeks.shape[1], 6)
    totals = days[:, ends - whole * WEEK : ends].reshape(len(days), whole, WEEK).sum(-1)
    apart = np.abs(np.log((totals + 5.0) / (weeks[:, -whole:] + 5.0)))
    alike: NDArray[np.bool_] = ~np.isnan(totals).any(-1) & (apart < ALIKE).all(-1)
    return alike


def week_totals(found: Estimate, observed: Observed, begun: int, steps: int) -> Numbers:
    """Rows x members x weeks, the first with the days of it that have passed."""
    past = [(found.last - back) % WEEK for back in reversed(range(begun))]
    passed = np.exp(found.ensemble[:, REPORTED])[:, past].swapaxes(1, 2)
    if begun:
        told = np.where(observed.weekly, np.nan, observed.counts)[:, None, -begun:]
        passed = np.where(np.isnan(told), passed, told)
    days = np.concatenate([passed, found.means(steps * WEEK - begun)], axis=-1)
    totals: Numbers = days.reshape(*days.shape[:2], steps, WEEK).sum(-1)
    return totals
