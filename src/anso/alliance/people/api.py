"""People for programs: who shows themself to the caller, and one's own data.

The portal includes the router among its operations; who calls, and how errors are told, is the portal's.
"""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from ninja import Router, Schema
from ninja.params.functions import Query
from pydantic import Field

from anso.alliance.people import actions, queries
from anso.alliance.people.models import User
from anso.alliance.people.privacy.export import export_zip
from anso.alliance.people.rules import require
from anso.alliance.people.seen import Description, described, profile_of
from anso.errors import InvalidInputError, NotFoundError, Problem

__all__ = ["router"]

router = Router(tags=["People"])


class PersonOut(Schema):
    """A person, as far as the caller may see them; what they may not see is empty."""

    public_id: str
    name: str
    other_names: str
    about: str
    website: str
    country: str
    orcid: str
    email: str
    expertise: list[str]
    expertise_text: str
    languages: list[str]
    synthetic: bool
    url: str


class PeoplePage(Schema):
    items: list[PersonOut]
    total: int


class ProfileIn(Schema):
    """What one says of oneself; what is left out stays."""

    shown_to: int | None = Field(
        None, description="0 only I, 1 the secretariat, 2 people with a role, 3 everyone"
    )
    other_names: str | None = None
    about: str | None = None
    website: str | None = None
    expertise: list[str] | None = None
    expertise_text: str | None = None
    languages: list[str] | None = None
    audiences: dict[str, int] | None = Field(None, description="Who sees which part")


class RoleOut(Schema):
    role: str
    scope_kind: str
    scope_code: str


class OwnOut(PersonOut):
    """Oneself, with the roles one holds."""

    roles: list[RoleOut]
    shown_to: int
    audiences: dict[str, int]


@router.get("/people", response=PeoplePage, summary="People who show themselves to you")
def list_people(
    request: HttpRequest,
    q: str = Query("", description="In a name, in any script", max_length=100),
    term: str = Query("", description="Code of a term of expertise"),
    limit: int = Query(100, ge=1, le=500),
    offset: int = Query(0, ge=0, le=1_000_000),
) -> Any:
    """By name. ORCID iDs are told of one person at a time."""
    found = queries.people_for(request.user, q, term).prefetch_related("expertise")
    shown = (described(request.user, one, with_orcid=False) for one in found[offset : offset + limit])
    return {"items": [person_out(request, one) for one in shown if one], "total": found.count()}


@router.get("/people/{public_id}", response=PersonOut, summary="One person")
def read_person(request: HttpRequest, public_id: UUID) -> Any:
    """A person, as far as you may see them."""
    _person, seen = queries.description_for(request.user, public_id)
    return person_out(request, seen)


@router.get("/me", response=OwnOut, summary="Yourself")
def read_me(request: HttpRequest) -> Any:
    """What you say of yourself, to whom, and the roles you hold. Needs a token or a session."""
    return own_out(request, oneself(request))


@router.patch("/me", response=OwnOut, summary="Change what others see of you")
def change_me(request: HttpRequest, given: ProfileIn) -> Any:
    """What is left out stays as it is."""
    person = oneself(request)
    changes = given.dict(exclude_unset=True)
    nothing = [
        Problem(field, gettext("give a value, or leave it out"))
        for field in changes
        if changes[field] is None
    ]
    if nothing:
        raise InvalidInputError(nothing)
    actions.describe_person(actor=person, user=person, **changes)
    return own_out(request, User.objects.get(pk=person.pk))


@router.get("/me/data", summary="All that is held of you")
def download_me(request: HttpRequest) -> HttpResponse:
    """One ZIP file with everything this site holds of you. Needs a token or a session."""
    person = oneself(request)
    require(person, "people.export_data", person)
    return HttpResponse(
        export_zip(person),
        content_type="application/zip",
        headers={"Content-Disposition": 'attachment; filename="my-data.zip"'},
    )


def oneself(request: HttpRequest) -> User:
    person = request.user
    require(person, "people.be_somebody")
    if not isinstance(person, User):
        raise NotFoundError(gettext("Sign in first."))
    return person


def person_out(request: HttpRequest, seen: Description) -> dict[str, Any]:
    fields = (
        "public_id", "name", "other_names", "about", "website", "country", "orcid", "email", "expertise_text",
        "synthetic",
    )  # fmt: skip
    return {
        **{field: getattr(seen, field) for field in fields},
        "expertise": list(seen.expertise),
        "languages": list(seen.languages),
        "url": request.build_absolute_uri(reverse("api:read_person", args=[seen.public_id])),
    }


def own_out(request: HttpRequest, person: User) -> dict[str, Any]:
    seen = described(person, person)
    if seen is None:
        raise NotFoundError(gettext("There is nobody here, or they do not show themself to you."))
    profile = profile_of(person)
    return person_out(request, seen) | {
        "roles": [
            {"role": grant.role, "scope_kind": grant.scope_kind, "scope_code": grant.scope_code}
            for grant in person.current_grants
        ],
        "shown_to": profile.shown_to,
        "audiences": {part: int(profile.audience_of(part)) for part in profile.audiences},
    }
