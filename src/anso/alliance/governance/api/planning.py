"""Meetings on their way: planned, changed, convened, closed, called off. For the body's secretariat."""

from collections.abc import Callable
from datetime import date, time
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Schema, Status
from pydantic import Field

from anso.alliance.governance import actions, queries
from anso.alliance.governance.api.callers import keeper
from anso.alliance.governance.api.meetings import MeetingOut, meeting_out
from anso.alliance.governance.api.router import router
from anso.alliance.governance.models import Meeting

__all__: list[str] = []


class MeetingChange(Schema):
    """When, where and how a body meets; what is left out stays as it is."""

    title: str | None = None
    starts_on: date | None = Field(None, description="First day")
    ends_on: date | None = Field(None, description="Last day, where it is another")
    begins_at: time | None = Field(None, description="By the clock of its time zone")
    ends_at: time | None = None
    zone: str | None = Field(None, description="Time zone, such as Asia/Shanghai")
    form: Literal["on-site", "online", "hybrid"] | None = None
    place: str | None = None
    link: str | None = Field(None, description="Address to join online; those who are invited see it")


class MeetingIn(MeetingChange):
    """A meeting to be planned."""

    code: str = Field(description="Names it in addresses")
    title: str
    starts_on: date = Field(description="First day")


@router.post("/bodies/{code}/meetings", response={201: MeetingOut}, summary="Plan a meeting")
def plan_meeting(request: HttpRequest, code: str, given: MeetingIn) -> Any:
    """Until it is convened, its body alone sees it."""
    body = queries.body_called(code)
    actor = keeper(request, body)
    meeting = actions.plan_meeting(actor=actor, body=body, **said(given))
    return Status(201, meeting_out(request, meeting))


@router.patch("/meetings/{code}", response=MeetingOut, summary="Change a meeting")
def change_meeting(request: HttpRequest, code: str, given: MeetingChange) -> Any:
    """When, where and how it is held, until it is closed."""
    meeting = queries.meeting_for(request.user, code)
    actor = keeper(request, meeting)
    return meeting_out(request, actions.change_meeting(actor=actor, meeting=meeting, **said(given)))


@router.post("/meetings/{code}/convene", response=MeetingOut, summary="Convene a meeting")
def convene_meeting(request: HttpRequest, code: str) -> Any:
    """Invitations go to every seat, and from now on everybody sees the meeting."""
    return ended_or_begun(request, code, actions.convene_meeting)


@router.post("/meetings/{code}/close", response=MeetingOut, summary="Close a meeting")
def close_meeting(request: HttpRequest, code: str) -> Any:
    """It is over; whoever is still there leaves now."""
    return ended_or_begun(request, code, actions.close_meeting)


@router.post("/meetings/{code}/cancel", response=MeetingOut, summary="Call a meeting off")
def cancel_meeting(request: HttpRequest, code: str) -> Any:
    """That it was planned stays on record."""
    return ended_or_begun(request, code, actions.cancel_meeting)


def ended_or_begun(request: HttpRequest, code: str, verb: Callable[..., Meeting]) -> Any:
    meeting = queries.meeting_for(request.user, code)
    return meeting_out(request, verb(actor=keeper(request, meeting), meeting=meeting))


def said(given: MeetingChange) -> dict[str, Any]:
    """What was sent; texts and days that a meeting must have cannot be taken away by sending nothing."""
    sent = given.model_dump(exclude_unset=True)
    emptied = {"ends_on", "begins_at", "ends_at"}
    return {name: value for name, value in sent.items() if value is not None or name in emptied}
