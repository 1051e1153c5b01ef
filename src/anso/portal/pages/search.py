"""The search page, and the list that the palette (Ctrl-K) shows while one types."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from anso.portal.search import find
from anso.portal.search.find import KINDS

__all__ = ["search"]

IN_PALETTE, ON_PAGE = 8, 40


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    text = request.GET.get("q", "").strip()
    if request.GET.get("part") == "palette":
        response = render(request, "parts/palette_hits.html", {"hits": find(text, IN_PALETTE)})
        response.headers["Cache-Control"] = "private, max-age=60"
        return response
    kind = request.GET.get("kind", "")
    hits = find(text, ON_PAGE, (kind,) if kind in KINDS else ())
    return render(
        request,
        "pages/search.html",
        {"text": text, "hits": hits, "kinds": KINDS, "kind": kind, "full": len(hits) == ON_PAGE},
    )
