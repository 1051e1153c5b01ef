"""Meetings: agenda, papers and minutes as far as the caller may read them; who comes."""

from datetime import date
from typing import Any, Literal

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext
from ninja import Schema, Status
from ninja.params.functions import Query
from pydantic import Field

from anso.alliance.governance import actions, queries
from anso.alliance.governance.api.callers import caller
from anso.alliance.governance.api.router import router
from anso.alliance.governance.models import Meeting, Term
from anso.alliance.people.rules import require
from anso.errors import NotFoundError

__all__: list[str] = []


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


class ArrivalIn(Schema):
    """Somebody comes to a meeting."""

    institution: str = Field("", description="Code of the institution whose seat it is")
    term: int | None = Field(None, description="Or the number of the seat's term")
    name: str = ""
    mode: Literal["on-site", "online"] = "online"


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
                    request.build_absolute_uri(reverse("governance:paper", args=[paper.pk]))
                    for paper in agenda.papers
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
