"""What an accepted award brings about: the plan, reports and instalments of a project; a student."""

from datetime import date
from decimal import Decimal

import pytest
from tests.alliance.calls.world import person
from tests.alliance.projects import world

from anso.alliance.calls import actions as calls
from anso.alliance.people.models import AuditEvent
from anso.alliance.projects.models import Project, Student

pytestmark = pytest.mark.django_db


def test_project_begins_on_the_day_of_the_acceptance_where_the_call_is() -> None:
    project = world.project()
    assert (project.starts_on, project.ends_on) == (date(2021, 7, 1), date(2024, 1, 1))
    assert (project.code, project.number, project.programme_name) == ("res-2021-09001", 1, "Research")


def test_plan_and_team_are_those_of_the_application() -> None:
    project = world.project()
    assert [(one.title, one.due_on) for one in project.milestones.all()] == [
        ("Gauges stand", date(2022, 1, 1)),
        ("Balance is closed", date(2024, 1, 1)),
    ]
    assert [(one.name, one.part, one.country) for one in project.team.all()] == [
        ("Leader", "leader", ""),
        ("B. Partner", "partner", "KG"),
    ]
    assert [row.country for row in project.countries.all()] == ["KG", "KZ"]


def test_reports_are_due_a_month_after_each_year_and_the_last_is_final() -> None:
    reports = world.project().reports.all()
    assert [(one.period_to, one.due_on, one.is_final) for one in reports] == [
        (date(2022, 6, 30), date(2022, 7, 30), False),
        (date(2023, 6, 30), date(2023, 7, 30), False),
        (date(2023, 12, 31), date(2024, 1, 30), True),
    ]


def test_instalments_are_equal_and_sum_to_the_budget_to_the_cent() -> None:
    project = world.project()
    assert project.ceiling == Decimal("90000.01")
    assert [
        (one.amount, one.report and one.report.number) for one in project.payments.order_by("number")
    ] == [
        (Decimal("30000.00"), None),
        (Decimal("30000.00"), 1),
        (Decimal("30000.01"), 2),
    ]


def test_less_awarded_than_asked_for_is_one_line_of_the_budget() -> None:
    project = world.project(amount=Decimal(50000))
    assert [line.amount for line in project.budget.all()] == [Decimal(50000)]
    assert sum(one.amount for one in project.payments.all()) == Decimal(50000)


def test_student_begins_with_what_the_application_says() -> None:
    student = world.student()
    assert (student.degree, student.country, student.state) == ("phd", "KZ", "expected")
    assert student.university == "University of Science and Technology of China (USTC)"


def test_declined_award_begins_nothing() -> None:
    leader = person("leader")
    award = world.awarded(leader, world.research(), world.PLAN)
    calls.answer_award(actor=leader, application=award.application, accept=False, at=world.ACCEPTED)
    assert (Project.objects.count(), Student.objects.count()) == (0, 0)


def test_trail_of_a_beginning_names_no_person() -> None:
    world.student()
    event = AuditEvent.objects.get(verb="projects.begin_studies")
    assert event.target_label == "SCH-2021-09001"
    assert "Aigerim" not in event.details_json
