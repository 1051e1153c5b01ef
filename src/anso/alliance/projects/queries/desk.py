"""The officers' desk: what is due, late, or waits for them, of the programmes that they keep.

A day is late by the clock of its own project: the zones in use are few, and each is asked with its own today.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet
from django.utils import timezone

from anso.alliance.calls.models import Programme
from anso.alliance.calls.queries.sight import programmes_kept
from anso.alliance.people.rules import Visitor
from anso.alliance.projects.models import Change, Payment, Progress, Project, Report, Student
from anso.alliance.projects.planning import REMIND_BEFORE, day_in

__all__ = ["WAITS", "Desk", "desk_projects", "desk_students", "programmes_on_desk", "waiting_for"]

WAITS = ("review", "late", "due", "change", "payment")
"""What a project may be on the desk for."""


@dataclass(frozen=True)
class Desk:
    """How many projects and students wait for what."""

    review: int
    late: int
    due: int
    change: int
    payment: int
    students: int
    """Students with a report that is late."""


def programmes_on_desk(user: Visitor) -> QuerySet[Programme]:
    kept = programmes_kept(user)
    return kept.filter(Q(projects__isnull=False) | Q(students__isnull=False)).distinct()


def of_zones(zones: list[str], owner: str, now: datetime, *, late: bool) -> Q:
    """Reports that are late, or due within a month, by the day that it is where they belong."""
    asked = Q(pk__in=[])
    for zone in zones:
        today: date = day_in(zone, now)
        days = Q(due_on__lt=today) if late else Q(due_on__gte=today, due_on__lte=today + REMIND_BEFORE)
        asked |= Q(**{f"{owner}__zone": zone}) & days
    return asked


def desk_projects(
    user: Visitor,
    *,
    waits: str = "",
    programme: str = "",
    state: str = "",
    text: str = "",
    at: datetime | None = None,
) -> QuerySet[Project]:
    """Projects of the programmes that the officer keeps, with what waits in them."""
    now = at or timezone.now()
    kept = Project.objects.filter(award__isnull=False, call_programme__in=programmes_kept(user))
    zones = list(kept.order_by().values_list("zone", flat=True).distinct())
    reports = Report.objects.filter(project=OuterRef("pk"))
    open_ones = reports.filter(state__in=Report.WRITABLE)
    found = (
        kept.select_related("call_programme")
        .annotate(
            next_due=Min("reports__due_on", filter=Q(reports__state__in=Report.WRITABLE)),
            to_review=Count("reports", filter=Q(reports__state=Report.State.SUBMITTED)),
            is_late=Exists(open_ones.filter(of_zones(zones, "project", now, late=True))),
            is_due=Exists(open_ones.filter(of_zones(zones, "project", now, late=False))),
            asks=Exists(Change.objects.filter(project=OuterRef("pk"), state=Change.State.ASKED)),
            may_be_paid=Exists(payable().filter(project=OuterRef("pk"))),
        )
        .order_by("next_due", "code")
    )
    if programme:
        found = found.filter(call_programme__code=programme)
    if state:
        found = found.filter(state=state)
    if text:
        found = found.filter(Q(title__icontains=text) | Q(code__icontains=text) | Q(leaders__icontains=text))
    running = ~Q(state=Project.State.CLOSED)
    asked = {
        "review": Q(to_review__gt=0),
        "late": Q(is_late=True),
        "due": Q(is_due=True),
        "change": Q(asks=True),
        "payment": Q(may_be_paid=True),
    }
    return found.filter(asked[waits], running) if waits in asked else found


def payable() -> QuerySet[Payment]:
    """Instalments that stand, are not paid, and whose report is accepted."""
    return Payment.objects.filter(
        Q(report__isnull=True) | Q(report__state=Report.State.ACCEPTED),
        paid_on__isnull=True,
        replaced_by__isnull=True,
        amount__gt=0,
    ).exclude(project__state=Project.State.SUSPENDED)


def desk_students(
    user: Visitor,
    *,
    late: bool = False,
    programme: str = "",
    state: str = "",
    text: str = "",
    at: datetime | None = None,
) -> QuerySet[Student]:
    now = at or timezone.now()
    kept = Student.objects.filter(call_programme__in=programmes_kept(user))
    zones = list(kept.order_by().values_list("zone", flat=True).distinct())
    missed = Progress.objects.filter(student=OuterRef("pk"), state__in=Progress.WRITABLE)
    found = (
        kept.select_related("call_programme", "award__application")
        .annotate(
            is_late=Exists(missed.filter(of_zones(zones, "student", now, late=True))),
            next_due=Min("progress__due_on", filter=Q(progress__state__in=Progress.WRITABLE)),
        )
        .order_by("-year", "name", "pk")
    )
    if programme:
        found = found.filter(call_programme__code=programme)
    if state:
        found = found.filter(state=state)
    if text:
        found = found.filter(Q(name__icontains=text) | Q(award__application__number__icontains=text))
    return found.filter(is_late=True, state=Student.State.STUDYING) if late else found


def waiting_for(user: Visitor, at: datetime | None = None) -> Desk:
    """The counts of the desk, in a query for each of the two kinds."""
    found: Any = desk_projects(user, at=at).exclude(state=Project.State.CLOSED).order_by()
    rows = list(found.values_list("to_review", "is_late", "is_due", "asks", "may_be_paid"))
    review, late, due, change, payment = (sum(bool(row[place]) for row in rows) for place in range(5))
    students = desk_students(user, late=True, at=at).count()
    return Desk(review, late, due, change, payment, students)
