"""From what somebody typed to the one place they mean.

Any code or any known name finds a place, whatever its case and accents: `country("Viet Nam")`, `"VNM"`,
`"704"`, `"Vietnam"`, `"越南"` are one country. What finds nothing, or more than one place, raises
`UnknownPlaceError`, whose sentence names what was probably meant.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from anso.errors import NotFoundError
from anso.places.fold import fold
from anso.places.load import countries_by_code, provinces_by_code, regions_by_code
from anso.places.records import Country, Place, Province, Region, RegionKind
from anso.places.sentences import many_places, no_place
from anso.places.similar import SimilarNames

__all__ = ["UnknownPlaceError", "countries", "country", "place", "province", "provinces", "region", "regions"]

LIKE_ENOUGH = 0.6
"""Likeness from which a name is worth proposing; below it, proposals puzzle more than they help."""
AS_GOOD = 0.05
"""How much less likely than the first a further proposal may be."""
PROPOSALS = 3
SHOWN = 60
"""How much of an unknown text its error repeats."""


class UnknownPlaceError(NotFoundError):
    """No place, or no single place, goes by what was asked for."""


def countries() -> tuple[Country, ...]:
    """All countries and areas of ISO 3166-1, in the order of their codes."""
    return tuple(countries_by_code().values())


def provinces(country: str | None = None) -> tuple[Province, ...]:
    """All provinces, or those of one country (by any of its codes or names)."""
    if country is None:
        return tuple(provinces_by_code().values())
    return _provinces_of().get(_country(country).code, ())


def regions(kind: RegionKind | None = None) -> tuple[Region, ...]:
    """All regions, or those of one kind."""
    return tuple(each for each in regions_by_code().values() if kind in (None, each.kind))


def country(text: str) -> Country:
    """The country of a code (alpha-2, alpha-3, numeric) or a name in any language known here."""
    return _country(text)


def region(text: str) -> Region:
    """The region of a code (`south-asia`, `un-africa`, UN M.49 numeric) or a name."""
    found = _find_region(text)
    if found is None:
        raise _unknown("region", text, (_region_names(),))
    return found


def province(text: str) -> Province:
    """The province of a code (`PK-punjab`) or a name; "Punjab, Pakistan" tells two of one name apart."""
    found = _find_province(text)
    if found is None:
        raise _unknown("province", text, (_province_names(),))
    return found


def place(text: str) -> Place:
    """The country, else the region, else the province that a code or name stands for."""
    found = _find_country(text) or _find_region(text) or _find_province(text)
    if found is None:
        raise _unknown("place", text, (_country_names(), _region_names(), _province_names()))
    return found


# `provinces` has a parameter named as the function is.
def _country(text: str) -> Country:
    found = _find_country(text)
    if found is None:
        raise _unknown("country", text, (_country_names(),))
    return found


def _find_country(text: str) -> Country | None:
    code = _country_names().get(_key(text))
    return countries_by_code()[code] if code else None


def _find_region(text: str) -> Region | None:
    code = _region_names().get(_key(text))
    return regions_by_code()[code] if code else None


def _find_province(text: str) -> Province | None:
    key = _key(text)
    code = _province_codes().get(key)
    codes = (code,) if code else _province_names().get(key, ())
    if not codes and "," in text:
        name, _, owner = text.rpartition(",")
        within = _find_country(owner)
        codes = tuple(
            each for each in _province_names().get(_key(name), ()) if within and each[:2] == within.code
        )
    if len(codes) > 1:
        alike = [provinces_by_code()[each] for each in codes]
        raise UnknownPlaceError(
            many_places(_shown(text), lambda language: [_described(each, language) for each in alike])
        )
    return provinces_by_code()[codes[0]] if codes else None


def _key(text: str) -> str:
    key = fold(text)
    return key.zfill(3) if key.isascii() and key.isdigit() else key


def _spellings(*, codes: Iterable[str], names: Mapping[str, str], aliases: Iterable[str]) -> Iterable[str]:
    return (fold(each) for each in (*codes, *names.values(), *aliases))


@cache
def _country_names() -> Mapping[str, str]:
    known: dict[str, str] = {}
    everyone = countries_by_code().values()
    # Codes before names and shown names before other names, whichever country comes first.
    for one in everyone:
        for key in (one.code, one.alpha3, one.numeric):
            known.setdefault(fold(key), one.code)
    for one in everyone:
        for name in one.names.values():
            known.setdefault(fold(name), one.code)
    for one in everyone:
        for name in one.aliases:
            known.setdefault(fold(name), one.code)
    return known


@cache
def _region_names() -> Mapping[str, str]:
    known: dict[str, str] = {}
    for one in regions_by_code().values():
        for key in _spellings(codes=(one.code,), names=one.names, aliases=one.aliases):
            known.setdefault(key, one.code)
    return known


@cache
def _province_codes() -> Mapping[str, str]:
    return {fold(code): code for code in provinces_by_code()}


@cache
def _province_names() -> Mapping[str, tuple[str, ...]]:
    known: dict[str, tuple[str, ...]] = {}
    for shown in (True, False):
        spelt: defaultdict[str, list[str]] = defaultdict(list)
        for one in provinces_by_code().values():
            for key in dict.fromkeys(map(fold, one.names.values() if shown else one.aliases)):
                spelt[key].append(one.code)
        for key, codes in spelt.items():
            known.setdefault(key, tuple(codes))
    return known


@cache
def _provinces_of() -> Mapping[str, tuple[Province, ...]]:
    by_country: defaultdict[str, list[Province]] = defaultdict(list)
    for one in provinces_by_code().values():
        by_country[one.country].append(one)
    return {code: tuple(members) for code, members in by_country.items()}


def _unknown(kind: str, text: str, known: Sequence[Mapping[str, str | tuple[str, ...]]]) -> UnknownPlaceError:
    proposals = _proposals(fold(text), known)
    return UnknownPlaceError(
        no_place(kind, _shown(text), lambda language: [_described(each, language) for each in proposals])
    )


def _proposals(text: str, known: Sequence[Mapping[str, str | tuple[str, ...]]]) -> list[Place]:
    near: dict[str, float] = {}
    for names in known:
        keys = tuple(names)
        for likeness, number in _similar(keys).find(text, LIKE_ENOUGH):
            codes = names[keys[number]]
            for code in (codes,) if isinstance(codes, str) else codes:
                near[code] = max(likeness, near.get(code, 0))
    best = max(near.values(), default=0)
    close = sorted((-likeness, code) for code, likeness in near.items() if likeness >= best - AS_GOOD)
    return [place(code) for _, code in close[:PROPOSALS]]


@cache
def _similar(keys: tuple[str, ...]) -> SimilarNames:
    return SimilarNames(keys)


def _shown(text: str) -> str:
    # What a terminal could not decode comes as halves of characters, which nothing can write.
    line = " ".join(text.encode(errors="replace").decode().split())
    return line if len(line) <= SHOWN else f"{line[:SHOWN]}…"


def _described(one: Place, language: str) -> str:
    name = one.name_in(language)
    if isinstance(one, Province):
        owner = countries_by_code()[one.country].name_in(language)
        name += f"，{owner}" if language == "zh" else f", {owner}"
    return f"{name}（{one.code}）" if language == "zh" else f"{name} ({one.code})"
