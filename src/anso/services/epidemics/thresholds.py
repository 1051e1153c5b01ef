"""Every constant of the method, with its source, and the words that stand for a probability of growth."""

import math
from dataclasses import dataclass

__all__ = [
    "ALERT",
    "LATE_REPORTS",
    "LEAST_COUNTS",
    "LEAST_OVER_WEEKS",
    "LEAST_WEEKS",
    "RANKED_CASES",
    "RANKED_COUNTRIES",
    "RATE_STEPS",
    "SILENT_WEEKS",
    "TRENDS",
    "UNKNOWN",
    "Trend",
    "trend_of",
]

# Below these a trend is not stated; the steps are ours. Counts of fewer than about 30 over three weeks are too coarse
# for an interval; counts in a single week are an event, not a trend.
LEAST_COUNTS = 30
LEAST_OVER_WEEKS = 3
LEAST_WEEKS = 2
# A place that has told nothing usable for more than this many whole weeks has no current trend.
SILENT_WEEKS = 1


@dataclass(frozen=True)
class Trend:
    """One of the five words."""

    slug: str
    token: str
    above: float
    """Probability of growth above which the word holds (and no higher word does)."""


# Centers for Disease Control and Prevention, "Current Epidemic Trends (Based on Rt)": growing above 0.90,
# likely growing from 0.76 to 0.90, not changing from 0.26 to 0.75, likely declining from 0.10 to 0.25,
# declining below 0.10. There the probability is that Rt > 1, which is the same event as growth above 0
# (Wallinga & Lipsitch 2007, Proc. R. Soc. B 274:599).
TRENDS = (
    Trend("growing", "trend-1", 0.90),
    Trend("likely growing", "trend-2", 0.75),
    Trend("not changing", "trend-3", 0.25),
    Trend("likely declining", "trend-4", 0.10),
    Trend("declining", "trend-5", -1.0),
)
UNKNOWN = "too few cases to say"


def trend_of(probability: float) -> str:
    """The word for a probability of growth."""
    if math.isnan(probability):
        return UNKNOWN
    return next((trend.slug for trend in TRENDS if probability > trend.above), TRENDS[-1].slug)


@dataclass(frozen=True)
class LateReports:
    """When a day's count is read as a batch of late reports."""

    times_median: float
    times_neighbours: float
    least: int


# A single day that stands this far above the country's median day and above the days on either side, with
# cases on both of them. The rule is ours: it finds France's batch of 28 May 2020 and leaves
# outbreaks, which last longer than a day, alone.
LATE_REPORTS = LateReports(times_median=5.0, times_neighbours=3.0, least=50)

# The chart of fastest growth leaves out countries where a doubling is a handful of people.
RANKED_CASES = 500
RANKED_COUNTRIES = 15


@dataclass(frozen=True)
class AlertRule:
    """When growth is worth a warning."""

    probability: float
    """That R is above 1: growth must be clear, not only likely."""
    doubling_days: float
    """Of the slow end of the 50% interval, as the other two."""
    rate_per_100k: float
    cases: int
    most: int
    days_in_force: int
    severe_doubling_days: float
    extreme_doubling_days: float
    extreme_rate_per_100k: float


# 20, 60 and 120 cases per 100,000 in 14 days are the steps of the European Centre for Disease Prevention
# and Control's 14-day notification rate maps (2020); a doubling within one reporting period of 14 days is
# called severe, within one week, where many are infected already, extreme. No more than `most` are raised,
# those with most cases to be expected first.
ALERT = AlertRule(
    probability=TRENDS[0].above,
    doubling_days=28,
    rate_per_100k=20,
    cases=1000,
    most=8,
    days_in_force=14,
    severe_doubling_days=14,
    extreme_doubling_days=7,
    extreme_rate_per_100k=60,
)

# Steps of the map of 14-day notification rates per 100,000: three of the centre's later scale of six (2021), so that
# one map serves the first months of an epidemic and its height.
RATE_STEPS = (20, 120, 480)
