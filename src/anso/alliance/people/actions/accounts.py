"""Verbs on accounts: open one, change how its pages are shown, close it."""

from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext

from anso.alliance.people import audit
from anso.alliance.people.actions.problems import AlreadyDoneError, problems
from anso.alliance.people.models import User, UserManager
from anso.alliance.people.rules import require
from anso.errors import InvalidInputError, Problem

__all__ = ["close_account", "create_account", "update_profile"]

PROFILE_FIELDS = ("name", "language", "theme", "time_zone", "country")


@transaction.atomic
def create_account(
    *,
    actor: User | None,
    email: str,
    name: str,
    password: str | None = None,
    email_verified: bool = False,
    is_synthetic: bool = False,
    **profile: str,
) -> User:
    """Open an account; without a password it is entered by a reset link or by an outside sign-in."""
    if actor is not None:
        require(actor, "people.add_user")
    user = User(email=UserManager.normalize_email(email), name=name, is_synthetic=is_synthetic)
    set_profile(user, profile)
    user.set_password(password)
    checked(user)
    if password is not None:
        checked_password(password, user)
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=email_verified)
    audit.record(actor=actor, verb="people.create_account", target=user, synthetic=is_synthetic)
    return user


@transaction.atomic
def update_profile(*, actor: User | None, user: User, **changes: str) -> User:
    """Change what a person says of themself: name, language, theme, time zone, country."""
    if actor is not None:
        require(actor, "people.change_profile", user)
    before = {field: getattr(user, field) for field in PROFILE_FIELDS}
    set_profile(user, changes)
    checked(user)
    changed = [field for field in PROFILE_FIELDS if getattr(user, field) != before[field]]
    if changed:
        user.save(update_fields=changed)
        audit.record(actor=actor, verb="people.update_profile", target=user, fields=changed)
    return user


@transaction.atomic
def close_account(*, actor: User | None, user: User) -> User:
    """Let nobody sign in to an account any more; its records stay."""
    if actor is not None:
        require(actor, "people.change_user", user)
    if not user.is_active:
        raise AlreadyDoneError("This account is closed already.")
    user.is_active = False
    user.save(update_fields=["is_active"])
    audit.record(actor=actor, verb="people.close_account", target=user)
    return user


def set_profile(user: User, changes: dict[str, Any]) -> None:
    unknown = sorted(set(changes) - set(PROFILE_FIELDS))
    if unknown:
        told = gettext("a profile has no part of this name; it has %(parts)s")
        parts = ", ".join(PROFILE_FIELDS)
        raise InvalidInputError(Problem(field, told % {"parts": parts}) for field in unknown)
    for field, value in changes.items():
        setattr(user, field, value)


def checked(user: User) -> None:
    if user.language and user.language not in dict(settings.LANGUAGES):
        known = ", ".join(code for code, _name in settings.LANGUAGES)
        raise InvalidInputError(
            [Problem("language", f"{user.language!r} is none of the languages of this site: {known}")]
        )
    try:
        user.full_clean()
    except ValidationError as error:
        raise InvalidInputError(problems(error)) from error


def checked_password(password: str, user: User) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise InvalidInputError(Problem("password", message) for message in error.messages) from error
