"""The desk's lists as tables: a row a project with its sums, a row a student. Dates are ISO days, amounts numbers."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet, Sum

from anso.alliance.projects.models import BudgetLine, Payment, Project, Student

__all__ = ["PROJECT_COLUMNS", "STUDENT_COLUMNS", "project_rows", "student_rows"]

PROJECT_COLUMNS = (
    "code", "programme", "title", "leader", "countries", "state", "starts_on", "ends_on", "next_report_due",
    "reports_to_review", "late", "currency", "awarded", "budget", "planned", "paid",
)  # fmt: skip
STUDENT_COLUMNS = (
    "application", "programme", "name", "country", "degree", "university", "state", "supervisor", "arrived_on",
    "starts_on", "ends_on", "next_report_due", "late", "ended_on", "thesis_title", "thesis_doi", "may_be_named",
)  # fmt: skip


def sums(rows: QuerySet[Any]) -> dict[int, float]:
    totals = rows.order_by().values("project").annotate(total=Sum("amount"))
    return {row["project"]: float(row["total"]) for row in totals}


def project_rows(found: QuerySet[Project]) -> Iterator[dict[str, Any]]:
    projects: list[Any] = list(found.prefetch_related("countries"))
    keys = [one.pk for one in projects]
    standing = Payment.objects.filter(project__in=keys, replaced_by__isnull=True)
    budget = sums(BudgetLine.objects.filter(project__in=keys))
    planned, paid = sums(standing), sums(standing.filter(paid_on__isnull=False))
    for one in projects:
        yield {
            "code": one.code,
            "programme": one.call_programme.code,
            "title": one.title,
            "leader": one.leaders,
            "countries": " ".join(row.country for row in one.countries.all()),
            "state": one.state,
            "starts_on": iso(one.starts_on),
            "ends_on": iso(one.ends_on),
            "next_report_due": iso(one.next_due),
            "reports_to_review": one.to_review,
            "late": yes_no(one.is_late),
            "currency": one.currency,
            "awarded": float(one.ceiling),
            "budget": budget.get(one.pk, 0.0),
            "planned": planned.get(one.pk, 0.0),
            "paid": paid.get(one.pk, 0.0),
        }


def student_rows(found: QuerySet[Student]) -> Iterator[dict[str, Any]]:
    students: list[Any] = list(found)
    for one in students:
        yield {
            "application": one.award.application.number,
            "programme": one.call_programme.code,
            **{
                name: getattr(one, name)
                for name in ("name", "country", "degree", "university", "state", "thesis_title", "thesis_doi")
            },
            "supervisor": one.supervisor_name,
            "arrived_on": iso(one.arrived_on),
            "starts_on": iso(one.starts_on),
            "ends_on": iso(one.ends_on),
            "next_report_due": iso(one.next_due),
            "late": yes_no(one.is_late),
            "ended_on": iso(one.ended_on),
            "may_be_named": yes_no(one.may_be_named),
        }


def iso(day: Any) -> str:
    return day.isoformat() if day else ""


def yes_no(value: bool) -> str:
    return "yes" if value else "no"
