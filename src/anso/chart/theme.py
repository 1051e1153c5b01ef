"""Vega-Lite's configuration in the house style; colours stay named until `resolve` gives them."""

from typing import Any

from anso.chart.locales import locale_of
from anso.language import known_language

__all__ = ["config_for"]

SANS = "Inter Variable, Inter, system-ui, Noto Sans, Liberation Sans, Noto Sans CJK SC, sans-serif"


def config_for(language: str = "en") -> dict[str, Any]:
    """An atlas, not a dashboard: no frame, hairline rules, quiet axes, figures that line up."""
    locale = locale_of(known_language(language))
    return {
        **({"locale": locale} if locale else {}),
        "background": None,
        "font": SANS,
        "padding": 4,
        "view": {"stroke": None},
        "axis": {
            "domainColor": "token:rule",
            "gridColor": "token:rule",
            "tickColor": "token:rule",
            "labelColor": "token:ink-3",
            "titleColor": "token:ink-3",
            "labelFontSize": 12,
            "titleFontSize": 12,
            "titleFontWeight": "normal",
            "labelPadding": 6,
            "titlePadding": 8,
        },
        "axisY": {"domain": False, "ticks": False},
        "axisX": {"grid": False},
        "legend": {
            "labelColor": "token:ink-2",
            "titleColor": "token:ink-3",
            "labelFontSize": 12,
            "titleFontSize": 12,
            "titleFontWeight": "normal",
            "labelLimit": 240,
            # Labels are measured before the page's own type is there, and turn out a little wider.
            "columnPadding": 24,
            "symbolType": "square",
            "symbolStrokeWidth": 0,
            "orient": "bottom",
        },
        "header": {"labelColor": "token:ink-2", "titleColor": "token:ink-3", "labelFontSize": 12},
        "text": {"color": "token:ink-2", "fontSize": 12},
        "line": {"color": "token:accent", "strokeWidth": 1.75},
        "area": {"color": "token:accent"},
        "bar": {"color": "token:accent"},
        "rect": {"color": "token:accent"},
        "point": {"color": "token:accent", "filled": True},
        "rule": {"color": "token:rule"},
        "geoshape": {"fill": "token:land", "stroke": "token:border", "strokeWidth": 0.5},
        "range": {
            "category": [
                f"token:{name}" for name in ("climate", "health", "food", "alliance", "green", "moderate")
            ],
            "diverging": [f"token:trend-{step}" for step in (5, 4, 3, 2, 1)],
        },
    }
