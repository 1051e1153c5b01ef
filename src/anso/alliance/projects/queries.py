"""What is asked of projects: all of them by programme, those of a country, those of an institution."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from anso.alliance.panels import PanelItem
from anso.alliance.projects.models import Project
from anso.alliance.search import SearchRecord

__all__ = [
    "ProgrammeProjects",
    "country_panel",
    "institution_panel",
    "projects",
    "projects_by_programme",
    "projects_in",
    "searchable",
]


@dataclass(frozen=True)
class ProgrammeProjects:
    """The projects of one programme."""

    programme: str
    title: str
    projects: tuple[Project, ...]


def projects() -> QuerySet[Project]:
    return Project.objects.select_related("organisation").prefetch_related("countries")


def projects_in(country: str) -> QuerySet[Project]:
    return Project.objects.select_related("organisation").filter(countries__country=country)


def projects_by_programme() -> list[ProgrammeProjects]:
    """All projects, in the order in which the programmes are declared; empty programmes are left out."""
    groups: dict[str, list[Project]] = {programme: [] for programme in Project.Programme.values}
    for project in projects():
        groups[project.programme].append(project)
    return [
        ProgrammeProjects(programme, str(Project.Programme(programme).label), tuple(group))
        for programme, group in groups.items()
        if group
    ]


def panel_item(project: Project) -> PanelItem:
    note = _("%(programme)s, %(year)s") % {"programme": project.get_programme_display(), "year": project.year}
    return PanelItem(title=project.title, note=note, url=project.get_absolute_url(), kind=_("Project"))


def country_panel(code: str) -> list[PanelItem]:
    return [panel_item(project) for project in projects_in(code)]


def institution_panel(code: str) -> list[PanelItem]:
    return [panel_item(project) for project in Project.objects.filter(organisation__code=code)]


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
