"""What may be done to a release that is there: its owner may take a private one away."""

from django.db import transaction

from anso.alliance.people import audit
from anso.alliance.people.models import User
from anso.alliance.people.rules import Visitor, require
from anso.portal import storage
from anso.portal.index.models import ReleaseEntry
from anso.portal.index.sync import remove_release

__all__ = ["delete_release"]


def delete_release(*, actor: Visitor, entry: ReleaseEntry) -> None:
    """Delete a private release for good: its folder, its index, everything drawn from it."""
    require(actor, "index.take_away_release", entry)
    with transaction.atomic():
        audit.record(
            actor=actor if isinstance(actor, User) else None,
            verb="index.delete_release",
            product=entry.product,
            issued=entry.issued,
        )
        remove_release(entry.release_id)
        storage.store(private=True).delete(entry.release_id)
