"""Who may take a release away: its owner, and nobody a public one."""

from django.utils.translation import gettext_lazy as _

from anso.alliance.people.models import User
from anso.alliance.people.rules import NOBODY, STAFF, Visitor, Who, permit, permit_records, predicate
from anso.portal.index.models import AlertEntry, ReleaseEntry

__all__ = ["OWNER"]


def owns(user: Visitor, entry: object) -> bool:
    return (
        isinstance(entry, ReleaseEntry)
        and isinstance(user, User)
        and bool(entry.owner)
        and entry.owner == user.audit_id
    )


OWNER = Who(_("the owner of a private release (public ones are permanent)"), predicate("owns_release", owns))

permit("index.take_away_release", _("delete a release"), OWNER)
permit_records(ReleaseEntry, view=STAFF, change=NOBODY)
permit_records(AlertEntry, view=STAFF, change=NOBODY)
