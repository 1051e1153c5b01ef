"""Letters of projects and students, composed and sent by the worker; the queue holds only which record they are about."""

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django_tasks import task

from anso.alliance.calls.mail import send
from anso.alliance.people.models import User
from anso.alliance.projects.models import Change, Progress, Report, ReportReview
from anso.alliance.words import day
from anso.config import config

__all__ = ["invite_reviewer", "remind_leader", "remind_student", "tell_of_change", "tell_of_review"]


def link(name: str, **parts: object) -> str:
    return f"{config().site_url}{reverse(name, kwargs=parts)}"


def reached(person: User | None) -> User | None:
    """Who can be written to."""
    return person if person is not None and person.is_active and not person.is_synthetic else None


@task()
def remind_leader(report_id: int) -> bool:
    report = Report.objects.select_related("project__leader").filter(pk=report_id).first()
    if report is None or report.state not in Report.WRITABLE:
        return False
    leader = reached(report.project.leader)
    if leader is None:
        return False
    with translation.override(leader.language or None):
        values = {"project": report.project.title, "day": day(report.due_on)}
        return send(
            leader.email,
            _("A report is due on %(day)s") % values,
            "\n".join(
                (
                    _("A report on “%(project)s” is due on %(day)s.") % values,
                    link("projects:report", code=report.project.code, number=report.number),
                    "",
                )
            ),
        )


@task()
def remind_student(progress_id: int) -> bool:
    found = Progress.objects.select_related("student__person").filter(pk=progress_id).first()
    if found is None or found.state not in Progress.WRITABLE:
        return False
    person = reached(found.student.person)
    if person is None:
        return False
    with translation.override(person.language or None):
        values = {"day": day(found.due_on)}
        return send(
            person.email,
            _("Your yearly report is due on %(day)s") % values,
            "\n".join(
                (
                    _("Your report of the year is due on %(day)s.") % values,
                    link("projects:student", student=found.student_id),
                    "",
                )
            ),
        )


@task()
def invite_reviewer(report_id: int) -> bool:
    report = Report.objects.select_related("project", "reviewer").filter(pk=report_id).first()
    if report is None or report.project.is_synthetic:
        return False
    reviewer = reached(report.reviewer)
    if reviewer is None:
        return False
    with translation.override(reviewer.language or None):
        values = {"project": report.project.title}
        return send(
            reviewer.email,
            _("You are asked to review a report on “%(project)s”") % values,
            "\n".join(
                (
                    _("The secretariat asks you to review a report on “%(project)s”.") % values,
                    link("projects:report", code=report.project.code, number=report.number),
                    "",
                )
            ),
        )


@task()
def tell_of_review(review_id: int) -> bool:
    review = ReportReview.objects.select_related("report__project__leader").filter(pk=review_id).first()
    if review is None:
        return False
    leader = reached(review.report.project.leader)
    if leader is None:
        return False
    project = review.report.project
    with translation.override(leader.language or None):
        values = {"project": project.title}
        told = _("Your report on “%(project)s” was accepted.")
        if not review.accepted:
            told = _("Your report on “%(project)s” was returned; the page says what is missing.")
        return send(
            leader.email,
            _("Your report on “%(project)s”") % values,
            "\n".join(
                (told % values, link("projects:report", code=project.code, number=review.report.number), "")
            ),
        )


@task()
def tell_of_change(change_id: int) -> bool:
    change = Change.objects.select_related("project__leader").filter(pk=change_id).first()
    if change is None:
        return False
    leader = reached(change.project.leader)
    if leader is None:
        return False
    with translation.override(leader.language or None):
        values = {"project": change.project.title}
        granted = change.state == Change.State.GRANTED
        told = _("Your request on “%(project)s” was granted.") if granted else ""
        told = told or _("Your request on “%(project)s” was declined; the page says why.")
        return send(
            leader.email,
            _("Your request on “%(project)s”") % values,
            "\n".join((told % values, link("projects:work", code=change.project.code), "")),
        )
