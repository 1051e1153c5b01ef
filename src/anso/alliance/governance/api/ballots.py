"""Ballots: what they ask, their results and records; what the caller may vote, and the vote itself."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Schema, Status
from pydantic import Field

from anso.alliance.governance import actions, queries
from anso.alliance.governance.api.callers import caller
from anso.alliance.governance.api.router import router
from anso.alliance.governance.electorate import rights_of
from anso.alliance.governance.models import Ballot, RollEntry
from anso.alliance.governance.records import record_text
from anso.alliance.people.rules import require

__all__: list[str] = []


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


class RightOut(Schema):
    """A vote that the caller may cast."""

    number: int
    name: str
    by_proxy: bool
    voted: bool
    given_to_proxy: bool


class VoteIn(Schema):
    """A vote. Once cast it cannot be altered."""

    number: int = Field(description="The number on the roll that it is cast for")
    choice: list[str] = Field(
        description="Codes of the options, ranked where the ballot is; none is an abstention"
    )


class ReceiptOut(Schema):
    """The code of the paper, told this once."""

    receipt: str


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


@router.get("/ballots/{code}/rights", response=list[RightOut], summary="What you may vote in a ballot")
def list_rights(request: HttpRequest, code: str) -> Any:
    """Votes that are yours to cast, your own and those given to you."""
    ballot = queries.ballot_for(request.user, code)
    require(request.user, "governance.vote", ballot)
    return [
        {
            "number": right.entry.number,
            "name": right.entry.name,
            "by_proxy": right.by_proxy,
            "voted": right.voted,
            "given_to_proxy": right.given is not None,
        }
        for right in rights_of(request.user, ballot)
    ]


@router.post("/ballots/{code}/votes", response={201: ReceiptOut}, summary="Cast a vote")
def cast_vote(request: HttpRequest, code: str, given: VoteIn) -> Any:
    """Cast a vote, which cannot be altered; the answer is its receipt, told this once and kept nowhere."""
    received_at = timezone.now()
    ballot = queries.ballot_for(request.user, code)
    require(request.user, "governance.vote", ballot)
    entry = get_object_or_404(RollEntry, ballot=ballot, number=given.number)
    voter = caller(request)
    receipt = actions.cast_vote(
        actor=voter, ballot=ballot, entry=entry, choice=given.choice, received_at=received_at
    )
    return Status(201, {"receipt": receipt})


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
