"""Verbs of projects and students: each one transaction, one audit event, after asking the rules."""

from anso.alliance.projects.actions.beginning import begin
from anso.alliance.projects.actions.changes import ask_change, close_project, decide_change, resume, suspend
from anso.alliance.projects.actions.money import (
    correct_budget_line,
    enter_budget_line,
    pay,
    plan_payment,
    release_payment,
    replace_payment,
)
from anso.alliance.projects.actions.outputs import add_output, show_output, withdraw_output
from anso.alliance.projects.actions.plan import (
    add_milestone,
    add_team_member,
    drop_milestone,
    end_membership,
    reach_milestone,
    set_period,
)
from anso.alliance.projects.actions.progress import give_word, save_progress, submit_progress
from anso.alliance.projects.actions.reminding import remind_due_reports
from anso.alliance.projects.actions.reports import (
    invite_report_reviewer,
    review_report,
    save_report,
    submit_report,
)
from anso.alliance.projects.actions.students import (
    change_supervisor,
    come_back,
    end_studies,
    give_consents,
    graduate,
    plan_arrival,
    record_arrival,
    take_leave,
)

__all__ = [
    "add_milestone",
    "add_output",
    "add_team_member",
    "ask_change",
    "begin",
    "change_supervisor",
    "close_project",
    "come_back",
    "correct_budget_line",
    "decide_change",
    "drop_milestone",
    "end_membership",
    "end_studies",
    "enter_budget_line",
    "give_consents",
    "give_word",
    "graduate",
    "invite_report_reviewer",
    "pay",
    "plan_arrival",
    "plan_payment",
    "reach_milestone",
    "record_arrival",
    "release_payment",
    "remind_due_reports",
    "replace_payment",
    "resume",
    "review_report",
    "save_progress",
    "save_report",
    "set_period",
    "show_output",
    "submit_progress",
    "submit_report",
    "suspend",
    "take_leave",
    "withdraw_output",
]
