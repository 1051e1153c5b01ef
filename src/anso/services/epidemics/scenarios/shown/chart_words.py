"""The words inside the charts, in the four interface languages: titles, classes, names of scenarios and places."""

from collections.abc import Iterable, Mapping, Sequence

from anso import language as lang
from anso.services.epidemics.scenarios.assumed import Scenario
from anso.services.epidemics.scenarios.shown.difference_charts import CHANGES, PALE_MEANS
from anso.services.epidemics.scenarios.shown.four import four
from anso.services.epidemics.scenarios.shown.said import NOT_A_FORECAST, level_titles

__all__ = ["words"]

Localised = dict[str, str]

ALL_PLACES = four("All places", "全部地点", "Все места", "Tous les lieux")
FIXED: tuple[Localised, ...] = (
    NOT_A_FORECAST,
    four(
        PALE_MEANS,
        "情景推演，非预测；浅色：增减均有可能",
        "Сценарии, а не прогноз; бледно \u2014 возможно и то и другое",
        "Scénarios, non une prévision\u00a0; pâle\u00a0: hausse ou baisse",
    ),
    ALL_PLACES,
    four("Place", "地点", "Место", "Lieu"),
    four("Scenario", "情景", "Сценарий", "Scénario"),
    four("Week to", "该周截至", "Неделя по", "Semaine jusqu’au"),
    four("Counted", "统计数", "Учтено", "Compté"),
    four("Median", "中位数", "Медиана", "Médiane"),
    four("80% from", "80%区间下限", "80\u00a0% от", "80\u202f% de"),
    four("80% to", "80%区间上限", "80\u00a0% до", "80\u202f% à"),
    four("90% from", "90%区间下限", "90\u00a0% от", "90\u202f% de"),
    four("90% to", "90%区间上限", "90\u00a0% до", "90\u202f% à"),
    four("Difference to A, %", "与A之差，%", "Отличие от A, %", "Différence avec A, %"),
    four(
        "Difference to scenario A over the whole time, %",
        "全期与情景A之差，%",
        "Отличие от сценария A за всё время, %",
        "Différence avec le scénario A sur toute la durée, %",
    ),
)
CLASSES = (
    four("half or less", "减半或更少", "меньше вдвое и более", "la moitié ou moins"),
    four(
        "a quarter to a half less",
        "减少四分之一至一半",
        "меньше на четверть \u2013 половину",
        "un quart à la moitié en moins",
    ),
    four(
        "less than a quarter either way",
        "增减不足四分之一",
        "меньше четверти в любую сторону",
        "moins d’un quart de différence",
    ),
    four(
        "a quarter to twice more",
        "增加四分之一至一倍",
        "больше на четверть \u2013 вдвое",
        "un quart en plus jusqu’au double",
    ),
    four("more than twice", "超过一倍", "больше чем вдвое", "plus du double"),
)


def words(scenarios: Sequence[Scenario], names: Iterable[Mapping[str, str]] = ()) -> dict[str, Localised]:
    said = {text["en"]: text for text in FIXED}
    said |= dict(zip((word for word, _, _ in CHANGES), CLASSES, strict=True))
    for scenario in scenarios:
        title = lang.in_all(
            lambda code, one=scenario: f"{one.letter}{lang.mark(':', code)}{level_titles(one, code)}"  # type: ignore[misc]
        )
        said[f"{scenario.letter}: {level_titles(scenario, 'en')}"] = title
        said[scenario.letter] = title
    return said | {
        name["en"]: {code: name[code] for code in lang.LANGUAGES if code in name} for name in names
    }
