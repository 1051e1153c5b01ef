"""Who calls, where an operation needs somebody; and the accounts and institutions that a call names."""

from collections.abc import Sequence

from django.http import HttpRequest
from django.utils.translation import gettext

from anso.alliance.network.models import Institution
from anso.alliance.people.models import User
from anso.alliance.people.rules import require
from anso.errors import InvalidInputError, Problem

__all__ = ["account_called", "allowed", "caller", "institutions_called", "keeper"]


def caller(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise TypeError("A verb of governance was reached by nobody.")
    return request.user


def allowed(request: HttpRequest, code: str, record: object) -> User:
    """The caller, if they may; before what they sent is looked at any further."""
    require(request.user, code, record)
    return caller(request)


def keeper(request: HttpRequest, record: object) -> User:
    return allowed(request, "governance.keep", record)


def account_called(address: str) -> User | None:
    """Somebody's account by its address; none where none is named."""
    if not address:
        return None
    found = User.objects.filter(email=address.lower(), is_active=True).first()
    if found is None:
        raise InvalidInputError([Problem("account", gettext("There is no account of this address."))])
    return found


def institutions_called(codes: Sequence[str], where: str) -> list[Institution]:
    """Institutions by their codes, in the order in which they are named."""
    found = {one.code: one for one in Institution.objects.filter(code__in=codes)}
    told = gettext("There is no institution %(code)s.")
    problems = [Problem(where, told % {"code": code}) for code in codes if code not in found]
    if problems:
        raise InvalidInputError(problems)
    return [found[code] for code in dict.fromkeys(codes)]
