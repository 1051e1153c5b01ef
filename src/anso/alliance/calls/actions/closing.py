"""Verbs that end a stage: its reviews are calibrated, its applications ranked, and those above the line go on.

The probability of being above the line and the number that goes on let anybody infer of an application that is kept
from them; so these verbs are for officers who have no conflict with any application of the call.
"""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from anso.alliance.calls.actions.common import allowed, refuse
from anso.alliance.calls.definition import Stage, StageKind
from anso.alliance.calls.models import Application, Call, Score, StageRun
from anso.alliance.calls.scoring import Scored, at_stage, lacking_reviews, score_stage
from anso.alliance.calls.stages import stage_called
from anso.alliance.people import audit
from anso.alliance.people.actions import AlreadyDoneError
from anso.alliance.people.models import User

__all__ = ["close_stage", "send_on"]

NAMED_AT_MOST = 20
AT_ONCE = 1000


@transaction.atomic
def close_stage(
    *,
    actor: User | None,
    call: Call,
    stage: str,
    may_lack: bool = False,
    seed: int = 0,
    at: datetime | None = None,
) -> StageRun:
    """End a stage; with `may_lack`, though some applications have fewer reviews than they should (never none)."""
    allowed(actor, "calls.close_stage", call)
    held = Call.objects.select_for_update(of=("self",)).select_related("version", "programme").get(pk=call.pk)
    known = stage_called(held, stage)
    run = held.runs.filter(stage=stage).first()
    if run is None:
        raise refuse("", gettext("This stage is not open."))
    if run.closed_at is not None:
        raise AlreadyDoneError(gettext("This stage was closed already."))
    if known.kind == StageKind.SCREENING:
        refuse_unscreened(held)
    else:
        refuse_unreviewed(held, known, may_lack)
        scored = score_stage(held, known, seed=seed)
        keep(held, known, run, scored)
    run.closed_at = at or timezone.now()
    run.save(update_fields=["closed_at", "calibrating"])
    figures = {name: value for name, value in run.calibrating.items() if name != "reviewers"}
    audit.record(
        actor=actor, verb="calls.close_stage", target=held, stage=stage, may_lack=may_lack, **figures
    )
    return run


def refuse_unscreened(call: Call) -> None:
    left = call.applications.filter(state=Application.State.SUBMITTED, stage="").count()
    if left:
        told = ngettext(
            "%(n)d application is not screened yet.", "%(n)d applications are not screened yet.", left
        )
        raise refuse("", told % {"n": left})


def refuse_unreviewed(call: Call, stage: Stage, may_lack: bool) -> None:
    if not at_stage(call, stage).exists():
        raise refuse("", gettext("There is no application in this stage."))
    lacking = lacking_reviews(call, stage)
    bare = [pk for pk, came in lacking.items() if not came]
    if bare:
        told = ngettext(
            "%(n)d application has no review at all: %(numbers)s. Have it reviewed first.",
            "%(n)d applications have no review at all: %(numbers)s. Have them reviewed first.",
            len(bare),
        )
        raise refuse("", told % {"n": len(bare), "numbers": numbers_of(bare)})
    if lacking and not may_lack:
        told = ngettext(
            "%(n)d application has fewer reviews than it should: %(numbers)s. Wait for them, or say that they may lack.",
            "%(n)d applications have fewer reviews than they should: %(numbers)s. Wait for them, or say that they "
            "may lack.",
            len(lacking),
        )
        raise refuse("may_lack", told % {"n": len(lacking), "numbers": numbers_of(lacking)})


def numbers_of(found: Collection[UUID]) -> str:
    named = Application.objects.filter(pk__in=list(found)[:NAMED_AT_MOST]).order_by("number")
    listed = ", ".join(named.values_list("number", flat=True))
    return f"{listed} …" if len(found) > NAMED_AT_MOST else listed


def keep(call: Call, stage: Stage, run: StageRun, scored: Scored) -> None:
    """Write the scores, and the next stage's code onto those who go on."""
    Score.objects.filter(application__call=call, stage=stage.code).delete()
    Score.objects.bulk_create(scored.rows, batch_size=AT_ONCE)
    run.calibrating = scored.summary
    enter_next(call, stage, scored.going_on)


def enter_next(call: Call, stage: Stage, going: Collection[UUID]) -> int:
    following = call.definition.after(stage.code)
    if following is None or following.kind != StageKind.REVIEW:
        return 0
    listed, went = list(going), 0
    for start in range(0, len(listed), AT_ONCE):
        part = listed[start : start + AT_ONCE]
        went += at_stage(call, stage).filter(pk__in=part).update(stage=following.code)
    return went


@transaction.atomic
def send_on(*, actor: User | None, call: Call, applications: Collection[Application]) -> int:
    """Say who goes on from a closed stage, where the officers choose; gives how many went."""
    allowed(actor, "calls.close_stage", call)
    held = Call.objects.select_for_update(of=("self",)).select_related("version", "programme").get(pk=call.pk)
    stages = {one.stage for one in applications}
    if len(stages) != 1 or any(one.call_id != held.pk for one in applications):
        raise refuse("applications", gettext("Choose applications of one stage of this call."))
    stage = stage_called(held, stages.pop())
    run = held.runs.filter(stage=stage.code, closed_at__isnull=False).first()
    if run is None:
        raise refuse("", gettext("This stage is not closed yet; close it first."))
    following = held.definition.after(stage.code)
    if following is None or following.kind != StageKind.REVIEW:
        raise refuse("", gettext("No review follows on this stage."))
    if held.runs.filter(stage=following.code).exists():
        raise refuse("", gettext("The next stage is open already; nobody goes on any more."))
    chosen = [one.pk for one in applications]
    Score.objects.filter(application__in=chosen, stage=stage.code).update(goes_on=True)
    went = enter_next(held, stage, chosen)
    audit.record(actor=actor, verb="calls.send_on", target=held, stage=stage.code, applications=went)
    return went
