"""The words inside the charts, in the four interface languages: titles of axes and tooltips, trends, names."""

from collections.abc import Iterable, Mapping

from anso.language import LANGUAGES
from anso.services.epidemics.assess import UNKNOWN
from anso.services.epidemics.words import TREND_NAMES

__all__ = ["COUNTS", "map_words", "name_words", "ranking_words"]

Localised = dict[str, str]

COUNTRY: Localised = {"en": "Country", "zh": "国家或地区", "ru": "Страна", "fr": "Pays"}
NEW_CASES_14: Localised = {
    "en": "New cases, 14 days",
    "zh": "14天新增病例",
    "ru": "Новые случаи за 14 дней",
    "fr": "Nouveaux cas en 14 jours",
}
DAYS_TO_DOUBLE: Localised = {
    "en": "Days to double",
    "zh": "加倍天数",
    "ru": "Дней до удвоения",
    "fr": "Jours pour doubler",
}
MAP: tuple[Localised, ...] = (
    COUNTRY,
    {"en": "Trend", "zh": "趋势", "ru": "Динамика", "fr": "Tendance"},
    {
        "en": "Probability of growth",
        "zh": "上升概率",
        "ru": "Вероятность роста",
        "fr": "Probabilité de hausse",
    },
    NEW_CASES_14,
    {
        "en": "per 100,000",
        "zh": "每10万人",
        "ru": "на 100\u00a0000 жителей",
        "fr": "pour 100\u202f000 habitants",
    },
    DAYS_TO_DOUBLE,
    {
        "en": "Days to halve",
        "zh": "减半天数",
        "ru": "Дней до снижения вдвое",
        "fr": "Jours pour baisser de moitié",
    },
)
RANKING: tuple[Localised, ...] = (
    COUNTRY,
    NEW_CASES_14,
    DAYS_TO_DOUBLE,
    {
        "en": "Days for reported cases to double, with 95% interval",
        "zh": "报告病例加倍所需天数及95%区间",
        "ru": "Дней до удвоения числа случаев, с 95-процентным интервалом",
        "fr": "Jours pour que les cas signalés doublent, avec intervalle à 95\u00a0%",
    },
    {"en": "from", "zh": "下限", "ru": "от", "fr": "de"},
    {"en": "to", "zh": "上限", "ru": "до", "fr": "à"},
)


def _by_english(texts: Iterable[Localised]) -> dict[str, Localised]:
    return {text["en"]: text for text in texts}


COUNTS: dict[str, Localised] = _by_english(
    (
        {
            "en": "Bars: reported; line: 7-day mean",
            "zh": "柱形：报告数；曲线：7日均值",
            "ru": "Столбцы \u2014 сообщено, линия \u2014 среднее за 7 дней",
            "fr": "Barres\u00a0: nombre signalé\u00a0; courbe\u00a0: moyenne sur 7 jours",
        },
        {"en": "Day", "zh": "日期", "ru": "День", "fr": "Jour"},
        {"en": "New cases", "zh": "新增病例", "ru": "Новые случаи", "fr": "Nouveaux cas"},
        {"en": "7-day mean", "zh": "7日均值", "ru": "Среднее за 7 дней", "fr": "Moyenne sur 7 jours"},
        {"en": "Deaths", "zh": "死亡", "ru": "Смерти", "fr": "Décès"},
    )
)
"""Of the curves of cases and of deaths."""


def map_words(names: Iterable[Mapping[str, str]]) -> dict[str, Localised]:
    # A legend has less room than a page.
    unknown = TREND_NAMES[UNKNOWN] | {"fr": "Trop peu de cas"}
    return name_words(names) | TREND_NAMES | {UNKNOWN: unknown} | _by_english(MAP)


def ranking_words(names: Iterable[Mapping[str, str]]) -> dict[str, Localised]:
    return name_words(names) | _by_english(RANKING)


def name_words(names: Iterable[Mapping[str, str]]) -> dict[str, Localised]:
    """Names of places, found by the English one."""
    return {name["en"]: {code: name[code] for code in LANGUAGES if code in name} for name in names}
