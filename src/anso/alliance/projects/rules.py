"""Who may do what to projects and students.

Everybody reads what is public. A leader leads, the team reads, the officers of the programme keep; who is invited to
judge a report reaches that report alone. A student writes about their own studies, a supervisor about their students.
"""

from collections.abc import Callable
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _
from rules.predicates import Predicate

from anso.alliance.people.models import User
from anso.alliance.people.roles import Scope, ScopeKind
from anso.alliance.people.rules import (
    ADMINISTRATOR,
    EVERYONE,
    NOBODY,
    SECRETARIAT,
    SIGNED_IN,
    Visitor,
    Who,
    anywhere,
    permit,
    permit_records,
    within,
)
from anso.alliance.projects.models import (
    BudgetLine,
    Change,
    Milestone,
    Output,
    Payment,
    Progress,
    Project,
    ProjectCountry,
    Report,
    ReportReview,
    Student,
    StudentEvent,
    TeamMember,
)

__all__ = ["leads", "owner_of"]


def owner_of(target: Any) -> Project | Student | None:
    """The project or the student that a record belongs to."""
    if isinstance(target, Project | Student):
        return target
    if isinstance(target, ReportReview):
        return target.report.project
    found = getattr(target, "project", None) or getattr(target, "student", None)
    return found if isinstance(found, Project | Student) else None


def programme_scope(target: Any) -> Scope | None:
    programme = getattr(owner_of(target), "call_programme", None)
    return Scope(ScopeKind.PROGRAMME, programme.code) if programme else None


def leads(user: Visitor, target: Any) -> bool:
    project = owner_of(target)
    return isinstance(user, User) and isinstance(project, Project) and project.leader_id == user.pk


def works_on(user: Visitor, target: Any) -> bool:
    project = owner_of(target)
    return (
        isinstance(user, User)
        and isinstance(project, Project)
        and project.team.filter(person=user, until__isnull=True).exists()
    )


def judges(user: Visitor, target: Any) -> bool:
    return (
        isinstance(user, User)
        and isinstance(target, Report)
        and target.reviewer_id == user.pk
        and not leads(user, target)
    )


def studies(user: Visitor, target: Any) -> bool:
    student = owner_of(target)
    return isinstance(user, User) and isinstance(student, Student) and student.person_id == user.pk


def supervises(user: Visitor, target: Any) -> bool:
    student = owner_of(target)
    return (
        isinstance(user, User)
        and isinstance(student, Student)
        and student.supervisor_id == user.pk
        and student.person_id != user.pk
    )


def said_of(words: Any, test: Callable[[Visitor, Any], bool]) -> Who:
    return Who(words, Predicate(test, name=f"projects.{test.__name__}"))


def keeps_others(user: Visitor, target: Any) -> bool:
    """Nobody keeps what is their own: an officer who leads a project is its leader and no more."""
    return (
        bool(OFFICER.predicate.test(user, target)) and not leads(user, target) and not studies(user, target)
    )


OFFICER = SECRETARIAT | within("secretariat", programme_scope, _("the officers of the programme"))
KEEPER = said_of(_("the officers of the programme, of what is not their own"), keeps_others)
LEADER = said_of(_("the leader of the project"), leads)
TEAM = said_of(_("the team of the project"), works_on)
JUDGE = said_of(_("who was invited to review the report"), judges)
STUDENT = said_of(_("the student"), studies)
SUPERVISOR = said_of(_("the supervisor"), supervises)

OWN = Predicate(lambda user, target: leads(user, target) or studies(user, target), name="projects.own")
"""Asked of who runs the site, whom no other rule stops."""

permit("projects.see_own", _("see one’s own projects and studies"), SIGNED_IN)
permit("projects.see_desk", _("see the desk of projects and students"), anywhere("secretariat"))
permit("projects.read_work", _("read a project from inside"), LEADER | KEEPER | TEAM)
permit("projects.lead", _("lead a project: its reports, outputs, team, and requests"), LEADER)
permit("projects.keep", _("keep a project: its plan, money, changes, and its end"), KEEPER, never=OWN)
permit("projects.read_report", _("read a report"), LEADER | KEEPER | JUDGE | TEAM)
permit("projects.review_report", _("accept or return a report"), KEEPER | JUDGE, never=OWN)
permit("projects.read_student", _("read of a student’s studies"), STUDENT | SUPERVISOR | KEEPER)
permit("projects.study", _("write about one’s own studies"), STUDENT)
permit("projects.supervise", _("give the supervisor’s word"), SUPERVISOR | KEEPER, never=OWN)
permit("projects.keep_student", _("keep a student’s record"), KEEPER, never=OWN)
permit("projects.prepare_arrival", _("plan a student’s arrival"), STUDENT | KEEPER)

PUBLIC: tuple[type[Model], ...] = (Project, ProjectCountry)
for record in PUBLIC:
    permit_records(record, view=EVERYONE, change=SECRETARIAT, delete=SECRETARIAT | ADMINISTRATOR)
KEPT_TO_PAGES: tuple[type[Model], ...] = (
    BudgetLine, Change, Milestone, Output, Payment, Progress, Report, ReportReview, Student, StudentEvent, TeamMember,
)  # fmt: skip
"""What the staff site does not show: the pages ask whose it is, and the verbs write it."""
for record in KEPT_TO_PAGES:
    permit_records(record, view=NOBODY, change=NOBODY)
