"""The index of places, as at the back of an atlas; and any place's page, by its code."""

from dataclasses import dataclass
from functools import lru_cache

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from anso import places
from anso.language import sort_key
from anso.portal.caching import cache_page
from anso.portal.pages.country import country_page
from anso.portal.pages.locator import globe_of
from anso.portal.pages.province import province_page
from anso.portal.pages.region import region_page
from anso.portal.templatetags.anso import reader_language

__all__ = ["place", "place_list"]

CONTINENTS = ("un-africa", "un-americas", "un-asia", "un-europe", "un-oceania")


@dataclass(frozen=True)
class Line:
    """One country in the index."""

    code: str
    name: str
    url: str
    population: int


@lru_cache(maxsize=64)
def _lines(codes: tuple[str, ...], language: str, url_language: str) -> tuple[Line, ...]:
    del url_language  # addresses differ by it, so what is kept must too
    lines = [
        Line(
            country.code,
            country.name_in(language),
            reverse("portal:place", kwargs={"code": country.code}),
            country.population,
        )
        for country in map(places.country, codes)
    ]
    return tuple(sorted(lines, key=lambda line: sort_key(line.name)))


@require_safe
@cache_page
def place_list(request: HttpRequest) -> HttpResponse:
    language, url_language = reader_language(), get_language() or "en"
    groups = []
    for code in CONTINENTS:
        region = places.region(code)
        groups.append(
            {
                "region": region,
                "globe": globe_of(region),
                "lines": _lines(tuple(sorted(region.countries)), language, url_language),
            }
        )
    return render(
        request,
        "pages/places.html",
        {
            "groups": groups,
            "named": places.regions("named"),
            "corridors": places.regions("corridor"),
            "count": len(places.countries()),
            "provinces": len(places.provinces()),
        },
    )


@require_safe
@cache_page
def place(request: HttpRequest, code: str) -> HttpResponse:
    """Any code or name leads to the place's own address."""
    found = places.place(code)
    if found.code != code:
        return redirect("portal:place", code=found.code)
    if isinstance(found, places.Country):
        return country_page(request, found)
    if isinstance(found, places.Region):
        return region_page(request, found)
    return province_page(request, found)
