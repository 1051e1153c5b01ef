"""A hub's charts as pictures and as specifications, at addresses that say what is asked.

In come the name of a chart and a query; out go SVG, PNG, or Vega-Lite with its data in it. A picture is drawn
once for each state of the hub's scores.
"""

import hashlib
import json
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import override
from django.views.decorators.http import require_safe

from anso.chart import config_for, draw_png, draw_svg, said_in
from anso.chart.tokens import Theme
from anso.errors import NotFoundError
from anso.language import known_language
from anso.portal.caching import etag_matches
from anso.portal.cleanup import pictures_folder
from anso.portal.hubs import drawings
from anso.portal.hubs.shelf import HubSeen, hub_seen
from anso.portal.pages.files import PICTURE_POLICY, TYPES, with_font
from anso.portal.pictures import DEFAULT_WIDTH, checked, draw_once, engine
from anso.portal.tables import to_json

__all__ = ["picture"]

KEPT_SECONDS = 3600
MEANT = frozenset(
    ("model", "round", "target", "place", "horizon", "scale", "from", "to", "baseline", "theme", "width")
)
"""What of a query changes a chart; all else may be there, and draws no picture anew."""
TAGS = {"zh": "zh-hans"}
Drawing = Callable[[HubSeen, Any], dict[str, Any]]
DRAWINGS: dict[str, Drawing] = {
    "coverage": drawings.coverage_drawing,
    "skill": drawings.skill_drawing,
    "forecasts": drawings.forecasts_drawing,
}


@require_safe
def picture(request: HttpRequest, slug: str, chart: str, suffix: str) -> HttpResponse:
    """A chart; its address holds the generation of the scores, so its content does not change."""
    if chart not in DRAWINGS:
        raise NotFoundError(f"There is no chart {chart!r}; there are {', '.join(DRAWINGS)}")
    language = known_language(request.GET.get("language", "en"))
    seen = hub_seen(slug)
    with override(TAGS.get(language, language)):
        etag = f'W/"{_digest(request, seen, suffix, language)}"'
        if etag_matches(request, etag):
            response = HttpResponse(status=304)
        elif suffix == "json":
            spec = {"config": config_for(language)} | said_in(DRAWINGS[chart](seen, request.GET), language)
            response = HttpResponse(to_json(spec), content_type="application/json; charset=utf-8")
        else:
            response = HttpResponse(
                _drawn(request, seen, chart, suffix, language), content_type=TYPES[suffix]
            )
            response.headers["Content-Security-Policy"] = PICTURE_POLICY
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = f"public, max-age={KEPT_SECONDS}"
    return response


def _drawn(request: HttpRequest, seen: HubSeen, chart: str, suffix: str, language: str) -> bytes:
    theme: Theme = "dark" if request.GET.get("theme") == "dark" else "light"
    asked = request.GET.get("width", "")
    given = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 10 else DEFAULT_WIDTH
    width = checked("png" if suffix == "png" else "svg", theme, given)
    name = f"{_digest(request, seen, suffix, language)}.{suffix}"

    def drawn() -> bytes:
        spec = DRAWINGS[chart](seen, request.GET)
        if suffix == "png":
            return draw_png(spec, _no_rows, theme=theme, width=width, language=language)
        return with_font(draw_svg(spec, _no_rows, theme=theme, width=width, language=language).encode())

    return draw_once(pictures_folder() / "hubs" / seen.slug / name, drawn)


def _digest(request: HttpRequest, seen: HubSeen, suffix: str, language: str) -> str:
    """Of all that the answer depends on."""
    query = sorted((name, request.GET.getlist(name)) for name in request.GET if name in MEANT)
    parts = [request.path_info, query, suffix, seen.scored.generation, engine(language)]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:32]


def _no_rows(_reference: Any) -> list[dict[str, Any]]:
    """These charts hold their data themselves."""
    return []
