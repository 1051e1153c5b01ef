"""Bodies and who sits on them; giving a seat, ending a term."""

from datetime import date
from typing import Any, Literal

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext
from ninja import Schema, Status
from ninja.params.functions import Query
from pydantic import Field

from anso.alliance.governance import actions, queries
from anso.alliance.governance.api.callers import account_called, caller, institutions_called, keeper
from anso.alliance.governance.api.definitions import MajorityIn, ShareIn
from anso.alliance.governance.api.router import router
from anso.alliance.governance.models import Body, Term
from anso.alliance.people.rules import require
from anso.errors import InvalidInputError, Problem

__all__: list[str] = []


class SeatOut(Schema):
    """A seat and who holds it."""

    id: int = Field(description="The number of the term, by which it is ended")
    office: str
    holder: str
    institution: str = Field(description="Code of the institution, where one holds the seat")
    begins: date | None
    ends: date | None
    evidence: str
    synthetic: bool


class BodyOut(Schema):
    """A body of the alliance."""

    code: str
    name: str
    kind: str
    summary: str
    of_all_members: bool
    seats: int | None
    quorum: dict[str, Any] | None
    majority: dict[str, Any]
    synthetic: bool
    url: str


class BodyWithSeatsOut(BodyOut):
    """A body with who sits on it on the day that was asked for."""

    on: date
    holders: list[SeatOut]


class BodyIn(Schema):
    """What a body is called and the rules it meets and decides by; what is left out stays as it is."""

    name: str | None = None
    kind: Literal["assembly", "board", "committee", "working-group"] | None = None
    summary: str | None = None
    of_all_members: bool | None = Field(None, description="Every member has a seat and one vote")
    seats: int | None = Field(None, ge=1, description="None where there is no fixed number")
    quorum: ShareIn | None = Field(None, description="Of the seats; none where there is no quorum")
    majority: MajorityIn | None = Field(None, description="What its decisions usually need")

    def said(self) -> dict[str, Any]:
        """What was sent; only seats and the quorum can be taken away by sending none."""
        sent = self.model_dump(mode="json", exclude_unset=True)
        return {
            name: value for name, value in sent.items() if value is not None or name in ("seats", "quorum")
        }


class NewBodyIn(BodyIn):
    """A body to be set up."""

    code: str = Field(description="Names it in addresses")
    name: str


class TermIn(Schema):
    """Who gets a seat: an institution, a person, or somebody sent by an institution."""

    office: Literal["chair", "vice-chair", "member", "secretary", "observer"] = "member"
    institution: str = Field("", description="Code of the institution that holds the seat")
    name: str = Field("", description="Name of the person; empty where the institution itself holds the seat")
    account: str = Field(
        "",
        description="E-mail address of the account that acts for the seat; else the institution's contacts do",
    )
    begins: date | None = Field(None, description="Its first day; empty where it is not public")
    evidence: str = Field("", description="Where it is written")


@router.get("/bodies", response=list[BodyOut], summary="Bodies of the alliance")
def list_bodies(request: HttpRequest) -> Any:
    """The assembly, the board and the groups, with their rules."""
    return [body_out(request, body) for body in queries.bodies()]


@router.get("/bodies/{code}", response=BodyWithSeatsOut, summary="One body")
def read_body(
    request: HttpRequest, code: str, on: str = Query("", description="The day; today without it")
) -> Any:
    """A body and who sat on it on a day."""
    body = queries.body_called(code)
    day = day_of(on) or timezone.localdate()
    return body_out(request, body) | {
        "on": day,
        "holders": [seat_out(term) for term in queries.seated(body, day)],
    }


@router.post("/bodies", response={201: BodyOut}, summary="Set up a body")
def create_body(request: HttpRequest, given: NewBodyIn) -> Any:
    """A board, a committee, a working group. For the secretariat of the alliance."""
    require(request.user, "governance.found")
    return Status(201, body_out(request, actions.create_body(actor=caller(request), **given.said())))


@router.patch("/bodies/{code}", response=BodyOut, summary="Change a body")
def change_body(request: HttpRequest, code: str, given: BodyIn) -> Any:
    """Its name and its rules; ballots that are open keep theirs. For the body's secretariat."""
    body = queries.body_called(code)
    actor = keeper(request, body)
    return body_out(request, actions.change_body(actor=actor, body=body, **given.said()))


@router.post("/bodies/{code}/terms", response={201: SeatOut}, summary="Give a seat")
def begin_term(request: HttpRequest, code: str, given: TermIn) -> Any:
    """Give a seat to an institution or a person from a day on. For the body's secretariat."""
    body = queries.body_called(code)
    actor = keeper(request, body)
    holder = institutions_called([given.institution], "institution") if given.institution else [None]
    term = actions.begin_term(
        actor=actor,
        body=body,
        office=given.office,
        institution=holder[0],
        name=given.name,
        person=account_called(given.account),
        begins=given.begins,
        evidence=given.evidence,
        evidence_date=given.begins or timezone.localdate(),
    )
    return Status(201, seat_out(term))


@router.post("/bodies/{code}/terms/{term_id}/end", response=SeatOut, summary="End a term")
def end_term(request: HttpRequest, code: str, term_id: int) -> Any:
    """From today on the seat is free. For the body's secretariat."""
    body = queries.body_called(code)
    actor = keeper(request, body)
    term = get_object_or_404(Term.objects.select_related("institution"), pk=term_id, body=body)
    return seat_out(actions.end_term(actor=actor, term=term, on=timezone.localdate()))


def day_of(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        told = gettext("%(value)s is no day such as 2021-03-08") % {"value": repr(text[:40])}
        raise InvalidInputError([Problem("on", told)]) from error


def body_out(request: HttpRequest, body: Body) -> dict[str, Any]:
    return {
        "code": body.code,
        "name": body.name,
        "kind": body.kind,
        "summary": body.summary,
        "of_all_members": body.of_all_members,
        "seats": body.seats,
        "quorum": body.quorum,
        "majority": body.majority,
        "synthetic": body.is_synthetic,
        "url": request.build_absolute_uri(body.get_absolute_url()),
    }


def seat_out(term: Term) -> dict[str, Any]:
    return {
        "id": term.pk,
        "office": term.office,
        "holder": term.holder,
        "institution": term.institution.code if term.institution else "",
        "begins": term.begins,
        "ends": term.ends,
        "evidence": term.evidence,
        "synthetic": term.is_synthetic,
    }
