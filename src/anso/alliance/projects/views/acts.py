"""One page for every act: its form, and the act done where the form holds."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from anso.alliance.people.rules import guarded, require
from anso.alliance.projects import offered, queries
from anso.alliance.projects.models import Project, Report, Student
from anso.alliance.projects.views.common import attempt, signed_in

__all__ = ["on_project", "on_student"]

FORMS = ["GET", "HEAD", "POST"]


@require_http_methods(FORMS)
@never_cache
@login_required
@guarded("projects.see_own")
def on_project(request: HttpRequest, code: str, act: str, pk: int | None = None) -> HttpResponse:
    """Do something to a project, or to a part of it; a reviewer of a report reaches their report alone."""
    if pk is not None and act == "review-report":
        number = Report.objects.filter(project__code=code, pk=pk).values_list("number", flat=True).first()
        project = queries.report_for(request.user, code, number or 0).project
        back = reverse("projects:report", kwargs={"code": code, "number": number})
    else:
        project = queries.work_for(request.user, code)
        back = reverse("projects:work", kwargs={"code": code})
    return done(request, project, act, pk, back)


@require_http_methods(FORMS)
@never_cache
@login_required
@guarded("projects.see_own")
def on_student(request: HttpRequest, student: UUID, act: str, pk: int | None = None) -> HttpResponse:
    found = queries.student_for(request.user, student)
    return done(request, found, act, pk, found.get_absolute_url())


def done(
    request: HttpRequest, owner: Project | Student, name: str, pk: int | None, back: str
) -> HttpResponse:
    act = offered.act_called(owner, name)
    record: Any = offered.part_called(owner, act, pk)
    require(request.user, act.permission, record)
    form = offered.form_of(act, record, request.POST if request.method == "POST" else None)
    actor = signed_in(request)
    if request.method == "POST" and attempt(form, lambda: offered.do(act, actor, record, form.said())):
        messages.success(request, gettext("Done and put on record."))
        return redirect(back)
    context = {"owner": owner, "act": act, "record": record, "form": form, "back": back}
    return render(request, "projects/act.html", context, status=422 if request.method == "POST" else 200)
