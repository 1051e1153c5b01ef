"""Associations, what was signed with whom, ambassadors, and totals that were published."""

from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from anso.alliance.network.models import Ambassador, Association, Memorandum, PublishedFigure

__all__ = [
    "ambassadors",
    "associations",
    "associations_hosted_in",
    "memoranda",
    "memoranda_in_force",
    "published_figures",
]


def associations() -> QuerySet[Association]:
    return Association.objects.select_related("host")


def associations_hosted_in(country: str) -> QuerySet[Association]:
    return associations().filter(host__country=country)


def memoranda() -> QuerySet[Memorandum]:
    return Memorandum.objects.select_related("partner")


def published_figures() -> QuerySet[PublishedFigure]:
    return PublishedFigure.objects.all()


def memoranda_in_force(on: date | None = None) -> QuerySet[Memorandum]:
    on = on or timezone.localdate()
    return memoranda().filter(signed__lte=on).filter(Q(ends__isnull=True) | Q(ends__gte=on))


def ambassadors(on: date | None = None) -> QuerySet[Ambassador]:
    """Those who hold the office on a day."""
    on = on or timezone.localdate()
    found = Ambassador.objects.filter(since__lte=on).filter(Q(until__isnull=True) | Q(until__gte=on))
    return found.select_related("institution")
