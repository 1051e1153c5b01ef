"""What is done to the network's records. Each verb is one transaction and leaves one event in the audit trail."""

from anso.alliance.network.actions.importing import import_institutions
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
from anso.alliance.network.actions.merging import merge_institutions, undo_merge
from anso.alliance.network.actions.ties import (
    add_affiliation,
    declare_conflict,
    end_affiliation,
    remove_affiliation,
    remove_conflict,
)

__all__ = [
    "add_affiliation",
    "add_institution",
    "apply_for_membership",
    "approve_membership",
    "declare_conflict",
    "decline_membership",
    "end_affiliation",
    "end_membership",
    "endorse_membership",
    "import_institutions",
    "merge_institutions",
    "reinstate_membership",
    "remove_affiliation",
    "remove_conflict",
    "screen_membership",
    "suspend_membership",
    "undo_merge",
    "update_institution",
    "withdraw_application",
]
