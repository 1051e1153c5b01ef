"""Does somebody whose role demands a second factor have one, and did this sign-in show it?

Roles say whether they demand it (`anso.alliance.people.rules.demands_mfa`). The made-up accounts of the
sample may act without on an installation that is not in production: their passwords are printed on its
terminal anyway, and pages say that they are exempt.
"""

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest

from anso.alliance.people.models import User
from anso.alliance.people.roles import ROLES
from anso.alliance.people.rules import Visitor, demands_mfa

__all__ = ["demanding_roles", "has_one", "is_exempt", "is_missing", "is_satisfied", "was_shown"]

KINDS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def is_exempt(user: Visitor) -> bool:
    """A made-up account on an installation that is not in production."""
    return isinstance(user, User) and user.is_synthetic and not settings.PRODUCTION


def has_one(user: Visitor) -> bool:
    """Has the user an authenticator app or a security key? Recovery codes alone are none."""
    return isinstance(user, User) and Authenticator.objects.filter(user=user, type__in=KINDS).exists()


def is_missing(user: Visitor) -> bool:
    """Must the user set one up before they may act?"""
    return demands_mfa(user) and not is_exempt(user) and not has_one(user)


def was_shown(request: HttpRequest) -> bool:
    """Was a second factor (or a passkey, which is both at once) part of this sign-in?"""
    if not isinstance(request.user, User):
        return False
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user))


def is_satisfied(request: HttpRequest) -> bool:
    """May this sign-in act for its roles, as far as second factors go?"""
    user = request.user
    if not demands_mfa(user) or is_exempt(user):
        return True
    # What the session says is read first: it costs no query. Deleting the last authenticator ends it all.
    return was_shown(request) and has_one(user)


def demanding_roles(user: User) -> list[str]:
    """The titles of the user's roles that demand a second factor."""
    titles = [str(ROLES[grant.role].title) for grant in user.current_grants if ROLES[grant.role].demands_mfa]
    return sorted(set(titles)) or [str(ROLES["administrator"].title)]
