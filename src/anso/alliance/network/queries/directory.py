"""The directory: institutions by name in any script, country, kind and membership."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from anso.alliance.network.models import Institution, Membership
from anso.alliance.network.queries.members import members
from anso.alliance.people.rules import Visitor, may
from anso.places.fold import fold

__all__ = [
    "Asked",
    "countries_of",
    "institution_for",
    "institution_with_parts",
    "institutions",
    "members_by_country",
    "named_like",
]

LONGEST = 100


@dataclass(frozen=True)
class Asked:
    """What somebody looks for; empty texts ask for all."""

    text: str = ""
    country: str = ""
    kind: str = ""
    members_only: bool = False
    proposed_too: bool = False
    """Also those that were proposed and not screened yet."""


def named_like(text: str) -> Q:
    """Institutions that have every word of the text in a name of theirs, present or former, in any script."""
    wanted = Q()
    for word in fold(text[:LONGEST]).split():
        wanted &= Q(folded__contains=word)
    return wanted


def institutions(asked: Asked, on: date | None = None) -> QuerySet[Institution]:
    """Listed institutions, each with the membership it holds on the day (`current`)."""
    held = members(on)
    found = Institution.objects.select_related("parent")
    if not asked.proposed_too:
        found = found.filter(is_listed=True)
    if asked.text:
        found = found.filter(named_like(asked.text))
    if asked.country:
        found = found.filter(country=asked.country)
    if asked.kind:
        found = found.filter(kind=asked.kind)
    if asked.members_only:
        found = found.filter(Exists(held.filter(institution=OuterRef("pk"))))
    return found.prefetch_related(Prefetch("memberships", held, to_attr="current")).order_by("name", "pk")


def countries_of() -> list[str]:
    """Codes of the countries that listed institutions are in."""
    found = Institution.objects.filter(is_listed=True).exclude(country="")
    return list(found.order_by("country").values_list("country", flat=True).distinct())


def members_by_country(on: date | None = None) -> dict[str, int]:
    """How many members each country has on a day; under no code, those that belong to none."""
    counted = (
        members(on or timezone.localdate())
        .order_by()
        .values("institution__country")
        .annotate(number=Count("pk"))
    )
    return {row["institution__country"]: row["number"] for row in counted}


def institution_for(user: Visitor, code: str) -> Institution | None:
    """The institution of a code, for somebody who may know of it."""
    found = Institution.objects.select_related("parent").filter(code=code).first()
    return found if found is not None and is_known_to(user, found) else None


def institution_with_parts(user: Visitor, code: str) -> tuple[Institution | None, list[Institution]]:
    """The same, with its institutes that are listed: one query for both."""
    wanted = Q(code=code) | Q(parent__code=code, is_listed=True)
    family = list(Institution.objects.select_related("parent").filter(wanted))
    found = next((one for one in family if one.code == code), None)
    if found is None or not is_known_to(user, found):
        return None, []
    return found, [one for one in family if one.code != code]


def is_known_to(user: Visitor, institution: Institution) -> bool:
    """One that was proposed is known to whoever did and to the secretariat, until it is listed."""
    if institution.is_listed or may(user, "network.screen_membership"):
        return True
    applied = Membership.objects.filter(institution=institution, applicant=user.pk)
    return user.is_authenticated and applied.exists()
