"""The verb that opens a stage: what waits for it comes in, conflicts are found again, the clock begins to run."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from anso.alliance.calls.actions.common import allowed, refuse
from anso.alliance.calls.actions.conflicts import find_conflicts
from anso.alliance.calls.definition import Stage, StageKind
from anso.alliance.calls.models import Application, Call, StageRun
from anso.alliance.calls.models.programmes import said_now
from anso.alliance.calls.stages import before, stage_called, waiting_for
from anso.alliance.people import audit
from anso.alliance.people.actions import AlreadyDoneError
from anso.alliance.people.models import User

__all__ = ["move_deadline", "open_stage"]


@transaction.atomic
def open_stage(
    *,
    actor: User | None,
    call: Call,
    stage: str,
    at: datetime | None = None,
    deadline: datetime | None = None,
) -> StageRun:
    """Open a stage, or let what has come since into an open one of a standing call."""
    allowed(actor, "calls.keep_call", call)
    moment = at or timezone.now()
    held = Call.objects.select_for_update(of=("self",)).select_related("version", "programme").get(pk=call.pk)
    wanted = stage_called(held, stage)
    run = held.runs.filter(stage=stage).first()
    if run is not None and (run.closed_at is not None or held.current.deadline is not None):
        raise AlreadyDoneError(gettext("This stage was opened already."))
    if run is None:
        refuse_early(held, wanted, moment)
        ends = deadline or moment + timedelta(days=wanted.days)
        if ends <= moment:
            raise refuse("deadline", gettext("The deadline lies before the opening."))
        run = StageRun.objects.create(call=held, stage=stage, opened_at=moment, deadline=ends)
    taken_in = 0
    if wanted.kind == StageKind.REVIEW:
        taken_in = waiting_for(held, stage).exclude(stage=stage).update(stage=stage)
    Call.objects.filter(pk=held.pk).update(stage=stage)
    call.stage = stage
    audit.record(
        actor=actor,
        verb="calls.open_stage",
        target=held,
        stage=stage,
        deadline=run.deadline,
        taken_in=taken_in,
    )
    find_conflicts(call=held)
    return run


def refuse_early(call: Call, stage: Stage, moment: datetime) -> None:
    """What must have ended before the stage may begin."""
    if call.state != Call.State.PUBLISHED:
        raise refuse("", gettext("Only a published call has stages at work."))
    earlier = before(call.definition, stage)
    if earlier is None:
        if call.current.deadline is not None and call.current.in_time(moment):
            raise refuse("", gettext("Applications are still taken; open the stage after the deadline."))
        return
    closed = call.runs.filter(stage=earlier.code, closed_at__isnull=False).exists()
    if earlier.kind == StageKind.SCREENING and not closed:
        standing = call.current.deadline is None
        unscreened = call.applications.filter(state=Application.State.SUBMITTED, stage="").count()
        begun = call.runs.filter(stage=earlier.code).exists()
        if standing or not (unscreened or begun):
            return
    if not closed:
        told = gettext("The stage “%(earlier)s” is not closed yet; close it first.")
        raise refuse("", told % {"earlier": said_now(earlier.title)})


@transaction.atomic
def move_deadline(*, actor: User | None, run: StageRun, deadline: datetime) -> None:
    """Give reviewers more time, or less."""
    allowed(actor, "calls.keep_call", run.call)
    if run.closed_at is not None:
        raise refuse("", gettext("This stage is closed."))
    if deadline <= run.opened_at:
        raise refuse("deadline", gettext("The deadline lies before the opening."))
    StageRun.objects.filter(pk=run.pk).update(deadline=deadline)
    run.deadline = deadline
    audit.record(actor=actor, verb="calls.move_deadline", target=run.call, stage=run.stage, deadline=deadline)
