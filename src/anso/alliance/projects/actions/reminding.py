"""The verb that reminds of reports, by itself: once a month before a report is due, once more when it is late."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from anso.alliance.people import audit
from anso.alliance.projects import mail
from anso.alliance.projects.models import Progress, Project, Report, Student
from anso.alliance.projects.planning import REMIND_BEFORE, day_in

__all__ = ["remind_due_reports"]

Kept = TypeVar("Kept", Report, Progress)


@transaction.atomic
def remind_due_reports(*, at: datetime | None = None) -> int:
    """Write to leaders and students whose reports are due or late; gives how many letters."""
    now = at or timezone.now()
    reports = Report.objects.filter(
        state__in=Report.WRITABLE,
        project__state=Project.State.RUNNING,
        project__leader__isnull=False,
        project__is_synthetic=False,
    ).select_related("project")
    progress = Progress.objects.filter(
        state__in=Progress.WRITABLE,
        student__state=Student.State.STUDYING,
        student__person__isnull=False,
        student__is_synthetic=False,
    ).select_related("student")
    of_projects = reminded(reports, lambda report: report.project.zone, now)
    of_students = reminded(progress, lambda one: one.student.zone, now)
    for report in of_projects:
        mail.remind_leader.enqueue(report.pk)
    for one in of_students:
        mail.remind_student.enqueue(one.pk)
    if of_projects or of_students:
        audit.record(
            actor=None,
            verb="projects.remind",
            reports=[one.pk for one in of_projects],
            progress=[one.pk for one in of_students],
        )
    return len(of_projects) + len(of_students)


def reminded(found: QuerySet[Kept], zone_of: Callable[[Kept], str], now: datetime) -> list[Kept]:
    """Those to be reminded of today, marked as reminded."""
    # No zone is a whole day ahead of UTC; which of these are due where they belong is asked of each.
    horizon = day_in("UTC", now) + REMIND_BEFORE + timedelta(days=1)
    due = []
    for one in found.select_for_update(of=("self",)).filter(due_on__lte=horizon):
        today = day_in(zone_of(one), now)
        first = one.due_on - REMIND_BEFORE <= today and one.reminded_on is None
        late = today > one.due_on and (one.reminded_on is None or one.reminded_on <= one.due_on)
        if first or late:
            one.reminded_on = today
            due.append(one)
    found.model._default_manager.bulk_update(due, ["reminded_on"], batch_size=500)
    return due
