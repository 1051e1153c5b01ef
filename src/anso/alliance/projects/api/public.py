"""Projects for programs: what is worked on, by whom, where.

The portal includes the router among its operations; who calls, and how errors are told, is the portal's.
"""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from ninja import Schema
from ninja.params.functions import Query
from pydantic import Field

from anso.alliance.projects import queries
from anso.alliance.projects.api.router import router
from anso.alliance.projects.models import Project

__all__ = ["project_out"]


class ProjectOut(Schema):
    """A project of one of the alliance's programmes."""

    code: str
    programme: str = Field(description="`call:` and its code where a call awarded it")
    number: int
    title: str
    acronym: str
    summary: str
    leaders: str
    organisation: str = Field(description="Code of the institution, where it is on record")
    organisation_text: str = Field(description="As it was published")
    year: int
    countries: list[str]
    field: str = Field(description="Code of the field, as the form of its call has it")
    state: str = Field(description="running, suspended or closed; empty where no call awarded it")
    starts: date | None
    ends: date | None = Field(description="The day after the last")
    synthetic: bool
    url: str


class OutputOut(Schema):
    """Something that came out of a project."""

    kind: str
    title: str
    authors: str
    year: int | None
    doi: str
    link: str
    citation: str


class PartnerOut(Schema):
    """An organisation of the team."""

    organisation: str
    country: str = Field(description="Its name in the reader's language")


class OneProjectOut(ProjectOut):
    """A project with its public outputs and partners."""

    outputs: list[OutputOut]
    partners: list[PartnerOut]


class AwardeesOut(Schema):
    """Scholarships of one country."""

    country: str
    scholarships: int
    graduated: int
    named: list[str] = Field(description="Holders who agreed to be named")
    url: str


@router.get("/projects", response=list[ProjectOut], summary="Projects")
def list_projects(
    request: HttpRequest,
    programme: str = Query(
        "",
        description="international, advisory …, or call: and the code of a programme of calls",
        max_length=80,
    ),
    year: int = Query(0, ge=0, le=9999, description="0: any year"),
    country: str = Query("", description="Two-letter code of a country that takes part", max_length=2),
    field: str = Query("", description="Code of a field", max_length=60),
    q: str = Query("", description="Words of the title, or a code", max_length=100),
) -> Any:
    """All projects, or those of a programme, a year, a country or a field; the newest first."""
    found = queries.found_projects(programme=programme, year=year, country=country, field=field, text=q)
    return [project_out(request, project) for project in found]


@router.get("/projects/{code}", response=OneProjectOut, summary="One project")
def read_project(request: HttpRequest, code: str) -> Any:
    """A project by its code, with its public outputs."""
    found = queries.project_called(code)
    return {
        **project_out(request, found),
        "outputs": [
            {"link": one.link, "citation": one.citation}
            | {name: getattr(one, name) for name in ("kind", "title", "authors", "year", "doi")}
            for one in queries.public_outputs(found)
        ],
        "partners": [
            {"organisation": organisation, "country": country}
            for organisation, country in queries.partners_of(found)
        ],
    }


@router.get("/awardees", response=list[AwardeesOut], summary="Scholarships by country")
def list_awardees(
    request: HttpRequest,
    programme: str = Query("", description="Code of a programme of calls", max_length=60),
    year: int = Query(0, ge=0, le=9999, description="Of the award; 0: any year"),
) -> Any:
    """How many from where; names only of those who agreed."""
    return [
        {
            "country": row.country,
            "scholarships": row.count,
            "graduated": row.graduated,
            "named": [student.name for student in row.named],
            "url": f"{request.build_absolute_uri(reverse('projects:awardees'))}#{row.country}",
        }
        for row in queries.awardees_by_country(programme=programme, year=year)
    ]


def project_out(request: HttpRequest, project: Project) -> dict[str, Any]:
    fields = ("code", "number", "title", "acronym", "summary", "leaders", "year", "field")
    called = project.call_programme
    return {
        **{field: getattr(project, field) for field in fields},
        "programme": f"{queries.CALLED}{called.code}" if called else project.programme,
        "organisation": project.organisation.code if project.organisation else "",
        "organisation_text": project.organisation_name,
        "countries": [row.country for row in project.countries.all()],
        "state": project.state if project.award_id else "",
        "starts": project.starts_on,
        "ends": project.ends_on,
        "synthetic": project.is_synthetic,
        "url": request.build_absolute_uri(reverse("api:read_project", args=[project.code])),
    }
