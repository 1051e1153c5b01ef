"""Verbs that remind reviewers: by an officer's hand, and by themselves on the days that the stage names."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext

from anso.alliance.calls import reviewer_letters
from anso.alliance.calls.actions.common import allowed, refuse
from anso.alliance.calls.models import Application, Call, Review, Reviewer, StageRun
from anso.alliance.calls.queries.sight import without_conflicts
from anso.alliance.calls.stages import run_of
from anso.alliance.people import audit
from anso.alliance.people.models import User

__all__ = ["remind_due_reviewers", "remind_reviewers"]


def remind_reviewers(
    *, actor: User | None, call: Call, stage: str, reviewers: Iterable[Reviewer] | None = None
) -> int:
    """Write to those who have reviews left in a stage, or to some of them; gives to how many."""
    allowed(actor, "calls.keep_call", call)
    run = run_of(call, stage)
    if run is None or run.closed_at is not None:
        raise refuse("", gettext("This stage is not open."))
    chosen = None if reviewers is None else {reviewer.pk for reviewer in reviewers}
    return reminded(actor, run, timezone.now(), chosen)


def remind_due_reviewers(*, at: datetime | None = None) -> int:
    """On each of the days before the deadline that a stage names, remind once; gives how many letters."""
    now = at or timezone.now()
    runs = StageRun.objects.filter(closed_at__isnull=True, call__state=Call.State.PUBLISHED)
    return sum(
        reminded(None, run, now, due=last_moment(run, now)) for run in runs.select_related("call__version")
    )


def last_moment(run: StageRun, now: datetime) -> datetime | None:
    """The latest moment for a reminder that has come."""
    stage = run.call.definition.stage(run.stage)
    moments = [run.deadline - timedelta(days=days) for days in (stage.reminders if stage else ())]
    return max((moment for moment in moments if moment <= now), default=None)


@transaction.atomic
def reminded(
    actor: User | None,
    run: StageRun,
    now: datetime,
    chosen: set[int] | None = None,
    due: datetime | None = None,
) -> int:
    """Remind of what is left, as far as the actor sees it; by itself (no actor), only who was given it and last reminded before `due`."""
    left = Review.objects.filter(
        application__call=run.call_id, application__state=Application.State.SUBMITTED, stage=run.stage,
        state__in=Review.AT_WORK, reviewer__is_confirmed=True,
    )  # fmt: skip
    if chosen is not None:
        left = left.filter(reviewer__in=chosen)
    if actor is not None:
        left = left.filter(application__in=without_conflicts(Application.objects.all(), actor))
    if actor is None:
        if due is None or now > run.deadline:
            return 0
        left = left.filter(Q(reminded_at__isnull=True) | Q(reminded_at__lt=due), assigned_at__lt=due)
    people = sorted(set(left.values_list("reviewer", flat=True)))
    if not people:
        return 0
    left.update(reminded_at=now)
    for reviewer in people:
        reviewer_letters.tell_of_work.enqueue(reviewer, run.stage, True)
    audit.record(
        actor=actor, verb="calls.remind_reviewers", target=run.call, stage=run.stage, people=len(people)
    )
    return len(people)
