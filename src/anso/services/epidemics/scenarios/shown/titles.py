"""What tables, texts and pictures are called, in the four interface languages.

That nothing is a forecast stands in the release's headline and within every picture, where it cannot be cut off; titles
do not say it once more.
"""

from anso import language as lang
from anso.services.epidemics.scenarios.assumed import Scenario
from anso.services.epidemics.scenarios.shown.four import four
from anso.services.epidemics.scenarios.shown.said import COUNTS, level_titles

__all__ = ["ALTS", "TITLES", "compared_title", "map_title", "together_title"]

Localised = dict[str, str]

TITLES: dict[str, Localised] = {
    "summary": four("Summary", "摘要", "Кратко", "Résumé"),
    "assumptions": four("What is assumed", "假设内容", "Что предполагается", "Ce qui est supposé"),
    "numbers": four(
        "Every number assumed, with its source",
        "全部假设数值及其来源",
        "Все принятые числа и их источники",
        "Tous les nombres supposés et leurs sources",
    ),
    "method": four(
        "How it is computed, and its limits",
        "计算方法及其局限",
        "Как это рассчитано и где границы применимости",
        "Méthode et limites",
    ),
    "projections": four(
        "Quantiles by scenario, week and place (scenarios, not a forecast)",
        "各情景、各周、各地的分位数（情景推演，非预测）",
        "Квантили по сценариям, неделям и местам (сценарии, а не прогноз)",
        "Quantiles par scénario, semaine et lieu (scénarios, non une prévision)",
    ),
    "courses": four(
        "Weekly courses by scenario",
        "各情景的每周走势",
        "Недельный ход по сценариям",
        "Évolution hebdomadaire par scénario",
    ),
    "comparison": four(
        "Differences between scenarios",
        "情景之间的差别",
        "Различия между сценариями",
        "Différences entre scénarios",
    ),
    "beds": four(
        "Hospital beds at the peak, by scenario",
        "各情景高峰时的医院床位",
        "Больничные койки на пике по сценариям",
        "Lits d’hôpital au pic, par scénario",
    ),
    "notes": four(
        "What was left out or stands in",
        "略去或代用的内容",
        "Что опущено или заменено",
        "Ce qui est omis ou remplacé",
    ),
}
ALTS: dict[str, Localised] = {
    "panels": four(
        "A panel a scenario on one scale: weeks as they were counted, then the median with bands that hold half and four fifths of the members. Scenarios, not a forecast.",
        "每个情景一幅图，比例相同：先为已统计各周，其后为中位数及包含一半和五分之四成员的区间。情景推演，非预测。",
        "По панели на сценарий в одном масштабе: учтённые недели, затем медиана с полосами, где лежат половина и четыре пятых членов ансамбля. Сценарии, а не прогноз.",
        "Un panneau par scénario à la même échelle\u00a0: les semaines comptées, puis la médiane et les bandes qui contiennent la moitié et les quatre cinquièmes des membres. Scénarios, non une prévision.",
    ),
    "together": four(
        "The medians of all scenarios on one another, with bands that hold half of the members. Scenarios, not a forecast.",
        "各情景中位数重叠显示，区间包含一半成员。情景推演，非预测。",
        "Медианы всех сценариев вместе, с полосами, где лежит половина членов ансамбля. Сценарии, а не прогноз.",
        "Les médianes de tous les scénarios superposées, avec des bandes qui contiennent la moitié des membres. Scénarios, non une prévision.",
    ),
    "comparison": four(
        "For each place the difference of each scenario to scenario A in percent, with its 90% interval. Scenarios, not a forecast.",
        "各地各情景与情景A之差（百分比）及其90%区间。情景推演，非预测。",
        "Для каждого места отличие каждого сценария от сценария A в процентах с 90-процентным интервалом. Сценарии, а не прогноз.",
        "Pour chaque lieu, la différence de chaque scénario avec le scénario A en pour cent, avec son intervalle à 90\u202f%. Scénarios, non une prévision.",
    ),
}


def together_title(text: Localised) -> Localised:
    """Of the picture that lays all scenarios on one another, beside the one that keeps them apart."""
    together = four(
        "{}, all scenarios together", "各情景对照：{}", "{}: все сценарии вместе", "{}, tous scénarios réunis"
    )
    return {code: together[code].format(said) for code, said in text.items()}


def compared_title(kind: str) -> Localised:
    return lang.in_all(lambda code: _compared(kind, code))


def _compared(kind: str, code: str) -> str:
    what = COUNTS[kind][code]
    match code:
        case "zh":
            return f"全期{what}总数与情景A之差"
        case "ru":
            return f"Всего {what} за всё время: отличие от сценария A"
        case "fr":
            return f"Total des {what} sur toute la durée\u00a0: différence avec le scénario A"
        case _:
            return f"Total {what} over the whole time: difference to scenario A"


def map_title(first_scenario: Scenario, scenario: Scenario, kind: str) -> Localised:
    def text(code: str) -> str:
        other, letter = level_titles(scenario, code), scenario.letter
        first = level_titles(first_scenario, code)
        what = COUNTS[kind][code]
        match code:
            case "zh":
                return f"{what}总数：{letter}（{other}）与A（{first}）相比"
            case "ru":
                return f"Всего {what}: {letter} ({other}) по сравнению с A ({first})"
            case "fr":
                return f"Total des {what}\u00a0: {letter} ({other}) par rapport à A ({first})"
            case _:
                return f"Total {what}: {letter} ({other}) against A ({first})"

    return lang.in_all(text)
