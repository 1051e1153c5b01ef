"""Who the members are on a day: where, since when, with a voice or without, and how many each year."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from anso.alliance.network.models import Membership, MembershipStep
from anso.alliance.people.models import User
from anso.alliance.people.rules import Visitor, may
from anso.alliance.words import country_name, day
from anso.language import sort_key

__all__ = [
    "CountryMembers",
    "YearCount",
    "applications_for",
    "members",
    "members_in",
    "members_with_a_voice",
    "membership_counts_by_year",
    "membership_note",
    "memberships_by_country",
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
    held = Membership.objects.exclude(state__in=Membership.NEVER_HELD).order_by()
    for membership in held.only("since", "evidence_date", "until"):
        joined[membership.known_from] += 1
        if membership.until is not None:
            left[membership.until.year] += 1
    counts, members_now = [], 0
    years = [*joined, *left]
    for year in range(min(years, default=0), max(years, default=-1) + 1):
        members_now += joined[year] - left[year]
        counts.append(YearCount(year, joined[year], members_now))
    return counts


def membership_note(membership: Membership) -> str:
    """`Endorsed by the board, since 9 November 2020`; nothing is said of a day that is not public."""
    kind = str(membership.get_kind_display())
    if membership.since is None:
        return kind
    return _("%(kind)s, since %(day)s") % {"kind": kind, "day": day(membership.since)}


def applications_for(user: Visitor) -> QuerySet[Membership]:
    """Applications that somebody may see: all of them for the secretariat, one's own for others."""
    found = (
        Membership.objects.filter(steps__step=MembershipStep.Step.APPLIED)
        .select_related("institution", "applicant")
        .distinct()
        .order_by("-pk")
    )
    if may(user, "network.screen_membership"):
        return found
    return found.filter(applicant=user) if isinstance(user, User) else found.none()
