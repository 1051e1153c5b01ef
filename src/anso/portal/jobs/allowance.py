"""How often somebody may ask for runs of products, whichever face they ask on."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from anso.alliance.people.models import User
from anso.alliance.people.rules import Visitor
from anso.portal.limits import Standing, TooManyRequestsError, client_network, hit

__all__ = ["allow_asking", "caller_key"]

ASKED_AN_HOUR = {False: 20, True: 200}
"""By whether the asker is signed in."""
HOUR = 3600


def caller_key(request: HttpRequest, visitor: Visitor) -> str:
    """Whose allowance it is: the account's, or that of the address the request comes from."""
    return f"user {visitor.pk}" if isinstance(visitor, User) else f"address {client_network(request)}"


def allow_asking(request: HttpRequest, visitor: Visitor) -> Standing:
    """Count one; raises `TooManyRequestsError` when there were too many."""
    known = isinstance(visitor, User)
    standing = hit("ask", caller_key(request, visitor), ASKED_AN_HOUR[known], HOUR)
    if standing.allowed:
        return standing
    sentence = _("More was asked for in an hour than is allowed (%(limit)s); wait %(minutes)s min.") % {
        "limit": standing.limit,
        "minutes": -(-standing.retry_seconds // 60),
    }
    if not known:
        sentence = " ".join((sentence, _("Those who are signed in may ask for more.")))
    raise TooManyRequestsError(sentence, standing)
