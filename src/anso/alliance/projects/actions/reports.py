"""Verbs about reports: written in drafts that no tab can overwrite unseen, submitted, accepted or returned."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from anso.alliance.people import audit
from anso.alliance.people.actions import AlreadyDoneError
from anso.alliance.people.models import User
from anso.alliance.projects import mail
from anso.alliance.projects.actions.common import allowed, held, refuse, written
from anso.alliance.projects.models import Report, ReportReview

__all__ = ["invite_report_reviewer", "review_report", "save_report", "submit_report"]

State = Report.State


@transaction.atomic
def save_report(*, actor: User | None, report: Report, text: str, revision: int) -> Report:
    """Keep a draft; `revision` is the one that it was written over."""
    allowed(actor, "projects.lead", report.project)
    kept = writable(report, revision)
    kept.text = text
    kept.revision += 1
    kept.save(update_fields=["text", "revision"])
    audit.record(actor=actor, verb="projects.save_report", target=kept, revision=kept.revision)
    return kept


@transaction.atomic
def submit_report(
    *, actor: User | None, report: Report, text: str, revision: int, at: datetime | None = None
) -> Report:
    """Hand a report in."""
    allowed(actor, "projects.lead", report.project)
    kept = writable(report, revision)
    kept.text = written(text, "text")
    kept.revision += 1
    kept.state, kept.submitted_at = State.SUBMITTED, at or timezone.now()
    kept.save(update_fields=["text", "revision", "state", "submitted_at"])
    audit.record(actor=actor, verb="projects.submit_report", target=kept, revision=kept.revision)
    return kept


@transaction.atomic
def invite_report_reviewer(*, actor: User | None, report: Report, account: User) -> Report:
    """Let somebody judge this report; of the project they reach nothing else."""
    allowed(actor, "projects.keep", report.project)
    project = held(report.project)
    kept = Report.objects.select_for_update().get(pk=report.pk)
    if kept.state in (State.ACCEPTED, State.DROPPED):
        raise refuse("", gettext("This report needs no review any more."))
    if account.pk == project.leader_id or project.team.filter(person=account).exists():
        raise refuse("account", gettext("Who works on a project does not review its reports."))
    kept.reviewer = account
    kept.save(update_fields=["reviewer"])
    audit.record(actor=actor, verb="projects.invite_report_reviewer", target=kept, person=account.audit_id)
    mail.invite_reviewer.enqueue(kept.pk)
    return kept


@transaction.atomic
def review_report(
    *, actor: User | None, report: Report, accept: bool, missing: str = "", comment: str = ""
) -> ReportReview:
    """Accept a report, or return it with what is missing."""
    allowed(actor, "projects.review_report", report)
    held(report.project)
    kept = Report.objects.select_for_update().get(pk=report.pk)
    if kept.state != State.SUBMITTED:
        raise AlreadyDoneError(gettext("This report does not wait for a review."))
    review = ReportReview.objects.create(
        report=kept,
        revision=kept.revision,
        accepted=accept,
        missing="" if accept else written(missing, "missing"),
        comment=comment.strip(),
        reviewed_by=actor,
    )
    kept.state = State.ACCEPTED if accept else State.RETURNED
    kept.reminded_on = None
    kept.save(update_fields=["state", "reminded_on"])
    audit.record(
        actor=actor, verb="projects.review_report", target=kept, accepted=accept, revision=kept.revision
    )
    mail.tell_of_review.enqueue(review.pk)
    return review


def writable(report: Report, revision: int) -> Report:
    held(report.project)
    kept = Report.objects.select_for_update().get(pk=report.pk)
    if kept.state not in Report.WRITABLE:
        raise AlreadyDoneError(gettext("This report was handed in and is not written any further."))
    if kept.revision != revision:
        raise refuse(
            "revision",
            gettext("Another window has saved this report since; copy what you wrote and open it again."),
        )
    return kept
