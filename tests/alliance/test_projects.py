"""Projects: grouped by programme, found by country and by institution."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from anso.alliance.network.models import Institution
from anso.alliance.projects import queries
from anso.alliance.projects.models import Project, ProjectCountry


@pytest.fixture
def projects(institution: Institution) -> list[Project]:
    found = [
        Project.objects.create(
            code=code,
            programme=programme,
            number=number,
            title=code.title(),
            year=2020,
            organisation=organisation,
        )
        for code, programme, number, organisation in (
            ("advice", "advisory", 1, institution),
            ("tides", "international", 2, institution),
            ("waves", "international", 1, None),
        )
    ]
    for project, country in ((found[1], "LK"), (found[1], "IN"), (found[2], "IN")):
        ProjectCountry.objects.create(project=project, country=country)
    return found


@pytest.mark.usefixtures("projects")
def test_programmes_stand_in_their_order_and_projects_by_number() -> None:
    groups = queries.projects_by_programme()
    assert [(group.programme, [found.code for found in group.projects]) for group in groups] == [
        ("international", ["waves", "tides"]),
        ("advisory", ["advice"]),
    ]


@pytest.mark.usefixtures("projects")
def test_projects_of_a_country_and_of_an_institution() -> None:
    assert [found.code for found in queries.projects_in("IN")] == ["waves", "tides"]
    assert [item.title for item in queries.country_panel("LK")] == ["Tides"]
    assert [item.title for item in queries.institution_panel("institute-of-tides")] == ["Advice", "Tides"]


def test_country_is_named_once_in_a_project(projects: list[Project]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        ProjectCountry.objects.create(project=projects[1], country="LK")


def test_number_is_given_once_in_a_programme_and_year(projects: list[Project]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Project.objects.create(
            code="again", programme=projects[0].programme, number=1, title="Again", year=2020
        )


@pytest.mark.usefixtures("projects")
def test_pages_of_projects(client: Client, django_assert_max_num_queries: object) -> None:
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        listed = client.get("/projects/").content.decode()
    assert "<h1>3 projects</h1>" in listed
    assert "with 2 countries taking part" in listed
    page = client.get("/projects/tides/").content.decode()
    assert page.index(">India</a>") < page.index(">Sri Lanka</a>")
    assert client.get("/projects/nothing/").status_code == 404
