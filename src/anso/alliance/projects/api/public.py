"""Projects for programs: what is worked on, by whom, where.

The portal includes the router among its operations; who calls, and how errors are told, is the portal's.
"""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from ninja import Router, Schema
from ninja.params.functions import Query
from pydantic import Field

from anso.alliance.projects import queries
from anso.alliance.projects.models import Project

__all__ = ["router"]

router = Router(tags=["Projects"])


class ProjectOut(Schema):
    """A project of one of the alliance's programmes."""

    code: str
    programme: str
    number: int
    title: str
    acronym: str
    summary: str
    leaders: str
    organisation: str = Field(description="Code of the institution, where it is on record")
    organisation_text: str = Field(description="As it was published")
    year: int
    countries: list[str]
    synthetic: bool
    url: str


@router.get("/projects", response=list[ProjectOut], summary="Projects")
def list_projects(
    request: HttpRequest,
    programme: str = Query("", description=", ".join(Project.Programme.values)),
    year: int = Query(0, ge=0, le=9999, description="0: any year"),
    country: str = Query("", description="Two-letter code of a country that takes part"),
) -> Any:
    """All projects, or those of a programme, a year or a country; the newest first."""
    found = queries.projects()
    if programme:
        found = found.filter(programme=programme)
    if year:
        found = found.filter(year=year)
    if country:
        found = found.filter(countries__country=country.upper())
    return [project_out(request, project) for project in found]


@router.get("/projects/{code}", response=ProjectOut, summary="One project")
def read_project(request: HttpRequest, code: str) -> Any:
    """A project by its code."""
    return project_out(request, get_object_or_404(queries.projects(), code=code))


def project_out(request: HttpRequest, project: Project) -> dict[str, Any]:
    fields = ("code", "programme", "number", "title", "acronym", "summary", "leaders", "year")
    return {
        **{field: getattr(project, field) for field in fields},
        "organisation": project.organisation.code if project.organisation else "",
        "organisation_text": project.organisation_name,
        "countries": [row.country for row in project.countries.all()],
        "synthetic": project.is_synthetic,
        "url": request.build_absolute_uri(reverse("api:read_project", args=[project.code])),
    }
