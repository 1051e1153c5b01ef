"""Whether anything that pages show has changed: one number, raised with each change.

A change of the index raises it, and so does any change to a record of the alliance (`signals`). Pages
kept in memory are kept for one revision; a process may be behind by up to a second.
"""

import time

from django.db.models import F

from anso.portal.index.models import IndexState

__all__ = ["bump", "forget", "revision"]

KNOWN_FOR_SECONDS = 1.0

_known: tuple[float, int] | None = None


def revision() -> int:
    """The present revision, asked of the database at most once a second."""
    global _known  # noqa: PLW0603  # one number for the whole process
    now = time.monotonic()
    if _known is None or now - _known[0] > KNOWN_FOR_SECONDS:
        value = IndexState.objects.filter(pk=IndexState.ONLY).values_list("revision", flat=True).first()
        _known = (now, value or 0)
    return _known[1]


def bump() -> None:
    """Raise the revision, within the transaction of the change."""
    IndexState.objects.get_or_create(pk=IndexState.ONLY, defaults={"revision": 0})
    IndexState.objects.filter(pk=IndexState.ONLY).update(revision=F("revision") + 1)
    forget()


def forget() -> None:
    """Ask the database anew next time."""
    global _known  # noqa: PLW0603
    _known = None
