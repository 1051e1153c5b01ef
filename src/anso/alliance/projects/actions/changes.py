"""Verbs about the course of a project: changes asked for and decided, suspended and resumed, closed."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from anso.alliance.people import audit
from anso.alliance.people.actions import AlreadyDoneError
from anso.alliance.people.models import User
from anso.alliance.projects import mail
from anso.alliance.projects.actions.common import allowed, checked, held, refuse, today_of, written
from anso.alliance.projects.actions.schedule import move_end
from anso.alliance.projects.models import Change, Project, Report

__all__ = ["ask_change", "close_project", "decide_change", "resume", "suspend"]

Kind = Change.Kind


@transaction.atomic
def ask_change(
    *, actor: User | None, project: Project, kind: str, why: str, new_end: date | None = None
) -> Change:
    """Ask for more time, or for another content, team or use of the budget."""
    allowed(actor, "projects.lead", project)
    found = held(project)
    if kind not in Change.ASKED_FOR:
        raise refuse("kind", gettext("This is not asked for; the officers decide it."))
    if kind == Kind.EXTENSION:
        if new_end is None:
            raise refuse("new_end", gettext("Say until when."))
        if found.ends_on and new_end <= found.ends_on:
            raise refuse("new_end", gettext("The new end comes after the present one."))
    change = Change(
        project=found,
        kind=kind,
        why=written(why, "why"),
        old_end=found.ends_on if kind == Kind.EXTENSION else None,
        new_end=new_end if kind == Kind.EXTENSION else None,
        asked_by=actor,
    )
    checked(change)
    audit.record(actor=actor, verb="projects.ask_change", target=found, change=change.pk, kind=kind)
    return change


@transaction.atomic
def decide_change(*, actor: User | None, change: Change, grant: bool, reason: str = "") -> Change:
    """Grant a change, or decline it with the reason; an extension moves the end and the final report with it."""
    allowed(actor, "projects.keep", change.project)
    project = held(change.project)
    kept = Change.objects.select_for_update().get(pk=change.pk)
    if kept.state != Change.State.ASKED:
        raise AlreadyDoneError(gettext("This request was decided already."))
    kept.state = Change.State.GRANTED if grant else Change.State.DECLINED
    kept.reason = reason.strip() if grant else written(reason, "reason")
    kept.decided_by, kept.decided_at = actor, timezone.now()
    if grant and kept.kind == Kind.EXTENSION:
        if project.ends_on and kept.new_end and kept.new_end <= project.ends_on:
            raise refuse("", gettext("The project ends later than this by now; decline the request."))
        kept.old_end, project.ends_on = project.ends_on, kept.new_end
        checked(project)
        move_end(project)
    kept.save()
    audit.record(actor=actor, verb="projects.decide_change", target=project, change=kept.pk, granted=grant)
    mail.tell_of_change.enqueue(kept.pk)
    return kept


@transaction.atomic
def suspend(*, actor: User | None, project: Project, reason: str) -> Project:
    """Let a project rest: nothing is released or reminded of until it is resumed."""
    return paused(actor, project, reason, Project.State.RUNNING, Project.State.SUSPENDED, Kind.SUSPENSION)


@transaction.atomic
def resume(*, actor: User | None, project: Project, reason: str) -> Project:
    return paused(actor, project, reason, Project.State.SUSPENDED, Project.State.RUNNING, Kind.RESUMPTION)


def paused(
    actor: User | None,
    project: Project,
    reason: str,
    old: Project.State,
    new: Project.State,
    kind: Change.Kind,
) -> Project:
    allowed(actor, "projects.keep", project)
    found = held(project)
    if found.state != old:
        raise AlreadyDoneError(gettext("The project is in this state already."))
    found.state = new
    found.save(update_fields=["state"])
    Change.objects.create(
        project=found,
        kind=kind,
        why=written(reason, "reason"),
        state=Change.State.GRANTED,
        asked_by=actor,
        decided_by=actor,
        decided_at=timezone.now(),
    )
    audit.record(actor=actor, verb=f"projects.{kind.value}", target=found)
    return found


@transaction.atomic
def close_project(*, actor: User | None, project: Project, lessons: str, evaluation: str) -> Project:
    """Close a project whose final report is accepted, with what was learnt and how it is judged."""
    allowed(actor, "projects.keep", project)
    found = held(project)
    if not found.reports.filter(is_final=True, state=Report.State.ACCEPTED).exists():
        raise refuse("", gettext("The final report is not accepted."))
    if found.payments.filter(
        released_at__isnull=False, paid_on__isnull=True, replaced_by__isnull=True
    ).exists():
        raise refuse("", gettext("An instalment is released and not paid."))
    if found.changes.filter(state=Change.State.ASKED).exists():
        raise refuse("", gettext("A request of the leader is not decided."))
    found.state, found.closed_on = Project.State.CLOSED, today_of(found)
    found.lessons, found.evaluation = written(lessons, "lessons"), written(evaluation, "evaluation")
    checked(found)
    found.reports.filter(state__in=Report.WRITABLE).update(state=Report.State.DROPPED)
    audit.record(actor=actor, verb="projects.close", target=found)
    return found
