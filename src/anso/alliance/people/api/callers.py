"""Who calls, where an operation is about oneself."""

from django.http import HttpRequest
from django.utils.translation import gettext

from anso.alliance.people.models import User
from anso.alliance.people.rules import require
from anso.errors import NotFoundError

__all__ = ["oneself"]


def oneself(request: HttpRequest) -> User:
    """The caller, who must be somebody."""
    person = request.user
    require(person, "people.be_somebody")
    if not isinstance(person, User):
        raise NotFoundError(gettext("Sign in first."))
    return person
