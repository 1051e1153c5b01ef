"""Verbs of governance. Each is one transaction and leaves one event in the audit trail; none ever names a secret vote."""

from anso.alliance.governance.actions.agendas import (
    add_item,
    add_paper,
    move_item,
    remove_item,
    remove_paper,
)
from anso.alliance.governance.actions.ballots import (
    change_ballot,
    draft_ballot,
    open_ballot,
    withdraw_ballot,
)
from anso.alliance.governance.actions.bodies import begin_term, change_body, create_body, end_term
from anso.alliance.governance.actions.casting import cast_vote
from anso.alliance.governance.actions.closing import break_tie, close_ballot, close_due, publish_result
from anso.alliance.governance.actions.decisions import (
    adopt_resolution,
    assign_task,
    publish_resolution,
    remind,
    settle_task,
)
from anso.alliance.governance.actions.meetings import (
    cancel_meeting,
    change_meeting,
    close_meeting,
    convene_meeting,
    plan_meeting,
)
from anso.alliance.governance.actions.minutes import approve_minutes, publish_minutes, write_minutes
from anso.alliance.governance.actions.presence import record_arrival, record_departure
from anso.alliance.governance.actions.proxies import give_proxy, take_back_proxy

__all__ = [
    "add_item",
    "add_paper",
    "adopt_resolution",
    "approve_minutes",
    "assign_task",
    "begin_term",
    "break_tie",
    "cancel_meeting",
    "cast_vote",
    "change_ballot",
    "change_body",
    "change_meeting",
    "close_ballot",
    "close_due",
    "close_meeting",
    "convene_meeting",
    "create_body",
    "draft_ballot",
    "end_term",
    "give_proxy",
    "move_item",
    "open_ballot",
    "plan_meeting",
    "publish_minutes",
    "publish_resolution",
    "publish_result",
    "record_arrival",
    "record_departure",
    "remind",
    "remove_item",
    "remove_paper",
    "settle_task",
    "take_back_proxy",
    "withdraw_ballot",
    "write_minutes",
]
