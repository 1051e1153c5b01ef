"""Verbs on meetings: planning, convening, the agenda with its papers, who came and left, closing."""

from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext

from anso.alliance.governance.actions.common import allowed, changed, checked, refuse
from anso.alliance.governance.letters import addresses_of, invitation
from anso.alliance.governance.models import AgendaItem, Attendance, Ballot, Body, Meeting, Paper, Term
from anso.alliance.network.models import Institution
from anso.alliance.people import audit
from anso.alliance.people.actions import AlreadyDoneError
from anso.alliance.people.models import User
from anso.alliance.teams.mail import tell

__all__ = [
    "add_item",
    "add_paper",
    "cancel_meeting",
    "change_meeting",
    "close_meeting",
    "convene_meeting",
    "move_item",
    "plan_meeting",
    "record_arrival",
    "record_departure",
    "remove_item",
]

MEETING_FIELDS = (
    "title",
    "starts_on",
    "ends_on",
    "begins_at",
    "ends_at",
    "zone",
    "form",
    "place",
    "link",
    "evidence",
)


@transaction.atomic
def plan_meeting(
    *, actor: User | None, body: Body, code: str, is_synthetic: bool = False, **given: Any
) -> Meeting:
    """Begin to prepare a meeting; until it is convened its body alone sees it."""
    allowed(actor, "governance.keep", body)
    meeting = Meeting(body=body, code=code, is_synthetic=is_synthetic)
    changed(meeting, given, MEETING_FIELDS)
    checked(meeting).save()
    audit.record(actor=actor, verb="governance.plan_meeting", target=meeting, starts=meeting.starts_on)
    return meeting


@transaction.atomic
def change_meeting(*, actor: User | None, meeting: Meeting, **given: Any) -> Meeting:
    """Change when, where and how it is held, until it is closed."""
    allowed(actor, "governance.keep", meeting)
    still_open(meeting)
    fields = changed(meeting, given, MEETING_FIELDS)
    if fields:
        checked(meeting).save(update_fields=fields)
        audit.record(actor=actor, verb="governance.change_meeting", target=meeting, fields=fields)
    return meeting


@transaction.atomic
def convene_meeting(*, actor: User | None, meeting: Meeting) -> Meeting:
    """Invite everybody who has a seat, with the agenda; from now on the meeting is public."""
    allowed(actor, "governance.keep", meeting)
    held = Meeting.objects.select_for_update().select_related("body").get(pk=meeting.pk)
    if held.state != Meeting.State.PLANNED:
        raise AlreadyDoneError(gettext("This meeting was convened already."))
    if not held.items.exists():
        raise refuse("", gettext("There is nothing on the agenda yet; add an item first."))
    held.state, held.convened_at = Meeting.State.CONVENED, timezone.now()
    held.save(update_fields=["state", "convened_at"])
    invited = addresses_of(held.body)
    tell(invited, *invitation(held))
    audit.record(actor=actor, verb="governance.convene_meeting", target=held, invited=len(invited))
    return held


@transaction.atomic
def cancel_meeting(*, actor: User | None, meeting: Meeting) -> Meeting:
    """Call a meeting off; that it was planned stays on record."""
    return ended(actor, meeting, Meeting.State.CANCELLED, "governance.cancel_meeting")


@transaction.atomic
def close_meeting(*, actor: User | None, meeting: Meeting, at: datetime | None = None) -> Meeting:
    """End a meeting: whoever is still there leaves now."""
    moment = at or timezone.now()
    if meeting.ballots.filter(state=Ballot.State.OPEN).exists():
        raise refuse("", gettext("A ballot of this meeting is still open; close it first."))
    closed = ended(actor, meeting, Meeting.State.CLOSED, "governance.close_meeting")
    closed.attendances.filter(left_at__isnull=True, joined_at__lte=moment).update(left_at=moment)
    return closed


def ended(actor: User | None, meeting: Meeting, state: Meeting.State, verb: str) -> Meeting:
    allowed(actor, "governance.keep", meeting)
    held = Meeting.objects.select_for_update().select_related("body").get(pk=meeting.pk)
    still_open(held)
    held.state = state
    held.save(update_fields=["state"])
    audit.record(actor=actor, verb=verb, target=held)
    return held


def still_open(meeting: Meeting) -> None:
    """Go on only while the meeting is prepared or held, as the database knows it now."""
    now = Meeting.objects.only("state").get(pk=meeting.pk)
    if not now.is_open:
        told = gettext("This meeting is over (%(state)s); its record stays.")
        raise AlreadyDoneError(told % {"state": now.get_state_display()})


@transaction.atomic
def add_item(
    *,
    actor: User | None,
    meeting: Meeting,
    title: str,
    kind: str = AgendaItem.Kind.DISCUSSION,
    minutes: int | None = None,
    note: str = "",
) -> AgendaItem:
    """Put an item at the end of the agenda."""
    allowed(actor, "governance.keep", meeting)
    still_open(meeting)
    last = meeting.items.aggregate(last=models.Max("position"))["last"] or 0
    item = checked(
        AgendaItem(meeting=meeting, position=last + 1, title=title, kind=kind, minutes=minutes, note=note)
    )
    item.save()
    audit.record(actor=actor, verb="governance.add_item", target=meeting, position=item.position)
    return item


@transaction.atomic
def move_item(*, actor: User | None, item: AgendaItem, to: int) -> AgendaItem:
    """Give an item another place; those between move up or down."""
    allowed(actor, "governance.keep", item)
    still_open(item.meeting)
    items = list(item.meeting.items.select_for_update())
    others = [other for other in items if other.pk != item.pk]
    place = min(max(to, 1), len(items)) - 1
    ordered = [*others[:place], item, *others[place:]]
    for position, other in enumerate(ordered, start=1):
        other.position = position
    AgendaItem.objects.bulk_update(ordered, ["position"])
    audit.record(actor=actor, verb="governance.move_item", target=item.meeting, item=item.pk, to=place + 1)
    return item


@transaction.atomic
def remove_item(*, actor: User | None, item: AgendaItem) -> None:
    """Take an item off the agenda, with its papers, before the meeting is convened."""
    allowed(actor, "governance.keep", item)
    meeting = item.meeting
    if meeting.state != Meeting.State.PLANNED:
        raise refuse("", gettext("The agenda went out with the invitation; an item stays on it."))
    item.delete()
    for position, other in enumerate(meeting.items.all(), start=1):
        if other.position != position:
            other.position = position
            other.save(update_fields=["position"])
    audit.record(actor=actor, verb="governance.remove_item", target=meeting)


@transaction.atomic
def add_paper(
    *,
    actor: User | None,
    item: AgendaItem,
    title: str,
    text: str = "",
    link: str = "",
    audience: str = Paper.Audience.BODY,
) -> Paper:
    """Lay a paper before the meeting; who may read it is said with it."""
    allowed(actor, "governance.keep", item)
    if not text.strip() and not link:
        raise refuse("text", gettext("Give the paper’s text, or a link to where it lies."))
    paper = checked(Paper(item=item, title=title, text=text, link=link, audience=audience))
    paper.save()
    audit.record(actor=actor, verb="governance.add_paper", target=paper, audience=audience)
    return paper


@transaction.atomic
def record_arrival(
    *,
    actor: User | None,
    meeting: Meeting,
    mode: str,
    term: Term | None = None,
    institution: Institution | None = None,
    name: str = "",
    at: datetime | None = None,
) -> Attendance:
    """Note that somebody came: for a seat, for a member in a body of all members, or as a guest."""
    allowed(actor, "governance.keep", meeting)
    still_open(meeting)
    if term is None and institution is None and not name.strip():
        raise refuse("name", gettext("Say which seat it is, or who the guest is."))
    if term is not None and term.body_id != meeting.body_id:
        raise refuse("term", gettext("This seat is of another body."))
    came = checked(
        Attendance(
            meeting=meeting,
            term=term,
            institution=institution,
            name=name,
            mode=mode,
            joined_at=at or timezone.now(),
        )
    )
    there = [held.seat for held in meeting.attendances.select_related("term").filter(left_at__isnull=True)]
    if came.seat and came.seat in there:
        raise AlreadyDoneError(gettext("This seat is taken already; note who left first."))
    came.save()
    audit.record(
        actor=actor, verb="governance.record_arrival", target=came, seat=came.seat, at=came.joined_at
    )
    return came


@transaction.atomic
def record_departure(*, actor: User | None, attendance: Attendance, at: datetime | None = None) -> Attendance:
    """Note that somebody left."""
    allowed(actor, "governance.keep", attendance)
    held = (
        Attendance.objects.select_for_update(of=("self",))
        .select_related("meeting__body", "term")
        .get(pk=attendance.pk)
    )
    still_open(held.meeting)
    if held.left_at is not None:
        raise AlreadyDoneError(gettext("They had left already."))
    held.left_at = at or timezone.now()
    checked(held).save(update_fields=["left_at"])
    audit.record(
        actor=actor, verb="governance.record_departure", target=held, seat=held.seat, at=held.left_at
    )
    return held
