"""Countries and the regions of UN M.49, as the records that `countries.json.gz` holds.

Codes, currency, containment and GDP come from CLDR; capital, area and neighbours from GeoNames;
population from World Population Prospects where it has the country, else from CLDR; the point for a label
from the country's shape. `names.toml` and `corrections.toml` hold what is set by hand.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from places.inputs import Inputs, tables

__all__ = ["LANGUAGES", "POPULATION_YEAR", "country_records", "iso_codes", "region_records"]

LANGUAGES = ("en", "zh", "ru", "fr", "es", "ar")
POPULATION_YEAR = 2025
"""Year of the population shown: a year of World Population Prospects, and of the edition of CLDR."""

NOT_ISO = {"AC", "CP", "CQ", "DG", "EA", "IC", "TA", "XK"}
"""Territories of CLDR that ISO 3166-1 gives no code of its own (some are reserved there)."""
SPELT_OUT = {
    "en": (("St. ", "Saint "), (" & ", " and "), ("’", "'"), ("U.S.", "United States")),
    "ru": (("о-ва", "острова"), ("о-в", "остров"), ("Св. ", "Святой ")),
    "es": (("EE. UU.", "los Estados Unidos"),),
    "fr": (("R.A.S.", "RAS"),),
}
"""CLDR's abbreviations, and what stands in their place."""
WORLD = "001"
REGIONS = ("002", "019", "142", "150", "009")
ANTARCTICA = "010"


def iso_codes(inputs: Inputs) -> list[str]:
    """Alpha-2 codes of ISO 3166-1: the territories that UN M.49 contains, and Antarctica."""
    contains = inputs.cldr("territoryContainment")
    found = {
        code
        for group, entry in contains.items()
        if group.isdigit()
        for code in entry["_contains"]
        if len(code) == 2 and code.isalpha() and code != "QO"
    }
    return sorted((found | {"AQ"}) - NOT_ISO)


def country_records(
    inputs: Inputs, labels: Mapping[str, tuple[float, float]], people: Mapping[str, int]
) -> list[dict[str, Any]]:
    """A record a country, given the point of its label (lon, lat) and its population by alpha-2 code."""
    codes = iso_codes(inputs)
    mapping = inputs.cldr("codeMappings")
    info = inputs.cldr("territoryInfo")
    currencies = inputs.cldr("currencyData")["region"]
    geonames = inputs.geonames_countries()
    corrections = tables("corrections.toml")
    parents = _parents(inputs)
    names = _names(inputs, codes)
    records = []
    for code in codes:
        local = geonames[code]
        shown, aliases = names[code]
        lon, lat = labels[code]
        records.append(
            {
                "code": code,
                "alpha3": mapping[code]["_alpha3"],
                "numeric": mapping[code]["_numeric"],
                "names": shown,
                "aliases": _unlike(shown.values(), [*aliases, local["name"]]),
                "capital": corrections["capital"].get(code, local["capital"]),
                "population": people.get(
                    code, corrections["population"].get(code, int(info[code]["_population"]))
                ),
                "population_year": POPULATION_YEAR,
                "area_km2": float(corrections["area_km2"].get(code, local["areakm2"])),
                "lat": lat,
                "lon": lon,
                "un_region": f"un-{_slug(_region_names(inputs)['en'][_top(code, parents)])}",
                "un_subregion": f"un-{_slug(_region_names(inputs)['en'][parents.get(code, ANTARCTICA)])}",
                "neighbours": sorted(set(local["neighbours"].split(",")) & set(codes)),
                "currency": _currency(currencies[code]),
                # CLDR fills a gap with a guess from the population; only a counted one is worth a number.
                "gdp_ppp": (float(info[code]["_gdp"]) or None) if code in people else None,
            }
        )
    return records


def region_records(inputs: Inputs) -> list[dict[str, Any]]:
    """A record a region of UN M.49, its countries gathered through the regions it contains."""
    contains = inputs.cldr("territoryContainment")
    codes = set(iso_codes(inputs))
    names = _region_names(inputs)

    def members(group: str) -> list[str]:
        inner = contains[group]["_contains"] if group != ANTARCTICA else ["AQ"]
        return sorted({code for each in inner for code in ([each] if each in codes else _deeper(each))})

    def _deeper(each: str) -> list[str]:
        return members(each) if each in contains and each.isdigit() else []

    groups = [group for group in contains if group.isdigit() and group not in {"003", WORLD}]
    records = [
        {
            "code": f"un-{_slug(names['en'][group])}",
            "m49": group,
            "names": {language: names[language][group] for language in LANGUAGES},
            "countries": members(group),
        }
        for group in [*groups, ANTARCTICA]
    ]
    world = {
        "code": "un-world",
        "m49": WORLD,
        "names": {language: names[language][WORLD] for language in LANGUAGES},
        "countries": sorted(codes),
    }
    return [world, *records]


def _parents(inputs: Inputs) -> dict[str, str]:
    """For each country and region of M.49, the smallest region that contains it."""
    groups = inputs.cldr("territoryContainment")
    return {
        member: group
        for group, entry in groups.items()
        if group.isdigit() and "_grouping" not in entry
        for member in entry["_contains"]
    }


def _top(code: str, parents: Mapping[str, str]) -> str:
    while code not in REGIONS and code in parents:
        code = parents[code]
    return code if code in REGIONS else ANTARCTICA


def _names(inputs: Inputs, codes: Sequence[str]) -> dict[str, tuple[dict[str, str], list[str]]]:
    """For each country its shown names by language, and its other names."""
    kept = tables("names.toml")
    given = {language: inputs.territory_names(language) for language in LANGUAGES}
    result = {}
    mapping = inputs.cldr("codeMappings")
    taken = set(codes) | {mapping[code]["_alpha3"] for code in codes}
    for code in codes:
        shown = {}
        others = list(kept["aliases"].get(code, ()))
        for language, names in given.items():
            cldr = names[code]
            shown[language] = kept["display"].get(code, {}).get(language, _typeset(cldr, language))
            others.append(cldr)
            others.extend(
                name for key, name in names.items() if key.startswith(f"{code}-alt-") and "chagos" not in key
            )
        # "RU" is short for Reino Unido, and the code of another country.
        result[code] = (shown, [other for other in others if other not in taken or other == code])
    return result


def _typeset(name: str, language: str) -> str:
    for short, full in SPELT_OUT.get(language, ()):
        name = name.replace(short, full)
    return name[0].upper() + name[1:]


def _region_names(inputs: Inputs) -> dict[str, dict[str, str]]:
    kept = tables("names.toml")["regions"]
    result: dict[str, dict[str, str]] = {}
    for language in LANGUAGES:
        names = dict(inputs.territory_names(language))
        names[ANTARCTICA] = names["AQ"]
        names.update({code: own[language] for code, own in kept.items() if language in own})
        result[language] = names
    return result


def _unlike(shown: Any, others: Sequence[str]) -> list[str]:
    known = {name.casefold() for name in shown}
    return sorted({name for name in others if name.casefold() not in known})


def _currency(history: Sequence[Mapping[str, Mapping[str, str]]]) -> str:
    """The currency in use now; of several the one listed first."""
    for entry in history:
        for code, span in entry.items():
            if "_to" not in span and span.get("_tender") != "false":
                return code
    return ""


def _slug(name: str) -> str:
    return name.lower().replace(" ", "-")
