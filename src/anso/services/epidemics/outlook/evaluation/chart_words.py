"""The words inside the charts of an evaluation, in the four interface languages."""

from collections.abc import Mapping

from anso.services.epidemics.outlook.evaluation.charts import COLOURS_MEAN
from anso.services.epidemics.outlook.said import MODELS, Localised, four, noun_of

__all__ = ["past_axis", "words"]

# fmt: off
TEXTS = (
    four(COLOURS_MEAN, "蓝：误差小于基准；红：大于基准", "Синий: ошибка меньше базовой; красный: больше", "Bleu\u00a0: erreur plus petite que la référence\u00a0; rouge\u00a0: plus grande"),
    four("Weeks ahead", "提前周数", "Недель вперёд", "Semaines d’avance"),
    four("Model", "模型", "Модель", "Modèle"),
    four("Counted", "统计对象", "Что считается", "Ce qui est compté"),
    four("Forecast, median", "预测中位数", "Прогноз, медиана", "Prévision, médiane"),
    four("95% from", "95%区间下限", "95\u00a0% от", "95\u00a0% de"),
    four("95% to", "95%区间上限", "95\u00a0% до", "95\u00a0% à"),
    four("Week to", "该周截至", "Неделя по", "Semaine jusqu’au"),
    four("Day of issue", "发布日", "День выпуска", "Jour d’émission"),
    four("Error against the baseline’s", "相对基准的误差", "Ошибка относительно базовой", "Erreur par rapport à la référence"),
    four("Error as a share of the baseline’s", "误差与基准之比", "Ошибка в долях базовой", "Erreur en part de celle de la référence"),
    four("Held by the 50% interval", "50%区间包含率", "Внутри 50-процентного интервала", "Dans l’intervalle à 50\u00a0%"),
    four("Held by the 95% interval", "95%区间包含率", "Внутри 95-процентного интервала", "Dans l’intervalle à 95\u00a0%"),
    four("Forecasts", "预测数", "Прогнозов", "Prévisions"),
    four("Probability stated for the interval", "区间标称概率", "Заявленная вероятность интервала", "Probabilité annoncée pour l’intervalle"),
    four("Share of counts within", "实际包含比例", "Доля чисел внутри", "Part des nombres à l’intérieur"),
)
# fmt: on


def words(kinds: Mapping[str, str], *titles: Localised) -> dict[str, Localised]:
    """By the English: axes, tooltips, models, and what each target is called; `kinds` by target."""
    targets = {target: noun_of(kind, target) for target, kind in kinds.items()}
    panels = {noun["en"]: noun for noun in targets.values()}
    return targets | panels | MODELS | {text["en"]: text for text in (*TEXTS, *titles)}


def past_axis(kind: str, target: str) -> Localised:
    noun = noun_of(kind, target)
    return four(
        f"{noun['en']} a week; bars: forecast; hollow: outside the 95% interval",
        f"每周{noun['zh']}；柱：预测；空心：在95%区间之外",
        f"{noun['ru']} за неделю; столбцы \u2014 прогноз; полые \u2014 вне 95-процентного интервала",
        f"{noun['fr']} par semaine\u00a0; barres\u00a0: prévision\u00a0; creux\u00a0: hors de l’intervalle à 95\u00a0%",
    )
