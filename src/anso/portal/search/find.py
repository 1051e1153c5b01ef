"""From what was typed to what is probably meant, best first.

Every word typed must occur in an entry's folded names. Among those that qualify, a whole name comes before
the beginning of a name, that before the beginning of a word, and that before a match within a word; among
equals the greater weight, then the shorter name. Where nothing qualifies, places of similar spelling are
offered instead, so that a slip of the finger still finds a country.
"""

from dataclasses import dataclass
from functools import reduce
from operator import and_

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anso import places
from anso.places.fold import fold
from anso.portal.index.models import SearchEntry

__all__ = ["KINDS", "Hit", "find"]

CANDIDATES = 400
"""Entries looked at closely; more than this many match only a letter or two."""
LONGEST = 100
WHOLE, NAME_BEGINS, WORD_BEGINS, WITHIN = 8.0, 4.0, 2.0, 0.0

KINDS = {
    "country": _("Country"),
    "region": _("Region"),
    "province": _("Province"),
    "corridor": _("Corridor"),
    "product": _("Product"),
    "release": _("Release"),
    "person": _("Person"),
    "institution": _("Institution"),
    "association": _("Association"),
    "body": _("Body"),
    "meeting": pgettext_lazy("governance", "Meeting"),
    "resolution": _("Resolution"),
    "call": _("Call"),
    "project": _("Project"),
    "event": _("Event"),
}


@dataclass(frozen=True)
class Hit:
    """One thing found."""

    entry: SearchEntry
    score: float

    @property
    def kind(self) -> str:
        return str(KINDS.get(self.entry.kind, self.entry.kind))


def find(text: str, limit: int = 12, kinds: tuple[str, ...] = ()) -> list[Hit]:
    """At most so many hits, best first."""
    folded = fold(text[:LONGEST])
    words = folded.split()
    if not words:
        return []
    entries = SearchEntry.objects.filter(reduce(and_, (Q(folded__contains=word) for word in words)))
    if kinds:
        entries = entries.filter(kind__in=kinds)
    hits = [
        Hit(entry, _score(entry.folded, folded, words) + entry.weight)
        for entry in entries.order_by("-weight")[:CANDIDATES]
    ]
    if not hits:
        hits = _similar(text, limit, kinds)
    hits.sort(key=lambda hit: (-hit.score, len(hit.entry.folded), hit.entry.key))
    return hits[:limit]


def _score(names: str, folded: str, words: list[str]) -> float:
    """How well the typed text fits the best of the names, which stand one in a line."""
    lines = names.split("\n")
    if folded in lines:
        return WHOLE
    if any(line.startswith(folded) for line in lines):
        return NAME_BEGINS
    spaced = f" {names.replace(chr(10), ' ')}"
    return WORD_BEGINS if all(f" {word}" in spaced for word in words) else WITHIN


def _similar(text: str, limit: int, kinds: tuple[str, ...]) -> list[Hit]:
    ranks = {place.code: rank for rank, place in enumerate(places.search(text[:LONGEST], limit))}
    entries = SearchEntry.objects.filter(key__in=ranks, kind__in=("country", "region", "province"))
    return [Hit(entry, -float(ranks[entry.key])) for entry in entries if not kinds or entry.kind in kinds]
