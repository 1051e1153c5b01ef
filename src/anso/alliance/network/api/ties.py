"""What ties oneself to institutions: one's own affiliations, and the conflicts one declares."""

from collections.abc import Sequence
from datetime import date
from typing import Any, TypeVar

from django.http import HttpRequest
from django.utils.translation import gettext
from ninja import Schema, Status
from pydantic import Field

from anso.alliance.network import actions, queries
from anso.alliance.network.api.callers import required
from anso.alliance.network.api.kept import said
from anso.alliance.network.api.router import router
from anso.alliance.network.models import Affiliation, Conflict
from anso.errors import NotFoundError

__all__: list[str] = []

TAGS = ["People"]
Tie = TypeVar("Tie", Affiliation, Conflict)


class AffiliationIn(Schema):
    """Where one works or worked."""

    institution: str = Field("", description="Code of one on record")
    institution_text: str = Field("", description="Its name, where it is not on record")
    position: str = ""
    since: date | None = None
    until: date | None = None


class AffiliationOut(Schema):
    id: int
    institution: str
    name: str
    position: str
    since: date | None
    until: date | None


class UntilIn(Schema):
    """The last day."""

    until: date


class ConflictIn(Schema):
    """An interest to declare: with an institution on record, or with whom in one's own words."""

    kind: str = Field(description=", ".join(Conflict.Kind.values))
    institution: str = Field("", description="Code of one on record")
    with_whom: str = ""
    note: str = ""
    since: date | None = None
    until: date | None = None


class ConflictOut(Schema):
    id: int
    kind: str
    institution: str
    with_whom: str
    note: str
    since: date | None
    until: date | None


@router.get("/me/affiliations", response=list[AffiliationOut], tags=TAGS, summary="Where you work and worked")
def list_affiliations(request: HttpRequest) -> Any:
    """Your own. Others see them on your page, as far as you show them."""
    return [affiliation_out(one) for one in queries.affiliations_of(required(request))]


@router.post("/me/affiliations", response={201: AffiliationOut}, tags=TAGS, summary="Add an affiliation")
def add_affiliation(request: HttpRequest, given: AffiliationIn) -> Any:
    """With an institution on record, or one in your own words."""
    person = required(request)
    made = actions.add_affiliation(actor=person, person=person, **said(request, given))
    return Status(201, affiliation_out(made))


@router.post(
    "/me/affiliations/{affiliation_id}/end",
    response=AffiliationOut,
    tags=TAGS,
    summary="End an affiliation",
)
def end_affiliation(request: HttpRequest, affiliation_id: int, given: UntilIn) -> Any:
    """Say until when you worked there."""
    person = required(request)
    held = own(queries.affiliations_of(person), affiliation_id)
    return affiliation_out(actions.end_affiliation(actor=person, affiliation=held, until=given.until))


@router.delete(
    "/me/affiliations/{affiliation_id}", response={204: None}, tags=TAGS, summary="Remove an affiliation"
)
def remove_affiliation(request: HttpRequest, affiliation_id: int) -> Any:
    person = required(request)
    held = own(queries.affiliations_of(person), affiliation_id)
    actions.remove_affiliation(actor=person, affiliation=held)
    return Status(204, None)


@router.get("/me/conflicts", response=list[ConflictOut], tags=TAGS, summary="Conflicts you declared")
def list_conflicts(request: HttpRequest) -> Any:
    """Seen by you and the secretariat alone."""
    return [conflict_out(one) for one in queries.conflicts_of(required(request))]


@router.post("/me/conflicts", response={201: ConflictOut}, tags=TAGS, summary="Declare a conflict")
def declare_conflict(request: HttpRequest, given: ConflictIn) -> Any:
    """So that you are not asked to judge where it touches."""
    person = required(request)
    made = actions.declare_conflict(actor=person, person=person, **said(request, given))
    return Status(201, conflict_out(made))


@router.delete("/me/conflicts/{conflict_id}", response={204: None}, tags=TAGS, summary="Remove a conflict")
def remove_conflict(request: HttpRequest, conflict_id: int) -> Any:
    person = required(request)
    actions.remove_conflict(actor=person, conflict=own(queries.conflicts_of(person), conflict_id))
    return Status(204, None)


def own(ties: Sequence[Tie], key: int) -> Tie:
    """The one of the caller's that is meant; another's is not there."""
    for tie in ties:
        if tie.pk == key:
            return tie
    raise NotFoundError(gettext("This record is not here, or is not yours to see."))


def affiliation_out(one: Affiliation) -> dict[str, Any]:
    return {
        "id": one.pk,
        "institution": one.institution.code if one.institution else "",
        "name": one.institution_name,
        "position": one.position,
        "since": one.since,
        "until": one.until,
    }


def conflict_out(one: Conflict) -> dict[str, Any]:
    fields = ("id", "kind", "with_whom", "note", "since", "until")
    return {name: getattr(one, name) for name in fields} | {
        "institution": one.institution.code if one.institution else ""
    }
