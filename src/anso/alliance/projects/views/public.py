"""The public pages: funded projects with their filters and map, one project, awardees by country."""

from collections import Counter
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from anso.alliance.network.maps import member_map
from anso.alliance.people.rules import guarded, may
from anso.alliance.projects import queries
from anso.alliance.projects.models import ProjectCountry, Student
from anso.alliance.words import country_names

__all__ = ["asked_of", "awardees", "project", "project_list"]

AT_ONCE = 100
LONGEST = 100


def asked_of(request: HttpRequest) -> dict[str, Any]:
    """What a list is narrowed to; what makes no sense narrows nothing."""
    given = {name: request.GET.get(name, "").strip()[:LONGEST] for name in ("programme", "country", "field")}
    year = request.GET.get("year", "")
    text = request.GET.get("q", "").strip()[:LONGEST]
    return {**given, "year": int(year) if year.isdecimal() and len(year) == 4 else 0, "text": text}


@require_safe
@guarded("projects.view_project")
def project_list(request: HttpRequest) -> HttpResponse:
    asked = asked_of(request)
    found = queries.found_projects(**asked)
    keys = list(found.order_by().values_list("pk", flat=True))
    seats = ProjectCountry.objects.order_by()
    counts = Counter(
        (
            seats.filter(project__in=found.order_by().values("pk")) if any(asked.values()) else seats
        ).values_list("country", flat=True)
    )
    page = Paginator(found, AT_ONCE).get_page(request.GET.get("page"))
    rest = request.GET.copy()
    rest.pop("page", None)
    return render(
        request,
        "projects/list.html",
        {
            "groups": queries.grouped(page),
            "count": len(keys),
            "countries": len(counts),
            "map": member_map(counts) if counts else None,
            "choices": queries.choices(),
            "asked": asked,
            "page": page,
            "rest": rest.urlencode(),
            "keeps": request.user.is_authenticated and bool(may(request.user, "projects.see_desk")),
        },
    )


@require_safe
@guarded("projects.view_project")
def project(request: HttpRequest, code: str) -> HttpResponse:
    found = queries.project_called(code)
    inside = found.award_id is not None and bool(may(request.user, "projects.read_work", found))
    return render(
        request,
        "projects/project.html",
        {
            "project": found,
            "countries": country_names(row.country for row in found.countries.all()),
            "partners": queries.partners_of(found) if found.award_id else (),
            "outputs": queries.public_outputs(found) if found.award_id else (),
            "inside": inside,
        },
    )


@require_safe
@guarded("projects.view_project")
def awardees(request: HttpRequest) -> HttpResponse:
    """Scholarships by country; names only of those who agreed."""
    asked = asked_of(request)
    rows = queries.awardees_by_country(programme=asked["programme"], year=asked["year"])
    years = Student.objects.order_by("-year").values_list("year", flat=True).distinct()
    return render(
        request,
        "projects/awardees.html",
        {
            "rows": rows,
            "count": sum(row.count for row in rows),
            "map": member_map({row.country: row.count for row in rows}) if rows else None,
            "years": list(years),
            "asked": asked,
        },
    )
