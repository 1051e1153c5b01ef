"""Hospital load: what new cases or admissions mean for beds, as pure functions of arrays.

The files stand in the order in which they are used: `paths` turns quantiles per week into coherent courses,
`following` sums up what follows from the days before, `ratios` learns how many deaths follow a report, `severity` and `shares` say what share of cases is admitted and needs
intensive care, `stay` how long they stay, `load` follows them through the wards, `outlook` states peaks, quantiles and the level that public agencies use.
"""

from anso.services.epidemics.hospital.load import Load, by_day, load
from anso.services.epidemics.hospital.outlook import (
    LEVELS,
    Level,
    Peak,
    level_shares,
    levels_of,
    peak,
    per_100k,
    weekly_admissions,
)
from anso.services.epidemics.hospital.paths import paths
from anso.services.epidemics.hospital.ratios import deaths_for_each, mean_of
from anso.services.epidemics.hospital.shares import (
    admission_shares,
    ages_of,
    intensive_shares,
    told_admission_shares,
)
from anso.services.epidemics.hospital.stay import STAY, LogNormal, Stay

__all__ = [
    "LEVELS",
    "STAY",
    "Level",
    "Load",
    "LogNormal",
    "Peak",
    "Stay",
    "admission_shares",
    "ages_of",
    "by_day",
    "deaths_for_each",
    "intensive_shares",
    "level_shares",
    "levels_of",
    "load",
    "mean_of",
    "paths",
    "peak",
    "per_100k",
    "told_admission_shares",
    "weekly_admissions",
]
