"""Verbs of officers on who reviews what: assign what lacks reviewers, and change it by hand.

Nobody is assigned what a conflict keeps them from, by hand or otherwise. What stands stays: assigning again after a
reviewer left or an application came gives only what lacks reviewers.
"""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from anso.alliance.calls import reviewer_letters
from anso.alliance.calls.actions.common import allowed, refuse
from anso.alliance.calls.actions.conflicts import find_conflicts
from anso.alliance.calls.definition import Reviewing, Stage, StageKind
from anso.alliance.calls.matching import Plan, fits_of, plan_assignment, read_matching
from anso.alliance.calls.models import Application, Call, Conflict, Review, Reviewer, StageRun
from anso.alliance.calls.stages import run_of, stage_called
from anso.alliance.people import audit
from anso.alliance.people.models import User

__all__ = ["assign_reviews", "change_assignment", "preview_assignment"]

State = Review.State
AT_ONCE = 1000


def preview_assignment(
    *,
    actor: User | None,
    call: Call,
    stage: str,
    fair: bool = False,
    random_limit: float | None = None,
    seed: int = 0,
) -> Plan:
    """What `assign_reviews` would write, as far as the actor sees the applications."""
    allowed(actor, "calls.assign_reviews", call)
    known, _run = open_review(call, stage)
    if known.reviewing == Reviewing.INVITED:
        raise refuse(
            "", gettext("In this stage reviewers are asked one by one; add them to each application.")
        )
    matching = read_matching(call, stage, officer=actor)
    return plan_assignment(matching, known.reviewing, fair=fair, random_limit=random_limit, seed=seed)


@transaction.atomic
def assign_reviews(
    *,
    actor: User | None,
    call: Call,
    stage: str,
    fair: bool = False,
    random_limit: float | None = None,
    seed: int = 0,
    digest: str = "",
) -> Plan:
    """Give every application of a stage the reviews it lacks; with a digest, only if it is what was previewed."""
    allowed(actor, "calls.assign_reviews", call)
    held = Call.objects.select_for_update(of=("self",)).select_related("version", "programme").get(pk=call.pk)
    find_conflicts(call=held)
    plan = preview_assignment(
        actor=actor, call=held, stage=stage, fair=fair, random_limit=random_limit, seed=seed
    )
    if digest and digest != plan.digest:
        raise refuse("", gettext("Something changed since the preview; look at the assignment again."))
    write(stage, plan)
    run = StageRun.objects.get(call=held, stage=stage)
    run.assigning = plan.summary
    run.save(update_fields=["assigning"])
    audit.record(actor=actor, verb="calls.assign_reviews", target=held, stage=stage, **plan.summary)
    return plan


def write(stage: str, plan: Plan) -> None:
    matching, moment = plan.matching, timezone.now()
    new = plan.new_pairs
    Review.objects.bulk_create(
        [
            Review(
                application_id=matching.applications[row],
                reviewer=matching.reviewers[column],
                stage=stage,
                affinity=float(matching.problem.scores[row, column]),
                assigned_at=moment,
            )
            for row, column in new
        ],
        batch_size=AT_ONCE,
    )
    concerned = sorted({column for _row, column in new})
    reviewer_letters.tell_assigned((matching.reviewers[column] for column in concerned), stage)


@transaction.atomic
def change_assignment(
    *,
    actor: User | None,
    application: Application,
    stage: str,
    add: Reviewer | None = None,
    remove: Review | None = None,
    note: str = "",
) -> Review | None:
    """Give an application one reviewer, take one away, or replace the one by the other; gives the review added."""
    allowed(actor, "calls.assign_reviews", application)
    call = Call.objects.select_for_update(of=("self",)).select_related("version").get(pk=application.call_id)
    known, _run = open_review(call, stage)
    if add is None and remove is None:
        raise refuse("", gettext("Choose whom to add or whose review to take away."))
    if remove is not None:
        taken(application, stage, remove, note)
    added = given(call, application, known, add) if add is not None else None
    audit.record(
        actor=actor, verb="calls.change_assignment", target=application, stage=stage,
        added=str(added.pk) if added else "", removed=str(remove.pk) if remove else "",
    )  # fmt: skip
    if added is not None and add is not None:
        reviewer_letters.tell_assigned([added.reviewer], stage)
    return added


def taken(application: Application, stage: str, review: Review, note: str) -> None:
    held = Review.objects.select_for_update().get(pk=review.pk)
    if (held.application_id, held.stage) != (application.pk, stage) or held.state not in Review.STANDING:
        raise refuse("remove", gettext("This review does not stand here any more."))
    if held.state == State.SUBMITTED and not note.strip():
        raise refuse("note", gettext("This review was submitted already; say why it is taken away."))
    held.state, held.note = State.REMOVED, note.strip()[:500] or "officer"
    held.save(update_fields=["state", "note"])


def given(call: Call, application: Application, stage: Stage, reviewer: Reviewer) -> Review:
    held = Reviewer.objects.select_for_update(of=("self",)).select_related("person").get(pk=reviewer.pk)
    if held.call_id != call.pk or held.state != Reviewer.State.READY:
        raise refuse("add", gettext("This person is not in the pool of this call."))
    if not held.is_confirmed:
        raise refuse(
            "add", gettext("This person’s identity is not confirmed yet; they review nothing until it is.")
        )
    if Conflict.objects.filter(application=application, person=held.person_id).exists():
        raise refuse("add", gettext("A conflict of interest keeps this person away from the application."))
    if application.state != Application.State.SUBMITTED or application.stage != stage.code:
        raise refuse("", gettext("This application is not in this stage."))
    has = Review.objects.filter(
        reviewer=held,
        stage=stage.code,
        state__in=Review.STANDING,
        application__state=Application.State.SUBMITTED,
    )
    if has.filter(application=application).exists():
        raise refuse("add", gettext("This person reviews the application already."))
    most = held.load or stage.load
    if has.count() >= most:
        told = gettext("This person has %(n)d applications, the most they take; raise their limit first.")
        raise refuse("add", told % {"n": most})
    return revived(application, stage, held, timezone.now())


def revived(application: Application, stage: Stage, reviewer: Reviewer, moment: datetime) -> Review:
    """A new review, or the one that was declined or taken away, with what was written of it."""
    made, is_new = Review.objects.get_or_create(
        application=application,
        reviewer=reviewer,
        stage=stage.code,
        defaults={"assigned_at": moment, "affinity": fits_of(application, [reviewer])[reviewer.pk]},
    )
    if not is_new:
        made.state = State.DRAFT if made.scores else State.ASSIGNED
        made.note, made.assigned_at, made.reminded_at = "", moment, None
        made.save()
    return made


def open_review(call: Call, stage: str) -> tuple[Stage, StageRun]:
    known, run = stage_called(call, stage), run_of(call, stage)
    if known.kind != StageKind.REVIEW:
        raise refuse("", gettext("A screening has no reviewers."))
    if run is None or run.closed_at is not None:
        raise refuse("", gettext("This stage is not open."))
    return known, run
