"""Places for a text that is still being typed, the likeliest first.

All names in all languages, and all codes, are looked through. A name that is the text comes before one
that starts with it, that before one with a word that starts with it, that before one that only resembles
it; among equals countries come first, then regions, then provinces, and the more people live in the
country the earlier.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from anso.places.fold import SHORT_WORDS, fold
from anso.places.load import countries_by_code, provinces_by_code, regions_by_code
from anso.places.records import Country, Place, Province
from anso.places.similar import SimilarNames

__all__ = ["search"]

EXACT, EXACT_OTHER, STARTS, WORD_STARTS, RESEMBLES = range(5)
LIKE_ENOUGH = 0.55
AS_GOOD = 0.2
"""How much less likely than the first a further resembling name may be."""


@dataclass(frozen=True, slots=True)
class _Index:
    places: tuple[Place, ...]
    keys: tuple[str, ...]
    """Folded names and codes."""
    shown: tuple[bool, ...]
    """For each key, whether it is a code or a name shown, rather than one merely known."""
    owners: tuple[int, ...]
    """For each key, whose it is, as a number into `places`, which stand in the order of preference."""
    similar: SimilarNames


def search(text: str, limit: int = 10) -> list[Place]:
    """At most so many places that the text may mean."""
    wanted = fold(text)
    if not wanted or limit < 1:
        return []
    index = _index()
    best: dict[int, float] = {}
    _take_matching(index, wanted, best)
    if wanted in SHORT_WORDS:  # "st" on the way to "St. Lucia"
        _take_matching(index, SHORT_WORDS[wanted], best)
    if not best:
        for likeness, number in index.similar.find(wanted, LIKE_ENOUGH):
            best.setdefault(index.owners[number], RESEMBLES - likeness)
        first = min(best.values(), default=0.0)
        best = {owner: rank for owner, rank in best.items() if rank <= first + AS_GOOD}
    ranked = sorted(best, key=lambda owner: (best[owner], owner))
    return [index.places[owner] for owner in ranked[:limit]]


def _take_matching(index: _Index, wanted: str, best: dict[int, float]) -> None:
    """Note in `best` the places with a name that is, starts with or holds a word starting with the text."""
    inside = f" {wanted}"
    # Scripts written without spaces have no starts of words: there the text may stand anywhere.
    anywhere = not wanted[0].isascii() and _is_unspaced(wanted[0])
    for number, key in enumerate(index.keys):
        if wanted not in key:
            continue
        if key == wanted:
            rank = EXACT if index.shown[number] else EXACT_OTHER
        elif key.startswith(wanted):
            rank = STARTS
        elif anywhere or inside in key:
            rank = WORD_STARTS
        else:
            continue
        owner = index.owners[number]
        if rank < best.get(owner, RESEMBLES):
            best[owner] = rank


def _is_unspaced(character: str) -> bool:
    return "\u2e80" <= character <= "\u9fff"


@cache
def _index() -> _Index:
    people = {code: one.population for code, one in countries_by_code().items()}
    places: tuple[Place, ...] = (
        *sorted(countries_by_code().values(), key=lambda one: -one.population),
        *regions_by_code().values(),
        *sorted(provinces_by_code().values(), key=lambda one: -people[one.country]),
    )
    keys: list[str] = []
    shown: list[bool] = []
    owners: list[int] = []

    def add(owner: int, spellings: Iterable[str], *, is_shown: bool) -> None:
        for key in dict.fromkeys(map(fold, spellings)):
            keys.append(key)
            shown.append(is_shown)
            owners.append(owner)

    for number, one in enumerate(places):
        codes = (one.code, one.alpha3, one.numeric) if isinstance(one, Country) else (one.code,)
        add(number, (*codes, *one.names.values()), is_shown=True)
        add(number, one.aliases, is_shown=False)
    similar = SimilarNames(tuple(keys))
    # With its country's name a province is found by both, but resembles other provinces by that alone.
    for number, one in enumerate(places):
        if isinstance(one, Province):
            add(number, (f"{one.name} {countries_by_code()[one.country].name}",), is_shown=False)
    return _Index(places, tuple(keys), tuple(shown), tuple(owners), similar)
