"""Which acts a project and a student offer: one table for the pages and the API, so that both offer the same.

An act is a verb with the form that asks what it takes. Acts about a part (a milestone, a payment) name the record that
they are about; when an act makes no sense now, it is not offered, and the verb refuses it all the same.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anso.alliance.people.models import User
from anso.alliance.people.rules import Visitor, may
from anso.alliance.projects import actions
from anso.alliance.projects.forms import projects as asks
from anso.alliance.projects.forms import students as asks_student
from anso.alliance.projects.models import (
    BudgetLine,
    Change,
    Milestone,
    Output,
    Payment,
    Progress,
    Project,
    Report,
    Student,
    TeamMember,
)
from anso.errors import NotFoundError

__all__ = ["PROJECT_ACTS", "STUDENT_ACTS", "Act", "act_called", "do", "form_of", "offered", "part_called"]


@dataclass(frozen=True)
class Act:
    """One thing that may be done to a project or a student, or to a part of it."""

    title: str | Promise
    permission: str
    form: type[asks.ActForm]
    verb: Callable[..., object]
    takes: str
    """The keyword under which the verb takes the record."""
    part: type[Model] | None = None
    """What the record is, where it is a part."""
    when: Callable[[Any], bool] = lambda _record: True
    is_grave: bool = False


def planned(payment: Payment) -> bool:
    return payment.released_at is None and not payment.is_replaced


def expected(student: Student) -> bool:
    return student.state == Student.State.EXPECTED


def studying(student: Student) -> bool:
    return student.state == Student.State.STUDYING


def is_open(project: Project) -> bool:
    return project.state != Project.State.CLOSED


LEAD, KEEP, STUDY, KEEP_STUDENT = (
    "projects.lead",
    "projects.keep",
    "projects.study",
    "projects.keep_student",
)
PROJECT_ACTS: Mapping[str, Act] = {
    "set-period": Act(_("Set the period"), KEEP, asks.PeriodForm, actions.set_period, "project", when=is_open),
    "add-team-member": Act(
        _("Add somebody to the team"), LEAD, asks.TeamForm, actions.add_team_member, "project", when=is_open
    ),
    "end-membership": Act(
        _("Mark as having left"), LEAD, asks.ActForm, actions.end_membership, "member", TeamMember,
        when=lambda one: one.until is None and one.part != TeamMember.Part.LEADER,
    ),
    "add-milestone": Act(
        _("Add a milestone"), KEEP, asks.MilestoneForm, actions.add_milestone, "project", when=is_open
    ),
    "reach-milestone": Act(
        _("Mark as reached"), LEAD, asks.ReachForm, actions.reach_milestone, "milestone", Milestone,
        when=lambda one: one.is_open,
    ),
    "drop-milestone": Act(
        _("Drop"), KEEP, asks.ReasonForm, actions.drop_milestone, "milestone", Milestone,
        when=lambda one: one.is_open,
    ),
    "invite-report-reviewer": Act(
        _("Invite a reviewer"), KEEP, asks.InviteForm, actions.invite_report_reviewer, "report", Report,
        when=lambda one: one.state not in (Report.State.ACCEPTED, Report.State.DROPPED),
    ),
    "review-report": Act(
        _("Review"), "projects.review_report", asks.ReviewForm, actions.review_report, "report", Report,
        when=lambda one: one.state == Report.State.SUBMITTED,
    ),
    "enter-budget-line": Act(
        _("Enter a line"), KEEP, asks.LineForm, actions.enter_budget_line, "project", when=is_open
    ),
    "correct-budget-line": Act(
        _("Correct"), KEEP, asks.CorrectionForm, actions.correct_budget_line, "line", BudgetLine
    ),
    "plan-payment": Act(
        _("Plan an instalment"), KEEP, asks.PaymentForm, actions.plan_payment, "project", when=is_open
    ),
    "replace-payment": Act(
        _("Plan anew"), KEEP, asks.ReplacementForm, actions.replace_payment, "payment", Payment,
        when=lambda one: one.paid_on is None and not one.is_replaced,
    ),
    "release-payment": Act(
        pgettext_lazy("payment", "Release"), KEEP, asks.ActForm, actions.release_payment, "payment", Payment,
        when=lambda one: planned(one) and (one.report is None or one.report.state == Report.State.ACCEPTED),
    ),
    "pay": Act(
        _("Note as paid"), KEEP, asks.PayForm, actions.pay, "payment", Payment,
        when=lambda one: one.released_at is not None and one.paid_on is None and not one.is_replaced,
    ),
    "add-output": Act(_("Add an output"), LEAD, asks.OutputForm, actions.add_output, "project"),
    "show-output": Act(
        _("Show or hide"), LEAD, asks.ShowForm, actions.show_output, "output", Output,
        when=lambda one: not one.withdrawn,
    ),
    "withdraw-output": Act(
        _("Take back"), LEAD, asks.ReasonForm, actions.withdraw_output, "output", Output,
        when=lambda one: not one.withdrawn,
    ),
    "ask-change": Act(_("Ask for a change"), LEAD, asks.ChangeForm, actions.ask_change, "project", when=is_open),
    "decide-change": Act(
        _("Decide"), KEEP, asks.DecisionForm, actions.decide_change, "change", Change,
        when=lambda one: one.state == Change.State.ASKED,
    ),
    "suspend": Act(
        _("Suspend"), KEEP, asks.ReasonForm, actions.suspend, "project",
        when=lambda one: one.state == Project.State.RUNNING, is_grave=True,
    ),
    "resume": Act(
        _("Resume"), KEEP, asks.ReasonForm, actions.resume, "project",
        when=lambda one: one.state == Project.State.SUSPENDED,
    ),
    "close": Act(
        _("Close the project"), KEEP, asks.CloseForm, actions.close_project, "project", when=is_open, is_grave=True
    ),
}  # fmt: skip
STUDENT_ACTS: Mapping[str, Act] = {
    "plan-arrival": Act(
        _("Plan the arrival"), "projects.prepare_arrival", asks_student.ArrivalPlanForm, actions.plan_arrival,
        "student", when=expected,
    ),
    "record-arrival": Act(
        _("Record the arrival"), KEEP_STUDENT, asks_student.ArrivalForm, actions.record_arrival, "student",
        when=expected,
    ),
    "change-supervisor": Act(
        _("Name the supervisor"), KEEP_STUDENT, asks_student.SupervisorForm, actions.change_supervisor, "student",
        when=lambda one: one.state in Student.AT_WORK,
    ),
    "take-leave": Act(
        _("Record a leave"), KEEP_STUDENT, asks_student.LeaveForm, actions.take_leave, "student", when=studying
    ),
    "come-back": Act(
        _("Record the return"), KEEP_STUDENT, asks_student.DayForm, actions.come_back, "student",
        when=lambda one: one.state == Student.State.ON_LEAVE,
    ),
    "give-word": Act(
        _("Give the supervisor’s word"), "projects.supervise", asks_student.WordForm, actions.give_word, "progress",
        Progress, when=lambda one: one.state == Progress.State.SUBMITTED,
    ),
    "graduate": Act(
        _("Record the graduation"), KEEP_STUDENT, asks_student.GraduationForm, actions.graduate, "student",
        when=studying,
    ),
    "end-studies": Act(
        _("End the scholarship"), KEEP_STUDENT, asks_student.EndForm, actions.end_studies, "student",
        when=lambda one: one.state in Student.AT_WORK, is_grave=True,
    ),
    "give-consents": Act(
        _("What may be shown of me"), STUDY, asks_student.ConsentForm, actions.give_consents, "student"
    ),
}  # fmt: skip


def acts_of(owner: Project | Student) -> Mapping[str, Act]:
    return PROJECT_ACTS if isinstance(owner, Project) else STUDENT_ACTS


def act_called(owner: Project | Student, name: str) -> Act:
    found = acts_of(owner).get(name)
    if found is None:
        raise NotFoundError(f"There is nothing called {name} to do here.")
    return found


def part_called(owner: Project | Student, act: Act, pk: int | None) -> Any:
    """The record that the act is about: the owner, or that part of it."""
    if act.part is None:
        if pk is not None:
            raise NotFoundError("This is done to the whole and to no part of it.")
        return owner
    if pk is None:
        raise NotFoundError("Say which part of it is meant.")
    field = "project" if isinstance(owner, Project) else "student"
    found = act.part._default_manager.filter(**{field: owner}, pk=pk).first()
    if found is None:
        raise NotFoundError("There is no such part here.")
    setattr(found, field, owner)
    return found


def offered(user: Visitor, owner: Project | Student, record: Any = None) -> list[tuple[str, Act]]:
    """What the reader may do now, to the whole or to one part."""
    about = owner if record is None else record
    kind = None if record is None else type(record)
    may_by: dict[str, bool] = {}
    found = []
    for name, act in acts_of(owner).items():
        if act.part is not kind:
            continue
        if act.permission not in may_by:
            may_by[act.permission] = bool(may(user, act.permission, about))
        if may_by[act.permission] and act.when(about):
            found.append((name, act))
    return found


def form_of(act: Act, record: Any, data: Any = None) -> asks.ActForm:
    return act.form(data, about=record)


def do(act: Act, actor: User, record: Any, said: Mapping[str, Any]) -> object:
    return act.verb(actor=actor, **{act.takes: record}, **said)
