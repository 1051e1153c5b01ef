"""The projects' public pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from anso.alliance.people.rules import guarded
from anso.alliance.projects import queries
from anso.alliance.words import country_names

__all__ = ["project", "project_list"]


@require_safe
@guarded("projects.view_project")
def project_list(request: HttpRequest) -> HttpResponse:
    groups = queries.projects_by_programme()
    countries = {row.country for group in groups for found in group.projects for row in found.countries.all()}
    return render(
        request,
        "projects/list.html",
        {
            "groups": groups,
            "count": sum(len(group.projects) for group in groups),
            "countries": len(countries),
        },
    )


@require_safe
@guarded("projects.view_project")
def project(request: HttpRequest, code: str) -> HttpResponse:
    found = get_object_or_404(queries.projects(), code=code)
    countries = country_names(row.country for row in found.countries.all())
    return render(request, "projects/project.html", {"project": found, "countries": countries})
