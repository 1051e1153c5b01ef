"""The officers' desk: projects and students of the programmes that they keep, and both as tables to take away."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from anso.alliance.calls.views.tables import table_response
from anso.alliance.people.rules import guarded
from anso.alliance.projects import queries
from anso.alliance.projects.models import Project, Student
from anso.alliance.projects.tables import PROJECT_COLUMNS, STUDENT_COLUMNS, project_rows, student_rows

__all__ = ["desk", "desk_file", "students", "students_file"]

AT_ONCE = 100
LONGEST = 100


def given(request: HttpRequest, *names: str) -> dict[str, str]:
    return {name: request.GET.get(name, "").strip()[:LONGEST] for name in names}


def found_projects(request: HttpRequest) -> tuple[Any, dict[str, str]]:
    asked = given(request, "waits", "programme", "state", "q")
    found = queries.desk_projects(
        request.user,
        waits=asked["waits"],
        programme=asked["programme"],
        state=asked["state"],
        text=asked["q"],
    )
    return found, asked


def found_students(request: HttpRequest) -> tuple[Any, dict[str, str]]:
    asked = given(request, "late", "programme", "state", "q")
    found = queries.desk_students(
        request.user,
        late=bool(asked["late"]),
        programme=asked["programme"],
        state=asked["state"],
        text=asked["q"],
    )
    return found, asked


@require_safe
@never_cache
@login_required
@guarded("projects.see_desk")
def desk(request: HttpRequest) -> HttpResponse:
    found, asked = found_projects(request)
    extra = {"waiting": queries.waiting_for(request.user), "states": Project.State.choices}
    return listed(request, "projects/desk.html", found, asked, extra)


@require_safe
@never_cache
@login_required
@guarded("projects.see_desk")
def students(request: HttpRequest) -> HttpResponse:
    found, asked = found_students(request)
    return listed(request, "projects/students.html", found, asked, {"states": Student.State.choices})


def listed(
    request: HttpRequest, template: str, found: Any, asked: dict[str, str], extra: dict[str, Any]
) -> HttpResponse:
    rest = request.GET.copy()
    rest.pop("page", None)
    page = Paginator(found, AT_ONCE).get_page(request.GET.get("page"))
    programmes = queries.programmes_on_desk(request.user)
    context = {"page": page, "asked": asked, "programmes": programmes, "rest": rest.urlencode(), **extra}
    return render(request, template, context)


@require_safe
@never_cache
@login_required
@guarded("projects.see_desk")
def desk_file(request: HttpRequest, kind: str) -> HttpResponse:
    found, _asked = found_projects(request)
    return table_response("projects", kind, PROJECT_COLUMNS, project_rows(found))


@require_safe
@never_cache
@login_required
@guarded("projects.see_desk")
def students_file(request: HttpRequest, kind: str) -> HttpResponse:
    found, _asked = found_students(request)
    return table_response("students", kind, STUDENT_COLUMNS, student_rows(found))
