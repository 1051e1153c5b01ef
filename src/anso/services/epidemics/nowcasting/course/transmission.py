"""R, growth and P(R > 1) of each row, from the filter's runs on all completions of its counts.

In come `Ready` counts; out comes the `Course`. On the last days the members of all completions of a row stand side
by side, so that what is not known of the counts is in the intervals; days that lie further back hardly depend on it
and are those of the completion in the middle.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from anso.services.epidemics.filtering import Estimate, Prior, Settings, estimate_everywhere
from anso.services.epidemics.filtering.estimate import Method
from anso.services.epidemics.filtering.model.state import PAST_DAYS
from anso.services.epidemics.filtering.model.step import growth_of, reproduction_of
from anso.services.epidemics.nowcasting.course.counts import Ready

__all__ = ["LEVELS", "Course", "course"]

Numbers = NDArray[np.float64]

LEVELS = (0.025, 0.05, 0.25, 0.5, 0.75, 0.95, 0.975)


@dataclass(frozen=True)
class Course:
    """Rows are targets x places; NaN where a row was not assimilated."""

    last: date
    """The last day, on the calendar of rows without lag."""
    reproduction: Numbers
    """Rows x `LEVELS`: of the last day."""
    growth: Numbers
    """Rows x `LEVELS`: of infections a day on the last day, on the logarithmic scale."""
    growing: Numbers
    """Rows: P(R > 1) on the last day."""
    seen: Numbers
    """Rows x days x `LEVELS`: R of each day as told by the counts up to it."""
    revised: Numbers
    """The same with the counts of up to three weeks after."""


def course(counts: Ready, prior: Prior, method: Method = "kalman") -> Course:
    rows = counts.known.lag.size
    days = counts.observed.counts.shape[1]
    seen, revised = (np.full((rows, days, len(LEVELS)), np.nan) for _ in range(2))
    reproduction, growth = (np.full((rows, len(LEVELS)), np.nan) for _ in range(2))
    growing = np.full(rows, np.nan)
    if len(counts.observed.names):
        settings = Settings(method, prior=prior, levels=LEVELS, seed=counts.known.day.toordinal())
        found = estimate_everywhere(counts.observed, settings)
        only = counts.row[counts.middle]
        seen[only], revised[only] = found.reproduction[counts.middle], found.revised[counts.middle]
        for copies in np.unique(np.bincount(counts.row, minlength=rows)[only]):
            own = only[np.bincount(counts.row, minlength=rows)[only] == copies]
            pooled(own, counts.row, found, (reproduction, growth, growing, revised))
        seen[only, -1] = reproduction[only]
    return Course(
        date.fromordinal(counts.observed.day + days - 1), reproduction, growth, growing, seen, revised
    )


def pooled(
    own: NDArray[np.int64],
    row: NDArray[np.int64],
    found: Estimate,
    results: tuple[Numbers, Numbers, Numbers, Numbers],
) -> None:
    """Rows with the same number of completions, all members of each row together."""
    reproduction, growth, growing, revised = results
    places = np.argsort(row, kind="stable")
    places = places[np.isin(row[places], own)].reshape(len(own), -1)
    order = row[places[:, 0]]
    days = revised.shape[1]
    levels = np.array(LEVELS)
    for back in range(min(PAST_DAYS - 1, days)):
        log_r = together(reproduction_of(found.ensemble, found.last - back)[places])
        # A day before a row's first count holds nothing but what was believed beforehand.
        begun = ~np.isnan(found.revised[places[:, 0], days - 1 - back, 0])
        revised[order[begun], days - 1 - back] = quantiles(np.exp(log_r), levels)[begun]
        if back == 0:
            rate = growth_of(found.ensemble, reproduction_of(found.ensemble, found.last))
            reproduction[order[begun]] = quantiles(np.exp(log_r), levels)[begun]
            growth[order[begun]] = quantiles(together(rate[places]), levels)[begun]
            growing[order[begun]] = (log_r > 0).mean(-1)[begun]


def together(members: Numbers) -> Numbers:
    """Rows x copies x members as rows x members."""
    return members.reshape(len(members), -1)


def quantiles(values: Numbers, levels: Numbers) -> Numbers:
    return np.moveaxis(np.quantile(values, levels, axis=-1), 0, -1)
