"""A region's page: its countries side by side, and what is known of each."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from anso import places
from anso.language import sort_key
from anso.portal.index import queries
from anso.portal.index.models import FactEntry
from anso.portal.pages.locator import globe_of
from anso.portal.templatetags.anso import localised, reader_language

__all__ = ["region_page"]

RELEASES, ALERTS, COLUMNS = 8, 6, 4


@dataclass(frozen=True)
class Row:
    country: places.Country
    facts: list[FactEntry | None]


def region_page(request: HttpRequest, region: places.Region) -> HttpResponse:
    members = sorted(
        (places.country(code) for code in set(region.countries)),
        key=lambda country: sort_key(country.name_in(reader_language())),
    )
    labels, rows = _table(members)
    in_force = queries.alerts_in_force(timezone.now(), place=region.code)
    return render(
        request,
        "pages/region.html",
        {
            "place": region,
            "globe": globe_of(region),
            "labels": labels,
            "rows": rows,
            "population": sum(country.population for country in members),
            "provinces": [places.province(code) for code in region.provinces],
            "alerts": in_force[:ALERTS],
            "releases": queries.newest_releases(RELEASES, place=region.code, one_a_product=True),
        },
    )


def _table(members: list[places.Country]) -> tuple[list[Any], list[Row]]:
    """A column for each kind of fact, those that most countries have first."""
    codes = [country.code for country in members]
    facts = FactEntry.objects.filter(place__in=codes, current=True, entry__owner="").order_by("product", "pk")
    counts: dict[tuple[str, str], int] = {}
    labels: dict[tuple[str, str], Any] = {}
    by_place: dict[tuple[str, tuple[str, str]], FactEntry] = {}
    for fact in facts:
        key = (fact.product, fact.label["en"])
        counts[key] = counts.get(key, 0) + 1
        labels.setdefault(key, fact.label)
        by_place.setdefault((fact.place, key), fact)
    keys = sorted(counts, key=lambda key: (-counts[key], localised(labels[key])))[:COLUMNS]
    rows = [Row(country, [by_place.get((country.code, key)) for key in keys]) for country in members]
    return [labels[key] for key in keys], rows
