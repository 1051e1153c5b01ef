"""What is done to accounts and roles. Each verb is one transaction and leaves one event in the audit trail.

Every verb takes the `actor`, None when the site itself acts (the first run, the command line on the
server), and obeys the rules for anybody else. Events carry no names, addresses or values of a profile:
the trail cannot forget them.
"""

from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from anso.alliance.people import audit
from anso.alliance.people.models import RoleGrant, User, UserManager
from anso.alliance.people.roles import ROLES, Scope
from anso.alliance.people.rules import require
from anso.errors import AnsoError, InvalidInputError, NotFoundError, Problem

__all__ = [
    "AlreadyDoneError",
    "close_account",
    "create_account",
    "end_role",
    "grant_role",
    "grantable",
    "update_profile",
]

PROFILE_FIELDS = ("name", "language", "theme", "time_zone", "country")


class AlreadyDoneError(AnsoError):
    """The act would change nothing, because it was done before."""


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


@transaction.atomic
def grant_role(
    *,
    actor: User | None,
    user: User,
    role: str,
    scope: Scope = Scope(),  # noqa: B008  (a frozen value)
    ends_at: datetime | None = None,
) -> RoleGrant:
    """Give a person a role over a scope, until it ends."""
    grant = grantable(actor=actor, user=user, role=role, scope=scope, ends_at=ends_at)
    try:
        with transaction.atomic():
            grant.save()
    except IntegrityError as error:  # somebody else granted it a moment ago
        raise AlreadyDoneError(already(role)) from error
    forget_grants(user)
    audit.record(
        actor=actor, verb="people.grant_role", target=user, role=role, scope=words(scope), ends=ends_at
    )
    return grant


def grantable(
    *, actor: User | None, user: User, role: str, scope: Scope, ends_at: datetime | None
) -> RoleGrant:
    """The grant as it would be saved; refuses what `grant_role` must not do, and forms ask it beforehand."""
    if role not in ROLES:
        raise NotFoundError(f"There is no role {role!r}; the roles are {', '.join(ROLES)}.")
    if actor is not None:
        require(actor, "people.add_rolegrant", ROLES[role])
    now = timezone.now()
    if ends_at is not None and ends_at <= now:
        raise InvalidInputError(
            [Problem("ends_at", "lies in the past; a role is granted until a day to come")]
        )
    if any((held.role, held.scope) == (role, scope) for held in user.grants.holding(now)):
        raise AlreadyDoneError(already(role))
    grant = RoleGrant(
        person=user,
        role=role,
        scope_kind=scope.kind.value,
        scope_code=scope.code,
        granted_by=actor,
        granted_at=now,
        ends_at=ends_at,
    )
    try:
        grant.full_clean()
    except ValidationError as error:
        raise InvalidInputError(problems(error)) from error
    return grant


def already(role: str) -> str:
    return f"This account holds the role {role} there already."


@transaction.atomic
def end_role(*, actor: User | None, grant: RoleGrant) -> RoleGrant:
    """Take a role back, from now on; that it was held stays on record."""
    if actor is not None:
        require(actor, "people.change_rolegrant", grant)
    now = timezone.now()
    held = RoleGrant.objects.select_for_update().select_related("person").get(pk=grant.pk)
    if held.ends_at is not None and held.ends_at <= now:
        raise AlreadyDoneError("This role has ended already.")
    held.ends_at = now
    held.save(update_fields=["ends_at"])
    grant.ends_at = now
    forget_grants(grant.person)
    audit.record(
        actor=actor, verb="people.end_role", target=held.person, role=held.role, scope=words(held.scope)
    )
    return held


def words(scope: Scope) -> str:
    return f"{scope.kind}:{scope.code}" if scope.code else str(scope.kind)


def forget_grants(user: User) -> None:
    """Rules read a user's grants once; an act that changes them lets the next rule read anew."""
    user.__dict__.pop("current_grants", None)


def set_profile(user: User, changes: dict[str, Any]) -> None:
    unknown = sorted(set(changes) - set(PROFILE_FIELDS))
    if unknown:
        raise InvalidInputError(
            Problem(field, f"is not part of a profile, which has {', '.join(PROFILE_FIELDS)}")
            for field in unknown
        )
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


def problems(error: ValidationError) -> list[Problem]:
    return [
        Problem("" if field == "__all__" else field, message)
        for field, messages in error.message_dict.items()
        for message in messages
    ]
