"""Meetings: agenda, papers and minutes as far as the caller may read them."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Schema
from ninja.params.functions import Query

from anso.alliance.governance import queries
from anso.alliance.governance.api.agendas import ItemOut, item_out
from anso.alliance.governance.api.router import router
from anso.alliance.governance.calendars import calendar_entry
from anso.alliance.governance.models import Meeting

__all__ = ["MeetingOut", "meeting_out"]


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
            item_out(request, agenda.item, agenda.papers)
            for agenda in queries.agenda_for(request.user, meeting)
        ],
        "minutes": minutes.text if minutes else "",
        "minutes_state": minutes.state if minutes else "",
    }


@router.get("/meetings/{code}/calendar", response={200: None}, summary="A meeting as an entry for calendars")
def read_calendar(request: HttpRequest, code: str) -> HttpResponse:
    """iCalendar; the link to join is in it for those who are invited."""
    meeting = queries.meeting_for(request.user, code)
    shows_link = queries.inside(request.user, meeting.body)
    address = request.build_absolute_uri(meeting.get_absolute_url())
    text = calendar_entry(meeting, address, with_link=shows_link)
    return HttpResponse(text, content_type="text/calendar; charset=utf-8")


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
