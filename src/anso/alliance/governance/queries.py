"""What is asked of governance: who sits where, what was decided, what waits; and who may see which of it.

A meeting is everybody's once it is convened, a resolution and a result once they are published; what is being
prepared is its body's and its keepers'.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from anso.alliance.governance.models import (
    AgendaItem,
    Ballot,
    Body,
    Meeting,
    Minutes,
    Paper,
    Resolution,
    Task,
    Term,
)
from anso.alliance.governance.rules import bodies_of
from anso.alliance.panels import PanelItem
from anso.alliance.people.models import User
from anso.alliance.people.rules import Visitor, may
from anso.alliance.search import SearchRecord
from anso.alliance.words import day, days
from anso.errors import NotFoundError

__all__ = [
    "Agenda",
    "agenda_for",
    "ballot_for",
    "ballots_for",
    "bodies",
    "body_called",
    "inside",
    "institution_panel",
    "meeting_for",
    "meetings_for",
    "minutes_for",
    "paper_for",
    "resolution_for",
    "resolutions_for",
    "searchable",
    "seated",
    "sight_of",
    "tasks_for",
    "terms_over",
    "when",
]

OFFICES = [office.value for office in Term.Office]
SOON = timedelta(days=30)


@dataclass(frozen=True)
class Agenda:
    """An item with what somebody may see of it."""

    item: AgendaItem
    papers: list[Paper]
    ballots: list[Ballot]
    resolutions: list[Resolution]


def bodies() -> QuerySet[Body]:
    return Body.objects.all()


def body_called(code: str) -> Body:
    found = Body.objects.filter(code=code).first()
    if found is None:
        raise NotFoundError(_("There is no body %(code)s.") % {"code": code})
    return found


@dataclass(frozen=True)
class Sight:
    """How far somebody sees: asked once for a page, whatever number of bodies it shows."""

    user: Visitor
    bodies: frozenset[int]
    """The bodies that they see from inside."""
    as_member: bool
    """Whether they read what all members may."""


Reader = Visitor | Sight


def sight_of(reader: Reader) -> Sight:
    """The same as `governance.read_inside` and `governance.read_as_member` say of each body by itself."""
    if isinstance(reader, Sight):
        return reader
    if not isinstance(reader, User) or not reader.is_active:
        return Sight(reader, frozenset(), as_member=False)
    if may(reader, "governance.read_inside"):
        return Sight(reader, frozenset(Body.objects.values_list("pk", flat=True)), as_member=True)
    kept = [grant.scope_code for grant in reader.current_grants if grant.role == "secretariat"]
    keeps = Body.objects.filter(code__in=kept).values_list("pk", flat=True) if kept else ()
    return Sight(
        reader,
        frozenset({*bodies_of(reader), *keeps}),
        as_member=may(reader, "governance.read_as_member").allowed,
    )


def inside(reader: Reader, body: Body) -> bool:
    """May somebody see what a body prepares?"""
    if isinstance(reader, Sight):
        return body.pk in reader.bodies
    return may(reader, "governance.read_inside", body).allowed


def seated(body: Body, on: date | None = None) -> list[Term]:
    """Who sits on a body on a day, by office."""
    terms = body.terms.holding(on).select_related("institution")
    return sorted(terms, key=lambda term: (OFFICES.index(term.office), term.holder))


def terms_over(body: Body, on: date | None = None) -> list[Term]:
    """Terms that have ended, the latest first."""
    return list(
        body.terms.filter(ends__lte=on or timezone.localdate())
        .select_related("institution")
        .order_by("-ends")
    )


def meetings_for(reader: Reader, body: Body | None = None) -> QuerySet[Meeting]:
    """The meetings that somebody may know of, the latest first."""
    seen = ~Q(state=Meeting.State.PLANNED) | Q(body__in=sight_of(reader).bodies)
    found = Meeting.objects.select_related("body", "minutes").filter(seen)
    return found if body is None else found.filter(body=body)


def meeting_for(user: Visitor, code: str) -> Meeting:
    found = Meeting.objects.select_related("body", "minutes").filter(code=code).first()
    if found is None or (found.state == Meeting.State.PLANNED and not inside(user, found.body)):
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


def paper_for(user: Visitor, number: int) -> Paper:
    found = Paper.objects.select_related("item__meeting__body").filter(pk=number).first()
    if found is None or found.pk not in {
        paper.pk for agenda in agenda_for(user, found.item.meeting) for paper in agenda.papers
    }:
        raise NotFoundError(_("There is no such paper, or it is not for everybody."))
    meeting_for(user, found.item.meeting.code)
    return found


def minutes_for(user: Reader, meeting: Meeting) -> Minutes | None:
    found: Minutes | None = getattr(meeting, "minutes", None)
    if found is None or (found.state != Minutes.State.PUBLISHED and not inside(user, meeting.body)):
        return None
    return found


def ballots_for(reader: Reader, body: Body | None = None) -> QuerySet[Ballot]:
    """Everybody's once published; members' once decided; a body's own always."""
    sight = sight_of(reader)
    seen = Q(state=Ballot.State.PUBLISHED) | Q(body__in=sight.bodies)
    if sight.as_member:
        seen |= Q(state__in=Ballot.SETTLED)
    found = Ballot.objects.select_related("body", "opening", "record", "meeting").filter(seen)
    return found if body is None else found.filter(body=body)


def ballot_for(user: Visitor, code: str) -> Ballot:
    found = ballots_for(user).filter(code=code).first()
    if found is None:
        raise NotFoundError(
            _("There is no ballot %(code)s, or its result is not published yet.") % {"code": code}
        )
    return found


def resolutions_for(reader: Reader, body: Body | None = None) -> QuerySet[Resolution]:
    """Resolutions that somebody may read, the latest first."""
    seen = Q(published_at__isnull=False) | Q(body__in=sight_of(reader).bodies)
    found = Resolution.objects.select_related("body", "meeting").filter(seen)
    return found if body is None else found.filter(body=body)


def resolution_for(user: Visitor, code: str, year: int, number: int) -> Resolution:
    body = body_called(code)
    found = resolutions_for(user, body).filter(year=year, number=number).first()
    if found is None:
        raise NotFoundError(
            _("%(body)s has no resolution %(year)d/%(number)d.")
            % {"body": body.name, "year": year, "number": number}
        )
    return found


def tasks_for(user: Visitor) -> QuerySet[Task]:
    """Tasks that are still open, the most pressing first: all of them for staff, else one's own."""
    found = Task.objects.filter(state=Task.State.OPEN).select_related("resolution__body", "person")
    if may(user, "governance.see_all_tasks"):
        return found
    return found.filter(person=user) if isinstance(user, User) else found.none()


def when(meeting: Meeting) -> str:
    """The day or days, with the hours where they are known."""
    text = days(meeting.starts_on, meeting.ends_on or meeting.starts_on)
    if meeting.begins_at is None:
        return text
    hours = f"{meeting.begins_at:%H:%M}" + (f"–{meeting.ends_at:%H:%M}" if meeting.ends_at else "")
    return _("%(day)s, %(time)s") % {"day": text, "time": f"{hours} {meeting.zone}"}


def institution_panel(code: str) -> list[PanelItem]:
    """The seats of an institution, and resolutions that concern it."""
    found = [
        PanelItem(
            title=term.body.name,
            note=term_note(term),
            url=term.body.get_absolute_url(),
            kind=str(term.get_office_display()),
        )
        for term in Term.objects.holding().filter(institution__code=code).select_related("body")
    ]
    published = Resolution.objects.filter(published_at__isnull=False).select_related("body")
    found += [
        PanelItem(
            title=resolution.title,
            note=_("%(body)s, resolution %(sign)s, %(day)s")
            % {"body": resolution.body.name, "sign": resolution.sign, "day": day(resolution.adopted_on)},
            url=resolution.get_absolute_url(),
            kind=_("Resolution"),
        )
        for resolution in published.filter(institutions__code=code)
    ]
    return found


def term_note(term: Term) -> str:
    office = str(term.get_office_display())
    return _("%(kind)s, since %(day)s") % {"kind": office, "day": day(term.begins)} if term.begins else office


def searchable() -> Iterator[SearchRecord]:
    for body in bodies():
        yield SearchRecord(
            kind="body",
            key=body.code,
            title=body.name,
            text=body.summary,
            url_name="governance:body",
            url_kwargs={"code": body.code},
        )
    for meeting in Meeting.objects.exclude(state=Meeting.State.PLANNED).select_related("body"):
        yield SearchRecord(
            kind="meeting",
            key=meeting.code,
            title=meeting.title,
            text=f"{meeting.body.name} {meeting.place}".strip(),
            url_name="governance:meeting",
            url_kwargs={"code": meeting.code},
        )
    for resolution in Resolution.objects.filter(published_at__isnull=False).select_related("body"):
        yield SearchRecord(
            kind="resolution",
            key=f"{resolution.body.code}-{resolution.sign}",
            title=resolution.title,
            text=f"{resolution.body.name} {resolution.sign} {resolution.text}",
            url_name="governance:resolution",
            url_kwargs={
                "code": resolution.body.code,
                "year": str(resolution.year),
                "number": str(resolution.number),
            },
        )
