"""Which institutions on record are probably one and the same, the likeliest pairs first.

In come the institutions; out go pairs with the reasons. Two are alike when a name of one, folded, is a name of
the other; when their websites are of one host; or when the rarer words of their names are mostly the same
(Jaccard's index over words that few institutions share) and nothing speaks against it: different ROR ids, or
different countries. Words are looked up in an inverted index, so that a thousand institutions are compared in
milliseconds and not a million times.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from anso.alliance.network.models import Institution
from anso.alliance.network.models.institutions import folded_names
from anso.places.fold import fold

__all__ = ["Pair", "resembling", "suggest"]

SHARED_BY_FEW = 12
"""A word that more institutions have than this (academy, national) says nothing of any of them."""
ALIKE = 0.6
SAME_NAME, SAME_SITE = 1.0, 0.9
SHORTEST_NAME = 4
"""Folded acronyms shorter than this are shared by strangers."""


@dataclass(frozen=True)
class Pair:
    """Two institutions that may be one."""

    first: Institution
    second: Institution
    likeness: float
    reasons: tuple[str, ...]


def suggest(institutions: Sequence[Institution], limit: int = 100) -> list[Pair]:
    found: dict[tuple[int, int], list[tuple[float, str]]] = defaultdict(list)
    for why, likeness, groups in (
        (_("the same name"), SAME_NAME, by_name(institutions)),
        (_("the same website"), SAME_SITE, by_host(institutions)),
    ):
        for group in groups:
            for one, other in combinations(sorted(group), 2):
                found[one, other].append((likeness, why))
    for one, other, likeness in alike_in_words(institutions):
        if (one, other) not in found:
            found[one, other].append((likeness, _("similar names")))
    by_key = {institution.pk: institution for institution in institutions}
    pairs = [
        Pair(by_key[one], by_key[other], max(told)[0], tuple(dict.fromkeys(why for _like, why in told)))
        for (one, other), told in found.items()
        if not speaks_against(by_key[one], by_key[other])
    ]
    return sorted(pairs, key=lambda pair: (-pair.likeness, pair.first.name, pair.second.name))[:limit]


def resembling(described: Institution, among: Sequence[Institution]) -> list[Institution]:
    """Which of these one that is not on record yet probably is, the likeliest first."""
    sought = Institution(pk=0, folded=folded_names(described))
    for name in ("name", "website", "ror_id", "country", "parent_id"):
        setattr(sought, name, getattr(described, name))
    pairs = suggest([*among, sought], limit=10_000)
    return [
        pair.second if pair.first is sought else pair.first
        for pair in pairs
        if sought in (pair.first, pair.second)
    ]


def speaks_against(one: Institution, other: Institution) -> bool:
    """Different ROR ids or countries, or one is a part of the other: these are two."""
    return (
        bool(one.ror_id and other.ror_id)
        or bool(one.country and other.country and one.country != other.country)
        or one.pk == other.parent_id
        or other.pk == one.parent_id
    )


def by_name(institutions: Iterable[Institution]) -> Iterator[set[int]]:
    groups: dict[str, set[int]] = defaultdict(set)
    for institution in institutions:
        for name in institution.folded.split("\n"):
            if len(name) >= SHORTEST_NAME or not name.isascii():
                groups[name].add(institution.pk)
    return (group for name, group in groups.items() if name and len(group) > 1)


def by_host(institutions: Iterable[Institution]) -> Iterator[set[int]]:
    groups: dict[str, set[int]] = defaultdict(set)
    for institution in institutions:
        parts = urlsplit(institution.website)
        site = (parts.hostname or "").removeprefix("www.") + parts.path.rstrip("/")
        if site:
            groups[site].add(institution.pk)
    return (group for group in groups.values() if len(group) > 1)


def alike_in_words(institutions: Iterable[Institution]) -> Iterator[tuple[int, int, float]]:
    words = {institution.pk: frozenset(fold(institution.name).split()) for institution in institutions}
    having: dict[str, list[int]] = defaultdict(list)
    for key, own in words.items():
        for word in own:
            having[word].append(key)
    rare = {word for word, keys in having.items() if len(keys) <= SHARED_BY_FEW and len(word) > 1}
    seen: set[tuple[int, int]] = set()
    for word in rare:
        for one, other in combinations(sorted(having[word]), 2):
            if (one, other) in seen:
                continue
            seen.add((one, other))
            likeness = len(words[one] & words[other]) / len(words[one] | words[other])
            if likeness >= ALIKE:
                yield one, other, likeness
