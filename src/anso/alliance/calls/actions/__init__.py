"""The verbs of calls. Views, the API, the command line, the rehearsal and the tests all go through these."""

from anso.alliance.calls.actions.applying import (
    OvertakenError,
    Saved,
    save_answers,
    start_application,
    submit_application,
    withdraw_application,
)
from anso.alliance.calls.actions.calls import (
    cancel_call,
    close_call,
    make_call,
    make_programme,
    publish_call,
    revise_call,
)

__all__ = [
    "OvertakenError",
    "Saved",
    "cancel_call",
    "close_call",
    "make_call",
    "make_programme",
    "publish_call",
    "revise_call",
    "save_answers",
    "start_application",
    "submit_application",
    "withdraw_application",
]
