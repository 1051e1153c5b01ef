"""A corridor: the products under one subject, what they found last, and what they found before."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from anso.errors import NotFoundError
from anso.portal.caching import cache_page
from anso.portal.index import queries
from anso.portal.pages.headline import headline_of
from anso.portal.pages.plates import plate
from anso.product import CORRIDORS, products

__all__ = ["corridor"]

RELEASES = 30


@require_safe
@cache_page
def corridor(request: HttpRequest, slug: str) -> HttpResponse:
    if slug not in CORRIDORS:
        raise NotFoundError(f"There is no corridor {slug!r}; there are {', '.join(CORRIDORS)}")
    newest = list(queries.newest_releases(RELEASES, corridor=slug, one_a_product=True))
    headline = headline_of(newest)
    return render(
        request,
        "pages/corridor.html",
        {
            "corridor": CORRIDORS[slug],
            "products": [product for product in products().values() if product.corridor == slug],
            "headline": headline,
            "plate": plate(headline, headline.lead["name"]) if headline and headline.lead else None,
            "releases": newest,
        },
    )
