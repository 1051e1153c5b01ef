"""What the services offer: all products, and one product with its releases by date."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from anso.portal.caching import cache_page
from anso.portal.index import queries
from anso.portal.pages.plates import plate
from anso.portal.requests.form import form_fields
from anso.product import CORRIDORS, Product, get_product, products

__all__ = ["product", "product_list"]

A_PAGE = 20


@require_safe
@cache_page
def product_list(request: HttpRequest) -> HttpResponse:
    newest: dict[str, Any] = {}
    for entry in queries.newest_releases(200, one_a_product=True):
        newest.setdefault(entry.product, entry)
    groups = [
        {
            "corridor": corridor,
            "products": [
                {"product": offered, "newest": newest.get(offered.slug)}
                for offered in products().values()
                if offered.corridor == slug
            ],
        }
        for slug, corridor in CORRIDORS.items()
    ]
    return render(
        request, "pages/products.html", {"groups": [group for group in groups if group["products"]]}
    )


@require_safe
@cache_page
def product(request: HttpRequest, slug: str) -> HttpResponse:
    offered = get_product(slug)
    releases = queries.visible(None).filter(product=slug).order_by("-issued", "-published_at", "-release_id")
    pages = Paginator(releases, A_PAGE)
    page = pages.get_page(request.GET.get("page"))
    listed = list(page.object_list)
    newest = listed[0] if page.number == 1 and listed else None
    lead = newest.lead if newest else None
    return render(
        request,
        "pages/product.html",
        {
            "product": offered,
            "corridor": CORRIDORS[offered.corridor],
            "newest": newest,
            "plate": plate(newest, lead["name"]) if newest and lead else None,
            "releases": listed,
            "page": page,
            "fields": [field for field in form_fields(offered) if not field.when_field],
            "command": _command(offered),
        },
    )


def _command(offered: Product) -> str:
    """The command that asks for it, with what it cannot do without."""
    needed = [
        f"--{name.replace('_', '-')} {name.upper()}"
        for name, field in offered.request.model_fields.items()
        if field.is_required()
    ]
    return " ".join(["anso run", offered.slug, *needed])
