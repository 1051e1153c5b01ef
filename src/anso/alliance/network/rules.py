"""Who may do what to the network's records: everybody reads, the secretariat writes."""

from django.utils.translation import gettext_lazy as _

from anso.alliance.network.models import (
    Association,
    Institution,
    Membership,
    Memorandum,
    Partner,
    PublishedFigure,
)
from anso.alliance.people.roles import Scope, ScopeKind
from anso.alliance.people.rules import ADMINISTRATOR, EVERYONE, SECRETARIAT, permit_records, within

OWN_CONTACT = within(
    "member-contact",
    lambda institution: Scope(ScopeKind.INSTITUTION, institution.code),
    _("a member contact of the institution itself"),
)

permit_records(
    Institution, view=EVERYONE, change=SECRETARIAT | OWN_CONTACT, add=SECRETARIAT, delete=ADMINISTRATOR
)
for record in (Membership, Association, Partner, Memorandum, PublishedFigure):
    permit_records(record, view=EVERYONE, change=SECRETARIAT, delete=ADMINISTRATOR)
