"""Reports and instalments that follow from a project's period and amount.

The first instalment is paid at the start, every further one when the report before it is accepted; all are equal until
an officer plans them otherwise. The final report releases nothing.
"""

from django.db.models import Max, Sum

from anso.alliance.projects.models import Payment, Project, Report
from anso.alliance.projects.planning import Period, report_due, reporting_periods, shares

__all__ = ["make_schedule", "move_end", "next_report_number"]


def make_schedule(project: Project) -> None:
    """Reports and instalments of a project that has none, or whose plan has not begun to be followed."""
    if project.starts_on is None or project.ends_on is None:
        return
    reports = [
        Report.objects.create(
            project=project,
            number=number,
            is_final=period.is_final,
            period_from=period.first,
            period_to=period.last,
            due_on=report_due(period.last),
        )
        for number, period in enumerate(reporting_periods(project.starts_on, project.ends_on), 1)
    ]
    total = project.budget.aggregate(total=Sum("amount"))["total"]
    if not total:
        return
    conditions = [None, *reports[:-1]]
    for number, (report, amount) in enumerate(
        zip(conditions, shares(total, len(conditions)), strict=True), 1
    ):
        Payment.objects.create(
            project=project,
            number=number,
            amount=amount,
            report=report,
            due_on=report.due_on if report else project.starts_on,
        )


def move_end(project: Project) -> None:
    """The final report follows the end; where its period becomes longer than a year, reports come before it."""
    final = project.reports.filter(is_final=True, state__in=Report.WRITABLE).order_by("-number").first()
    if final is None or project.ends_on is None:
        return
    *before, last = reporting_periods(final.period_from, project.ends_on)
    for period in before:
        add_report(project, period)
    final.period_from, final.period_to = last.first, last.last
    final.due_on, final.reminded_on = report_due(last.last), None
    final.save(update_fields=["period_from", "period_to", "due_on", "reminded_on"])


def add_report(project: Project, period: Period) -> Report:
    return Report.objects.create(
        project=project,
        number=next_report_number(project),
        period_from=period.first,
        period_to=period.last,
        due_on=report_due(period.last),
    )


def next_report_number(project: Project) -> int:
    return (project.reports.aggregate(last=Max("number"))["last"] or 0) + 1
