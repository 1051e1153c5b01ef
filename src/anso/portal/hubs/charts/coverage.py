"""Coverage as stated against coverage as it came: an honest model's points lie on the diagonal."""

from collections.abc import Sequence
from typing import Any

import polars as pl
from django.utils.translation import gettext as _

from anso.portal.hubs.charts.marks import model_channels

__all__ = ["coverage_chart"]

HEIGHT = 380


def coverage_chart(table: pl.DataFrame, models: Sequence[str]) -> dict[str, Any]:
    """`table` has the columns model_id, level, coverage, n."""
    rows = [
        {
            "model": row["model_id"],
            "level": row["level"],
            "coverage": round(row["coverage"], 4),
            "n": row["n"],
        }
        for row in table.iter_rows(named=True)
    ]
    channels = model_channels(models)
    axis = {"format": ".0%", "values": [0, 0.25, 0.5, 0.75, 0.95], "grid": True}
    x = {
        "field": "level",
        "type": "quantitative",
        "title": _("Probability stated for the interval"),
        "scale": {"domain": [0, 1], "nice": False},
        "axis": axis,
    }
    y = {
        "field": "coverage",
        "type": "quantitative",
        "title": _("Share of observations inside"),
        "scale": {"domain": [0, 1], "nice": False},
        "axis": axis,
    }
    return {
        "height": HEIGHT,
        "layer": [
            {
                "data": {"values": [{"level": 0, "coverage": 0}, {"level": 1, "coverage": 1}]},
                "mark": {"type": "line", "color": "token:edge", "strokeWidth": 1, "strokeDash": [4, 3]},
                "encoding": {"x": x, "y": y},
            },
            {
                "data": {"values": rows},
                "encoding": {"x": x, "y": y, "color": channels["color"]},
                "layer": [
                    {"mark": {"type": "line", "strokeWidth": 1.5}},
                    {
                        "mark": {"type": "point", "filled": True, "size": 55, "opacity": 1},
                        "encoding": {
                            "shape": channels["shape"],
                            "tooltip": [
                                {"field": "model", "type": "nominal", "title": _("Model")},
                                {
                                    "field": "level",
                                    "type": "quantitative",
                                    "format": ".0%",
                                    "title": _("Stated"),
                                },
                                {
                                    "field": "coverage",
                                    "type": "quantitative",
                                    "format": ".1%",
                                    "title": _("Observed"),
                                },
                                {
                                    "field": "n",
                                    "type": "quantitative",
                                    "format": ",",
                                    "title": _("Forecasts"),
                                },
                            ],
                        },
                    },
                ],
            },
        ],
    }
