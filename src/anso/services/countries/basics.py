"""The table of basics: a dozen figures of a country, one in a row, written for a reader.

In: the numbers of a profile. Out: the table in English, and how each of its texts is said in the other
languages, numbers included.
"""

from collections.abc import Sequence
from typing import Any

from anso import language as lang
from anso.services.countries.words import Profile

__all__ = ["basics"]

Localised = dict[str, str]
Row = tuple[Localised, Localised, Localised]

NONE: Localised = lang.in_all(lambda _: "")
PERCENT: Localised = lang.in_all(lambda _: "%")
DOLLARS: Localised = {
    "en": "international dollars a year",
    "zh": "国际元/年",
    "ru": "международных долларов в год",
    "fr": "dollars internationaux par an",
}
STANDARD_CODES, STANDARD_CURRENCY = "ISO 3166-1", "ISO 4217"
SMALL_KM2 = 10
"""Areas below this are given with two decimals."""


def basics(found: Profile, codes: Sequence[str]) -> tuple[Any, dict[str, Localised]]:
    """The table, and its words; `codes` are the country's own."""
    import polars as pl

    rows = [row for row in _rows(found, codes) if row[1]["en"]]
    table = pl.DataFrame(
        [[text["en"] for text in row] for row in rows], schema=["what", "value", "unit"], orient="row"
    )
    said = {text["en"]: text for row in rows for text in row if len(set(text.values())) > 1}
    return table, said


def _rows(found: Profile, codes: Sequence[str]) -> list[Row]:
    growth = NONE if found.growth is None else _number(found.growth * 100, 2)
    output, each = NONE, NONE
    if found.gdp_ppp:
        output = _number(found.gdp_ppp)
        each = _number(float(f"{found.gdp_ppp / found.people:.2g}"))
    return [
        (
            {"en": "People", "zh": "人口", "ru": "Население", "fr": "Population"},
            _number(found.people),
            {
                "en": f"mid-{found.year}",
                "zh": f"{found.year}年年中",
                "ru": f"середина {found.year} года",
                "fr": f"milieu de {found.year}",
            },
        ),
        (
            {
                "en": "Growth of population",
                "zh": "人口增长率",
                "ru": "Прирост населения",
                "fr": "Croissance de la population",
            },
            growth,
            {"en": "% a year", "zh": "%/年", "ru": "% в год", "fr": "% par an"},
        ),
        (
            {"en": "Median age", "zh": "年龄中位数", "ru": "Медианный возраст", "fr": "Âge médian"},
            _number(found.ages.median, 1),
            {"en": "years", "zh": "岁", "ru": "лет", "fr": "ans"},
        ),
        (
            {"en": "Younger than 15", "zh": "15岁以下", "ru": "Моложе 15 лет", "fr": "Moins de 15 ans"},
            _number(found.ages.under_15 * 100, 1),
            PERCENT,
        ),
        (
            {"en": "65 or older", "zh": "65岁及以上", "ru": "65 лет и старше", "fr": "65 ans et plus"},
            _number(found.ages.over_64 * 100, 1),
            PERCENT,
        ),
        (
            {"en": "Area", "zh": "面积", "ru": "Площадь", "fr": "Superficie"},
            _number(found.area_km2, 0 if found.area_km2 >= SMALL_KM2 else 2),
            {"en": "km²", "zh": "平方公里", "ru": "км²", "fr": "km²"},
        ),
        (
            {"en": "Density", "zh": "人口密度", "ru": "Плотность населения", "fr": "Densité"},
            _number(found.people / found.area_km2, 1),
            {"en": "people/km²", "zh": "人/平方公里", "ru": "чел./км²", "fr": "hab./km²"},
        ),
        (
            {"en": "Capital", "zh": "首都", "ru": "Столица", "fr": "Capitale"},
            _same(found.capital),
            NONE,
        ),
        (
            {"en": "Currency", "zh": "货币", "ru": "Валюта", "fr": "Monnaie"},
            _same(found.currency),
            _same(STANDARD_CURRENCY),
        ),
        (
            {
                "en": "Gross domestic product (PPP)",
                "zh": "国内生产总值（购买力平价）",
                "ru": "Валовой внутренний продукт (ППС)",
                "fr": "Produit intérieur brut (PPA)",
            },
            output,
            DOLLARS,
        ),
        (
            {
                "en": "Gross domestic product a person (PPP)",
                "zh": "人均国内生产总值（购买力平价）",
                "ru": "Валовой внутренний продукт на человека (ППС)",
                "fr": "Produit intérieur brut par personne (PPA)",
            },
            each,
            DOLLARS,
        ),
        (
            {"en": "Codes", "zh": "代码", "ru": "Коды", "fr": "Codes"},
            _same(", ".join(codes)),
            _same(STANDARD_CODES),
        ),
    ]


def _number(value: float, decimals: int = 0) -> Localised:
    return lang.in_all(lambda code: lang.number(value, code, decimals))


def _same(text: str) -> Localised:
    return lang.in_all(lambda _: text)
