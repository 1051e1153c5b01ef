"""Which events of the audit trail somebody reads: all of them, but for what an app keeps from them.

An app enters, with `hide`, a function that takes the events and their reader and leaves out what the reader must not
know of. What is left out is not shown, counted, filtered by or searched; `audit.verify` goes over the whole trail.
"""

from collections.abc import Callable

from django.db.models import QuerySet

from anso.alliance.people.models import AuditEvent, User
from anso.alliance.people.rules import Visitor

__all__ = ["events_for", "hide"]

Hiding = Callable[[QuerySet[AuditEvent], User], QuerySet[AuditEvent]]
_hidings: dict[str, Hiding] = {}


def hide(name: str, hiding: Hiding) -> None:
    """Enter what is left out under a name; entered anew, it takes the place of what was."""
    _hidings[name] = hiding


def events_for(reader: Visitor) -> QuerySet[AuditEvent]:
    """The events that somebody reads; that they may read the trail at all is asked elsewhere."""
    found: QuerySet[AuditEvent] = AuditEvent.objects.all()
    if not isinstance(reader, User):
        return found.none()
    for hiding in _hidings.values():
        found = hiding(found, reader)
    return found
