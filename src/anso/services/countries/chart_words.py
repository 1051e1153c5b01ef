"""The words inside the charts and tables, in the four interface languages: titles of axes, sexes, provinces."""

from collections.abc import Iterable, Mapping

from anso.language import LANGUAGES

__all__ = ["AGES", "KINDS", "MAP", "POPULATION", "SEXES", "province_words"]

Localised = dict[str, str]

PEOPLE: Localised = {"en": "People", "zh": "人口", "ru": "Население", "fr": "Population"}

KINDS: dict[str, Localised] = {
    "estimate": {"en": "estimate", "zh": "估计数", "ru": "оценка", "fr": "estimation"},
    "projection": {"en": "projection", "zh": "预测", "ru": "прогноз", "fr": "projection"},
}
SEXES: dict[str, Localised] = {
    "female": {"en": "women and girls", "zh": "女性", "ru": "женщины и девочки", "fr": "femmes et filles"},
    "male": {"en": "men and boys", "zh": "男性", "ru": "мужчины и мальчики", "fr": "hommes et garçons"},
}
POPULATION: dict[str, Localised] = KINDS | {
    "People": PEOPLE,
    "People (broken line: projection, medium variant)": {
        "en": "People (broken line: projection, medium variant)",
        "zh": "人口（虚线：中方案预测）",
        "ru": "Население (пунктир \u2014 прогноз, средний вариант)",
        "fr": "Population (tirets\u00a0: projection, variante moyenne)",
    },
    "Year": {"en": "Year", "zh": "年份", "ru": "Год", "fr": "Année"},
    "Kind": {"en": "Kind", "zh": "类别", "ru": "Вид данных", "fr": "Type"},
}
AGES: dict[str, Localised] = SEXES | {
    "People": PEOPLE,
    "Share of all people (%)": {
        "en": "Share of all people (%)",
        "zh": "占总人口比例（%）",
        "ru": "Доля всего населения (%)",
        "fr": "Part de la population totale (%)",
    },
    "Age": {"en": "Age", "zh": "年龄", "ru": "Возраст", "fr": "Âge"},
    "Sex": {"en": "Sex", "zh": "性别", "ru": "Пол", "fr": "Sexe"},
    "Share (%)": {"en": "Share (%)", "zh": "比例（%）", "ru": "Доля (%)", "fr": "Part (%)"},
}
MAP: dict[str, Localised] = {
    "Province": {"en": "Province", "zh": "一级行政区", "ru": "Провинция", "fr": "Province"}
}


def province_words(names: Iterable[Mapping[str, str]]) -> dict[str, Localised]:
    """Names of provinces that have another in one of the languages, found by the English one."""
    said = {name["en"]: {code: name[code] for code in LANGUAGES if code in name} for name in names}
    return {name: others for name, others in said.items() if len(others) > 1}
