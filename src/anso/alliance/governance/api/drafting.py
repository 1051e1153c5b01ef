"""A ballot's way for those who keep it: drafted, changed, opened, closed, published, withdrawn; the chair's word."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Schema, Status
from pydantic import Field

from anso.alliance.governance import actions, queries
from anso.alliance.governance.api.ballots import BallotOut, ballot_out
from anso.alliance.governance.api.callers import allowed, keeper
from anso.alliance.governance.api.definitions import DefinitionIn, defined
from anso.alliance.governance.api.router import router
from anso.alliance.governance.models import AgendaItem, Ballot
from anso.alliance.people.models import User

__all__: list[str] = []


class BallotIn(Schema):
    """A ballot to be drafted."""

    code: str = Field(description="Names it in addresses")
    definition: DefinitionIn
    meeting: str = Field("", description="Code of the meeting it is taken in; empty between meetings")
    item: int | None = Field(None, description="Number of the item of that meeting's agenda")
    amends: str = Field("", description="Code of the draft on the main question that it amends")


class WhyIn(Schema):
    """The reason, which stays on record."""

    why: str


class OrderIn(Schema):
    """Equals in the order that the chair prefers."""

    order: list[str] = Field(description="Codes of all that are equal, the preferred first")


@router.post("/bodies/{code}/ballots", response={201: BallotOut}, summary="Draft a ballot")
def draft_ballot(request: HttpRequest, code: str, given: BallotIn) -> Any:
    """Nobody can vote before it is opened. For the body's secretariat."""
    body = queries.body_called(code)
    actor = keeper(request, body)
    meeting = queries.meeting_for(request.user, given.meeting) if given.meeting else None
    items = AgendaItem.objects.filter(meeting=meeting)
    ballot = actions.draft_ballot(
        actor=actor,
        body=body,
        code=given.code,
        definition=defined(given.definition),
        meeting=meeting,
        item=get_object_or_404(items, pk=given.item) if given.item is not None else None,
        amends=queries.ballot_for(request.user, given.amends) if given.amends else None,
    )
    return Status(201, ballot_out(request, ballot))


@router.put("/ballots/{code}", response=BallotOut, summary="Change a draft")
def change_ballot(request: HttpRequest, code: str, given: DefinitionIn) -> Any:
    """Define it anew, until it is opened. For the body's secretariat."""
    ballot, actor = kept(request, code)
    return ballot_out(request, actions.change_ballot(actor=actor, ballot=ballot, definition=defined(given)))


@router.post("/ballots/{code}/open", response=BallotOut, summary="Open a ballot")
def open_ballot(request: HttpRequest, code: str) -> Any:
    """What is asked and who may vote is fixed from now on. For the body's secretariat."""
    ballot, actor = kept(request, code)
    return ballot_out(request, actions.open_ballot(actor=actor, ballot=ballot))


@router.post("/ballots/{code}/close", response=BallotOut, summary="Close and count a ballot")
def close_ballot(request: HttpRequest, code: str) -> Any:
    """After its deadline, or once everybody has voted. For the body's secretariat."""
    ballot, actor = kept(request, code)
    return ballot_out(request, actions.close_ballot(actor=actor, ballot=ballot))


@router.post("/ballots/{code}/publish", response=BallotOut, summary="Publish a result")
def publish_result(request: HttpRequest, code: str) -> Any:
    """Let everybody read the result; of a secret ballot, its whole record. For the body's secretariat."""
    ballot, actor = kept(request, code)
    return ballot_out(request, actions.publish_result(actor=actor, ballot=ballot))


@router.post("/ballots/{code}/withdraw", response=BallotOut, summary="Withdraw a ballot")
def withdraw_ballot(request: HttpRequest, code: str, given: WhyIn) -> Any:
    """Before anybody has voted. For the body's secretariat."""
    ballot, actor = kept(request, code)
    return ballot_out(request, actions.withdraw_ballot(actor=actor, ballot=ballot, why=given.why))


@router.post("/ballots/{code}/decide", response=BallotOut, summary="Say between equals")
def break_tie(request: HttpRequest, code: str, given: OrderIn) -> Any:
    """The count goes on with it. For the chair of the body alone."""
    ballot = queries.ballot_for(request.user, code)
    actor = allowed(request, "governance.break_tie", ballot)
    return ballot_out(request, actions.break_tie(actor=actor, ballot=ballot, order=given.order))


def kept(request: HttpRequest, code: str) -> tuple[Ballot, User]:
    ballot = queries.ballot_for(request.user, code)
    return ballot, keeper(request, ballot)
