"""Governance for programs: bodies, meetings, resolutions, ballots with their records; voting; keeping a meeting.

The portal includes the router among its operations; who calls, and how errors are told, is the portal's. What
somebody may see or do is what the pages let them.
"""

import json
from datetime import date, datetime
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext
from ninja import Router, Schema, Status
from ninja.params.functions import Query
from pydantic import Field

from anso.alliance.governance import actions, queries
from anso.alliance.governance.electorate import rights_of
from anso.alliance.governance.models import (
    Ballot,
    Body,
    Meeting,
    Resolution,
    RollEntry,
    Task,
    Term,
)
from anso.alliance.governance.records import record_text
from anso.alliance.people.models import User
from anso.alliance.people.rules import require
from anso.errors import NotFoundError

__all__ = ["router"]

router = Router(tags=["Governance"])


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


class ItemOut(Schema):
    """An item of an agenda."""

    position: int
    title: str
    kind: str
    minutes: int | None
    note: str
    papers: list[str] = Field(description="Addresses of the papers that the caller may read")


class MeetingOut(Schema):
    """A meeting."""

    code: str
    body: str
    title: str
    first_day: date
    last_day: date
    begins_at: str
    zone: str
    form: str
    place: str
    state: str
    synthetic: bool
    url: str


class WholeMeetingOut(MeetingOut):
    """A meeting with its agenda, and the minutes that the caller may read."""

    agenda: list[ItemOut]
    minutes: str
    minutes_state: str


class ResolutionOut(Schema):
    """A resolution."""

    body: str
    number: str
    title: str
    text: str
    adopted: date
    how: str
    effect: str
    institutions: list[str]
    published: datetime | None
    synthetic: bool
    url: str


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


class ArrivalIn(Schema):
    """Somebody comes to a meeting."""

    institution: str = Field("", description="Code of the institution whose seat it is")
    term: int | None = Field(None, description="Or the number of the seat's term")
    name: str = ""
    mode: Literal["on-site", "online"] = "online"


class TaskOut(Schema):
    """Something to be done because of a resolution."""

    id: int
    title: str
    responsible: str
    due: date
    state: str
    note: str
    resolution: str


class TaskIn(Schema):
    """What became of a task."""

    state: Literal["open", "done", "dropped"]
    note: str = ""


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


@router.get("/meetings", response=list[MeetingOut], summary="Meetings of bodies")
def list_meetings(request: HttpRequest, body: str = Query("", description="Only of this body")) -> Any:
    """Meetings, the latest first; planned ones are their own body's alone."""
    of = queries.body_called(body) if body else None
    return [meeting_out(request, meeting) for meeting in queries.meetings_for(request.user, of)]


@router.get("/meetings/{code}", response=WholeMeetingOut, summary="One meeting")
def read_meeting(request: HttpRequest, code: str) -> Any:
    """A meeting with its agenda and minutes, as far as the caller may read them."""
    meeting = queries.meeting_for(request.user, code)
    minutes = queries.minutes_for(request.user, meeting)
    return meeting_out(request, meeting) | {
        "agenda": [
            {
                "position": agenda.item.position,
                "title": agenda.item.title,
                "kind": agenda.item.kind,
                "minutes": agenda.item.minutes,
                "note": agenda.item.note,
                "papers": [
                    request.build_absolute_uri(f"/governance/papers/{paper.pk}/") for paper in agenda.papers
                ],
            }
            for agenda in queries.agenda_for(request.user, meeting)
        ],
        "minutes": minutes.text if minutes else "",
        "minutes_state": minutes.state if minutes else "",
    }


@router.post(
    "/meetings/{code}/arrivals", response={201: dict[str, int]}, summary="Somebody comes to a meeting"
)
def add_arrival(request: HttpRequest, code: str, given: ArrivalIn) -> Any:
    """Note that somebody came, for a seat or as a guest. For the body's secretariat."""
    meeting = queries.meeting_for(request.user, code)
    require(request.user, "governance.keep", meeting)
    terms = Term.objects.filter(body=meeting.body).select_related("institution", "body")
    term = get_object_or_404(terms, pk=given.term) if given.term is not None else None
    if term is None and given.institution:
        term = terms.holding().filter(institution__code=given.institution).first()
        if term is None:
            told = gettext("%(institution)s has no seat on this body.") % {"institution": given.institution}
            raise NotFoundError(told)
    came = actions.record_arrival(
        actor=caller(request), meeting=meeting, mode=given.mode, term=term, name=given.name
    )
    return Status(201, {"id": came.pk})


@router.get("/resolutions", response=list[ResolutionOut], summary="Resolutions")
def list_resolutions(
    request: HttpRequest,
    body: str = Query("", description="Only of this body"),
    year: int = Query(0, description="Only of this year"),
) -> Any:
    """Published resolutions, the latest first; those of one's own body before that too."""
    of = queries.body_called(body) if body else None
    found = queries.resolutions_for(request.user, of).prefetch_related("institutions")
    if year:
        found = found.filter(year=year)
    return [resolution_out(request, resolution) for resolution in found]


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


@router.get("/tasks", response=list[TaskOut], summary="What is to be done")
def list_tasks(request: HttpRequest) -> Any:
    """Open tasks of resolutions: all for staff and the board, else one's own."""
    return [task_out(task) for task in queries.tasks_for(request.user)]


@router.post("/tasks/{task_id}", response=TaskOut, summary="Say what became of a task")
def settle_task(request: HttpRequest, task_id: int, given: TaskIn) -> Any:
    """Done, dropped (with the reason), or open again."""
    task = get_object_or_404(Task.objects.select_related("resolution__body"), pk=task_id)
    require(request.user, "governance.settle_task", task)
    return task_out(actions.settle_task(actor=caller(request), task=task, state=given.state, note=given.note))


def caller(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise TypeError("A verb of governance was reached by nobody.")
    return request.user


def day_of(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise NotFoundError(
            gettext("%(text)s is no day; write it as 2020-11-09.") % {"text": text}
        ) from error


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


def meeting_out(request: HttpRequest, meeting: Meeting) -> dict[str, Any]:
    return {
        "code": meeting.code,
        "body": meeting.body.code,
        "title": meeting.title,
        "first_day": meeting.starts_on,
        "last_day": meeting.ends_on or meeting.starts_on,
        "begins_at": f"{meeting.begins_at:%H:%M}" if meeting.begins_at else "",
        "zone": meeting.zone,
        "form": meeting.form,
        "place": meeting.place,
        "state": meeting.state,
        "synthetic": meeting.is_synthetic,
        "url": request.build_absolute_uri(meeting.get_absolute_url()),
    }


def resolution_out(request: HttpRequest, resolution: Resolution) -> dict[str, Any]:
    return {
        "body": resolution.body.code,
        "number": resolution.sign,
        "title": resolution.title,
        "text": resolution.text,
        "adopted": resolution.adopted_on,
        "how": resolution.how,
        "effect": resolution.effect,
        "institutions": [institution.code for institution in resolution.institutions.all()],
        "published": resolution.published_at,
        "synthetic": resolution.is_synthetic,
        "url": request.build_absolute_uri(resolution.get_absolute_url()),
    }


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


def task_out(task: Task) -> dict[str, Any]:
    return {
        "id": task.pk,
        "title": task.title,
        "responsible": task.responsible,
        "due": task.due,
        "state": task.state,
        "note": task.note,
        "resolution": f"{task.resolution.body.code} {task.resolution.sign}",
    }
