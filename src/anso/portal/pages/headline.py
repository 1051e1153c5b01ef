"""Which of the newest releases speaks first on a page that shows them all."""

from collections.abc import Sequence
from typing import Any

from anso.portal.index.models import ReleaseEntry

__all__ = ["headline_of"]


def headline_of(newest: Sequence[ReleaseEntry]) -> ReleaseEntry | None:
    """The newest release that says what it found and has a picture of its own; of one day, that of most places.

    What was observed comes before what was made from synthetic data, however new, and news before profiles.
    """
    candidates = [entry for entry in newest if entry.finding and entry.lead and entry.lead.get("lead")]
    return min(candidates, key=_rank, default=None)


def _rank(entry: ReleaseEntry) -> tuple[Any, ...]:
    places = len(entry.manifest.get("places", ()))
    return entry.synthetic, entry.corridor == "alliance", -entry.issued.toordinal(), -places
