"""Deleting an account: everything of the person goes, but for what the privacy notice says is kept."""

from django.db import transaction
from django.utils import timezone

from anso.alliance.people import audit
from anso.alliance.people.actions.problems import AlreadyDoneError
from anso.alliance.people.models import User
from anso.alliance.people.rules import require
from anso.errors import InvalidInputError, Problem

__all__ = ["DELETED_DOMAIN", "delete_account"]

DELETED_DOMAIN = "deleted.invalid"
"""Can never receive mail (RFC 2606)."""


@transaction.atomic
def delete_account(*, actor: User | None, user: User) -> None:
    """Take the person out of the records for good; the public id alone stays."""
    from anso.alliance.people.privacy.erasing import erase
    from anso.alliance.people.privacy.registry import obstacles

    if actor is not None:
        require(actor, "people.delete_account", user)
    held = User.objects.select_for_update().get(pk=user.pk)
    if held.deleted_at is not None:
        raise AlreadyDoneError("This account was deleted already.")
    found = obstacles(held)
    if found:
        raise InvalidInputError(Problem("", told) for told in found)
    erase(held)
    empty(held)
    audit.record(actor=actor, verb="people.delete_account", target=held)


def empty(user: User) -> None:
    """Make the account a shell that says nothing and lets nobody in."""
    blank = User()
    user.deleted_at = timezone.now()
    user.email = f"{user.public_id}@{DELETED_DOMAIN}"
    user.name = ""
    for field in ("language", "theme", "time_zone", "country"):
        setattr(user, field, getattr(blank, field))
    user.is_active = user.is_superuser = False
    user.last_login = None
    user.joined_at = user.deleted_at
    user.set_unusable_password()
    user.save()
    user.groups.clear()
    user.user_permissions.clear()
