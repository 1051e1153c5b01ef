"""Forecasts of one round with their 50 and 95% bands, beside the truth as known then and as known now.

One or two models are drawn as bands; of more, bands would hide each other, so each model has its own bars
side by side on every day: thin for 95%, thick for 50%.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Any

import polars as pl
from django.utils.translation import gettext as _

from anso.chart import SHORT_COUNT
from anso.hub.board.explore import BANDS, Explored
from anso.portal.hubs.charts.marks import model_channels

__all__ = ["forecast_chart"]

HEIGHT = 380
MOST_AS_BANDS = 2
MARGIN_DAYS = 4
LOG_MARGIN = 0.6
"""Of the least number shown, where a logarithmic axis begins."""
SPREAD = 0.66
"""Share of the time between two forecast days that the bars of one day take."""


def forecast_chart(
    seen: Explored, models: Sequence[str], day: date, *, title: str, log: bool
) -> dict[str, Any]:
    """The chart of one view; `title` says what is counted."""
    as_bands = len(models) <= MOST_AS_BANDS
    rows = _rows(seen.forecasts, models, dodged=not as_bands)
    channels = model_channels(models)
    y_scale = _log_scale(seen) if log else {"zero": True, "nice": True}
    y = {
        "type": "quantitative",
        "title": title,
        "scale": y_scale,
        "axis": {"labelExpr": SHORT_COUNT, "tickCount": 6},
    }
    x = {
        "field": "at",
        "type": "temporal",
        "scale": {"type": "utc", "domain": _days(seen), "nice": False},
        "title": None,
        "axis": {"format": "%-d %b", "labelOverlap": True, "tickCount": 8},
    }
    tooltip = [
        {"field": "model", "type": "nominal", "title": _("Model")},
        {
            "field": "end",
            "type": "temporal",
            "timeUnit": "utcyearmonthdate",
            "format": "%-d %B %Y",
            "title": _("Day"),
        },
        {"field": "median", "type": "quantitative", "format": ",.0f", "title": _("Median")},
        {"field": "said_50", "type": "nominal", "title": "50%"},
        {"field": "said_95", "type": "nominal", "title": "95%"},
    ]
    return {
        "height": HEIGHT,
        "layer": [
            {
                "data": {"values": [{"at": day.isoformat()}]},
                "mark": {"type": "rule", "color": "token:edge", "strokeWidth": 1, "strokeDash": [2, 3]},
                "encoding": {"x": x},
            },
            {
                "data": {"values": rows},
                "encoding": {"x": x, "color": channels["color"]},
                "layer": [
                    *(_bands(y) if as_bands else _bars(y)),
                    *(
                        [
                            {
                                "mark": {"type": "line", "strokeWidth": 1.5},
                                "encoding": {"y": {"field": "median", **y}},
                            }
                        ]
                        if as_bands
                        else []
                    ),
                    {
                        "mark": {"type": "point", "filled": True, "size": 60, "opacity": 1},
                        "encoding": {
                            "y": {"field": "median", **y},
                            "shape": channels["shape"],
                            "tooltip": tooltip,
                        },
                    },
                ],
            },
            _truth(seen, x, y),
        ],
    }


def _log_scale(seen: Explored) -> dict[str, Any]:
    """A logarithm that begins below the least number that is not lost in the tails; zero lies on its edge."""
    shown = [
        seen.now["value"],
        seen.then["value"],
        *(seen.forecasts[name] for name in ("lower_50", "median")),
    ]
    least = pl.concat([column.cast(pl.Float64) for column in shown])
    positive = least.filter(least > 0).min()
    if positive is None:
        return {"zero": True, "nice": True}
    return {"type": "log", "domainMin": LOG_MARGIN * float(positive), "clamp": True}  # type: ignore[arg-type]


def _days(seen: Explored) -> list[str]:
    """From the first day shown to some days after the last, so that nothing touches the edge."""
    days = [day for table in (seen.now, seen.then, seen.forecasts) for day in table["end"].to_list()]
    if not days:
        return []
    last = max(days) + timedelta(days=MARGIN_DAYS)
    return [f"{day.isoformat()}T00:00:00Z" for day in (min(days), last)]


def _rows(forecasts: pl.DataFrame, models: Sequence[str], *, dodged: bool) -> list[dict[str, Any]]:
    ends = sorted(forecasts["end"].unique()) if len(forecasts) else []
    step = min((after - before for before, after in pairwise(ends)), default=timedelta(days=7))
    offset = {model: (number - (len(models) - 1) / 2) / len(models) for number, model in enumerate(models)}
    found = []
    for row in forecasts.iter_rows(named=True):
        moment = datetime.combine(row["end"], time(), UTC)
        if dodged:
            moment += offset[row["model_id"]] * SPREAD * step
        found.append(
            {
                "model": row["model_id"],
                "at": moment.strftime("%Y-%m-%dT%H:%M:%SZ"),
                "end": row["end"].isoformat(),
                **{name: row[name] for name in BANDS},
                "said_50": _said(row["lower_50"], row["upper_50"]),
                "said_95": _said(row["lower_95"], row["upper_95"]),
            }
        )
    return found


def _said(lower: float | None, upper: float | None) -> str:
    return "–" if lower is None or upper is None else f"{lower:,.0f} – {upper:,.0f}"


def _bands(y: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        _span({"type": "area", "fillOpacity": opacity}, level, y)
        for level, opacity in ((95, 0.16), (50, 0.28))
    ]


def _bars(y: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        _span({"type": "rule", "strokeWidth": width, "opacity": opacity}, level, y)
        for level, width, opacity in ((95, 2, 0.7), (50, 5, 0.75))
    ]


def _span(mark: dict[str, Any], level: int, y: dict[str, Any]) -> dict[str, Any]:
    return {
        "transform": [{"filter": f"datum.lower_{level} !== null && datum.upper_{level} !== null"}],
        "mark": mark,
        "encoding": {"y": {"field": f"lower_{level}", **y}, "y2": {"field": f"upper_{level}"}},
    }


def _truth(seen: Explored, x: dict[str, Any], y: dict[str, Any]) -> dict[str, Any]:
    tables = ((_("As known now"), [1, 0], seen.now), (_("As known then"), [5, 4], seen.then))
    shown = [(word, dash, table) for word, dash, table in tables if len(table)]
    rows = [
        {"at": row["end"].isoformat(), "value": row["value"], "truth": word}
        for word, _dash, table in shown
        for row in table.iter_rows(named=True)
    ]
    dash = {
        "field": "truth",
        "type": "nominal",
        "title": None,
        "scale": {
            "domain": [word for word, _dash, _table in shown],
            "range": [dash for _word, dash, _table in shown],
        },
        "legend": {
            "orient": "top",
            "symbolType": "stroke",
            "symbolStrokeColor": "token:ink",
            "symbolStrokeWidth": 1.75,
            "symbolSize": 400,
        },
    }
    return {
        "data": {"values": rows},
        "encoding": {"x": x, "y": {"field": "value", **y}, "strokeDash": dash},
        "layer": [
            {"mark": {"type": "line", "color": "token:ink", "strokeWidth": 1.75}},
            {
                "mark": {"type": "point", "color": "token:ink", "size": 14, "filled": True, "opacity": 1},
                "encoding": {
                    "tooltip": [
                        {"field": "truth", "type": "nominal", "title": _("Observations")},
                        {
                            "field": "at",
                            "type": "temporal",
                            "timeUnit": "utcyearmonthdate",
                            "format": "%-d %B %Y",
                            "title": _("Day"),
                        },
                        {"field": "value", "type": "quantitative", "format": ",.0f", "title": _("Value")},
                    ]
                },
            },
        ],
    }
