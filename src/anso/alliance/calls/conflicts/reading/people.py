"""What is on record of people: who acts in a call, whether their identity is confirmed, and what they may share."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.db.models import Q

from anso.alliance.calls.conflicts.names import place_keys
from anso.alliance.calls.conflicts.plain import Acting, Interest, Named, Stay
from anso.alliance.calls.conflicts.works import works_in
from anso.alliance.calls.models import Application, Call
from anso.alliance.network.models import Affiliation, Institution
from anso.alliance.network.models import Conflict as ProfileConflict
from anso.alliance.people.models import RoleGrant, User
from anso.alliance.people.orcid import PROVIDER
from anso.alliance.people.roles import ScopeKind

__all__ = ["Standing", "acting_in", "confirmed", "keys_of_institution", "read_acting", "standings"]

Kind = ProfileConflict.Kind
COUNTS_AS = {
    Kind.EMPLOYMENT: "institution",
    Kind.FAMILY: "family",
    Kind.SUPERVISION: "supervision",
    Kind.COLLABORATION: "coauthors",
}
"""Kinds of declared interests that a call has rules on; the others count as an interest."""
WHOLES = (Institution.Kind.UNIVERSITY, Institution.Kind.INSTITUTE)
"""Who works at a part of one of these works there; an academy's institutes stay apart from each other."""
DECIDING = ("secretariat", "administrator", "board-member")


@dataclass
class Standing:
    """What is on record of a person, whichever side they stand on."""

    names: list[str] = field(default_factory=list)
    emails: list[str] = field(default_factory=list)
    country: str = ""
    stays: list[Stay] = field(default_factory=list)
    interests: list[Interest] = field(default_factory=list)
    about: str = ""


def acting_in(call: Call) -> set[int]:
    """Everybody who acts in the call: its pool, its programme's officers, the board, whoever runs the site."""
    scoped = Q(role="secretariat", scope_kind=ScopeKind.PROGRAMME.value, scope_code=call.programme.code)
    everywhere = Q(role__in=DECIDING) & ~Q(scope_kind=ScopeKind.PROGRAMME.value)
    granted = RoleGrant.objects.holding().filter(scoped | everywhere).values_list("person", flat=True)
    runs = User.objects.filter(is_superuser=True, is_active=True).values_list("pk", flat=True)
    return {*call.reviewers.values_list("person", flat=True), *granted, *runs}


def confirmed(people: Collection[int]) -> set[int]:
    """Those of a confirmed address who say where they work."""
    proven = EmailAddress.objects.filter(user__in=people, verified=True, user__is_active=True)
    placed = Affiliation.objects.filter(person__in=people)
    return {*proven.values_list("user", flat=True)} & {*placed.values_list("person", flat=True)}


def read_acting(people: Collection[int], since: date) -> list[Acting]:
    orcids = dict(SocialAccount.objects.filter(provider=PROVIDER, user__in=people).values_list("user", "uid"))
    works = works_of(people)
    return [
        Acting(
            person=person,
            names=tuple(known.names),
            emails=tuple(known.emails),
            country=known.country,
            stays=tuple(known.stays),
            works={**works.get(person, {}), **works_in(known.about)},
            orcid=orcids.get(person, ""),
            interests=tuple(known.interests),
        )
        for person, known in standings(people, since).items()
    ]


def works_of(people: Collection[int]) -> dict[int, dict[str, int | None]]:
    """Works that people named in their own applications."""
    found: dict[int, dict[str, int | None]] = defaultdict(dict)
    theirs = Application.objects.filter(
        participants__person__in=people, participants__part="lead", submitted_at__isnull=False
    ).values_list("participants__person", "answers")
    for person, answers in theirs:
        for given in answers.values():
            if isinstance(given, str):
                found[person].update(works_in(given))
    return found


def standings(people: Collection[int], since: date) -> dict[int, Standing]:
    """What is on record of each; an interest that ended before `since` is over."""
    found: dict[int, Standing] = {}
    accounts = User.objects.filter(pk__in=people).values_list(
        "pk", "name", "email", "country", "profile__other_names", "profile__about"
    )
    for person, name, email, country, others, about in accounts:
        names = [name, *(others or "").replace("；", ";").replace(",", ";").split(";")]
        found[person] = Standing(names, [email], country, about=about or "")
    addresses = EmailAddress.objects.filter(user__in=people, verified=True).values_list("user", "email")
    for person, email in addresses:
        if email not in found[person].emails:
            found[person].emails.append(email)
    for affiliation in Affiliation.objects.filter(person__in=people).select_related("institution__parent"):
        found[affiliation.person_id].stays.append(stay_of(affiliation))
    lasting = ProfileConflict.objects.filter(Q(until__isnull=True) | Q(until__gte=since), person__in=people)
    for conflict in lasting.select_related("institution__parent"):
        found[conflict.person_id].interests.append(interest_of(conflict))
    return found


def stay_of(affiliation: Affiliation) -> Stay:
    institution = affiliation.institution
    if institution is None:
        return Stay(affiliation.institution_text, place_keys(affiliation.institution_text), affiliation.until)
    return Stay(institution.name, keys_of_institution(institution), affiliation.until)


def interest_of(conflict: ProfileConflict) -> Interest:
    institution = conflict.institution
    return Interest(
        COUNTS_AS.get(Kind(conflict.kind), "interest"),
        Named(conflict.with_whom),
        Stay(institution.name, keys_of_institution(institution)) if institution else None,
    )


def keys_of_institution(institution: Institution) -> frozenset[str]:
    keys: set[str] = set()
    for one in wholes(institution):
        keys |= {f"id:{one.pk}", *place_keys(*one.folded.splitlines())}
    return frozenset(keys)


def wholes(institution: Institution) -> Iterable[Institution]:
    yield institution
    if institution.parent is not None and institution.parent.kind in WHOLES:
        yield institution.parent
