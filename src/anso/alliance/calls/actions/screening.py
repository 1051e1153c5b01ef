"""Verbs of screening: what is eligible and complete goes on to the reviews, what is not is refused with the reason.

Many at once are one act: a few statements, and one event that lists what was screened. A refusal is known to the
officers alone until its letter is written, and can be taken back until then.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from anso.alliance.calls.actions.common import allowed, refuse
from anso.alliance.calls.definition import Stage, StageKind
from anso.alliance.calls.models import Application, Call, Decision
from anso.alliance.calls.queries.sight import applications_for
from anso.alliance.people import audit
from anso.alliance.people.models import User
from anso.errors import NotFoundError

__all__ = ["screen_applications", "take_back_screening"]

State = Application.State
AT_ONCE = 1000
LONGEST_REASON = 1000


@transaction.atomic
def screen_applications(
    *,
    actor: User | None,
    call: Call,
    applications: Collection[Application],
    fit: bool,
    reason: str = "",
    at: datetime | None = None,
) -> int:
    """Find applications eligible and complete, or refuse them with a reason; gives how many were changed by it."""
    moment = at or timezone.now()
    held, stage = at_screening(actor, call, moment)
    if not fit and not reason.strip():
        raise refuse("reason", gettext("Say what keeps the application out: the applicant is told."))
    changed = [
        one
        for one in seen(actor, held, applications)
        if not fit or (one.state, one.stage) != standing(stage, fit=True)
    ]
    write(held, changed, stage, fit=fit)
    Decision.objects.filter(application__in=pks(changed)).delete()
    if not fit:
        told = {"reason": reason.strip()[:LONGEST_REASON], "by_hand": True, "decided_by": actor}
        made = [Decision(application=one, decided_at=moment, **told) for one in changed]
        Decision.objects.bulk_create(made, batch_size=AT_ONCE)
    record(actor, "calls.screen_applications", held, changed, fit=fit)
    return len(changed)


@transaction.atomic
def take_back_screening(
    *, actor: User | None, call: Call, applications: Collection[Application], at: datetime | None = None
) -> int:
    """Put applications back among those to be screened, as long as no letter was written and no review begun."""
    held, stage = at_screening(actor, call, at or timezone.now())
    changed = [one for one in seen(actor, held, applications) if one.stage or one.state == State.REFUSED]
    for keys in parts(changed):
        held.applications.filter(pk__in=keys).update(state=State.SUBMITTED, stage="")
        Decision.objects.filter(application__in=keys).delete()
    record(actor, "calls.take_back_screening", held, changed, stage=stage.code)
    return len(changed)


def at_screening(actor: User | None, call: Call, moment: datetime) -> tuple[Call, Stage]:
    """The call, its row held, while its screening may change."""
    allowed(actor, "calls.screen_application", call)
    held = Call.objects.select_for_update(of=("self",)).select_related("version", "programme").get(pk=call.pk)
    stage = held.definition.stages[0]
    if stage.kind != StageKind.SCREENING:
        raise refuse("", gettext("This call has no screening."))
    if held.state != Call.State.PUBLISHED:
        raise refuse("", gettext("Only applications to a published call are screened."))
    standing_call = held.current.deadline is None
    if not standing_call and held.current.in_time(moment):
        raise refuse("", gettext("Applications are still taken; screen them after the deadline."))
    closed = held.runs.filter(stage=stage.code, closed_at__isnull=False)
    if not standing_call and (closed.exists() or held.runs.exclude(stage=stage.code).exists()):
        raise refuse("", gettext("The screening is closed; the reviews rest on it."))
    return held, stage


def seen(actor: User | None, call: Call, applications: Collection[Application]) -> list[Application]:
    """The applications with their rows held; one that the actor does not see is not there."""
    visible = applications_for(actor, call) if actor is not None else call.applications.all()
    wanted = {one.pk for one in applications}
    found = [
        one
        for keys in parts(list(applications))
        for one in visible.select_for_update(of=("self",))
        .filter(pk__in=keys)
        .only("number", "state", "stage", "call_id", "institution_id")
        .order_by("number")
    ]
    if len(found) < len(wanted):
        raise NotFoundError(gettext("There is no such application here."))
    first = call.definition.stages[0].code
    moved = [one.number for one in found if not waits(one, first)]
    if moved:
        told = gettext("%(number)s was withdrawn or has gone on; it is not screened any more.")
        raise refuse("applications", told % {"number": moved[0]})
    written = call.applications.filter(pk__in=pks(found), letters__isnull=False).values_list(
        "number", flat=True
    )
    told_already = written.first() if any(one.state == State.REFUSED for one in found) else None
    if told_already:
        told = gettext("%(number)s has been told of the refusal; it cannot be taken back.")
        raise refuse("applications", told % {"number": told_already})
    return found


def waits(application: Application, screening: str) -> bool:
    """Is it still for the screening to say what becomes of it?"""
    return application.state in (State.SUBMITTED, State.REFUSED) and application.stage in ("", screening)


def standing(stage: Stage, *, fit: bool) -> tuple[str, str]:
    """The state and the stage that a screening leads to."""
    return (State.SUBMITTED, stage.code) if fit else (State.REFUSED, "")


def write(call: Call, changed: list[Application], stage: Stage, *, fit: bool) -> None:
    state, code = standing(stage, fit=fit)
    for keys in parts(changed):
        call.applications.filter(pk__in=keys).update(state=state, stage=code)
    for one in changed:
        one.state, one.stage = state, code


def parts(applications: list[Application]) -> list[list[Any]]:
    """Keys in portions that every database takes in one statement."""
    keys = pks(applications)
    return [keys[start : start + AT_ONCE] for start in range(0, len(keys), AT_ONCE)]


def pks(applications: list[Application]) -> list[Any]:
    return [one.pk for one in applications]


def record(actor: User | None, verb: str, call: Call, changed: list[Application], **details: Any) -> None:
    if changed:
        audit.record(
            actor=actor, verb=verb, target=call, applications=[str(one.pk) for one in changed], **details
        )
