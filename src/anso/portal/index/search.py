"""What can be found by name: every place, product and public record, written down once and kept in step.

Entries of releases come and go with the releases themselves; the others are compared with what is there,
and only the difference is written. Places, corridors and products change with the program alone, so they
are compared when a worker starts; records change at any time.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator

from django.db import transaction
from django.db.models import QuerySet

from anso import places
from anso.alliance.search import searchable_records
from anso.places.fold import fold
from anso.portal.index.models import SearchEntry
from anso.portal.index.revision import bump
from anso.product import CORRIDORS, products

__all__ = ["refresh", "refresh_records"]

ROWS_AT_ONCE = 500
COUNTRY_WEIGHT, REGION_WEIGHT, PROVINCE_WEIGHT = 2.0, 1.5, 0.5
PRODUCT_WEIGHT, CORRIDOR_WEIGHT, RECORD_WEIGHT = 1.8, 1.6, 1.0
FIXED = ("country", "region", "province", "corridor", "product")
FIELDS = ("title", "detail", "folded", "url_name", "url_kwargs", "weight")


def refresh() -> int:
    """Bring all entries that are not releases' into step; gives how many were written or dropped."""
    return _settle([*_fixed_entries(), *_record_entries()], SearchEntry.objects.exclude(kind="release"))


def refresh_records() -> int:
    """The same for the alliance's records alone."""
    return _settle(_record_entries(), SearchEntry.objects.exclude(kind__in=["release", *FIXED]))


def _settle(entries: Iterable[SearchEntry], among: QuerySet[SearchEntry]) -> int:
    wanted = {(entry.kind, entry.key): entry for entry in entries}
    present = {
        (kind, key): (pk, _digest(*values))
        for pk, kind, key, *values in among.values_list("pk", "kind", "key", *FIELDS)
    }
    gone = [pk for name, (pk, _) in present.items() if name not in wanted]
    new = [entry for name, entry in wanted.items() if name not in present]
    changed = []
    for name, entry in wanted.items():
        if name in present and present[name][1] != _digest(*(getattr(entry, field) for field in FIELDS)):
            entry.pk = present[name][0]
            changed.append(entry)
    if gone or new or changed:
        with transaction.atomic():
            SearchEntry.objects.filter(pk__in=gone).delete()
            SearchEntry.objects.bulk_create(new, batch_size=ROWS_AT_ONCE, ignore_conflicts=True)
            SearchEntry.objects.bulk_update(changed, FIELDS, batch_size=ROWS_AT_ONCE)
            bump()
    return len(gone) + len(new) + len(changed)


def _fixed_entries() -> Iterator[SearchEntry]:
    yield from _places()
    for corridor in CORRIDORS.values():
        yield SearchEntry(
            kind="corridor",
            key=corridor.slug,
            title=corridor.title,
            detail=corridor.summary,
            folded=_folded(corridor.title.values(), corridor.summary.values()),
            url_name="portal:corridor",
            url_kwargs={"slug": corridor.slug},
            weight=CORRIDOR_WEIGHT,
        )
    for product in products().values():
        yield SearchEntry(
            kind="product",
            key=product.slug,
            title=product.title,
            detail=product.summary,
            folded=_folded(product.title.values(), product.summary.values(), [product.slug]),
            url_name="portal:product",
            url_kwargs={"slug": product.slug},
            weight=PRODUCT_WEIGHT,
        )


def _record_entries() -> Iterator[SearchEntry]:
    for record in searchable_records():
        yield SearchEntry(
            kind=record.kind,
            key=record.key,
            title={"en": record.title},
            detail=None,
            folded=_folded([record.title, record.text]),
            url_name=record.url_name,
            url_kwargs=dict(record.url_kwargs),
            weight=RECORD_WEIGHT,
        )


def _places() -> Iterator[SearchEntry]:
    for country in places.countries():
        yield _place("country", country, [*country.aliases, country.code, country.alpha3], COUNTRY_WEIGHT)
    for region in places.regions():
        yield _place("region", region, [*region.aliases, region.code], REGION_WEIGHT)
    for province in places.provinces():
        within = dict(places.country(province.country).names)
        yield _place("province", province, province.aliases, PROVINCE_WEIGHT, within)


def _place(
    kind: str,
    place: places.Place,
    words: tuple[str, ...] | list[str],
    weight: float,
    within: dict[str, str] | None = None,
) -> SearchEntry:
    return SearchEntry(
        kind=kind,
        key=place.code,
        title=dict(place.names),
        detail=within,
        folded=_folded(place.names.values(), words),
        url_name="portal:place",
        url_kwargs={"code": place.code},
        weight=weight,
    )


def _folded(*groups: object) -> str:
    """All the words, folded, each spelling once, in lines: a match at a line's beginning is a prefix match."""
    words = [fold(str(word)) for group in groups for word in group]  # type: ignore[attr-defined]  # iterables of text
    return "\n".join(dict.fromkeys(word for word in words if word))


def _digest(*values: object) -> str:
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()
