"""Voting: what the caller may vote, the vote itself, proxies."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Schema, Status
from pydantic import Field

from anso.alliance.governance import actions, queries
from anso.alliance.governance.api.callers import allowed
from anso.alliance.governance.api.router import router
from anso.alliance.governance.electorate import VotingRight, rights_of
from anso.alliance.governance.models import Ballot, Proxy, RollEntry
from anso.alliance.people.models import User

__all__: list[str] = []


class RightOut(Schema):
    """A vote that the caller may cast."""

    number: int = Field(description="The number on the roll")
    name: str
    by_proxy: bool = Field(description="Given to the caller by another")
    voted: bool
    given_to_proxy: bool = Field(description="Given by the caller to another")


class VoteIn(Schema):
    """A vote. Once cast it cannot be altered."""

    number: int = Field(description="The number on the roll that it is cast for")
    choice: list[str] = Field(
        description="Codes of the options, ranked where the ballot is; none is an abstention"
    )


class ReceiptOut(Schema):
    """The code of the paper, told this once."""

    receipt: str


class ProxyIn(Schema):
    """A vote that is given to another on the roll."""

    giver: int = Field(description="The number on the roll whose vote it is: the caller's own")
    holder: int = Field(description="The number on the roll of whoever votes instead")


@router.get("/ballots/{code}/rights", response=list[RightOut], summary="What you may vote in a ballot")
def list_rights(request: HttpRequest, code: str) -> Any:
    """Votes that are yours to cast, your own and those given to you."""
    ballot, voter = voter_in(request, code)
    return [right_out(right) for right in rights_of(voter, ballot)]


@router.post("/ballots/{code}/votes", response={201: ReceiptOut}, summary="Cast a vote")
def cast_vote(request: HttpRequest, code: str, given: VoteIn) -> Any:
    """Cast a vote, which cannot be altered; the answer is its receipt, told this once and kept nowhere."""
    received_at = timezone.now()
    ballot, voter = voter_in(request, code)
    entry = get_object_or_404(RollEntry, ballot=ballot, number=given.number)
    receipt = actions.cast_vote(
        actor=voter, ballot=ballot, entry=entry, choice=given.choice, received_at=received_at
    )
    return Status(201, {"receipt": receipt})


@router.post("/ballots/{code}/proxies", response={201: RightOut}, summary="Let another vote for you")
def give_proxy(request: HttpRequest, code: str, given: ProxyIn) -> Any:
    """Where the ballot allows proxies; it can be taken back until they have voted."""
    ballot, voter = voter_in(request, code)
    giver = get_object_or_404(RollEntry, ballot=ballot, number=given.giver)
    holder = get_object_or_404(RollEntry, ballot=ballot, number=given.holder)
    proxy = actions.give_proxy(actor=voter, giver=giver, holder=holder)
    return Status(201, right_out(VotingRight(giver, voted=False, given=proxy)))


@router.delete("/ballots/{code}/proxies/{giver}", response=RightOut, summary="Take a proxy back")
def take_back_proxy(request: HttpRequest, code: str, giver: int) -> Any:
    """Vote yourself again, unless the proxy has voted; `giver` is your number on the roll."""
    ballot, voter = voter_in(request, code)
    standing = Proxy.objects.select_related("giver").filter(ballot=ballot, ended_at__isnull=True)
    proxy = get_object_or_404(standing, giver__number=giver)
    actions.take_back_proxy(actor=voter, proxy=proxy)
    return right_out(VotingRight(proxy.giver, voted=False))


def voter_in(request: HttpRequest, code: str) -> tuple[Ballot, User]:
    ballot = queries.ballot_for(request.user, code)
    return ballot, allowed(request, "governance.vote", ballot)


def right_out(right: VotingRight) -> dict[str, Any]:
    return {
        "number": right.entry.number,
        "name": right.entry.name,
        "by_proxy": right.by_proxy,
        "voted": right.voted,
        "given_to_proxy": right.given is not None,
    }
