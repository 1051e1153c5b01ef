"""Records of the people app: accounts, what people say of themselves, grants of roles, consents, the audit trail."""

from anso.alliance.people.models.accounts import Theme, User, UserManager, validate_time_zone
from anso.alliance.people.models.consents import Consent
from anso.alliance.people.models.grants import RoleGrant
from anso.alliance.people.models.profiles import Audience, Expertise, Profile
from anso.alliance.people.models.trail import (
    FIRST_HASH,
    AppendOnlyError,
    AuditEvent,
    AuditHead,
    canonical_json,
)

__all__ = [
    "FIRST_HASH",
    "AppendOnlyError",
    "Audience",
    "AuditEvent",
    "AuditHead",
    "Consent",
    "Expertise",
    "Profile",
    "RoleGrant",
    "Theme",
    "User",
    "UserManager",
    "canonical_json",
    "validate_time_zone",
]
