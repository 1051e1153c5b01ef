"""Who may do what to the network's records: everybody reads, the secretariat writes.

Contacts are no public record: the secretariat sees and keeps them, and an institution's own member contact those
of the institution.
"""

from django.utils.translation import gettext_lazy as _
from rules.predicates import Predicate

from anso.alliance.network.models import (
    Ambassador,
    Association,
    Contact,
    Institution,
    Membership,
    MembershipStep,
    Memorandum,
    Merge,
    Partner,
    PublishedFigure,
)
from anso.alliance.people.models import User
from anso.alliance.people.roles import Scope, ScopeKind
from anso.alliance.people.rules import (
    ADMINISTRATOR,
    EVERYONE,
    NOBODY,
    SECRETARIAT,
    SIGNED_IN,
    STAFF,
    Visitor,
    Who,
    permit,
    permit_records,
    within,
)

OWN_CONTACT = within(
    "member-contact",
    lambda institution: Scope(ScopeKind.INSTITUTION, institution.code),
    _("a member contact of the institution itself"),
)

CONTACT_OF_THE_SAME = within(
    "member-contact",
    lambda contact: Scope(ScopeKind.INSTITUTION, contact.institution.code) if contact.institution else None,
    _("a member contact of the institution itself"),
)


def applied(user: Visitor, membership: object) -> bool:
    return (
        isinstance(user, User) and isinstance(membership, Membership) and membership.applicant_id == user.pk
    )


APPLICANT = Who(_("whoever applied"), Predicate(applied, name="applied"))

permit("network.apply", _("apply for an institution’s membership"), SIGNED_IN)
permit("network.see_application", _("see an application for membership"), APPLICANT | SECRETARIAT)
permit("network.screen_membership", _("screen applications for membership"), SECRETARIAT)
permit("network.decide_membership", _("record what was decided on a membership"), SECRETARIAT)
permit("network.merge_institutions", _("make two records of one institution one, and undo it"), SECRETARIAT)
permit("network.import", _("bring records in from a table"), SECRETARIAT)
permit("network.name_accounts", _("say which account a contact or an ambassador has"), SECRETARIAT)
permit("network.keep_association_members", _("keep who belongs to an association"), SECRETARIAT)
permit("network.keep_contacts", _("keep the contacts of all institutions and partners"), SECRETARIAT)
permit(
    "network.see_contacts",
    _("see whom the secretariat turns to at an institution"),
    SECRETARIAT | OWN_CONTACT,
)
permit("network.withdraw_application", _("withdraw an application for membership"), APPLICANT | SECRETARIAT)
permit_records(
    Institution, view=EVERYONE, change=SECRETARIAT | OWN_CONTACT, add=SECRETARIAT, delete=ADMINISTRATOR
)
for record in (Membership, Association, Partner, Memorandum, PublishedFigure):
    permit_records(record, view=EVERYONE, change=SECRETARIAT, delete=ADMINISTRATOR)
permit_records(Ambassador, view=EVERYONE, change=SECRETARIAT, delete=ADMINISTRATOR)
permit_records(Contact, view=STAFF | CONTACT_OF_THE_SAME, change=SECRETARIAT | CONTACT_OF_THE_SAME)
permit_records(Merge, view=SECRETARIAT, change=NOBODY)
permit_records(MembershipStep, view=EVERYONE, change=NOBODY)
