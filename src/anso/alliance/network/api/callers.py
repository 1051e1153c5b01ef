"""Who calls, and which institution is meant."""

from django.http import HttpRequest
from django.utils.translation import gettext

from anso.alliance.network import queries
from anso.alliance.network.models import Institution
from anso.alliance.people.models import User
from anso.alliance.people.rules import require
from anso.errors import NotFoundError

__all__ = ["caller", "known", "required"]


def caller(request: HttpRequest) -> User | None:
    return request.user if isinstance(request.user, User) else None


def required(request: HttpRequest) -> User:
    """The caller, who must be somebody."""
    require(request.user, "network.apply")
    found = caller(request)
    if found is None:
        raise NotFoundError(gettext("Sign in first."))
    return found


def known(request: HttpRequest, code: str) -> Institution:
    found = queries.institution_for(request.user, code)
    if found is None:
        raise NotFoundError(gettext("There is no institution %(code)s.") % {"code": code})
    return found
