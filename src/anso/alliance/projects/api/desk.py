"""The officers' desk for programs."""

from typing import Any

from django.http import HttpRequest
from ninja.params.functions import Query

from anso.alliance.people.rules import require
from anso.alliance.projects import queries
from anso.alliance.projects.api.router import router
from anso.alliance.projects.tables import project_rows, student_rows

__all__: list[str] = []


@router.get("/project-desk/projects", response=list[dict[str, Any]], summary="The desk of projects")
def list_desk_projects(
    request: HttpRequest,
    waits: str = Query("", description="review, late, due, change or payment", max_length=20),
    programme: str = Query("", max_length=60),
    state: str = Query("", max_length=20),
    q: str = Query("", max_length=100),
) -> Any:
    """Projects of the programmes that the caller keeps, with what waits in them and their sums."""
    require(request.user, "projects.see_desk")
    found = queries.desk_projects(request.user, waits=waits, programme=programme, state=state, text=q)
    return list(project_rows(found))


@router.get("/project-desk/students", response=list[dict[str, Any]], summary="The desk of students")
def list_desk_students(
    request: HttpRequest,
    late: bool = Query(False, description="Only those whose report is late"),
    programme: str = Query("", max_length=60),
    state: str = Query("", max_length=20),
    q: str = Query("", max_length=100),
) -> Any:
    """Students of the programmes that the caller keeps."""
    require(request.user, "projects.see_desk")
    found = queries.desk_students(request.user, late=late, programme=programme, state=state, text=q)
    return list(student_rows(found))
