"""Verbs on roles: grant one, end one.

Nobody grants a role to themself, whatever they are: who is to speak or vote for an institution or a body is
always said by somebody else. The first administrator comes from the server (`createsuperuser`).
"""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext

from anso.alliance.people import audit
from anso.alliance.people.actions.problems import AlreadyDoneError, problems
from anso.alliance.people.models import RoleGrant, User
from anso.alliance.people.roles import ROLES, Scope
from anso.alliance.people.rules import require
from anso.errors import InvalidInputError, NotFoundError, Problem

__all__ = ["end_role", "forget_grants", "grant_role", "grantable", "words"]


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
        if actor.pk == user.pk:
            raise PermissionDenied(
                gettext(
                    "Nobody gives a role to themself; ask another administrator or the secretariat for it."
                )
            )
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
