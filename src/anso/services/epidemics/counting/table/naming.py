"""Places of a table by their codes: countries and provinces that are known here, others as the table calls them.

Texts of two or three letters and numbers are codes of countries only where most places of the table are
countries; otherwise "CA" may be California and "04" Arizona.
"""

import math
from collections.abc import Mapping, Sequence
from functools import cache

from anso import places
from anso.language import LANGUAGES
from anso.places.fold import fold
from anso.services.epidemics.counting.counted import Localised, Where
from anso.services.epidemics.counting.table import sentences

__all__ = ["named"]

SHORTEST_NAME = 4
SUGGESTED = 5
"""Unknown places, at most, that are looked up for what they may mean."""


def named(texts: Sequence[str], people: Mapping[str, float]) -> tuple[dict[str, Where], list[Localised]]:
    """By the text of each place what it is; and sentences on those that are nothing known here."""
    countries = {text: _country_codes().get(fold(text)) for text in texts}
    mostly = sum(code is not None for code in countries.values()) * 2 >= len(texts)
    found, strangers = {}, []
    for text in texts:
        code = countries[text] if mostly or len(text) >= SHORTEST_NAME else None
        province = None if code else _province_codes().get(fold(text))
        if code:
            found[text] = Where(code, places.country(code).names, True, people.get(text, math.nan))
        elif province and not mostly:
            found[text] = Where(province, places.province(province).names, False, people.get(text, math.nan))
        else:
            found[text] = Where(text, dict.fromkeys(LANGUAGES, text), False, people.get(text, math.nan))
            strangers.append(text)
    return found, _meant(strangers) if mostly else []


def _meant(strangers: Sequence[str]) -> list[Localised]:
    """Where the others are countries, a name that is none may be a slip."""
    said: list[Localised] = []
    for text in strangers[:SUGGESTED]:
        try:
            places.country(text)
        except places.UnknownPlaceError as error:
            said.append(sentences.kept_stranger(error))
    if len(strangers) > SUGGESTED:
        said.append(sentences.more_strangers(len(strangers) - SUGGESTED))
    return said


@cache
def _country_codes() -> dict[str, str]:
    known: dict[str, str] = {}
    for spellings in (
        lambda one: (one.code, one.alpha3, one.numeric),
        lambda one: one.names.values(),
        lambda one: one.aliases,
    ):
        for country in places.countries():
            for text in spellings(country):
                known.setdefault(fold(text), country.code)
    return known


@cache
def _province_codes() -> dict[str, str]:
    """Names that stand for one province alone."""
    known: dict[str, str] = {}
    shared: set[str] = set()
    for province in places.provinces():
        for text in dict.fromkeys(map(fold, (province.code, *province.names.values(), *province.aliases))):
            if known.setdefault(text, province.code) != province.code:
                shared.add(text)
    return {text: code for text, code in known.items() if text not in shared}
