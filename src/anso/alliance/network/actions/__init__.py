"""What is done to the network's records. Each verb is one transaction and leaves one event in the audit trail."""

from anso.alliance.network.actions.institutions import add_institution, update_institution
from anso.alliance.network.actions.membership import (
    apply_for_membership,
    approve_membership,
    decline_membership,
    end_membership,
    endorse_membership,
    reinstate_membership,
    screen_membership,
    suspend_membership,
    withdraw_application,
)

__all__ = [
    "add_institution",
    "apply_for_membership",
    "approve_membership",
    "decline_membership",
    "end_membership",
    "endorse_membership",
    "reinstate_membership",
    "screen_membership",
    "suspend_membership",
    "update_institution",
    "withdraw_application",
]
