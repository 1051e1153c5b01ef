"""The first page: what was found last, what is in force, what each corridor has, what the alliance does."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from anso.alliance.events import queries as events
from anso.alliance.network import queries as network
from anso.alliance.projects.models import Project
from anso.portal.caching import cache_page
from anso.portal.index import queries
from anso.portal.index.models import ReleaseEntry
from anso.portal.pages.headline import headline_of
from anso.portal.pages.plates import plate
from anso.product import CORRIDORS, Corridor, Product, products

__all__ = ["home"]

RELEASES, ALERTS, EVENTS = 40, 5, 3
SHOWN_RELEASES = 8


@dataclass(frozen=True)
class Tile:
    """One corridor on the first page."""

    corridor: Corridor
    products: tuple[Product, ...]
    newest: ReleaseEntry | None


@require_safe
@cache_page
def home(request: HttpRequest) -> HttpResponse:
    today = timezone.now()
    newest = queries.newest_releases(RELEASES, one_a_product=True)
    headline = headline_of(newest)
    lead = headline.lead if headline else None
    in_force = queries.alerts_in_force(today)
    return render(
        request,
        "pages/home.html",
        {
            "headline": headline,
            "plate": plate(headline, lead["name"]) if headline and lead else None,
            "alerts": in_force[:ALERTS] or queries.latest_alerts(ALERTS),
            "alerts_in_force": bool(in_force),
            "tiles": [_tile(slug, newest) for slug in CORRIDORS if slug != "alliance"],
            "releases": newest[:SHOWN_RELEASES],
            "alliance": _alliance(),
        },
    )


def _tile(slug: str, newest: list[ReleaseEntry]) -> Tile:
    own = [entry for entry in newest if entry.corridor == slug]
    return Tile(
        corridor=CORRIDORS[slug],
        products=tuple(product for product in products().values() if product.corridor == slug),
        newest=headline_of(own) or next(iter(own), None),
    )


def _alliance() -> dict[str, Any]:
    memberships = list(network.members())
    return {
        "published": network.published_figures().last(),
        "members": len(memberships),
        "countries": len({m.institution.country for m in memberships if m.institution.country}),
        "associations": network.associations().count(),
        "projects": Project.objects.count(),
        "upcoming": list(events.upcoming(timezone.localdate())[:EVENTS]),
        "past": list(events.past(timezone.localdate())[:EVENTS]),
    }
