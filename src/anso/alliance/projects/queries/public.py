"""What everybody asks of projects: by programme, year, country and field, on the map, in panels and in the search.

Students are counted by country; who agreed to it is named.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet, Subquery
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from anso.alliance.calls.models.programmes import said_now
from anso.alliance.panels import PanelItem
from anso.alliance.projects.models import Output, Project, ProjectCountry, Student, TeamMember
from anso.alliance.search import SearchRecord
from anso.alliance.words import country_name, country_names

__all__ = [
    "CALLED",
    "AwardeesOfCountry",
    "Choices",
    "ProgrammeProjects",
    "awardees_by_country",
    "choices",
    "country_panel",
    "found_projects",
    "grouped",
    "institution_panel",
    "partners_of",
    "project_called",
    "projects",
    "projects_by_programme",
    "projects_in",
    "public_outputs",
    "searchable",
]

CALLED = "call:"
"""Before the code of a programme of calls, where programmes of both kinds stand in one list."""


@dataclass(frozen=True)
class ProgrammeProjects:
    """The projects of one programme."""

    programme: str
    title: str
    projects: tuple[Project, ...]


@dataclass(frozen=True)
class Choices:
    """What a list of projects may be narrowed to: codes with their words."""

    programmes: tuple[tuple[str, str], ...]
    years: tuple[int, ...]
    countries: tuple[tuple[str, str], ...]
    fields: tuple[str, ...]


@dataclass(frozen=True)
class AwardeesOfCountry:
    """Scholarships of a country, and those of their holders who agreed to be named."""

    country: str
    name: str
    count: int
    graduated: int
    named: tuple[Student, ...]


def projects() -> QuerySet[Project]:
    return Project.objects.select_related("organisation", "call_programme").prefetch_related("countries")


def project_called(code: str) -> Project:
    found = projects().filter(code=code).first()
    if found is None:
        raise Http404(_("There is no such project."))
    return found


def found_projects(
    *, programme: str = "", year: int = 0, country: str = "", field: str = "", text: str = ""
) -> QuerySet[Project]:
    """Projects as they are asked for; what is not given narrows nothing."""
    found = projects()
    if programme.startswith(CALLED):
        found = found.filter(call_programme__code=programme.removeprefix(CALLED))
    elif programme:
        found = found.filter(programme=programme)
    if year:
        found = found.filter(year=year)
    if country:
        found = found.filter(countries__country=country.upper())
    if field:
        found = found.filter(field=field)
    if text:
        found = found.filter(Q(title__icontains=text) | Q(acronym__iexact=text) | Q(code__iexact=text))
    return found


def choices() -> Choices:
    rows = list(
        Project.objects.order_by()
        .values("programme", "call_programme__code", "call_programme__titles", "year", "field")
        .distinct()
    )
    published = {row["programme"] for row in rows} - {Project.Programme.AWARDED.value}
    called = {
        f"{CALLED}{row['call_programme__code']}": said_now(row["call_programme__titles"])
        for row in rows
        if row["call_programme__code"]
    }
    return Choices(
        programmes=(
            *((value, str(label)) for value, label in Project.Programme.choices if value in published),
            *sorted(called.items(), key=lambda pair: pair[1]),
        ),
        years=tuple(sorted({row["year"] for row in rows}, reverse=True)),
        countries=tuple(
            (code, name)
            for name, code in country_names(
                ProjectCountry.objects.order_by().values_list("country", flat=True).distinct()
            )
        ),
        fields=tuple(sorted({row["field"] for row in rows} - {""})),
    )


def public_outputs(project: Project) -> QuerySet[Output]:
    return project.outputs.filter(is_public=True, withdrawn="")


def partners_of(project: Project) -> Sequence[tuple[str, str]]:
    """Organisations of the team with their countries' names, each once."""
    rows = project.team.filter(part=TeamMember.Part.PARTNER, until__isnull=True).exclude(organisation="")
    found = dict.fromkeys((row.organisation, row.country) for row in rows)
    return [(organisation, country_name(country)) for organisation, country in found]


def awardees_by_country(*, programme: str = "", year: int = 0) -> list[AwardeesOfCountry]:
    """Scholarships by country, in the order of the countries' names."""
    found = Student.objects.exclude(country="")
    if programme:
        found = found.filter(call_programme__code=programme)
    if year:
        found = found.filter(year=year)
    counts = {
        row["country"]: (row["count"], row["graduated"])
        for row in found.order_by()
        .values("country")
        .annotate(count=Count("pk"), graduated=Count("pk", filter=Q(state=Student.State.GRADUATED)))
    }
    named: dict[str, list[Student]] = {}
    for student in found.filter(may_be_named=True).exclude(name="").order_by("name"):
        named.setdefault(student.country, []).append(student)
    return [
        AwardeesOfCountry(code, name, *counts[code], named=tuple(named.get(code, ())))
        for name, code in country_names(counts)
    ]


def projects_in(country: str) -> QuerySet[Project]:
    return Project.objects.select_related("organisation", "call_programme").filter(countries__country=country)


def projects_by_programme() -> list[ProgrammeProjects]:
    """All projects, in the order in which the programmes are declared; empty programmes are left out."""
    return grouped(projects())


def grouped(found: Iterable[Project]) -> list[ProgrammeProjects]:
    """Projects under their programmes: the published ones in their order, then those of calls by their names."""
    groups: dict[str, list[Project]] = {programme: [] for programme in Project.Programme.values}
    titles = {programme: str(Project.Programme(programme).label) for programme in groups}
    for project in found:
        key = project.programme
        if project.call_programme is not None:
            key = f"called-{project.call_programme.code}"
            titles[key] = project.programme_name
        groups.setdefault(key, []).append(project)
    return [ProgrammeProjects(key, titles[key], tuple(group)) for key, group in groups.items() if group]


def panel_item(project: Project) -> PanelItem:
    note = _("%(programme)s, %(year)s") % {"programme": project.programme_name, "year": project.year}
    return PanelItem(title=project.title, note=note, url=project.get_absolute_url(), kind=_("Project"))


def country_panel(code: str) -> list[PanelItem]:
    """Projects, and how many scholarships: in one query where there are projects."""
    students = Student.objects.filter(country=code)
    counted = students.order_by().values("country").annotate(n=Count("pk")).values("n")
    found = list(projects_in(code).annotate(scholarships=Subquery(counted)))
    items = [panel_item(project) for project in found]
    count = (found[0].scholarships or 0) if found else students.count()
    if count:
        title = ngettext("%(n)s scholarship", "%(n)s scholarships", count) % {"n": count}
        url = f"{reverse('projects:awardees')}#{code}"
        items.append(PanelItem(title=title, note="", url=url, kind=_("Scholarships")))
    return items


def institution_panel(code: str) -> list[PanelItem]:
    return [panel_item(project) for project in projects_of(code)]


def projects_of(institution: str) -> QuerySet[Project]:
    return Project.objects.select_related("call_programme").filter(organisation__code=institution)


def searchable() -> Iterator[SearchRecord]:
    for project in projects():
        yield SearchRecord(
            kind="project",
            key=project.code,
            title=f"{project.title} ({project.acronym})" if project.acronym else project.title,
            text=f"{project.leaders} {project.organisation_name} {project.summary}".strip(),
            url_name="projects:project",
            url_kwargs={"code": project.code},
            places=tuple(row.country for row in project.countries.all()),
        )
