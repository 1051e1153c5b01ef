"""Ballots: what they ask, their results, records and rolls."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Schema
from pydantic import Field

from anso.alliance.governance import queries
from anso.alliance.governance.api.callers import allowed
from anso.alliance.governance.api.router import router
from anso.alliance.governance.models import Ballot
from anso.alliance.governance.records import record_text, roll_text

__all__ = ["BallotOut", "ballot_out"]


class BallotOut(Schema):
    """A ballot: what it asks and where it stands."""

    code: str
    body: str
    meeting: str
    state: str
    definition: dict[str, Any]
    entitled: int | None
    result: dict[str, Any] | None = Field(description="Once it is decided: status, winners, steps")
    record_sha256: str
    synthetic: bool
    url: str


@router.get("/ballots", response=list[BallotOut], summary="Ballots")
def list_ballots(request: HttpRequest) -> Any:
    """Published results; for members what is decided, for a body all of its own."""
    return [ballot_out(request, ballot) for ballot in queries.ballots_for(request.user)]


@router.get("/ballots/{code}", response=BallotOut, summary="One ballot")
def read_ballot(request: HttpRequest, code: str) -> Any:
    """What a ballot asks, and its result with every step of the count."""
    return ballot_out(request, queries.ballot_for(request.user, code))


@router.get("/ballots/{code}/record", response=dict[str, Any], summary="The record of a ballot")
def read_record(request: HttpRequest, code: str) -> Any:
    """The file from which anybody can count again, byte for byte as its SHA-256 is published."""
    text = record_text(request.user, queries.ballot_for(request.user, code))
    return HttpResponse(text, content_type="application/json")


@router.get("/ballots/{code}/roll", response=dict[str, Any], summary="The roll of a ballot")
def read_roll(request: HttpRequest, code: str) -> Any:
    """Who could vote and who has; by it, the record's hashes are checked. For those of the body."""
    ballot = queries.ballot_for(request.user, code)
    allowed(request, "governance.read_inside", ballot)
    return HttpResponse(roll_text(ballot), content_type="application/json")


def ballot_out(request: HttpRequest, ballot: Ballot) -> dict[str, Any]:
    opening = getattr(ballot, "opening", None)
    record = json.loads(ballot.record.text) if ballot.is_settled else None
    return {
        "code": ballot.code,
        "body": ballot.body.code,
        "meeting": ballot.meeting.code if ballot.meeting else "",
        "state": ballot.state,
        "definition": ballot.definition.model_dump(mode="json"),
        "entitled": opening.entitled if opening else None,
        "result": record["outcome"] if record else None,
        "record_sha256": ballot.record.hash if record else "",
        "synthetic": ballot.is_synthetic,
        "url": request.build_absolute_uri(ballot.get_absolute_url()),
    }
