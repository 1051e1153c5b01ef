"""The verbs of calls. Views, the API, the command line, the rehearsal and the tests all go through these."""

from anso.alliance.calls.actions.answering import answer_reference, decline_reference
from anso.alliance.calls.actions.applying import (
    OvertakenError,
    Saved,
    follow_version,
    save_answers,
    start_application,
    submit_application,
    withdraw_application,
)
from anso.alliance.calls.actions.assigning import assign_reviews, change_assignment, preview_assignment
from anso.alliance.calls.actions.attachments import add_attachment, remove_attachment
from anso.alliance.calls.actions.awards import (
    answer_award,
    lapse_due_awards,
    remind_due_awards,
    replace_from_waiting,
)
from anso.alliance.calls.actions.bidding import bid
from anso.alliance.calls.actions.calls import (
    cancel_call,
    close_call,
    make_call,
    make_programme,
    publish_call,
    revise_call,
)
from anso.alliance.calls.actions.closing import close_stage, send_on
from anso.alliance.calls.actions.conflicts import (
    ConflictsFound,
    declare_conflict,
    find_conflicts,
    find_due_conflicts,
    withdraw_declared_conflict,
)
from anso.alliance.calls.actions.deciding import Released, decide, release_decisions
from anso.alliance.calls.actions.discussing import write_remark
from anso.alliance.calls.actions.letters import mail_again
from anso.alliance.calls.actions.participants import (
    accept_invitation,
    change_part,
    hand_over_lead,
    invitation_of,
    invite_participant,
    remove_participant,
)
from anso.alliance.calls.actions.references import (
    remind_due_referees,
    remind_referees,
)
from anso.alliance.calls.actions.rehearsing import rehearse_call
from anso.alliance.calls.actions.reminding import remind_due_reviewers, remind_reviewers
from anso.alliance.calls.actions.reviewers import (
    accept_pool_invitation,
    answer_invitation,
    change_load,
    invite_reviewer,
    invite_reviewers,
    leave_pool,
    pool_invitation_of,
)
from anso.alliance.calls.actions.reviewing import decline_review, reopen_review, save_review, submit_review
from anso.alliance.calls.actions.screening import screen_applications, take_back_screening
from anso.alliance.calls.actions.selecting import (
    approve_selection,
    leave_selection,
    take_selection,
    try_selection,
)
from anso.alliance.calls.actions.stages import move_deadline, open_stage

__all__ = [
    "ConflictsFound",
    "OvertakenError",
    "Released",
    "Saved",
    "accept_invitation",
    "accept_pool_invitation",
    "add_attachment",
    "answer_award",
    "answer_invitation",
    "answer_reference",
    "approve_selection",
    "assign_reviews",
    "bid",
    "cancel_call",
    "change_assignment",
    "change_load",
    "change_part",
    "close_call",
    "close_stage",
    "decide",
    "declare_conflict",
    "decline_reference",
    "decline_review",
    "find_conflicts",
    "find_due_conflicts",
    "follow_version",
    "hand_over_lead",
    "invitation_of",
    "invite_participant",
    "invite_reviewer",
    "invite_reviewers",
    "lapse_due_awards",
    "leave_pool",
    "leave_selection",
    "mail_again",
    "make_call",
    "make_programme",
    "move_deadline",
    "open_stage",
    "pool_invitation_of",
    "preview_assignment",
    "publish_call",
    "rehearse_call",
    "release_decisions",
    "remind_due_awards",
    "remind_due_referees",
    "remind_due_reviewers",
    "remind_referees",
    "remind_reviewers",
    "remove_attachment",
    "remove_participant",
    "reopen_review",
    "replace_from_waiting",
    "revise_call",
    "save_answers",
    "save_review",
    "screen_applications",
    "send_on",
    "start_application",
    "submit_application",
    "submit_review",
    "take_back_screening",
    "take_selection",
    "try_selection",
    "withdraw_application",
    "withdraw_declared_conflict",
    "write_remark",
]
