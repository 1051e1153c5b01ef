"""What follows from reports, learnt from what was counted of late: deaths, admissions for each reported case.

In: weekly counts of both by place. Out: a gamma distribution of the ratio for each place. Places with few events
lean on all the others (prior of mean the pooled ratio; counts weigh a third, since they scatter more than Poisson
does). Deaths are compared with those that the reports of the weeks before let expect.
"""

import numpy as np
from numpy.typing import NDArray

from anso.services.epidemics.hospital.following import followed

__all__ = [
    "DEATH_DAYS",
    "RECENT_WEEKS",
    "REPORT_DAYS",
    "death_delays",
    "deaths_for_each",
    "mean_of",
    "past_days",
    "ratio_of",
]

Numbers = NDArray[np.float64]
WEEK = 7
DEATH_DAYS = 23.0
"""From infection, on average: 5.5 to the first symptoms (Lauer et al. 2020, Annals of Internal Medicine 172: 577)
and 17.8 from them (Verity et al. 2020, Lancet Infectious Diseases 20: 669)."""
REPORT_DAYS = 9
"""From infection, about: 2.7 until infectious and 6 from then (`filtering.model.prior`)."""
DELAY_SPREAD = 0.45
"""Coefficient of variation of the time to death (Flaxman et al. 2020, Nature 584: 257, from onset)."""
LONGEST = 70
RECENT_WEEKS = 2
PRIOR_WEIGHT = 4.0
WEIGHT_OF_COUNTS = 1 / 3


def death_delays(mean: float) -> Numbers:
    """Probability of each number of days, 0 to `LONGEST` - 1: a gamma distribution."""
    from scipy.stats import gamma

    law = gamma(1 / DELAY_SPREAD**2, scale=mean * DELAY_SPREAD**2)
    share = np.diff(law.cdf(np.r_[0.0, np.arange(LONGEST) + 0.5]))
    result: Numbers = share / share.sum()
    return result


def past_days(weeks: Numbers, days: int, earlier: int) -> Numbers:
    """Weekly counts (places x weeks) as the last `days` days, each told `earlier` days after it happened; the newest
    days, of which nothing is told yet, are as the newest that are."""
    daily = np.repeat(np.nan_to_num(weeks) / WEEK, WEEK, axis=-1)
    shifted = np.pad(daily[:, earlier:], ((0, 0), (0, earlier)), mode="edge")
    return np.pad(shifted, ((0, 0), (days, 0)))[:, -days:]


def ratio_of(counted: Numbers, expected: Numbers) -> Numbers:
    """Parameters of each place's gamma: places x (shape, rate). Both are places x weeks; NaN is not counted."""
    known = np.isfinite(counted)
    seen = np.where(known, counted, 0.0)[:, -RECENT_WEEKS:].sum(-1)
    due = np.where(known, expected, 0.0)[:, -RECENT_WEEKS:].sum(-1)
    pooled = max(seen.sum(), 0.5) / max(due.sum(), 0.5)
    shape = PRIOR_WEIGHT + WEIGHT_OF_COUNTS * seen
    rate = PRIOR_WEIGHT / pooled + WEIGHT_OF_COUNTS * due
    return np.stack([shape, rate], axis=-1)


def mean_of(parameters: Numbers) -> Numbers:
    """Of each gamma."""
    mean: Numbers = parameters[..., 0] / parameters[..., 1]
    return mean


def deaths_for_each(deaths: Numbers, reports: Numbers, death_days: float = DEATH_DAYS) -> Numbers:
    """The gamma of deaths for each report; both are places x weeks that end together, NaN where unknown."""
    days = reports.shape[1] * WEEK
    due = followed(past_days(reports, days, REPORT_DAYS), death_delays(death_days))
    return ratio_of(deaths, due.reshape(len(due), -1, WEEK).sum(-1))
