"""Oneself: what one says of oneself and to whom, and all that is held of one."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from ninja import Schema
from pydantic import Field

from anso.alliance.people import actions
from anso.alliance.people.api.callers import oneself
from anso.alliance.people.api.people import PersonOut, person_out
from anso.alliance.people.api.router import router
from anso.alliance.people.models import User
from anso.alliance.people.privacy.export import export_zip
from anso.alliance.people.rules import require
from anso.alliance.people.seen import described, profile_of
from anso.errors import InvalidInputError, NotFoundError, Problem

__all__: list[str] = []


class ProfileIn(Schema):
    """What one says of oneself; what is left out stays."""

    shown_to: int | None = Field(
        None, description="0 only I, 1 the secretariat, 2 people with a role, 3 everyone"
    )
    other_names: str | None = None
    about: str | None = None
    website: str | None = None
    expertise: list[str] | None = Field(None, description="Codes of terms")
    expertise_text: str | None = None
    languages: list[str] | None = Field(None, description="In which one works, by their two letters")
    audiences: dict[str, int] | None = Field(
        None, description="Who sees which part; a part that is left out has its usual audience"
    )


class AccountIn(Schema):
    """One's name, and how pages are shown to one; what is left out stays."""

    name: str | None = None
    country: str | None = Field(None, description="Two-letter code")
    language: str | None = Field(None, description="Of pages and mail; empty: as the browser asks")
    theme: str | None = Field(None, description="light or dark; empty: as the browser asks")
    time_zone: str | None = Field(None, description="Such as Asia/Colombo")


class HeldOut(Schema):
    role: str
    scope_kind: str
    scope_code: str


class OwnOut(PersonOut):
    """Oneself, with the roles one holds."""

    roles: list[HeldOut]
    language: str
    theme: str
    time_zone: str
    shown_to: int
    audiences: dict[str, int]


@router.get("/me", response=OwnOut, summary="Yourself")
def read_me(request: HttpRequest) -> Any:
    """What you say of yourself, to whom, and the roles you hold. Needs a token or a session."""
    return own_out(request, oneself(request))


@router.patch("/me", response=OwnOut, summary="Change what others see of you")
def change_me(request: HttpRequest, given: ProfileIn) -> Any:
    """What is left out stays as it is."""
    person = oneself(request)
    actions.describe_person(actor=person, user=person, **said(given))
    return own_out(request, User.objects.get(pk=person.pk))


@router.patch("/me/account", response=OwnOut, summary="Change your name, country, language and time zone")
def change_account(request: HttpRequest, given: AccountIn) -> Any:
    """What is left out stays as it is."""
    person = oneself(request)
    actions.update_profile(actor=person, user=person, **said(given))
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


def said(given: Schema) -> dict[str, Any]:
    changes = given.dict(exclude_unset=True)
    empty = [name for name, value in changes.items() if value is None]
    if empty:
        raise InvalidInputError(Problem(name, gettext("give a value, or leave it out")) for name in empty)
    return changes


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
        "language": person.language,
        "theme": person.theme,
        "time_zone": person.time_zone,
        "shown_to": profile.shown_to,
        "audiences": {part: int(profile.audience_of(part)) for part in profile.audiences},
    }
