"""What is asked of accounts, roles and people who show themselves."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext

from anso.alliance.people.documents import Document, documents
from anso.alliance.people.models import Audience, Consent, RoleGrant, User
from anso.alliance.people.models.profiles import PARTS
from anso.alliance.people.rules import Visitor
from anso.alliance.people.seen import Description, described, level_of
from anso.alliance.search import SearchRecord
from anso.errors import NotFoundError
from anso.places.fold import fold

__all__ = [
    "ConsentState",
    "accounts_of_sample",
    "consents_of",
    "description_for",
    "grants_of",
    "people_for",
    "person_of",
    "searchable",
]

LONGEST = 100


@dataclass(frozen=True)
class ConsentState:
    """A document, and how a person stands to it."""

    document: Document
    given: Consent | None
    """Their word on the present version."""


def grants_of(user: User) -> QuerySet[RoleGrant]:
    """Every role a person holds or held, newest first."""
    return user.grants.select_related("granted_by")


def accounts_of_sample() -> QuerySet[User]:
    """The made-up accounts, for the page that lists who one may sign in as."""
    return User.objects.filter(is_synthetic=True).prefetch_related("grants")


def people_for(viewer: Visitor, text: str = "", term: str = "") -> QuerySet[User]:
    """Who shows themself to the viewer, by name: those who have every word of the text in a name of theirs.

    Nobody is found by a part of their profile that the viewer may not see.
    """
    level = level_of(viewer)
    found = User.objects.filter(is_active=True, deleted_at=None).select_related("profile")
    if level > Audience.SECRETARIAT:
        found = found.filter(profile__shown_to__gte=level)
    for word in fold(text[:LONGEST]).split():
        named = Q(profile__folded_names__contains=word) & shows("other_names", level)
        found = found.filter(Q(folded_name__contains=word) | named)
    if term:
        found = found.filter(shows("expertise", level), expertise__term=term)
    return found.order_by("folded_name", "pk")


def shows(part: str, level: Audience) -> Q:
    """People who show a part to viewers of this level: the part and, for no part is seen by more, the profile."""
    chosen = f"profile__audiences__{part}"
    said = Q(**{f"{chosen}__gte": level})
    if PARTS[part] >= level:
        said |= Q(**{f"{chosen}__isnull": True})
    return Q(profile__shown_to__gte=level) & said


def person_of(public_id: UUID | str) -> User:
    found = User.objects.select_related("profile").filter(public_id=public_id, deleted_at=None).first()
    if found is None:
        raise NotFoundError(gettext("There is nobody here, or they do not show themself to you."))
    return found


def description_for(viewer: Visitor, public_id: UUID | str) -> tuple[User, Description]:
    """A person and what the viewer may see of them; for everybody else they are not there."""
    person = person_of(public_id)
    seen = described(viewer, person)
    if seen is None:
        raise NotFoundError(gettext("There is nobody here, or they do not show themself to you."))
    return person, seen


def consents_of(person: User) -> list[ConsentState]:
    """Every document, with the person's word on it as it reads now."""
    given = {
        (consent.document, consent.version): consent
        for consent in Consent.objects.filter(person=person, withdrawn_at=None)
    }
    return [
        ConsentState(document, given.get((document.code, document.version)))
        for document in documents().values()
    ]


def searchable() -> Iterator[SearchRecord]:
    """Those who show themselves to everyone."""
    public = User.objects.filter(is_active=True, deleted_at=None, profile__shown_to=Audience.PUBLIC)
    for person in public.select_related("profile"):
        shown = person.profile.audience_of("other_names") == Audience.PUBLIC
        yield SearchRecord(
            kind="person",
            key=person.audit_id,
            title=person.name,
            text=person.profile.other_names if shown else "",
            url_name="people:person",
            url_kwargs={"public_id": person.audit_id},
            places=(),
        )
