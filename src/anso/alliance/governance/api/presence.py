"""Who is at a meeting: who came for which seat, who left, and whether that is a quorum. For those of the body."""

from datetime import datetime
from typing import Any, Literal

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Schema, Status
from pydantic import Field

from anso.alliance.governance import actions, queries
from anso.alliance.governance.api.callers import allowed, institutions_called, keeper
from anso.alliance.governance.api.router import router
from anso.alliance.governance.attendance import presence
from anso.alliance.governance.models import Attendance, Meeting, Term

__all__: list[str] = []


class AttendanceOut(Schema):
    """Somebody who came."""

    id: int
    name: str
    seat: str = Field(description="Whose seat it is; empty for a guest")
    mode: str
    joined: datetime
    left: datetime | None


class PresenceOut(Schema):
    """Who came to a meeting, and its quorum at this moment."""

    seats_there: int
    seats: int
    needed: int
    quorate: bool
    attendance: list[AttendanceOut]


class ArrivalIn(Schema):
    """Somebody comes to a meeting."""

    institution: str = Field("", description="Code of the institution whose seat it is")
    term: int | None = Field(None, description="Or the number of the seat's term")
    name: str = Field("", description="Who came for the seat, or the guest")
    mode: Literal["on-site", "online"] = "online"


@router.get("/meetings/{code}/attendance", response=PresenceOut, summary="Who is at a meeting")
def read_attendance(request: HttpRequest, code: str) -> Any:
    """Who came and who left, and whether the body's quorum is there now. For those of the body."""
    meeting = queries.meeting_for(request.user, code)
    allowed(request, "governance.read_inside", meeting)
    there = presence(meeting)
    return {
        "seats_there": there.there,
        "seats": there.whole,
        "needed": there.needed,
        "quorate": there.is_quorate,
        "attendance": [
            attendance_out(came)
            for came in meeting.attendances.select_related("term__institution", "institution")
        ],
    }


@router.post(
    "/meetings/{code}/arrivals", response={201: AttendanceOut}, summary="Somebody comes to a meeting"
)
def add_arrival(request: HttpRequest, code: str, given: ArrivalIn) -> Any:
    """Note that somebody came, for a seat or as a guest. For the body's secretariat."""
    meeting = queries.meeting_for(request.user, code)
    actor = keeper(request, meeting)
    came = actions.record_arrival(
        actor=actor, meeting=meeting, mode=given.mode, name=given.name, **seat_of(meeting, given)
    )
    return Status(201, attendance_out(came))


@router.post(
    "/meetings/{code}/arrivals/{attendance_id}/departure",
    response=AttendanceOut,
    summary="Somebody leaves a meeting",
)
def add_departure(request: HttpRequest, code: str, attendance_id: int) -> Any:
    """Note that somebody left. For the body's secretariat."""
    meeting = queries.meeting_for(request.user, code)
    actor = keeper(request, meeting)
    found = get_object_or_404(
        Attendance.objects.select_related("meeting__body"), pk=attendance_id, meeting=meeting
    )
    return attendance_out(actions.record_departure(actor=actor, attendance=found))


def seat_of(meeting: Meeting, given: ArrivalIn) -> dict[str, Any]:
    """The seat that is named: of a term, or of an institution; none for a guest."""
    terms = Term.objects.filter(body=meeting.body).select_related("institution", "body")
    if given.term is not None:
        return {"term": get_object_or_404(terms, pk=given.term)}
    if not given.institution:
        return {}
    held = terms.holding().filter(institution__code=given.institution).first()
    if held is not None:
        return {"term": held}
    return {"institution": institutions_called([given.institution], "institution")[0]}


def attendance_out(came: Attendance) -> dict[str, Any]:
    seat = came.term.holder if came.term else came.institution.full_name if came.institution else ""
    return {
        "id": came.pk,
        "name": came.name,
        "seat": seat,
        "mode": came.mode,
        "joined": came.joined_at,
        "left": came.left_at,
    }
