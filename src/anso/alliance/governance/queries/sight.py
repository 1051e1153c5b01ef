"""How far somebody sees into the bodies: from outside, as a member, from inside."""

from dataclasses import dataclass

from anso.alliance.governance.models import Body
from anso.alliance.governance.rules import bodies_of
from anso.alliance.people.models import User
from anso.alliance.people.rules import Visitor, may

__all__ = ["Reader", "Sight", "inside", "sight_of"]


@dataclass(frozen=True)
class Sight:
    """How far somebody sees: asked once for a page, whatever number of bodies it shows."""

    bodies: frozenset[int]
    """The bodies that they see from inside."""
    as_member: bool
    """Whether they read what all members may."""


Reader = Visitor | Sight


def sight_of(reader: Reader) -> Sight:
    """The same as `governance.read_inside` and `governance.read_as_member` say of each body by itself."""
    if isinstance(reader, Sight):
        return reader
    if not isinstance(reader, User) or not reader.is_active:
        return Sight(frozenset(), as_member=False)
    if may(reader, "governance.read_inside"):
        return Sight(frozenset(Body.objects.values_list("pk", flat=True)), as_member=True)
    kept = [grant.scope_code for grant in reader.current_grants if grant.role == "secretariat"]
    keeps = Body.objects.filter(code__in=kept).values_list("pk", flat=True) if kept else ()
    within = frozenset({*bodies_of(reader), *keeps})
    return Sight(within, as_member=may(reader, "governance.read_as_member").allowed)


def inside(reader: Reader, body: Body) -> bool:
    """May somebody see what a body prepares?"""
    if isinstance(reader, Sight):
        return body.pk in reader.bodies
    return may(reader, "governance.read_inside", body).allowed
