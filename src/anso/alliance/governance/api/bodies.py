"""Bodies and who sits on them."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext
from ninja import Schema
from ninja.params.functions import Query
from pydantic import Field

from anso.alliance.governance import queries
from anso.alliance.governance.api.router import router
from anso.alliance.governance.models import Body, Term
from anso.errors import InvalidInputError, Problem

__all__: list[str] = []


class SeatOut(Schema):
    """A seat and who holds it."""

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
        "office": term.office,
        "holder": term.holder,
        "institution": term.institution.code if term.institution else "",
        "begins": term.begins,
        "ends": term.ends,
        "evidence": term.evidence,
        "synthetic": term.is_synthetic,
    }
