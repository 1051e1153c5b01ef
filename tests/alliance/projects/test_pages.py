"""Every page of projects and students: shown to whom it is meant for, in at most twelve queries."""

from collections.abc import Callable
from decimal import Decimal
from time import perf_counter

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.alliance.calls.world import person
from tests.alliance.projects import world
from tests.portal.guard.people import add_factor, sign_in

from anso.alliance.calls.models import Award
from anso.alliance.people.models import User
from anso.alliance.projects import actions
from anso.alliance.projects.models import Project, Student
from anso.alliance.projects.offered import PROJECT_ACTS, STUDENT_ACTS

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12


def client_of(user: User) -> Client:
    return sign_in(User.objects.get(pk=user.pk), shown=True)


@pytest.fixture
def officer() -> User:
    found = person("officer", "secretariat")
    add_factor(found)
    return found


def queries_of(client: Client, path: str, status: int = 200) -> int:
    """Queries of a visit, less those by which a session is known at all."""
    client.get("/projects/awardees/")
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert client.get(path).status_code == status
    return len([row for row in caught.captured_queries if "SAVEPOINT" not in row["sql"]])


def test_pages_of_a_project_take_few_queries(officer: User) -> None:
    leader = person("leader")
    project = world.project(leader)
    actions.add_output(actor=leader, project=project, kind="paper", title="Ice", doi="10.1000/ICE")
    actions.ask_change(actor=leader, project=project, kind="content", why="Another glacier")
    paths = ("", "inside/", "reports/1/")
    assert (
        max(queries_of(client_of(leader), f"/projects/{project.code}/{path}") for path in paths)
        <= MOST_QUERIES
    )
    assert (
        max(queries_of(client_of(officer), f"/projects/{project.code}/{path}") for path in paths)
        <= MOST_QUERIES
    )


def test_pages_of_a_student_take_few_queries(officer: User) -> None:
    holder = person("student")
    student = world.student(holder)
    for who in (holder, officer):
        assert queries_of(client_of(who), student.get_absolute_url()) <= MOST_QUERIES


def test_desk_and_lists_take_few_queries(officer: User) -> None:
    world.project()
    world.student()
    client = client_of(officer)
    paths = (
        "/projects/",
        "/projects/awardees/",
        "/projects/desk/",
        "/projects/desk/students/",
        "/projects/yours/",
    )
    assert {path: queries_of(client, path) for path in paths if queries_of(client, path) > MOST_QUERIES} == {}


def test_work_of_others_is_as_if_it_were_not_there() -> None:
    project, student = world.project(), world.student()
    client = client_of(person("other"))
    paths = (
        f"/projects/{project.code}/inside/",
        f"/projects/{project.code}/reports/1/",
        f"/projects/{project.code}/inside/ask-change/",
        student.get_absolute_url(),
        f"{student.get_absolute_url()}give-consents/",
    )
    assert [client.get(path).status_code for path in paths] == [404] * len(paths)
    assert client.get("/projects/desk/").status_code == 403


def test_officer_of_another_programme_reaches_nothing() -> None:
    project = world.project()
    other = person("elsewhere", "secretariat", programme="prizes")
    add_factor(other)
    client = client_of(other)
    assert client.get(f"/projects/{project.code}/inside/").status_code == 404
    assert project.code not in client.get("/projects/desk/").content.decode()


def test_every_act_without_a_part_shows_its_form(officer: User) -> None:
    leader, holder = person("leader"), person("student")
    project, student = world.project(leader), world.student(holder)
    for people, acts, base in (
        ((leader, officer), PROJECT_ACTS, f"/projects/{project.code}/inside/"),
        ((holder, officer), STUDENT_ACTS, student.get_absolute_url()),
    ):
        clients = [client_of(one) for one in people]
        for name, act in acts.items():
            if act.part is None:
                assert 200 in [client.get(f"{base}{name}/").status_code for client in clients], name


def test_payment_is_released_and_paid_by_the_pages(officer: User) -> None:
    project = world.project()
    first = project.payments.get(number=1)
    client = client_of(officer)
    base = f"/projects/{project.code}/inside/"
    client.post(f"{base}release-payment/{first.pk}/")
    answer = client.post(f"{base}pay/{first.pk}/", {"paid_on": "2021-07-05", "reference": "T-1"})
    first.refresh_from_db()
    assert (answer.status_code, str(first.paid_on), first.reference) == (302, "2021-07-05", "T-1")


def test_refused_act_says_why_beside_its_field(officer: User) -> None:
    project = world.project()
    answer = client_of(officer).post(
        f"/projects/{project.code}/inside/enter-budget-line/", {"item": "Boat", "amount": "1"}
    )
    assert answer.status_code == 422
    assert "90001.01" in answer.content.decode()


def test_report_typed_in_a_window_that_is_behind_comes_back_with_its_text() -> None:
    leader = person("leader")
    project = world.project(leader)
    path, client = f"/projects/{project.code}/reports/1/", client_of(leader)
    client.post(path, {"text": "First", "revision": "0", "act": "save"})
    answer = client.post(path, {"text": "Second words", "revision": "0", "act": "save"})
    assert answer.status_code == 422
    assert "Second words" in answer.content.decode()
    assert project.reports.get(number=1).text == "First"


def test_public_page_shows_public_outputs_alone(client: Client) -> None:
    leader = person("leader")
    project = world.project(leader)
    actions.add_output(actor=leader, project=project, kind="paper", title="Ice is melting")
    actions.add_output(actor=leader, project=project, kind="data", title="Gauge readings", is_public=False)
    page = client.get(project.get_absolute_url()).content.decode()
    assert ("Ice is melting" in page, "Gauge readings" in page, "90,000" in page) == (True, False, False)


def test_student_is_named_to_everybody_with_consent_alone(client: Client) -> None:
    holder = person("student")
    student = world.student(holder)
    assert "Aigerim" not in client.get("/projects/awardees/").content.decode()
    actions.give_consents(actor=holder, student=student, may_be_named=True, is_alumni=False)
    assert "Aigerim Example" in client.get("/projects/awardees/").content.decode()


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_desk_is_taken_away_as_a_table(officer: User, kind: str) -> None:
    project = world.project()
    content = client_of(officer).get(f"/projects/desk/projects.{kind}").content
    assert project.code.encode() in content if kind == "csv" else content.startswith(b"PK")


def test_list_of_a_thousand_projects_is_quick(officer: User, make_many: Callable[[int], None]) -> None:
    make_many(1000)
    client = client_of(officer)
    client.get("/projects/desk/")
    taken = []
    for path in ("/projects/desk/?state=running", "/projects/?year=2021"):
        start = perf_counter()
        assert client.get(path).status_code == 200
        taken.append(perf_counter() - start)
    # The target is 0.2 s on a machine of its own; this one is shared with whatever else is tested on it.
    assert max(taken) < 1.0


@pytest.fixture
def make_many() -> Callable[[int], None]:
    def make(count: int) -> None:
        first = world.project()
        assert first.award is not None
        application = first.award.application
        copies = []
        for number in range(count):
            application.pk, application.number, application._state.adding = None, f"RES-{number + 1000}", True
            copies.append(
                type(application)(
                    **{
                        field.attname: getattr(application, field.attname)
                        for field in application._meta.concrete_fields
                        if field.name != "id"
                    }
                )
            )
        type(application).objects.bulk_create(copies)
        awards = Award.objects.bulk_create(
            Award(application=one, answer_by=world.ANSWER_BY) for one in copies
        )
        projects = Project.objects.bulk_create(
            Project(
                code=f"many-{number}", programme="awarded", number=number + 10, title=f"Project {number}", year=2021,
                award=award, call_programme=first.call_programme, starts_on=first.starts_on, ends_on=first.ends_on,
                zone="Asia/Shanghai", ceiling=Decimal(100),
            )
            for number, award in enumerate(awards)
        )  # fmt: skip
        template = first.reports.get(number=1)
        type(template).objects.bulk_create(
            type(template)(project=one, number=1, period_from=template.period_from, period_to=template.period_to,
                           due_on=template.due_on)
            for one in projects
        )  # fmt: skip

    return make


def test_student_without_an_account_is_kept_for_the_count() -> None:
    world.student()
    assert Student.objects.exclude(country="").count() == 1
