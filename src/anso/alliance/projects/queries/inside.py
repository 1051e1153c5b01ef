"""A project, a report or a student as its own people see it; who may not see it is told that it is not there."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet

from anso.alliance.people.models import User
from anso.alliance.people.rules import Visitor, may
from anso.alliance.projects.models import BudgetLine, Payment, Project, Report, Student
from anso.errors import NotFoundError

__all__ = ["Account", "OwnWork", "account_of", "own_work", "report_for", "student_for", "work_for"]


@dataclass(frozen=True)
class Account:
    """The money of a project, added up."""

    lines: Sequence[tuple[BudgetLine, Decimal]]
    """Lines, each with what it holds after its corrections."""
    corrections: Sequence[BudgetLine]
    payments: Sequence[Payment]
    budget: Decimal
    planned: Decimal
    """Of all payments that stand."""
    released: Decimal
    """Released and not paid."""
    paid: Decimal


@dataclass(frozen=True)
class OwnWork:
    """What is somebody's: projects they work on, reports they are to review, studies, students they supervise."""

    projects: Sequence[Project]
    reports: Sequence[Report]
    studies: Sequence[Student]
    students: Sequence[Student]


def work_for(user: Visitor, code: str) -> Project:
    found = (
        Project.objects.select_related("organisation", "call_programme", "leader")
        .filter(code=code, award__isnull=False)
        .first()
    )
    if found is None or not may(user, "projects.read_work", found):
        raise NotFoundError("There is no such project of yours.")
    return found


def report_for(user: Visitor, code: str, number: Any) -> Report:
    found = (
        Report.objects.select_related("project__call_programme", "project__leader", "reviewer")
        .filter(project__code=code, number=number)
        .first()
    )
    if found is None or not may(user, "projects.read_report", found):
        raise NotFoundError("There is no such report of yours.")
    return found


def student_for(user: Visitor, pk: Any) -> Student:
    found = (
        Student.objects.select_related("call_programme", "award__application", "supervisor")
        .filter(pk=pk)
        .first()
    )
    if found is None or not may(user, "projects.read_student", found):
        raise NotFoundError("There is no such student of yours.")
    return found


def account_of(project: Project) -> Account:
    """In two queries."""
    rows = list(project.budget.all())
    lines = [row for row in rows if row.corrects_id is None]
    corrections = [row for row in rows if row.corrects_id is not None]
    held = {line.pk: line.amount for line in lines}
    for row in corrections:
        if row.corrects_id is not None:
            held[row.corrects_id] += row.amount
    payments = list(project.payments.select_related("report", "replaces", "replaced_by"))
    standing = [payment for payment in payments if not payment.is_replaced]
    return Account(
        lines=[(line, held[line.pk]) for line in lines],
        corrections=corrections,
        payments=payments,
        budget=sum(held.values(), Decimal(0)),
        planned=sum((one.amount for one in standing), Decimal(0)),
        released=sum((one.amount for one in standing if one.released_at and not one.paid_on), Decimal(0)),
        paid=sum((one.amount for one in standing if one.paid_on), Decimal(0)),
    )


def own_work(user: User) -> OwnWork:
    return OwnWork(
        projects=list(own_projects(user)),
        reports=list(
            Report.objects.select_related("project")
            .filter(reviewer=user, state=Report.State.SUBMITTED)
            .exclude(project__leader=user)
        ),
        studies=list(Student.objects.filter(person=user).select_related("call_programme")),
        students=list(
            Student.objects.filter(supervisor=user).exclude(person=user).select_related("call_programme")
        ),
    )


def own_projects(user: User) -> QuerySet[Project]:
    return (
        Project.objects.select_related("call_programme")
        .filter(award__isnull=False)
        .filter(Q(leader=user) | Q(team__person=user, team__until__isnull=True))
        .distinct()
    )
