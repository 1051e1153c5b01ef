"""Resolutions, as far as somebody may read them."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from anso.alliance.governance.models import Body, Resolution
from anso.alliance.governance.queries.bodies import body_called
from anso.alliance.governance.queries.sight import Reader, sight_of
from anso.alliance.people.rules import Visitor
from anso.errors import NotFoundError

__all__ = ["resolution_for", "resolutions_for"]


def resolutions_for(reader: Reader, body: Body | None = None) -> QuerySet[Resolution]:
    """Resolutions that somebody may read, the latest first."""
    seen = Q(published_at__isnull=False) | Q(body__in=sight_of(reader).bodies)
    found = Resolution.objects.select_related("body", "meeting").filter(seen)
    return found if body is None else found.filter(body=body)


def resolution_for(user: Visitor, code: str, year: int, number: int) -> Resolution:
    body = body_called(code)
    found = resolutions_for(user, body).filter(year=year, number=number).first()
    if found is None:
        raise NotFoundError(
            _("%(body)s has no resolution %(year)d/%(number)d.")
            % {"body": body.name, "year": year, "number": number}
        )
    return found
