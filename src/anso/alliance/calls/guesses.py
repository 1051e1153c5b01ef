"""How often one address may open what needs no sign-in: guessing a secret is hopeless, and is not to cost the site much.

Counted by the same means as attempts to sign in, over all processes.
"""

from allauth.core.internal import ratelimit
from django.http import HttpRequest
from django.utils.translation import gettext

from anso.errors import AnsoError

__all__ = ["TooManyVisitsError", "count_visit"]

ALLOWANCE = "60/m/ip"


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
