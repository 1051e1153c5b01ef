"""A province's page: where it lies, and what is known of it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from anso import places
from anso.portal.index import queries
from anso.portal.pages.country import pictures_of
from anso.portal.pages.locator import globe_of, province_map

__all__ = ["province_page"]

RELEASES, ALERTS = 6, 4


def province_page(request: HttpRequest, province: places.Province) -> HttpResponse:
    country = places.country(province.country)
    facts = queries.facts_of(province.code)
    return render(
        request,
        "pages/province.html",
        {
            "place": province,
            "country": country,
            "globe": globe_of(country),
            "province_map": province_map(country.code, frozenset([province.code])),
            "facts": facts,
            "pictures": pictures_of(facts, province.code),
            "alerts": queries.alerts_in_force(timezone.now(), place=province.code)[:ALERTS],
            "releases": queries.newest_releases(RELEASES, place=province.code, one_a_product=True),
            "siblings": [other for other in places.provinces(country.code) if other != province],
        },
    )
