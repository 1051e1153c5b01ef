"""Records of the network: institutions and what binds them to the alliance and to each other."""

from anso.alliance.network.models.associations import Association
from anso.alliance.network.models.figures import PublishedFigure
from anso.alliance.network.models.institutions import (
    Institution,
    validate_names,
    validate_ror_id,
)
from anso.alliance.network.models.membership import Membership, MembershipStep
from anso.alliance.network.models.partners import Memorandum, Partner

__all__ = [
    "Association",
    "Institution",
    "Membership",
    "MembershipStep",
    "Memorandum",
    "Partner",
    "PublishedFigure",
    "validate_names",
    "validate_ror_id",
]
