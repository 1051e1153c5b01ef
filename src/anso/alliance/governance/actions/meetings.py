"""Verbs on meetings: planning, convening, changing, calling off, closing."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from anso.alliance.governance.actions.common import allowed, changed, checked, refuse
from anso.alliance.governance.letters import addresses_of, invitation
from anso.alliance.governance.models import Ballot, Body, Meeting
from anso.alliance.people import audit
from anso.alliance.people.actions import AlreadyDoneError
from anso.alliance.people.models import User
from anso.alliance.teams.mail import tell

__all__ = [
    "cancel_meeting",
    "change_meeting",
    "close_meeting",
    "convene_meeting",
    "plan_meeting",
    "still_open",
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
    closed = ended(actor, meeting, Meeting.State.CLOSED, "governance.close_meeting")
    closed.attendances.filter(left_at__isnull=True, joined_at__lte=moment).update(left_at=moment)
    return closed


def ended(actor: User | None, meeting: Meeting, state: Meeting.State, verb: str) -> Meeting:
    allowed(actor, "governance.keep", meeting)
    held = Meeting.objects.select_for_update().select_related("body").get(pk=meeting.pk)
    still_open(held)
    if held.ballots.filter(state=Ballot.State.OPEN).exists():
        raise refuse("", gettext("A ballot of this meeting is still open; close it first."))
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
