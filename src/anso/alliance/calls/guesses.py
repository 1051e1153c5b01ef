"""How often one address may open what needs no sign-in, and one account have the site write to others.

Guessing a secret is hopeless, and is not to cost the site much; and the site is nobody's means to write to strangers.
Counted by the same means as attempts to sign in, over all processes.
"""

from allauth.core.internal import ratelimit
from django.http import HttpRequest
from django.utils.translation import gettext

from anso.errors import AnsoError, InvalidInputError, Problem

__all__ = ["TooManyVisitsError", "count_letter", "count_visit"]

ALLOWANCE = "60/m/ip"
LETTERS = "30/d/user"


class TooManyVisitsError(AnsoError):
    """One address came too often."""


def count_visit(request: HttpRequest) -> None:
    granted = ratelimit.consume(
        request, app="anso.calls", action="reference", config={"reference": ALLOWANCE}, limit_get=True
    )
    if granted is None:
        raise TooManyVisitsError(
            gettext("This was asked for too often from your address; wait a minute and try again.")
        )


def count_letter(request: HttpRequest) -> None:
    """Before an invitation that an account sends to an address of its choice."""
    granted = ratelimit.consume(request, app="anso.calls", action="letter", config={"letter": LETTERS})
    if granted is None:
        told = gettext("You have sent as many invitations as one account may in a day; go on tomorrow.")
        raise InvalidInputError([Problem("email", told)])
