"""The leaderboard's columns: their titles, what they mean, and how their values are written.

One table says it for the page, for the explanation beneath and for sorting.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from statistics import median
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from anso import language
from anso.portal.templatetags.anso import reader_language

__all__ = ["COLUMNS", "SORTABLE", "Column", "Writer", "writers"]

Writer = Callable[[Any], str]
DECIMALS = ((100, 0), (10, 1), (1, 2))
"""From a size on, so many decimals of a score: three digits tell models apart."""


def score(value: float | None, decimals: int = 2) -> str:
    return "–" if value is None else language.number(value, reader_language(), decimals)


def ratio(value: float | None) -> str:
    return "–" if value is None else language.number(value, reader_language(), 2)


def share(value: float | None) -> str:
    return "–" if value is None else language.percent(value, reader_language(), 0)


def count(value: int | None) -> str:
    return "–" if value is None else language.number(value, reader_language())


def signed(value: float | None) -> str:
    return "–" if value is None else language.number(value, reader_language(), 2, signed=True)


@dataclass(frozen=True)
class Column:
    """One column of numbers."""

    name: str
    title: Promise
    meaning: Promise
    write: Writer


COLUMNS = (
    Column(
        "relative_skill",
        _("Relative skill"),
        _(
            "The geometric mean of the ratios of its WIS to that of every ranked model, each on the tasks that "
            "both forecast, divided by the same mean of the baseline. Below 1 is better than the baseline. Models "
            "are ranked by it, for it is fair to those that forecast only some weeks or places."
        ),
        ratio,
    ),
    Column(
        "sum_ratio",
        _("WIS / baseline"),
        _(
            "Sum of WIS over the sum of the baseline’s, on the tasks that both forecast. The interval beneath "
            "would hold 95% of the ratios had other stretches of rounds come (moving-block bootstrap)."
        ),
        ratio,
    ),
    Column(
        "wis",
        _("WIS"),
        _(
            "Mean weighted interval score, in the unit of the target: it grows with the width of the intervals "
            "and with the distance of the observation from them. Smaller is better. Between models that "
            "forecast different tasks it does not compare."
        ),
        score,
    ),
    Column(
        "dispersion",
        _("Dispersion"),
        _("The part of WIS that comes from the width of the intervals."),
        score,
    ),
    Column(
        "underprediction",
        _("Under"),
        _("The part of WIS from observations above the intervals."),
        score,
    ),
    Column(
        "overprediction",
        _("Over"),
        _("The part of WIS from observations below the intervals."),
        score,
    ),
    Column(
        "ae_median",
        _("Median error"),
        _("Mean absolute error of the median."),
        score,
    ),
    Column(
        "bias",
        _("Bias"),
        _("From −1, all forecasts too low, to 1, all too high; 0 is best."),
        signed,
    ),
    Column(
        "coverage_50",
        _("In 50%"),
        _("Share of observations within the 50% interval; 50% is best."),
        share,
    ),
    Column("coverage_90", _("In 90%"), _("The same of the 90% interval."), share),
    Column("coverage_95", _("In 95%"), _("The same of the 95% interval."), share),
    Column("n", _("Forecasts"), _("Forecasts that were scored."), count),
    Column(
        "share",
        _("Share"),
        _(
            "Of all tasks that any model forecast, the share that this one did. Below 50% a model is not ranked."
        ),
        share,
    ),
)
SCORES = ("wis", "dispersion", "underprediction", "overprediction", "ae_median")
"""Columns in the unit of the target, all written with as many decimals as the WIS needs."""


def writers(wis: Sequence[float | None]) -> dict[str, Writer]:
    """How each column is written in a table with these scores."""
    known = [value for value in wis if value is not None]
    size = median(known) if known else 0.0
    decimals = next((places for least, places in DECIMALS if size >= least), 3)
    scores: Writer = partial(score, decimals=decimals)
    return {column.name: scores if column.name in SCORES else column.write for column in COLUMNS}


SORTABLE = ("rank", "model_id", *(column.name for column in COLUMNS))
