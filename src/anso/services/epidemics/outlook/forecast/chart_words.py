"""The words inside the charts of a forecast release, in the four interface languages."""

from collections.abc import Iterable, Mapping

from anso.language import LANGUAGES
from anso.services.epidemics.outlook.ahead.rules import CLASSES, TOO_FEW
from anso.services.epidemics.outlook.said import MODELS, Localised, four, noun_of

__all__ = ["axis_title", "words"]

TOOLTIPS = (
    four("Place", "地点", "Место", "Lieu"),
    four("Expected change", "预期变化", "Ожидаемое изменение", "Évolution attendue"),
    four("Probability of that", "其概率", "Вероятность этого", "Probabilité"),
    four("Probability of more than now", "多于当前的概率", "Вероятность, что больше нынешнего", "Probabilité d’un nombre supérieur à l’actuel"),
    four("Newest week", "最新一周", "Последняя неделя", "Dernière semaine"),
    four("Forecast, median", "预测中位数", "Прогноз, медиана", "Prévision, médiane"),
    four("Baseline, median", "基准中位数", "Базовая модель, медиана", "Référence, médiane"),
    four("Median", "中位数", "Медиана", "Médiane"),
    four("50% from", "50%区间下限", "50\u00a0% от", "50\u00a0% de"),
    four("50% to", "50%区间上限", "50\u00a0% до", "50\u00a0% à"),
    four("95% from", "95%区间下限", "95\u00a0% от", "95\u00a0% de"),
    four("95% to", "95%区间上限", "95\u00a0% до", "95\u00a0% à"),
    four("Week to", "该周截至", "Неделя по", "Semaine jusqu’au"),
    four("Counted", "统计数", "Учтено", "Compté"),
    four("Model", "模型", "Модель", "Modèle"),
    four("Beds", "床位", "Койки", "Lits"),
    four("Intensive care", "重症监护", "Реанимация", "Soins intensifs"),
    four("Admissions of the week", "当周入院", "Госпитализации за неделю", "Admissions de la semaine"),
    four("Beds occupied; thin line: of them in intensive care", "占用床位；细线：其中重症监护", "Занятые койки; тонкая линия \u2014 из них реанимация", "Lits occupés\u00a0; ligne fine\u00a0: dont soins intensifs"),
    four("Weekly count forecast, as a multiple of the newest one", "每周预测数量相对最新数量的倍数", "Прогноз недельного числа по отношению к последнему", "Nombre hebdomadaire prévu, en multiple du dernier connu"),
    four("Count of the week: median, 50% and 95% interval", "当周数量：中位数、50%与95%区间", "Число за неделю: медиана, 50- и 95-процентный интервалы", "Nombre de la semaine\u00a0: médiane, intervalles à 50 et 95\u00a0%"),
)  # fmt: skip
LEGEND: dict[str, Localised] = dict(
    zip(
        (*(step.slug for step in CLASSES), TOO_FEW),
        (
            four("×2 or more", "×2以上", "×2 и больше", "×2 ou plus"),
            four("+25% or more", "+25%以上", "+25\u00a0% и больше", "+25\u00a0% ou plus"),
            four("About the same", "大致持平", "Примерно столько же", "À peu près autant"),
            four("−20% or more", "−20%以上", "−20\u00a0% и больше", "−20\u00a0% ou plus"),
            four("÷2 or more", "÷2以上", "÷2 и больше", "÷2 ou plus"),
            four(
                "Too few, or not forecast", "过少或未预测", "Мало или без прогноза", "Trop peu, ou non prévu"
            ),
        ),
        strict=True,
    )
)
"""Short, as a phone is narrow."""


def axis_title(kind: str, target: str) -> Localised:
    noun = noun_of(kind, target)
    return four(
        f"{noun['en']} a week; hollow: mended; dashed: baseline",
        f"每周{noun['zh']}；空心：经修正；虚线：基准",
        f"{noun['ru']} за неделю; незакрашенные \u2014 исправлено; пунктир \u2014 базовая модель",
        f"{noun['fr']} par semaine\u00a0; creux\u00a0: corrigé\u00a0; tirets\u00a0: référence",
    )


def words(names: Iterable[Mapping[str, str]] = (), titles: Iterable[Localised] = ()) -> dict[str, Localised]:
    """By the English: tooltips, classes, models, and these names of places and titles of axes."""
    places = {name["en"]: {code: name[code] for code in LANGUAGES if code in name} for name in names}
    return places | LEGEND | MODELS | {text["en"]: text for text in (*TOOLTIPS, *titles)}
