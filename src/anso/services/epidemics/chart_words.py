"""The words inside the charts, in the four interface languages: titles of axes and tooltips, trends, names."""

from collections.abc import Iterable, Mapping
from itertools import pairwise

from anso.language import LANGUAGES
from anso.services.epidemics.thresholds import RATE_STEPS

__all__ = ["COUNTRY", "COUNTS", "DAY", "DEATHS", "NEW_CASES", "by_english", "map_words", "name_words"]

Localised = dict[str, str]

COUNTRY: Localised = {"en": "Country", "zh": "国家或地区", "ru": "Страна", "fr": "Pays"}
NEW_CASES_14: Localised = {
    "en": "New cases, 14 days",
    "zh": "14天新增病例",
    "ru": "Новые случаи за 14 дней",
    "fr": "Nouveaux cas en 14 jours",
}
DAY: Localised = {"en": "Day", "zh": "日期", "ru": "День", "fr": "Jour"}
NEW_CASES: Localised = {"en": "New cases", "zh": "新增病例", "ru": "Новые случаи", "fr": "Nouveaux cas"}
DEATHS: Localised = {"en": "Deaths", "zh": "死亡", "ru": "Смерти", "fr": "Décès"}
MAP: tuple[Localised, ...] = (
    COUNTRY,
    NEW_CASES_14,
    {
        "en": "per 100,000",
        "zh": "每10万人",
        "ru": "на 100\u00a0000 жителей",
        "fr": "pour 100\u202f000 habitants",
    },
    {"en": "Deaths, 14 days", "zh": "14天死亡", "ru": "Смерти за 14 дней", "fr": "Décès en 14 jours"},
)


def by_english(texts: Iterable[Localised]) -> dict[str, Localised]:
    return {text["en"]: text for text in texts}


COUNTS: dict[str, Localised] = by_english(
    (
        {
            "en": "Bars: reported; line: 7-day mean",
            "zh": "柱形：报告数；曲线：7日均值",
            "ru": "Столбцы \u2014 сообщено, линия \u2014 среднее за 7 дней",
            "fr": "Barres\u00a0: nombre signalé\u00a0; courbe\u00a0: moyenne sur 7 jours",
        },
        DAY,
        NEW_CASES,
        {"en": "7-day mean", "zh": "7日均值", "ru": "Среднее за 7 дней", "fr": "Moyenne sur 7 jours"},
        DEATHS,
    )
)
"""Of the curves of cases and of deaths."""


def map_words(names: Iterable[Mapping[str, str]]) -> dict[str, Localised]:
    return name_words(names) | by_english((*MAP, *rate_words()))


def rate_words() -> tuple[Localised, ...]:
    """The classes of the map of rates, as `charts.rate_classes` names them in English."""
    first, *_, last = RATE_STEPS
    return (
        {
            "en": f"under {first}",
            "zh": f"不足{first}",
            "ru": f"меньше {first}",
            "fr": f"moins de {first}",
        },
        *(
            {
                "en": f"{low} to {high}",
                "zh": f"{low}至{high}",
                "ru": f"{low}\u2013{high}",
                "fr": f"{low} à {high}",
            }
            for low, high in pairwise(RATE_STEPS)
        ),
        {
            "en": f"{last} or more",
            "zh": f"{last}及以上",
            "ru": f"{last} и больше",
            "fr": f"{last} ou plus",
        },
    )


def name_words(names: Iterable[Mapping[str, str]]) -> dict[str, Localised]:
    """Names of places, found by the English one."""
    return {name["en"]: {code: name[code] for code in LANGUAGES if code in name} for name in names}
