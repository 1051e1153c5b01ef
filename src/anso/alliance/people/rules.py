"""Who may do what: one table of permissions, and a decision that always says why not.

Each app enters its permissions with `permit`, giving the words and the predicate of those who may. Out
come decisions (`may`, `require`, `guarded`), the permissions that Django and its templates ask for
through django-rules (`user.has_perm`), and the table in the documentation (`permissions`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from rules.permissions import add_perm
from rules.predicates import Predicate

from anso.alliance.people.models import Consent, RoleGrant, User
from anso.alliance.people.roles import ROLES, Role, Scope
from anso.errors import AnsoError

__all__ = [
    "ADMINISTRATOR",
    "EVERYONE",
    "NOBODY",
    "ONESELF",
    "SECRETARIAT",
    "SIGNED_IN",
    "STAFF",
    "Decision",
    "Permission",
    "UnknownPermissionError",
    "Visitor",
    "Who",
    "anywhere",
    "demands_mfa",
    "guarded",
    "holds",
    "is_public",
    "may",
    "on_site",
    "permissions",
    "permit",
    "permit_records",
    "require",
    "within",
]

Visitor = User | AnonymousUser
P = ParamSpec("P")


class UnknownPermissionError(AnsoError):
    """A permission was asked for that no app has entered."""


@dataclass(frozen=True)
class Decision:
    """Whether somebody may do something; when not, a sentence for them that says why."""

    allowed: bool
    reason: str = ""

    def __bool__(self) -> bool:
        return self.allowed


@dataclass(frozen=True)
class Who:
    """Those who may: as the subject of a sentence, and as a predicate over a user and an object."""

    words: str | Promise
    predicate: Predicate

    def __or__(self, other: "Who") -> "Who":
        return Who(
            format_lazy(_("{one} or {other}"), one=self.words, other=other.words),
            self.predicate | other.predicate,
        )


@dataclass(frozen=True)
class Permission:
    """One line of the table: a code Django knows, what it lets one do (`close an account`), and who may."""

    code: str
    does: str | Promise
    who: Who
    never: Predicate | None = None
    """To whom of those who run the site it is refused; without it, nothing is refused to a superuser."""


def holds(user: Visitor, role: str, scope: Scope | None = None) -> bool:
    """Does the user hold the role in a scope, or over the whole site; without a scope, anywhere at all?"""
    if not isinstance(user, User):
        return False
    if user.is_superuser and role == "administrator":
        return True
    return any(
        grant.role == role and (scope is None or grant.scope in (scope, Scope()))
        for grant in user.current_grants
    )


def demands_mfa(user: Visitor) -> bool:
    """Must this user sign in with a second factor?"""
    if not isinstance(user, User):
        return False
    return user.is_superuser or any(ROLES[grant.role].demands_mfa for grant in user.current_grants)


def on_site(role: str) -> Who:
    """Holders of a role over the whole site."""
    return Who(
        known(role).who, predicate(f"on_site:{role}", lambda user, _object: holds(user, role, Scope()))
    )


def anywhere(role: str) -> Who:
    """Holders of a role, whatever it reaches over."""
    return Who(known(role).who, predicate(f"anywhere:{role}", lambda user, _object: holds(user, role)))


def within(role: str, scope_of: Callable[[Any], Scope | None], words: str | Promise) -> Who:
    """Holders of a role over the scope that the object belongs to; nobody when there is no object."""

    def test(user: Visitor, target: object) -> bool:
        scope = scope_of(target) if target is not None else None
        return scope is not None and holds(user, role, scope)

    return Who(words, predicate(f"within:{role}", test))


def predicate(name: str, test: Callable[[Visitor, object], bool]) -> Predicate:
    return Predicate(test, name=name)


def known(role: str) -> Role:
    return ROLES[role]


EVERYONE = Who(_("everyone"), predicate("everyone", lambda _user, _object: True))
NOBODY = Who(_("nobody"), predicate("nobody", lambda _user, _object: False))
SIGNED_IN = Who(
    _("people who are signed in"), predicate("signed_in", lambda user, _object: user.is_authenticated)
)

_permissions: dict[str, Permission] = {}


def permit(code: str, does: str | Promise, who: Who, *, never: Predicate | None = None) -> None:
    """Enter a permission: `permit("jobs.cancel", _("cancel a job"), on_site("secretariat"))`."""
    if code in _permissions:
        raise UnknownPermissionError(f"The permission {code} is entered twice; one place decides who may.")
    _permissions[code] = Permission(code, does, who, never)
    add_perm(code, predicate(code, lambda user, target: may(user, code, target).allowed))  # type: ignore[no-untyped-call]


def permit_records(
    model: type[models.Model], *, view: Who, change: Who, add: Who | None = None, delete: Who | None = None
) -> None:
    """Enter the four permissions that Django's admin asks of a model."""
    app, name = model._meta.app_label, model._meta.model_name
    many = model._meta.verbose_name_plural
    permit(f"{app}.view_{name}", format_lazy(_("see: {many}"), many=many), view)
    permit(f"{app}.add_{name}", format_lazy(_("add: {many}"), many=many), add or change)
    permit(f"{app}.change_{name}", format_lazy(_("change: {many}"), many=many), change)
    permit(f"{app}.delete_{name}", format_lazy(_("delete: {many}"), many=many), delete or change)


def permissions() -> tuple[Permission, ...]:
    """The whole table, in the order of its codes."""
    return tuple(_permissions[code] for code in sorted(_permissions))


def is_public(code: str) -> bool:
    """May everyone, signed in or not?"""
    return may(AnonymousUser(), code).allowed


def may(user: Visitor, verb: str, object: object | None = None) -> Decision:  # noqa: A002
    """Decide whether a user may do something, to an object where it matters which."""
    if verb not in _permissions:
        raise UnknownPermissionError(
            f"There is no permission {verb!r}; enter it with `permit` in its app's rules.py."
        )
    permission = _permissions[verb]
    if user.is_authenticated and not user.is_active:
        return Decision(allowed=False, reason=gettext("This account is closed."))
    if allows(permission, user, object):
        return Decision(allowed=True)
    words = {"who": permission.who.words, "does": permission.does}
    if permission.who is NOBODY:
        return Decision(allowed=False, reason=gettext("Nobody may do this: %(does)s.") % words)
    if user.is_authenticated:
        return Decision(allowed=False, reason=gettext("Only %(who)s may do this: %(does)s.") % words)
    return Decision(
        allowed=False, reason=gettext("Sign in first. Only %(who)s may do this: %(does)s.") % words
    )


def allows(permission: Permission, user: Visitor, target: object | None) -> bool:
    """Django asks nothing further of a superuser, in the admin and in templates; nor do we, but for what is `never`."""
    if getattr(user, "is_superuser", False):
        return permission.never is None or not permission.never.test(user, target)
    return bool(permission.who.predicate.test(user, target))


def require(user: Visitor, verb: str, object: object | None = None) -> None:  # noqa: A002
    """Go on only if the user may; else raise `PermissionDenied` with the reason."""
    decision = may(user, verb, object)
    if not decision:
        raise PermissionDenied(decision.reason)


def guarded(
    code: str,
) -> Callable[
    [Callable[Concatenate[HttpRequest, P], HttpResponse]], Callable[Concatenate[HttpRequest, P], HttpResponse]
]:
    """Guard a view by a permission, and leave its code on the view for whoever walks the addresses."""

    def guard(
        view: Callable[Concatenate[HttpRequest, P], HttpResponse],
    ) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
        @wraps(view)
        def guarded_view(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            require(request.user, code)
            return view(request, *args, **kwargs)

        guarded_view.permission = code  # type: ignore[attr-defined]
        return guarded_view

    return guard


SECRETARIAT = on_site("secretariat")
ADMINISTRATOR = on_site("administrator")
STAFF = SECRETARIAT | ADMINISTRATOR
ONESELF = Who(
    _("the person themself"),
    predicate("oneself", lambda user, target: user.is_authenticated and user == target),
)
GRANTER = ADMINISTRATOR | Who(
    _("the secretariat, for roles that need no second factor"),
    predicate(
        "grants_lesser_roles", lambda user, target: holds(user, "secretariat", Scope()) and lesser(target)
    ),
)


def lesser(target: object) -> bool:
    """A role that the secretariat may give; with no role named yet, one may begin."""
    role = ROLES[target.role] if isinstance(target, RoleGrant) else target
    return role is None or (isinstance(role, Role) and not role.demands_mfa)


permit("people.open_staff_site", _("open the staff site"), STAFF)
permit("people.change_profile", _("change a profile"), ONESELF)
permit("people.be_somebody", _("see and change one’s own account"), SIGNED_IN)
permit("people.delete_account", _("delete an account"), ONESELF)
permit("people.export_data", _("download all that is held of a person"), ONESELF)
permit("people.see_list", _("see who shows themself to whom"), EVERYONE)
permit_records(Consent, view=ADMINISTRATOR, change=NOBODY)
permit_records(User, view=ONESELF | STAFF, change=ADMINISTRATOR, delete=NOBODY)
permit_records(RoleGrant, view=STAFF, change=GRANTER, delete=NOBODY)
permit("people.view_auditevent", _("read the audit trail"), ADMINISTRATOR | anywhere("board-member"))
