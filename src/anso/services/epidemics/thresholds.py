"""Every constant of the method, with its source."""

from dataclasses import dataclass

__all__ = [
    "ALERT",
    "CONFIDENCE",
    "GROWTH_WEEKS",
    "LATE_REPORTS",
    "LEAST_CASES",
    "LEAST_DAYS",
    "RANKED_CASES",
    "RANKED_COUNTRIES",
    "SILENT_DAYS",
    "TRENDS",
    "Trend",
]

# Weeks of counts that the growth rate is estimated on. Tried on the packaged data, each day from March to
# June 2020: with 2 weeks the rate is the most up to date but rests on 6 degrees of freedom; with 4 it is a
# month's mean, and calls 50% of country-days growing of which 67% had more cases in the week that followed
# (72% with 3 weeks, 76% with 2). The error of the rate against the following week is smallest with 3 and 4.
GROWTH_WEEKS = 3
CONFIDENCE = 0.95

# Below these a trend is not stated; the steps are ours. Shares of fewer than about 30 cases over three weeks are
# too coarse for the t approximation; cases on fewer than 5 days are an event, not a trend.
LEAST_CASES = 30
LEAST_DAYS = 5
# A country that has reported nothing for this many days has no current trend.
SILENT_DAYS = 7


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

    doubling_days: float
    slowest_doubling_days: float
    """Of the 95% interval: growth must be clear, not only likely."""
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
    doubling_days=28,
    slowest_doubling_days=60,
    rate_per_100k=20,
    cases=1000,
    most=8,
    days_in_force=14,
    severe_doubling_days=14,
    extreme_doubling_days=7,
    extreme_rate_per_100k=60,
)
