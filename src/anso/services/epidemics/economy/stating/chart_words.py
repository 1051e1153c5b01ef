"""The words inside the charts, in the four interface languages: titles, steps of loss, names of places and industries."""

from collections.abc import Iterable, Mapping

from anso.language import LANGUAGES
from anso.services.epidemics.economy.sectors import groups

__all__ = ["STEP_WORDS", "course_words", "heat_words", "name_words", "ranked_words", "sector_words"]

Localised = dict[str, str]

STEP_WORDS: dict[str, Localised] = {
    text["en"]: text
    for text in (
        {"en": "5% or more", "zh": "5%及以上", "ru": "5\u00a0% и более", "fr": "5\u202f% ou plus"},
        {"en": "1 to 5%", "zh": "1%至5%", "ru": "от 1 до 5\u00a0%", "fr": "1 à 5\u202f%"},
        {"en": "0.1 to 1%", "zh": "0.1%至1%", "ru": "от 0,1 до 1\u00a0%", "fr": "0,1 à 1\u202f%"},
        {"en": "0.01 to 0.1%", "zh": "0.01%至0.1%", "ru": "от 0,01 до 0,1\u00a0%", "fr": "0,01 à 0,1\u202f%"},
        {
            "en": "0.001 to 0.01%",
            "zh": "0.001%至0.01%",
            "ru": "от 0,001 до 0,01\u00a0%",
            "fr": "0,001 à 0,01\u202f%",
        },
        {
            "en": "under 0.001%",
            "zh": "不到0.001%",
            "ru": "менее 0,001\u00a0%",
            "fr": "moins de 0,001\u202f%",
        },
    )
}

_SHARED: tuple[Localised, ...] = (
    {
        "en": "% of a year’s value added",
        "zh": "占一年增加值的%",
        "ru": "% годовой добавленной стоимости",
        "fr": "% de la valeur ajoutée d’une année",
    },
    {"en": "Lost, %", "zh": "损失，%", "ru": "Потеряно, %", "fr": "Perte, %"},
    {"en": "from", "zh": "下限", "ru": "от", "fr": "de"},
    {"en": "to", "zh": "上限", "ru": "до", "fr": "à"},
    {"en": "Country", "zh": "国家或地区", "ru": "Страна", "fr": "Pays"},
)
_COURSE: tuple[Localised, ...] = (
    {"en": "Week", "zh": "周", "ru": "Неделя", "fr": "Semaine"},
    {"en": "Directly", "zh": "直接损失", "ru": "Напрямую", "fr": "Directement"},
    {
        "en": "% of usual value added not made; dashed: directly",
        "zh": "未实现的通常增加值（%）；虚线：直接损失",
        "ru": "% обычной добавленной стоимости, не созданной; пунктир: напрямую",
        "fr": "% de la valeur ajoutée habituelle non produite\u00a0; tirets\u00a0: directement",
    },
)
_HEAT: tuple[Localised, ...] = ({"en": "Industries", "zh": "行业", "ru": "Отрасли", "fr": "Branches"},)


def _by_english(texts: Iterable[Localised]) -> dict[str, Localised]:
    return {text["en"]: text for text in texts}


def name_words(names: Iterable[Mapping[str, str]]) -> dict[str, Localised]:
    """Names of places, found by the English one."""
    return {name["en"]: {code: name[code] for code in LANGUAGES if code in name} for name in names}


def sector_words() -> dict[str, Localised]:
    return name_words(group.names for group in groups())


def ranked_words(names: Iterable[Mapping[str, str]]) -> dict[str, Localised]:
    """Of the map and of the ranking."""
    return name_words(names) | STEP_WORDS | _by_english(_SHARED)


def heat_words(names: Iterable[Mapping[str, str]]) -> dict[str, Localised]:
    return ranked_words(names) | sector_words() | _by_english(_HEAT)


def course_words() -> dict[str, Localised]:
    return _by_english((*_SHARED, *_COURSE))
