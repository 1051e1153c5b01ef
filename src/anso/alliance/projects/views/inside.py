"""Pages of those who work: what is theirs, a project from inside, a report, a student."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from anso.alliance.people.rules import guarded, may
from anso.alliance.projects import actions, queries
from anso.alliance.projects.models import Progress, Report
from anso.alliance.projects.offered import Act, offered
from anso.alliance.projects.planning import day_in
from anso.alliance.projects.views.common import signed_in
from anso.errors import AnsoError, NotFoundError

__all__ = ["progress", "report", "student", "work", "yours"]

FORMS = ["GET", "HEAD", "POST"]


@require_safe
@never_cache
@login_required
@guarded("projects.see_own")
def yours(request: HttpRequest) -> HttpResponse:
    return render(request, "projects/yours.html", {"own": queries.own_work(signed_in(request))})


@require_safe
@never_cache
@login_required
@guarded("projects.see_own")
def work(request: HttpRequest, code: str) -> HttpResponse:
    """A project from inside: plan, reports, money, outputs, changes, team, and what may be done now."""
    project = queries.work_for(request.user, code)
    user, account = request.user, queries.account_of(project)
    today = day_in(project.zone, timezone.now())

    def each(records: Iterable[Any]) -> list[tuple[Any, list[tuple[str, Act]]]]:
        return [(record, offered(user, project, record)) for record in records]

    return render(
        request,
        "projects/work.html",
        {
            "project": project,
            "today": today,
            "acts": offered(user, project),
            "milestones": each(project.milestones.all()),
            "reports": each(project.reports.exclude(state=Report.State.DROPPED).select_related("reviewer")),
            "account": account,
            "lines": [(line, held, offered(user, project, line)) for line, held in account.lines],
            "payments": each(account.payments),
            "outputs": each(project.outputs.all()),
            "changes": each(project.changes.all()),
            "team": each(project.team.all()),
        },
    )


@require_http_methods(FORMS)
@never_cache
@login_required
@guarded("projects.see_own")
def report(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """A report: written here by the leader, read and judged by the others."""
    found = queries.report_for(request.user, code, number)
    writes = found.state in Report.WRITABLE and bool(may(request.user, "projects.lead", found))
    context = {
        "report": found,
        "project": found.project,
        "reviews": found.reviews.all(),
        "acts": offered(request.user, found.project, found),
        "inside": bool(may(request.user, "projects.read_work", found.project)),
    }
    return written(request, found, writes, "projects/report.html", context)


@require_safe
@never_cache
@login_required
@guarded("projects.see_own")
def student(request: HttpRequest, student: UUID) -> HttpResponse:
    found = queries.student_for(request.user, student)
    return render(
        request,
        "projects/student.html",
        {
            "student": found,
            "acts": offered(request.user, found),
            "progress": [
                (one, offered(request.user, found, one))
                for one in found.progress.exclude(state=Progress.State.DROPPED)
            ],
            "events": found.events.all(),
        },
    )


@require_http_methods(FORMS)
@never_cache
@login_required
@guarded("projects.see_own")
def progress(request: HttpRequest, student: UUID, number: int) -> HttpResponse:
    """A student's report of one year."""
    owner = queries.student_for(request.user, student)
    found = owner.progress.filter(number=number).select_related("student__call_programme").first()
    if found is None:
        raise NotFoundError("There is no such report of yours.")
    writes = found.state in Progress.WRITABLE and bool(may(request.user, "projects.study", found))
    context = {"report": found, "student": owner, "acts": offered(request.user, owner, found)}
    return written(request, found, writes, "projects/progress.html", context)


def written(
    request: HttpRequest, found: Report | Progress, writes: bool, template: str, context: dict[str, Any]
) -> HttpResponse:
    """The page of a report; what was sent is kept or handed in, and never lost when it is refused."""
    text, problem = found.text, ""
    if request.method == "POST":
        text = request.POST.get("text", "")
        given = request.POST.get("revision", "")
        revision = int(given) if given.isdecimal() and len(given) < 9 else -1
        try:
            kept(request, found, text, revision, hands_in=request.POST.get("act") == "submit")
        except AnsoError as error:
            problem = str(error)
        else:
            return redirect(request.path)
    context |= {"text": text, "writes": writes, "problem": problem}
    return render(request, template, context, status=422 if problem else 200)


def kept(request: HttpRequest, found: Report | Progress, text: str, revision: int, *, hands_in: bool) -> None:
    actor = signed_in(request)
    # A form sends the line ends of the web; texts are kept with those of the house.
    given: dict[str, Any] = {"text": text.replace("\r\n", "\n"), "revision": revision}
    match found, hands_in:
        case Report(), True:
            actions.submit_report(actor=actor, report=found, **given)
        case Report(), False:
            actions.save_report(actor=actor, report=found, **given)
        case Progress(), True:
            actions.submit_progress(actor=actor, progress=found, **given)
        case Progress(), False:
            actions.save_progress(actor=actor, progress=found, **given)
    messages.success(request, gettext("Handed in.") if hands_in else gettext("Saved."))
