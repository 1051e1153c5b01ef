"""Verbs on who is at a meeting: who came, for which seat, and who left."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from anso.alliance.governance.actions.common import allowed, checked, refuse
from anso.alliance.governance.actions.meetings import still_open
from anso.alliance.governance.models import Attendance, Meeting, Term
from anso.alliance.network.models import Institution
from anso.alliance.network.queries import members_with_a_voice
from anso.alliance.people import audit
from anso.alliance.people.actions import AlreadyDoneError
from anso.alliance.people.models import User

__all__ = ["record_arrival", "record_departure"]


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
    if term is None and institution is not None:
        refuse_seatless(meeting, institution)
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


def refuse_seatless(meeting: Meeting, institution: Institution) -> None:
    """Only in a body of all members has an institution a seat without a term: else a quorum could be made up."""
    members = members_with_a_voice(meeting.starts_on).filter(institution=institution)
    if not (meeting.body.of_all_members and members.exists()):
        told = gettext("%(institution)s has no seat on this body.") % {"institution": institution.full_name}
        raise refuse("institution", told)


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
