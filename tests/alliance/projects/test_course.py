"""The course of a project: reports in their cycle, who may do what, changes, the end."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from tests.alliance.calls.world import person
from tests.alliance.projects import world

from anso.alliance.people.actions import AlreadyDoneError
from anso.alliance.people.models import User
from anso.alliance.projects import actions
from anso.alliance.projects.models import Project, Report
from anso.errors import InvalidInputError

pytestmark = pytest.mark.django_db


@pytest.fixture
def leader() -> User:
    return person("leader")


@pytest.fixture
def project(leader: User) -> Project:
    return world.project(leader)


def first_report(project: Project) -> Report:
    return project.reports.select_related("project__call_programme").get(number=1)


def handed_in(leader: User, report: Report) -> Report:
    return actions.submit_report(
        actor=leader, report=report, text="Ice was measured.", revision=report.revision
    )


def test_report_is_returned_with_what_is_missing_and_accepted_the_second_time(
    leader: User, project: Project
) -> None:
    officer = person("officer", "secretariat", programme="research")
    report = handed_in(leader, first_report(project))
    actions.review_report(actor=officer, report=report, accept=False, missing="The table of ablation.")
    report.refresh_from_db()
    assert report.state == "returned"
    report = handed_in(leader, report)
    actions.review_report(actor=officer, report=report, accept=True)
    assert list(report.reviews.values_list("revision", "accepted")) == [(1, False), (2, True)]
    with pytest.raises(AlreadyDoneError):
        actions.save_report(actor=leader, report=report, text="More", revision=2)


def test_return_without_a_word_of_what_is_missing_is_refused(leader: User, project: Project) -> None:
    report = handed_in(leader, first_report(project))
    with pytest.raises(InvalidInputError, match="missing"):
        actions.review_report(actor=None, report=report, accept=False)


def test_two_windows_cannot_overwrite_each_other(leader: User, project: Project) -> None:
    report = first_report(project)
    assert actions.save_report(actor=leader, report=report, text="One", revision=0).revision == 1
    with pytest.raises(InvalidInputError, match="Another window"):
        actions.save_report(actor=leader, report=report, text="Two", revision=0)


def test_nobody_judges_their_own_report(project: Project, leader: User) -> None:
    from anso.alliance.people.actions import grant_role

    grant_role(actor=None, user=leader, role="secretariat")
    both = User.objects.get(pk=leader.pk)
    report = handed_in(both, first_report(project))
    with pytest.raises(PermissionDenied):
        actions.review_report(actor=both, report=report, accept=True)
    with pytest.raises(InvalidInputError, match="works on a project"):
        actions.invite_report_reviewer(actor=None, report=report, account=both)


def test_invited_reviewer_judges_that_report_and_no_other(leader: User, project: Project) -> None:
    expert = person("expert")
    report = first_report(project)
    actions.invite_report_reviewer(actor=None, report=report, account=expert)
    report = handed_in(leader, first_report(project))
    other = project.reports.select_related("project__call_programme").get(number=2)
    with pytest.raises(PermissionDenied):
        actions.review_report(actor=expert, report=other, accept=True)
    actions.review_report(actor=expert, report=report, accept=True)
    report.refresh_from_db()
    assert report.state == "accepted"


@pytest.mark.parametrize("who", ["leader", "officer", "elsewhere", "other"])
def test_only_officers_of_the_programme_keep_a_project(who: str, project: Project, leader: User) -> None:
    people = {
        "leader": leader,
        "officer": person("officer", "secretariat", programme="research"),
        "elsewhere": person("elsewhere", "secretariat", programme="prizes"),
        "other": person("other"),
    }

    def keep() -> None:
        actions.suspend(actor=people[who], project=project, reason="Why not")

    if who == "officer":
        keep()
    else:
        with pytest.raises(PermissionDenied):
            keep()
    project.refresh_from_db()
    assert project.state == ("suspended" if who == "officer" else "running")


def test_granted_extension_moves_the_end_and_the_final_report(leader: User, project: Project) -> None:
    change = actions.ask_change(
        actor=leader, project=project, kind="extension", why="A winter was lost.", new_end=date(2025, 1, 1)
    )
    actions.decide_change(actor=None, change=change, grant=True)
    project.refresh_from_db()
    change.refresh_from_db()
    assert (change.old_end, project.ends_on) == (date(2024, 1, 1), date(2025, 1, 1))
    assert [(one.period_to, one.is_final) for one in project.reports.all()] == [
        (date(2022, 6, 30), False),
        (date(2023, 6, 30), False),
        (date(2024, 6, 30), False),
        (date(2024, 12, 31), True),
    ]


def test_declined_change_changes_nothing_and_says_why(leader: User, project: Project) -> None:
    change = actions.ask_change(
        actor=leader, project=project, kind="extension", why="More", new_end=date(2025, 1, 1)
    )
    with pytest.raises(InvalidInputError):
        actions.decide_change(actor=None, change=change, grant=False)
    actions.decide_change(actor=None, change=change, grant=False, reason="The money ends.")
    project.refresh_from_db()
    assert (project.ends_on, project.reports.count()) == (date(2024, 1, 1), 3)


def test_project_is_closed_after_its_final_report_alone(project: Project) -> None:
    with pytest.raises(InvalidInputError, match="final report"):
        actions.close_project(actor=None, project=project, lessons="Ice melts.", evaluation="Good")
    project.reports.filter(is_final=True).update(state=Report.State.ACCEPTED)
    closed = actions.close_project(actor=None, project=project, lessons="Ice melts.", evaluation="Good")
    assert (closed.state, project.reports.filter(state="dropped").count()) == ("closed", 2)
    with pytest.raises(InvalidInputError, match="closed"):
        actions.suspend(actor=None, project=project, reason="Too late")


def test_milestone_is_reached_in_the_past_with_evidence(leader: User, project: Project) -> None:
    milestone = project.milestones.select_related("project").get(title="Gauges stand")
    with pytest.raises(InvalidInputError, match="still to come"):
        actions.reach_milestone(actor=leader, milestone=milestone, done_on=date(2999, 1, 1), evidence="Photo")
    done = actions.reach_milestone(
        actor=leader, milestone=milestone, done_on=date(2022, 1, 3), evidence="Photo"
    )
    assert (done.done_on, done.is_open) == (date(2022, 1, 3), False)


def test_period_set_before_the_start_plans_everything_anew(project: Project) -> None:
    actions.set_period(actor=None, project=project, starts_on=date(2021, 9, 1), ends_on=date(2023, 9, 1))
    assert [(one.period_to, one.is_final) for one in project.reports.all()] == [
        (date(2022, 8, 31), False),
        (date(2023, 8, 31), True),
    ]
    assert project.milestones.get(title="Gauges stand").due_on == date(2022, 1, 1) + timedelta(days=62)
    assert [str(one.amount) for one in project.payments.all()] == ["45000.00", "45000.01"]


def test_reminders_go_a_month_before_and_once_when_late(project: Project) -> None:
    due = first_report(project).due_on
    noon = datetime(due.year, due.month, due.day, 4, tzinfo=UTC)
    moments = [noon - timedelta(days=n) for n in (31, 30, 29, 0)] + [noon + timedelta(days=n) for n in (1, 2)]
    assert [actions.remind_due_reports(at=moment) for moment in moments] == [0, 1, 0, 0, 1, 0]


def test_report_is_late_by_the_clock_of_its_call(project: Project) -> None:
    from anso.alliance.projects.queries import waiting_for

    officer = person("officer", "secretariat", programme="research")
    due = first_report(project).due_on
    # 16:00 in UTC is midnight in Shanghai, where the call is.
    before = datetime(due.year, due.month, due.day, 15, 59, 59, tzinfo=UTC)
    assert [waiting_for(officer, at=moment).late for moment in (before, before + timedelta(seconds=1))] == [
        0,
        1,
    ]
