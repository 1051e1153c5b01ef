"""Who calls, and how often they may."""

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.utils import check_csrf

from anso.alliance.people.rules import Visitor
from anso.errors import AnsoError
from anso.portal.accounts.tokens import user_for_token
from anso.portal.jobs.allowance import caller_key
from anso.portal.limits import Standing, TooManyRequestsError, hit

__all__ = ["BadTokenError", "allow_call", "identify"]

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
CALLS_A_MINUTE = {False: 600, True: 1200}
"""By whether the caller is known."""
MINUTE = 60


class BadTokenError(AnsoError):
    """A token was given that opens nothing."""


def identify(request: HttpRequest) -> Visitor:
    """The caller, by a bearer token or else by the session of the site; anonymous without either.

    A call that changes something and rests on a session must prove that it comes from our own pages.
    """
    scheme, _space, token = request.headers.get("Authorization", "").partition(" ")
    if scheme:
        user = user_for_token(token.strip()) if scheme.lower() == "bearer" else None
        if user is None:
            raise BadTokenError(
                _(
                    "The Authorization header must hold a token in use: “Bearer anso_…”, made on your profile page."
                )
            )
        request.user = user
        return user
    visitor: Visitor = request.user
    if visitor.is_authenticated and request.method not in SAFE_METHODS and check_csrf(request) is not None:
        raise PermissionDenied(
            _(
                "A call within a session needs the site’s own mark (X-CSRFToken); programs use a token instead."
            )
        )
    return visitor


def allow_call(request: HttpRequest, visitor: Visitor) -> Standing:
    """Count a call; raises when there were too many."""
    standing = hit(
        "api", caller_key(request, visitor), CALLS_A_MINUTE[not isinstance(visitor, AnonymousUser)], MINUTE
    )
    if not standing.allowed:
        raise TooManyRequestsError(
            _("More calls in a minute than are allowed (%(limit)s); wait %(seconds)s s.")
            % {"limit": standing.limit, "seconds": standing.retry_seconds},
            standing,
        )
    return standing
