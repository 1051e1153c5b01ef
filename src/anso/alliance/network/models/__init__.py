"""Records of the network: institutions and what binds them to the alliance and to each other."""

from anso.alliance.network.models.associations import Association, AssociationMember
from anso.alliance.network.models.figures import PublishedFigure
from anso.alliance.network.models.institutions import (
    Institution,
    validate_former_names,
    validate_names,
    validate_ror_id,
)
from anso.alliance.network.models.membership import Membership, MembershipStep
from anso.alliance.network.models.merging import FormerAddress, Merge
from anso.alliance.network.models.partners import Memorandum, Partner
from anso.alliance.network.models.ties import Affiliation, Ambassador, Conflict, Contact

__all__ = [
    "Affiliation",
    "Ambassador",
    "Association",
    "AssociationMember",
    "Conflict",
    "Contact",
    "FormerAddress",
    "Institution",
    "Membership",
    "MembershipStep",
    "Memorandum",
    "Merge",
    "Partner",
    "PublishedFigure",
    "validate_former_names",
    "validate_names",
    "validate_ror_id",
]
