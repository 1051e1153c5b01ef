"""Ballots, as far as somebody may see them."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from anso.alliance.governance.models import Ballot, Body
from anso.alliance.governance.queries.sight import Reader, sight_of
from anso.errors import NotFoundError

__all__ = ["ballot_for", "ballots_for"]


def ballots_for(reader: Reader, body: Body | None = None) -> QuerySet[Ballot]:
    """Everybody's once published; members' once decided; a body's own always."""
    sight = sight_of(reader)
    seen = Q(state=Ballot.State.PUBLISHED) | Q(body__in=sight.bodies)
    if sight.as_member:
        seen |= Q(state__in=Ballot.SETTLED)
    found = Ballot.objects.select_related("body", "opening", "record", "meeting").filter(seen)
    return found if body is None else found.filter(body=body)


def ballot_for(reader: Reader, code: str) -> Ballot:
    found = ballots_for(reader).filter(code=code).first()
    if found is None:
        raise NotFoundError(
            _("There is no ballot %(code)s, or its result is not published yet.") % {"code": code}
        )
    return found
