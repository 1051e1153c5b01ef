"""Meetings with their agenda, papers and minutes, as far as somebody may see them."""

from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from anso.alliance.governance.models import AgendaItem, Ballot, Body, Meeting, Minutes, Paper, Resolution
from anso.alliance.governance.queries.ballots import ballots_for
from anso.alliance.governance.queries.resolutions import resolutions_for
from anso.alliance.governance.queries.sight import Reader, inside, sight_of
from anso.alliance.people.rules import Visitor
from anso.alliance.words import days
from anso.errors import NotFoundError

__all__ = [
    "PREPARED",
    "Agenda",
    "agenda_for",
    "meeting_for",
    "meetings_for",
    "minutes_for",
    "when",
]

PREPARED = Q(state=Meeting.State.PLANNED) | Q(state=Meeting.State.CANCELLED, convened_at__isnull=True)
"""Meetings that nobody was invited to, also those that were then called off: their own body's alone."""


@dataclass(frozen=True)
class Agenda:
    """An item with what somebody may see of it."""

    item: AgendaItem
    papers: list[Paper]
    ballots: list[Ballot]
    resolutions: list[Resolution]


def meetings_for(reader: Reader, body: Body | None = None) -> QuerySet[Meeting]:
    """The meetings that somebody may know of, the latest first."""
    seen = ~PREPARED | Q(body__in=sight_of(reader).bodies)
    found = Meeting.objects.select_related("body", "minutes").filter(seen)
    return found if body is None else found.filter(body=body)


def meeting_for(user: Visitor, code: str) -> Meeting:
    found = meetings_for(user).filter(code=code).first()
    if found is None:
        raise NotFoundError(_("There is no meeting %(code)s.") % {"code": code})
    return found


def agenda_for(reader: Reader, meeting: Meeting) -> list[Agenda]:
    """The agenda with the papers, ballots and resolutions that somebody may see."""
    sight = sight_of(reader)
    audiences = [Paper.Audience.EVERYONE]
    if inside(sight, meeting.body):
        audiences = list(Paper.Audience)
    elif sight.as_member:
        audiences.append(Paper.Audience.MEMBERS)
    items = meeting.items.prefetch_related(
        Prefetch("papers", Paper.objects.filter(audience__in=audiences), to_attr="readable"),
        Prefetch("ballots", ballots_for(sight, meeting.body), to_attr="visible"),
        Prefetch("resolutions", resolutions_for(sight, meeting.body), to_attr="decided"),
    )
    return [Agenda(item, item.readable, item.visible, item.decided) for item in items]


def minutes_for(user: Reader, meeting: Meeting) -> Minutes | None:
    found: Minutes | None = getattr(meeting, "minutes", None)
    if found is None or (found.state != Minutes.State.PUBLISHED and not inside(user, meeting.body)):
        return None
    return found


def when(meeting: Meeting) -> str:
    """The day or days, with the hours where they are known."""
    text = days(meeting.starts_on, meeting.ends_on or meeting.starts_on)
    if meeting.begins_at is None:
        return text
    hours = f"{meeting.begins_at:%H:%M}" + (f"–{meeting.ends_at:%H:%M}" if meeting.ends_at else "")
    return _("%(day)s, %(time)s") % {"day": text, "time": f"{hours} {meeting.zone}"}
