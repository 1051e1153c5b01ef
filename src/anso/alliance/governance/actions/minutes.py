"""Verbs on minutes: written, approved by their body, published."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from anso.alliance.governance.actions.common import allowed, allowed_in_person, checked, refuse
from anso.alliance.governance.models import Meeting, Minutes
from anso.alliance.governance.rules import APPROVERS
from anso.alliance.people import audit
from anso.alliance.people.actions import AlreadyDoneError
from anso.alliance.people.models import User

__all__ = ["approve_minutes", "publish_minutes", "write_minutes"]


@transaction.atomic
def write_minutes(*, actor: User | None, meeting: Meeting, text: str) -> Minutes:
    """Write the minutes, or write them anew until they are approved."""
    allowed(actor, "governance.keep", meeting)
    found = Minutes.objects.select_for_update().filter(meeting=meeting).first()
    if found is not None and found.state != Minutes.State.DRAFT:
        raise AlreadyDoneError(gettext("These minutes are approved and do not change any more."))
    minutes = found or Minutes(meeting=meeting, revision=0)
    minutes.revision += 1
    minutes.text = text
    checked(minutes).save()
    audit.record(actor=actor, verb="governance.write_minutes", target=meeting, revision=minutes.revision)
    return minutes


@transaction.atomic
def approve_minutes(*, actor: User | None, minutes: Minutes) -> Minutes:
    """The body agrees to its minutes: said by its chair, or noted by its secretariat."""
    allowed_in_person(actor, "governance.approve_minutes", APPROVERS, minutes)
    held = Minutes.objects.select_for_update().select_related("meeting__body").get(pk=minutes.pk)
    if held.state != Minutes.State.DRAFT:
        raise AlreadyDoneError(gettext("These minutes are approved already."))
    if held.meeting.state != Meeting.State.CLOSED:
        raise refuse("", gettext("The meeting is not over yet; close it first."))
    held.state, held.approved_at = Minutes.State.APPROVED, timezone.now()
    held.save(update_fields=["state", "approved_at"])
    audit.record(actor=actor, verb="governance.approve_minutes", target=held.meeting, revision=held.revision)
    return held


@transaction.atomic
def publish_minutes(*, actor: User | None, minutes: Minutes) -> Minutes:
    """Let everybody read approved minutes."""
    allowed(actor, "governance.keep", minutes)
    held = Minutes.objects.select_for_update().select_related("meeting__body").get(pk=minutes.pk)
    if held.state == Minutes.State.PUBLISHED:
        raise AlreadyDoneError(gettext("These minutes are published already."))
    if held.state != Minutes.State.APPROVED:
        raise refuse("", gettext("Minutes are approved before they are published."))
    held.state, held.published_at = Minutes.State.PUBLISHED, timezone.now()
    held.save(update_fields=["state", "published_at"])
    audit.record(actor=actor, verb="governance.publish_minutes", target=held.meeting, revision=held.revision)
    return held
