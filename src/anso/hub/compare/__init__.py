"""Forecasts compared: which model is better, by how much, how surely, where and when; and are they reliable.

In come tables of scores, one row a forecast, from any score function of `anso.hub.scores`; out go tables.
"""

from anso.hub.compare.bootstrap import bootstrap
from anso.hub.compare.difference import difference_test
from anso.hub.compare.pairs import paired, pairwise, relative_skill
from anso.hub.compare.reliability import interval_coverage, pit_histogram, quantile_coverage
from anso.hub.compare.skill import skill_map

__all__ = [
    "bootstrap",
    "difference_test",
    "interval_coverage",
    "paired",
    "pairwise",
    "pit_histogram",
    "quantile_coverage",
    "relative_skill",
    "skill_map",
]
