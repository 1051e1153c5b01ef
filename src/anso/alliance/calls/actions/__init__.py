"""The verbs of calls. Views, the API, the command line, the rehearsal and the tests all go through these."""

from anso.alliance.calls.actions.applying import (
    OvertakenError,
    Saved,
    follow_version,
    save_answers,
    start_application,
    submit_application,
    withdraw_application,
)
from anso.alliance.calls.actions.attachments import add_attachment, remove_attachment
from anso.alliance.calls.actions.calls import (
    cancel_call,
    close_call,
    make_call,
    make_programme,
    publish_call,
    revise_call,
)
from anso.alliance.calls.actions.participants import (
    accept_invitation,
    change_part,
    hand_over_lead,
    invitation_of,
    invite_participant,
    remove_participant,
)
from anso.alliance.calls.actions.references import (
    answer_reference,
    decline_reference,
    remind_due_referees,
    remind_referees,
)

__all__ = [
    "OvertakenError",
    "Saved",
    "accept_invitation",
    "add_attachment",
    "answer_reference",
    "cancel_call",
    "change_part",
    "close_call",
    "decline_reference",
    "follow_version",
    "hand_over_lead",
    "invitation_of",
    "invite_participant",
    "make_call",
    "make_programme",
    "publish_call",
    "remind_due_referees",
    "remind_referees",
    "remove_attachment",
    "remove_participant",
    "revise_call",
    "save_answers",
    "start_application",
    "submit_application",
    "withdraw_application",
]
