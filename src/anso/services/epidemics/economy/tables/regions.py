"""Which place a table's region is: WIOD, OECD and EORA name regions by ISO 3166-1 alpha-3, with a few habits of their own.

In: a table's labels. Out: for each its code, where it is a country, and its names.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from anso import places
from anso.errors import InvalidInputError, Problem
from anso.language import LANGUAGES

__all__ = ["WORLD", "Region", "numbers_of", "regions_of"]

REST: Mapping[str, str] = {
    "en": "Rest of the world",
    "zh": "世界其他地区",
    "ru": "Остальной мир",
    "fr": "Reste du monde",
}
WORLD = "un-world"
RESTS = frozenset({"ROW", "WWW", "WWLD", "ROTW"})
OLD_CODES = {"ROM": "RO", "ZAR": "CD", "TMP": "TL", "SUD": "SD", "ANT": "", "USR": "", "GAZ": "PS"}
"""Codes that tables keep and ISO 3166-1 has changed; nothing for what is no country now."""


@dataclass(frozen=True)
class Region:
    """A region of a table, as readers know it."""

    label: str
    code: str | None
    """ISO 3166-1 alpha-2, where it is a country."""
    names: Mapping[str, str]


def regions_of(labels: Sequence[str]) -> tuple[Region, ...]:
    return tuple(map(_region, labels))


def numbers_of(regions: Sequence[Region], asked: str) -> tuple[int, ...]:
    """The regions of the table that a country's or region's code means; it is an error if there is none."""
    place = places.place(asked)
    if isinstance(place, places.Province):
        raise InvalidInputError(
            [Problem("struck", f"{place.name} is a province; tables know countries: give {place.country}")]
        )
    if place.code == WORLD:
        return tuple(range(len(regions)))
    wanted = set(place.countries) if isinstance(place, places.Region) else {place.code}
    found = tuple(number for number, region in enumerate(regions) if region.code in wanted)
    if not found:
        known = sorted(region.code for region in regions if region.code)
        raise InvalidInputError(
            [
                Problem(
                    "struck",
                    f"the table has no {place.name}; it has {', '.join(known) or 'no country known here'}",
                )
            ]
        )
    return found


def _region(label: str) -> Region:
    if label.upper() in RESTS:
        return Region(label, None, REST)
    code = OLD_CODES.get(label, label)
    try:
        country = places.country(code)
    except places.UnknownPlaceError:
        return Region(label, None, dict.fromkeys(LANGUAGES, label))
    return Region(label, country.code, {language: country.name_in(language) for language in LANGUAGES})
