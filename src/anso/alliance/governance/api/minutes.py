"""The minutes of a meeting: written and published by its secretariat, approved by its chair."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Schema
from pydantic import Field

from anso.alliance.governance import actions, queries
from anso.alliance.governance.api.callers import allowed, keeper
from anso.alliance.governance.api.router import router
from anso.alliance.governance.models import Minutes

__all__: list[str] = []


class MinutesIn(Schema):
    """What was said and decided."""

    text: str = Field(max_length=100_000, description="Markdown")


class MinutesOut(Schema):
    """Minutes and where they stand."""

    meeting: str
    text: str
    state: str = Field(description="draft, approved or published")
    revision: int
    approved: datetime | None
    published: datetime | None


@router.put("/meetings/{code}/minutes", response=MinutesOut, summary="Write the minutes")
def write_minutes(request: HttpRequest, code: str, given: MinutesIn) -> Any:
    """Or write them anew, until they are approved. For the body's secretariat."""
    meeting = queries.meeting_for(request.user, code)
    actor = keeper(request, meeting)
    return minutes_out(actions.write_minutes(actor=actor, meeting=meeting, text=given.text))


@router.post("/meetings/{code}/minutes/approve", response=MinutesOut, summary="Approve the minutes")
def approve_minutes(request: HttpRequest, code: str) -> Any:
    """Said by the chair of the body, or noted by its secretariat; from then on they do not change."""
    meeting = queries.meeting_for(request.user, code)
    actor = allowed(request, "governance.approve_minutes", meeting)
    return minutes_out(actions.approve_minutes(actor=actor, minutes=minutes_of(meeting.pk)))


@router.post("/meetings/{code}/minutes/publish", response=MinutesOut, summary="Publish the minutes")
def publish_minutes(request: HttpRequest, code: str) -> Any:
    """Let everybody read approved minutes. For the body's secretariat."""
    meeting = queries.meeting_for(request.user, code)
    actor = keeper(request, meeting)
    return minutes_out(actions.publish_minutes(actor=actor, minutes=minutes_of(meeting.pk)))


def minutes_of(meeting_id: int) -> Minutes:
    return get_object_or_404(Minutes.objects.select_related("meeting__body"), meeting=meeting_id)


def minutes_out(minutes: Minutes) -> dict[str, Any]:
    return {
        "meeting": minutes.meeting.code,
        "text": minutes.text,
        "state": minutes.state,
        "revision": minutes.revision,
        "approved": minutes.approved_at,
        "published": minutes.published_at,
    }
