"""How up to six models are told apart: by colour, by the shape of their points and by the dash of their line.

The colours differ in lightness as well as hue; who sees no hue goes by the shapes.
"""

from collections.abc import Sequence
from typing import Any

__all__ = ["MOST_MODELS", "columns", "model_channels"]

COLOURS = ("climate", "health", "alliance", "green", "moderate", "ink-3")
SHAPES = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down")
MOST_MODELS = len(SHAPES)
NARROW = 520


def columns(wide: int = 3, narrow: int = 1) -> dict[str, str]:
    """As many columns of a legend as the chart is wide enough for."""
    return {"expr": f"width < {NARROW} ? {narrow} : {wide}"}


def model_channels(models: Sequence[str], title: str | None = None) -> dict[str, Any]:
    """The colour and shape channels of a chart whose rows have a column `model`; one legend for both."""
    legend = {
        "title": title,
        "symbolType": "circle",
        "symbolSize": 80,
        "symbolOpacity": 1,
        "columns": columns(),
        "labelLimit": 220,
    }
    domain = list(models)
    return {
        "color": {
            "field": "model",
            "type": "nominal",
            "scale": {"domain": domain, "range": [f"token:{name}" for name in COLOURS[: len(domain)]]},
            "legend": legend,
        },
        "shape": {
            "field": "model",
            "type": "nominal",
            "scale": {"domain": domain, "range": list(SHAPES[: len(domain)])},
            "legend": legend,
        },
    }
