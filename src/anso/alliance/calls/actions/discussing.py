"""The verb of the discussion: reviewers who have handed in their own review, and officers, write remarks."""

from django.db import transaction
from django.utils.translation import gettext

from anso.alliance.calls.actions.common import allowed, refuse
from anso.alliance.calls.models import Application, Remark, Review
from anso.alliance.calls.rules import is_officer
from anso.alliance.calls.stages import run_of, stage_called
from anso.alliance.people import audit
from anso.alliance.people.models import User

__all__ = ["write_remark"]

LONGEST = 10000


@transaction.atomic
def write_remark(*, actor: User, application: Application, stage: str, text: str) -> Remark:
    """Say something of an application to those who review it."""
    allowed(actor, "calls.discuss", application)
    known = stage_called(application.call, stage)
    run = run_of(application.call, stage)
    if not known.discussion or run is None or run.closed_at is not None:
        raise refuse("", gettext("There is no discussion in this stage now."))
    submitted = Review.objects.filter(
        application=application, stage=stage, reviewer__person=actor, state=Review.State.SUBMITTED
    )
    if not is_officer(actor, application) and not submitted.exists():
        raise refuse("", gettext("Submit your own review first; the discussion opens with it."))
    said = text.strip()
    if not said:
        raise refuse("text", gettext("Write something first."))
    if len(said) > LONGEST:
        told = gettext("This is too long; at most %(n)d characters are kept.") % {"n": LONGEST}
        raise refuse("text", told)
    made = Remark.objects.create(application=application, stage=stage, author=actor, text=said)
    audit.record(actor=actor, verb="calls.write_remark", target=application, stage=stage, remark=made.pk)
    return made
