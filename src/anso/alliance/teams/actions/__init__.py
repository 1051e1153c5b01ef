"""What is done to teams and by them. Each verb is one transaction and leaves one event in the audit trail.

Every verb takes the `actor`, None when the site itself acts. What changes the folder of a hub is written in
the records first and brought to the folder after (`settle`), so that a kill between the two is mended by the
next settling.
"""

from anso.alliance.teams.actions.fetching import fetch_team, set_source
from anso.alliance.teams.actions.members import (
    accept_invitation,
    change_role,
    end_membership,
    invite,
    take_back_invitation,
)
from anso.alliance.teams.actions.models import describe_model, enter_model
from anso.alliance.teams.actions.settling import settle_pending
from anso.alliance.teams.actions.submitting import submit, withdraw
from anso.alliance.teams.actions.teams import (
    approve_team,
    close_team,
    decline_team,
    register_team,
    update_team,
)

__all__ = [
    "accept_invitation",
    "approve_team",
    "change_role",
    "close_team",
    "decline_team",
    "describe_model",
    "end_membership",
    "enter_model",
    "fetch_team",
    "invite",
    "register_team",
    "set_source",
    "settle_pending",
    "submit",
    "take_back_invitation",
    "update_team",
    "withdraw",
]
