"""People who show themselves to the caller, as far as they do."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from ninja import Schema
from ninja.params.functions import Query

from anso.alliance.people import queries
from anso.alliance.people.api.router import router
from anso.alliance.people.seen import Description, described

__all__ = ["PersonOut", "person_out"]


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
