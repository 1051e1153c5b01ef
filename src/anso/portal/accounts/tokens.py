"""API tokens: made, recognised, revoked.

A token reads `anso_` and 43 letters and figures: 256 bits from the system's generator. That is too much to
guess, so a plain SHA-256 of it is kept, and a request is recognised by one look-up.
"""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from anso.alliance.people import audit
from anso.alliance.people.models import User
from anso.errors import InvalidInputError, NotFoundError, Problem
from anso.portal.accounts import second_factor
from anso.portal.accounts.models import ApiToken

__all__ = ["NewToken", "create_token", "revoke", "tokens_of", "user_for_token"]

BEGINNING = "anso_"
PREFIX_LENGTH = len(BEGINNING) + 6
TOKENS_AT_MOST = 20
USE_NOTED_EVERY = timedelta(minutes=10)
"""A call of the API should not cost a write each time."""


@dataclass(frozen=True)
class NewToken:
    """A token just made, with its text, which cannot be had again."""

    record: ApiToken
    text: str


@transaction.atomic
def create_token(*, actor: User, name: str, days: int | None = 90) -> NewToken:
    """Make a token for oneself, that ends after so many days; None for one without end."""
    problems = []
    if not name.strip():
        problems.append(Problem("name", gettext("say what the token is for")))
    if days is not None and days < 1:
        problems.append(Problem("days", gettext("a token must hold for a day at least")))
    if ApiToken.objects.filter(user=actor).usable().count() >= TOKENS_AT_MOST:
        problems.append(
            Problem("", gettext("You have %(n)d tokens already; revoke one of them.") % {"n": TOKENS_AT_MOST})
        )
    if problems:
        raise InvalidInputError(problems)
    text = BEGINNING + secrets.token_urlsafe(32)
    record = ApiToken.objects.create(
        user=actor,
        name=name.strip()[:80],
        prefix=text[:PREFIX_LENGTH],
        digest=digest_of(text),
        expires_at=None if days is None else timezone.now() + timedelta(days=days),
    )
    audit.record(actor=actor, verb="accounts.create_token", target=record, ends=record.expires_at)
    return NewToken(record, text)


@transaction.atomic
def revoke(*, actor: User, token_id: int) -> ApiToken:
    """Take one of one's own tokens out of use."""
    record = ApiToken.objects.select_for_update().filter(user=actor, pk=token_id, revoked_at=None).first()
    if record is None:
        raise NotFoundError(gettext("You have no such token, or it was revoked before."))
    record.revoked_at = timezone.now()
    record.save(update_fields=["revoked_at"])
    audit.record(actor=actor, verb="accounts.revoke_token", target=record)
    return record


def tokens_of(user: User) -> list[ApiToken]:
    """A person's tokens that were not revoked, newest first; those that have ended among them."""
    return list(ApiToken.objects.filter(user=user, revoked_at=None))


def user_for_token(text: str) -> User | None:
    """Whose token this is; nobody's when it is unknown, has ended or was revoked.

    Nor does it let anybody in whose account is closed, or who must have a second factor and has none.
    """
    if not text.startswith(BEGINNING):
        return None
    record = ApiToken.objects.filter(digest=digest_of(text)).usable().select_related("user").first()
    if record is None or not record.user.is_active or second_factor.is_missing(record.user):
        return None
    now = timezone.now()
    if record.last_used_at is None or now - record.last_used_at > USE_NOTED_EVERY:
        ApiToken.objects.filter(pk=record.pk).update(last_used_at=now)
    return record.user


def digest_of(text: str) -> str:
    return sha256(text.encode()).hexdigest()
