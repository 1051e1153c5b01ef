"""Associations, what was signed with whom, ambassadors, and totals that were published."""

from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from anso.alliance.network.models import (
    Ambassador,
    Association,
    AssociationMember,
    Memorandum,
    Partner,
    PublishedFigure,
)

__all__ = [
    "ambassadors",
    "association_members",
    "associations",
    "associations_hosted_in",
    "associations_in_being",
    "holding",
    "members_of_associations",
    "memoranda",
    "memoranda_in_force",
    "partners",
    "published_figures",
]


def associations() -> QuerySet[Association]:
    return Association.objects.select_related("host")


def associations_in_being(on: date | None = None) -> QuerySet[Association]:
    """Those that have not ended."""
    on = on or timezone.localdate()
    return associations().filter(Q(until__isnull=True) | Q(until__gte=on))


def associations_hosted_in(country: str) -> QuerySet[Association]:
    return associations_in_being().filter(host__country=country)


def association_members(association: Association, on: date | None = None) -> QuerySet[AssociationMember]:
    """Who belongs to an association on a day, by name."""
    listed = association.belongings.filter(institution__is_listed=True).select_related("institution")
    return holding(listed, on).order_by("institution__name")


def members_of_associations(on: date | None = None) -> dict[int, list[str]]:
    """Codes of who belongs to each association on a day, by the association's key; one query for all."""
    found: dict[int, list[str]] = {}
    held = holding(AssociationMember.objects.filter(institution__is_listed=True), on)
    for key, code in held.values_list("association", "institution__code"):
        found.setdefault(key, []).append(code)
    return found


def holding(found: QuerySet[AssociationMember], on: date | None) -> QuerySet[AssociationMember]:
    """Those that had begun on a day and had not ended."""
    on = on or timezone.localdate()
    begun = found.filter(Q(since__isnull=True) | Q(since__lte=on))
    return begun.filter(Q(until__isnull=True) | Q(until__gte=on))


def partners() -> QuerySet[Partner]:
    """With what was signed with each, newest first."""
    return Partner.objects.prefetch_related("memoranda")


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
