"""What is done to the network's records. Each verb is one transaction and leaves one event in the audit trail."""

from anso.alliance.network.actions.ambassadors import (
    appoint_ambassador,
    change_ambassador,
    end_ambassador,
    remove_ambassador,
)
from anso.alliance.network.actions.associations import (
    add_association,
    change_association,
    end_association,
    join_association,
    leave_association,
    remove_association,
)
from anso.alliance.network.actions.contacts import add_contact, change_contact, end_contact, remove_contact
from anso.alliance.network.actions.figures import add_figure, change_figure, remove_figure
from anso.alliance.network.actions.importing import import_table
from anso.alliance.network.actions.institutions import (
    PerhapsOnRecordError,
    add_institution,
    update_institution,
)
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
from anso.alliance.network.actions.partners import (
    add_partner,
    change_memorandum,
    change_partner,
    end_memorandum,
    record_memorandum,
    remove_memorandum,
    remove_partner,
)
from anso.alliance.network.actions.recording import record_membership
from anso.alliance.network.actions.ties import (
    add_affiliation,
    declare_conflict,
    end_affiliation,
    remove_affiliation,
    remove_conflict,
)

__all__ = [
    "PerhapsOnRecordError",
    "add_affiliation",
    "add_association",
    "add_contact",
    "add_figure",
    "add_institution",
    "add_partner",
    "apply_for_membership",
    "appoint_ambassador",
    "approve_membership",
    "change_ambassador",
    "change_association",
    "change_contact",
    "change_figure",
    "change_memorandum",
    "change_partner",
    "declare_conflict",
    "decline_membership",
    "end_affiliation",
    "end_ambassador",
    "end_association",
    "end_contact",
    "end_membership",
    "end_memorandum",
    "endorse_membership",
    "import_table",
    "join_association",
    "leave_association",
    "merge_institutions",
    "record_membership",
    "record_memorandum",
    "reinstate_membership",
    "remove_affiliation",
    "remove_ambassador",
    "remove_association",
    "remove_conflict",
    "remove_contact",
    "remove_figure",
    "remove_memorandum",
    "remove_partner",
    "screen_membership",
    "suspend_membership",
    "undo_merge",
    "update_institution",
    "withdraw_application",
]
