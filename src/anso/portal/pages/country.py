"""A country's page: everything about one place, from every service and from the alliance."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from anso import places
from anso.alliance.panels import country_panels
from anso.portal.index import queries
from anso.portal.index.models import FactEntry
from anso.portal.pages.locator import globe_of, province_map
from anso.portal.pages.plates import Plate, plate
from anso.portal.templatetags.anso import reader_language

__all__ = ["Picture", "country_page", "pictures_of"]

RELEASES, ALERTS, PLATES = 8, 5, 3


@dataclass(frozen=True)
class Picture:
    """A plate, and the fact that it shows."""

    plate: Plate
    fact: FactEntry


def country_page(request: HttpRequest, country: places.Country) -> HttpResponse:
    # News before what changes once a year; within each, in the order of corridor and product.
    facts = sorted(queries.facts_of(country.code), key=lambda fact: fact.entry.corridor == "alliance")
    alerts, in_force = queries.alerts_at(country.code, timezone.now(), ALERTS)
    return render(
        request,
        "pages/country.html",
        {
            "place": country,
            "globe": globe_of(country),
            "regions": regions_of(country),
            "facts": facts,
            "pictures": pictures_of(facts, country.code),
            "alerts": alerts,
            "alerts_in_force": in_force,
            "panels": country_panels(country.code),
            "releases": queries.newest_releases(RELEASES, place=country.code, one_a_product=True),
            "neighbours": [places.country(code) for code in country.neighbours],
            "provinces": places.provinces(country.code),
            "province_map": province_map(country.code),
        },
    )


def regions_of(country: places.Country) -> list[places.Region]:
    """Those that the alliance speaks of, after the smallest of the United Nations that has another name."""
    others = [
        region
        for region in (*places.regions("named"), *places.regions("corridor"))
        if country.code in region.countries
    ]
    own = [places.region(country.un_subregion)] if country.un_subregion else []
    by_name = {region.name_in(reader_language()): region for region in (*own, *others)}
    return list(by_name.values())


def pictures_of(facts: list[FactEntry], code: str, limit: int = PLATES) -> list[Picture]:
    """The charts that the facts name, drawn for this place, each chart once."""
    found: dict[tuple[str, str], Picture] = {}
    for fact in facts:
        if not fact.chart or (fact.entry.release_id, fact.chart) in found:
            continue
        shown = plate(fact.entry, fact.chart, code)
        if shown is not None:
            found[fact.entry.release_id, fact.chart] = Picture(shown, fact)
    return list(found.values())[:limit]
