"""What pages and the API ask of the index. One call is one query, unless it says otherwise."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from anso.alliance.people.models import User
from anso.errors import NotFoundError
from anso.portal import storage
from anso.portal.index.models import AlertEntry, AlertPlace, FactEntry, ReleaseEntry, ReleasePlace
from anso.product import products
from anso.release import Release

__all__ = [
    "Viewer",
    "alerts_at",
    "alerts_in_force",
    "facts_of",
    "latest_alerts",
    "newest_releases",
    "open_entry",
    "own_releases",
    "release_entry",
    "releases_of",
    "siblings",
    "visible",
]

Viewer = User | AnonymousUser | None
HEAVY = ("entry__manifest",)
"""Not read where many rows would each bring the same one along."""


def visible(viewer: Viewer) -> QuerySet[ReleaseEntry]:
    """Public releases, and the viewer's own private ones."""
    return ReleaseEntry.objects.filter(Q(owner="") | Q(owner=_owner(viewer)))


def newest_releases(
    limit: int, corridor: str | None = None, place: str | None = None, *, one_a_product: bool = False
) -> list[ReleaseEntry]:
    """The newest public release of each product and scope, latest first.

    With a place: those that are about it, the ones that name it before those that reach it by a region or
    a province. `one_a_product` keeps a product made for every country from filling the list.
    """
    entries = ReleaseEntry.objects.filter(newest=True, owner="")
    if corridor is not None:
        entries = entries.filter(corridor=corridor)
    order = [F("issued").desc(), F("published_at").desc(), F("release_id").desc()]
    if place is not None:
        entries = entries.filter(places__place=place)
        order = [F("places__direct").desc(), *order]
    if one_a_product:
        entries = entries.annotate(
            place_in_product=Window(RowNumber(), partition_by=F("product"), order_by=order)
        ).filter(place_in_product=1)
    return list(entries.order_by(*order)[:limit])


def releases_of(product: str, limit: int | None = None, viewer: Viewer = None) -> list[ReleaseEntry]:
    """The releases of a product that the viewer may see, latest first."""
    return list(visible(viewer).filter(product=product).order_by("-issued", "-release_id")[:limit])


def siblings(entry: ReleaseEntry, limit: int = 20) -> list[ReleaseEntry]:
    """Public releases of the same product and scope, latest first, the entry itself among them."""
    same = ReleaseEntry.objects.filter(product=entry.product, scope=entry.scope, owner="")
    return list(same.order_by("-issued", "-published_at", "-release_id")[:limit])


def own_releases(viewer: Viewer, limit: int | None = None) -> list[ReleaseEntry]:
    """The viewer's private releases, latest first."""
    owner = _owner(viewer)
    return list(ReleaseEntry.objects.filter(owner=owner)[:limit]) if owner else []


def facts_of(place: str, corridors: Sequence[str] = ()) -> list[FactEntry]:
    """What the newest releases say of a place, with their entries, by corridor and in the order of products."""
    facts = (
        FactEntry.objects.filter(place=place, current=True, entry__owner="")
        .select_related("entry")
        .defer(*HEAVY)
    )
    if corridors:
        facts = facts.filter(entry__corridor__in=corridors)
    # The database knows no order of products but that of their slugs; those no longer offered come last.
    standing = {slug: number for number, slug in enumerate(products())}
    return sorted(
        facts.order_by("product", "pk"),
        key=lambda fact: (fact.entry.corridor, standing.get(fact.product, len(standing))),
    )


def alerts_in_force(
    on: date | datetime, place: str | None = None, corridor: str | None = None
) -> list[AlertEntry]:
    """Alerts of the newest releases that were issued by then and have not expired, gravest first."""
    moment = on if isinstance(on, datetime) else datetime.combine(on, time(), UTC)
    day = moment.astimezone(UTC).date()
    alerts = _alerts(place, corridor).filter(entry__newest=True, entry__issued__lte=day, expires__gt=moment)
    return list(alerts.order_by("rank", "-onset", "pk"))


def alerts_at(place: str, on: datetime, limit: int) -> tuple[list[AlertEntry], bool]:
    """What a place's page shows: alerts in force, or else the last ones, and whether they are in force; one query."""
    day = on.astimezone(UTC).date()
    alerts = _alerts(place, None).filter(entry__newest=True)
    latest = list(alerts.order_by("-entry__issued", "rank", "-onset", "pk"))
    in_force = [alert for alert in latest if alert.entry.issued <= day and alert.expires > on]
    in_force.sort(key=lambda alert: (alert.rank, -alert.onset.timestamp(), alert.pk))
    return (in_force or latest)[:limit], bool(in_force)


def latest_alerts(limit: int, place: str | None = None, corridor: str | None = None) -> list[AlertEntry]:
    """Alerts of the newest releases, in force or not: latest issued first, gravest first within a day."""
    alerts = _alerts(place, corridor).filter(entry__newest=True)
    return list(alerts.order_by("-entry__issued", "rank", "-onset", "pk")[:limit])


def release_entry(release_id: str, viewer: Viewer = None) -> ReleaseEntry:
    """The entry of that release; one that the viewer may not know of does not exist for them."""
    entry = visible(viewer).filter(release_id=release_id).first()
    if entry is None:
        raise NotFoundError(f"There is no release {release_id}")
    return entry


def open_entry(entry: ReleaseEntry) -> Release:
    """The release itself (no query)."""
    return storage.open_release(entry.release_id, private=entry.private)


def about(place: str) -> Exists:
    """Condition on releases: those about a place, named or reached."""
    return Exists(ReleasePlace.objects.filter(entry=OuterRef("pk"), place=place))


def _alerts(place: str | None, corridor: str | None) -> QuerySet[AlertEntry]:
    alerts = AlertEntry.objects.filter(entry__owner="").select_related("entry").defer(*HEAVY)
    if corridor is not None:
        alerts = alerts.filter(entry__corridor=corridor)
    if place is not None:
        alerts = alerts.filter(Exists(AlertPlace.objects.filter(alert=OuterRef("pk"), place=place)))
    return alerts


def _owner(viewer: Viewer) -> str:
    return str(viewer.public_id) if isinstance(viewer, User) else ""
