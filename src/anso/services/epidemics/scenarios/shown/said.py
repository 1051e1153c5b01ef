"""Words that the parts of a scenario release share, in the four interface languages."""

from collections.abc import Mapping

from anso import language as lang
from anso.services.epidemics.scenarios.assumed import Assumption, Parameter, Scenario
from anso.services.epidemics.scenarios.assumed.parameters import AGE_NAMES
from anso.services.epidemics.scenarios.shown.four import four

__all__ = [
    "COUNTS",
    "NOT_A_FORECAST",
    "NOUNS",
    "SOURCE",
    "WHOLE",
    "level_titles",
    "source_of",
    "value_of",
]

Localised = dict[str, str]


NOT_A_FORECAST = four(
    "Scenarios, not a forecast", "情景推演，非预测", "Сценарии, а не прогноз", "Scénarios, non une prévision"
)
WHOLE = four("All", "全部", "Все", "Tous")
NOUNS = {
    "cases": four("Cases a week", "每周病例", "Случаев в неделю", "Cas par semaine"),
    "deaths": four("Deaths a week", "每周死亡", "Смертей в неделю", "Décès par semaine"),
    "admissions": four(
        "Hospital admissions a week",
        "每周入院人数",
        "Госпитализаций в неделю",
        "Hospitalisations par semaine",
    ),
    "infections": four("Infections a week", "每周感染", "Заражений в неделю", "Infections par semaine"),
    "beds": four(
        "Hospital beds occupied", "占用的医院床位", "Занятые больничные койки", "Lits d’hôpital occupés"
    ),
}
COUNTS = {
    "cases": four("cases", "病例", "случаев", "cas"),
    "deaths": four("deaths", "死亡", "смертей", "décès"),
    "admissions": four("hospital admissions", "入院", "госпитализаций", "hospitalisations"),
    "infections": four("infections", "感染", "заражений", "infections"),
}
"""After a number or a comparison."""
SOURCE = four("assumption", "假设", "допущение", "hypothèse")

UNITS: dict[str, Localised] = {
    "days": four("{} days", "{}天", "{} дн.", "{} jours"),
    "day": four("day {}", "第{}天", "день {}", "jour {}"),
    "day_of_year": four("day {} of the year", "一年中第{}天", "{}-й день года", "jour {} de l’année"),
    "degrees": four("{}°", "{}°", "{}°", "{}°"),
    "times": four("×{}", "×{}", "×{}", "×{}"),
    "contacts": four("{}", "{}", "{}", "{}"),
    "per_million": four(
        "{} per million people",
        "每百万人{}例",
        "{} на миллион жителей",
        "{} par million d’habitants",
    ),
}


def level_titles(scenario: Scenario, code: str) -> str:
    """Its levels, in a few words."""
    return lang.mark("、", code).join(level.title.get(code) or level.title["en"] for level in scenario.levels)


def source_of(assumption: Assumption, code: str) -> str:
    """A publication stands as it is; the word is translated."""
    if assumption.source.startswith(SOURCE["en"]):
        return SOURCE[code] + assumption.source.removeprefix(SOURCE["en"])
    return assumption.source


def value_of(parameter: Parameter, assumption: Assumption, code: str) -> str:
    """With its unit, and the range that members differ in."""
    alike = len(set(assumption.value)) == 1
    told = [("", assumption.value[0])] if alike else list(zip(AGE_NAMES, assumption.value, strict=True))
    text = lang.mark(";", code).join(
        f"{ages}{lang.mark(':', code)}{quantity(parameter, value, code)}"
        if ages
        else quantity(parameter, value, code)
        for ages, value in told
    )
    if assumption.range is None:
        return text
    ends = "\u2013".join(quantity(parameter, end, code) for end in assumption.range)
    before, after = lang.mark("(", code), lang.mark(")", code)
    return f"{text}{before}{ends}{after}"


def quantity(parameter: Parameter, value: float, code: str) -> str:
    if parameter.unit == "share":
        shown = value * 100
        return lang.percent(value, code, decimals(shown))
    unit: Mapping[str, str] = UNITS[parameter.unit]
    return unit[code].format(lang.number(value, code, decimals(value)))


def decimals(value: float) -> int:
    """As many as show the value, to three significant digits."""
    text = f"{value:.3g}"
    return len(f"{float(text):f}".rstrip("0").partition(".")[2])
