"""What is asked of the network: who its members are, where, since when; what they host and what was signed."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from anso.alliance.network.models import (
    Association,
    Institution,
    Membership,
    MembershipStep,
    Memorandum,
    PublishedFigure,
)
from anso.alliance.panels import PanelItem
from anso.alliance.search import SearchRecord
from anso.alliance.words import country_name, day
from anso.language import sort_key

__all__ = [
    "CountryMembers",
    "YearCount",
    "associations",
    "associations_hosted_in",
    "country_panel",
    "members",
    "members_in",
    "members_with_a_voice",
    "membership_counts_by_year",
    "memberships_by_country",
    "memoranda",
    "published_figures",
    "searchable",
]


@dataclass(frozen=True)
class CountryMembers:
    """The members of one country; no country for those that belong to none."""

    code: str
    name: str
    memberships: tuple[Membership, ...]


@dataclass(frozen=True)
class YearCount:
    """Members known by name at the end of a year."""

    year: int
    joined: int
    members: int


def members(on: date | None = None) -> QuerySet[Membership]:
    """Memberships that hold on a day, today unless told otherwise."""
    on = on or timezone.localdate()
    return (
        Membership.objects.exclude(state__in=Membership.NEVER_HELD)
        .filter(Q(until__isnull=True) | Q(until__gt=on))
        .filter(Q(since__lte=on) | Q(since__isnull=True, evidence_date__lte=on))
        .select_related("institution")
        .order_by("institution__name")
    )


def members_with_a_voice(on: date | None = None) -> QuerySet[Membership]:
    """Members that were not suspended on a day: those that may vote."""
    on = on or timezone.localdate()
    turns = MembershipStep.objects.filter(
        membership=OuterRef("pk"),
        step__in=(MembershipStep.Step.SUSPENDED, MembershipStep.Step.REINSTATED),
        on__lte=on,
    ).order_by("-on", "-pk")
    found = members(on).annotate(last_turn=Subquery(turns.values("step")[:1]))
    return found.filter(Q(last_turn=None) | Q(last_turn=MembershipStep.Step.REINSTATED))


def members_in(country: str, on: date | None = None) -> QuerySet[Membership]:
    return members(on).filter(institution__country=country)


def memberships_by_country(on: date | None = None) -> list[CountryMembers]:
    """Members under their countries, in the alphabetical order of the reader's language."""
    groups: dict[str, list[Membership]] = {}
    for membership in members(on):
        groups.setdefault(membership.institution.country, []).append(membership)
    found = [CountryMembers(code, country_name(code), tuple(group)) for code, group in groups.items()]
    return sorted(found, key=lambda group: (not group.code, sort_key(group.name)))


def membership_counts_by_year() -> list[YearCount]:
    """How many members are known by name at the end of each year, from the first to the last that changed."""
    joined: Counter[int] = Counter()
    left: Counter[int] = Counter()
    for membership in Membership.objects.exclude(state__in=Membership.NEVER_HELD):
        joined[membership.known_from] += 1
        if membership.until is not None:
            left[membership.until.year] += 1
    counts, members_now = [], 0
    years = [*joined, *left]
    for year in range(min(years, default=0), max(years, default=-1) + 1):
        members_now += joined[year] - left[year]
        counts.append(YearCount(year, joined[year], members_now))
    return counts


def associations() -> QuerySet[Association]:
    return Association.objects.select_related("host")


def associations_hosted_in(country: str) -> QuerySet[Association]:
    return associations().filter(host__country=country)


def memoranda() -> QuerySet[Memorandum]:
    return Memorandum.objects.select_related("partner")


def published_figures() -> QuerySet[PublishedFigure]:
    return PublishedFigure.objects.all()


def membership_note(membership: Membership) -> str:
    """`Endorsed by the board, since 9 November 2020`; nothing is said of a day that is not public."""
    kind = str(membership.get_kind_display())
    if membership.since is None:
        return kind
    return _("%(kind)s, since %(day)s") % {"kind": kind, "day": day(membership.since)}


def country_panel(code: str) -> list[PanelItem]:
    found = [
        PanelItem(
            title=membership.institution.full_name,
            note=membership_note(membership),
            url=membership.institution.get_absolute_url(),
            kind=_("Member"),
        )
        for membership in members_in(code)
    ]
    found += [
        PanelItem(
            title=association.full_name,
            note=association.host.name,
            url=association.get_absolute_url(),
            kind=_("Association"),
        )
        for association in associations_hosted_in(code)
    ]
    return found


def searchable() -> Iterator[SearchRecord]:
    for institution in Institution.objects.filter(is_listed=True).select_related("parent"):
        yield SearchRecord(
            kind="institution",
            key=institution.code,
            title=institution.full_name,
            text=" ".join(
                [*map(str, institution.names.values()), institution.city, str(institution.parent or "")]
            ).strip(),
            url_name="network:institution",
            url_kwargs={"code": institution.code},
            places=(institution.country,) if institution.country else (),
        )
    for association in associations():
        yield SearchRecord(
            kind="association",
            key=association.number,
            title=association.full_name,
            text=f"{association.leaders} {association.host.name} {association.theme}".strip(),
            url_name="network:association",
            url_kwargs={"number": association.number},
            places=(association.host.country,) if association.host.country else (),
        )
