"""What the verbs share: asking the rules, refusing with a sentence, receipts and secret addresses."""

import secrets
from hashlib import sha256

from anso.alliance.people.models import User
from anso.alliance.people.rules import require
from anso.errors import InvalidInputError, Problem

__all__ = ["allowed", "hash_of", "new_token", "refuse"]


def allowed(actor: User | None, code: str, target: object | None = None) -> None:
    """Go on only if the actor may; the site itself (None) always may."""
    if actor is not None:
        require(actor, code, target)


def refuse(where: str, message: str) -> InvalidInputError:
    return InvalidInputError([Problem(where, message)])


def hash_of(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def new_token() -> tuple[str, str]:
    """A secret for an address that is mailed, and the hash that is kept of it."""
    token = secrets.token_urlsafe(24)
    return token, hash_of(token)
