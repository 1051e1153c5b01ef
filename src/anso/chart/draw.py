"""Pictures of charts, drawn on this machine by the same engine as in the browser."""

from typing import Any

from anso.chart.resolve import DRAWN_FOR, Fetch, resolve
from anso.chart.slim import slim
from anso.chart.tokens import COLOURS, Theme

__all__ = ["draw_png", "draw_svg"]


def draw_svg(
    spec: dict[str, Any],
    fetch: Fetch,
    *,
    theme: Theme = "light",
    width: int = DRAWN_FOR,
    by: tuple[str, str] | None = None,
    language: str = "en",
) -> str:
    """The chart as SVG on a transparent ground."""
    import vl_convert

    complete = resolve(spec, fetch, theme=theme, width=width, by=by, language=language)
    return slim(str(vl_convert.vegalite_to_svg(complete)))


def draw_png(
    spec: dict[str, Any],
    fetch: Fetch,
    *,
    theme: Theme = "light",
    width: int = DRAWN_FOR,
    by: tuple[str, str] | None = None,
    language: str = "en",
    scale: float = 2,
) -> bytes:
    """The chart as PNG on the paper of its theme."""
    import vl_convert

    complete = resolve(spec, fetch, theme=theme, width=width, by=by, language=language)
    complete["background"] = COLOURS["paper"][theme == "dark"]
    return bytes(vl_convert.vegalite_to_png(complete, scale=scale))
