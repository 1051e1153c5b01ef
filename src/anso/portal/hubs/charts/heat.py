"""A model's skill week by week and place by place, in five steps from much better than the baseline to much worse.

Better and worse are blue and orange, which the colour-blind tell apart; a week without a forecast stays
empty, which differs from the neutral middle.
"""

from collections.abc import Mapping
from datetime import timedelta
from itertools import pairwise
from statistics import median_low
from typing import Any

import polars as pl
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anso.portal.hubs.charts.marks import columns

__all__ = ["SKILLS", "heat_chart"]

SKILLS: tuple[tuple[float, Promise, str], ...] = (
    # ratio to the baseline's WIS below, what it is called, its colour
    (1 / 2, gettext_lazy("Less than half the error"), "trend-5"),
    (4 / 5, gettext_lazy("Better"), "trend-4"),
    (5 / 4, gettext_lazy("Much the same"), "trend-3"),
    (2, gettext_lazy("Worse"), "trend-2"),
    (float("inf"), gettext_lazy("More than twice the error"), "trend-1"),
)
ROW_PIXELS = 15
LEAST_HEIGHT = 90
A_WEEK = timedelta(days=7)
MONTHLY = {"interval": "month", "step": 1}


def heat_chart(table: pl.DataFrame, names: Mapping[str, str]) -> dict[str, Any]:
    """`table` has the columns round, location, ratio, n; `names` says the places, in the order of their rows."""
    words = [str(word) for _limit, word, _token in SKILLS]
    days = table["round"].unique().sort().to_list()
    step = median_low([after - before for before, after in pairwise(days)] or [A_WEEK])
    skill = pl.lit(words[-1])
    for (limit, _word, _token), word in zip(reversed(SKILLS[:-1]), reversed(words[:-1]), strict=True):
        skill = pl.when(pl.col("ratio") < limit).then(pl.lit(word)).otherwise(skill)
    rows = table.select(
        pl.col("round").cast(pl.String).alias("from"),
        (pl.col("round") + step).cast(pl.String).alias("to"),
        pl.col("location").replace_strict(dict(names), default=pl.col("location")).alias("place"),
        pl.col("ratio").round(3),
        "n",
        skill.alias("skill"),
    ).to_dicts()
    shown = list(dict.fromkeys(names.values()))
    day = {"type": "temporal", "scale": {"type": "utc"}}
    return {
        "height": max(ROW_PIXELS * len(shown), LEAST_HEIGHT),
        "data": {"values": rows},
        "mark": {"type": "rect", "stroke": "token:paper", "strokeWidth": 0.4},
        "encoding": {
            "x": {
                **day,
                "field": "from",
                "title": None,
                "axis": {"format": "%b %Y", "labelOverlap": True, "tickCount": MONTHLY},
            },
            "x2": {"field": "to"},
            "y": {
                "field": "place",
                "type": "nominal",
                "title": None,
                "scale": {"domain": shown},
                "axis": {"labelFontSize": 11, "labelLimit": 110, "labelOverlap": True},
            },
            "color": {
                "field": "skill",
                "type": "nominal",
                "title": None,
                "scale": {"domain": words, "range": [f"token:{token}" for _limit, _word, token in SKILLS]},
                "legend": {"columns": columns(narrow=2), "symbolSize": 120, "labelLimit": 180},
            },
            "tooltip": [
                {"field": "place", "type": "nominal", "title": _("Place")},
                {
                    "field": "from",
                    "type": "temporal",
                    "timeUnit": "utcyearmonthdate",
                    "format": "%-d %B %Y",
                    "title": _("Round"),
                },
                {
                    "field": "ratio",
                    "type": "quantitative",
                    "format": ".2f",
                    "title": _("WIS against the baseline"),
                },
                {"field": "n", "type": "quantitative", "title": _("Forecasts")},
            ],
        },
    }
