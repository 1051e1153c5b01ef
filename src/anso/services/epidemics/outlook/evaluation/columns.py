"""What the columns of an evaluation's tables mean, in the four interface languages."""

from anso.services.epidemics.outlook.forecast.columns import (
    END,
    FORECAST,
    LOCATION,
    MEDIAN,
    NAME,
    TARGET,
    interval,
)
from anso.services.epidemics.outlook.said import Localised, four

__all__ = ["BY_HORIZON", "BY_ROUND", "COVERAGE", "OVERALL", "PAST", "PLACES"]

# fmt: off
MODEL = four("Model", "模型", "Модель", "Modèle")
HORIZON = four("Weeks ahead", "提前周数", "Недель вперёд", "Semaines d’avance")
DAY = four("Day of issue", "发布日", "День выпуска", "Jour d’émission")
WIS = four("Weighted interval score (in counts; less is better)", "加权区间得分（以数量计，越小越好）", "Взвешенная интервальная оценка (в числах; меньше \u2014 лучше)", "Score d’intervalle pondéré (en nombres\u00a0; moins est mieux)")
MEASURES: dict[str, Localised] = {
    "n": four("Forecasts judged", "被评估的预测数", "Оценено прогнозов", "Prévisions jugées"),
    "wis": four(f"{WIS['en']}, mean", f"{WIS['zh']}，平均", f"{WIS['ru']}, среднее", f"{WIS['fr']}, moyenne"),
    "sum_ratio": four("Error as a share of the baseline’s, on what both forecast", "误差与基准之比（双方均预测者）", "Ошибка в долях базовой, где прогнозировали оба", "Erreur en part de celle de la référence, sur ce que les deux ont prévu"),
    "coverage_50": four("Share of counts within the 50% interval", "50%区间内的比例", "Доля чисел внутри 50-процентного интервала", "Part des nombres dans l’intervalle à 50\u00a0%"),
    "coverage_95": four("Share of counts within the 95% interval", "95%区间内的比例", "Доля чисел внутри 95-процентного интервала", "Part des nombres dans l’intervalle à 95\u00a0%"),
    "bias": four("Bias: −1 forecasts lie too low, 1 too high", "偏差：−1偏低，1偏高", "Смещение: −1 прогнозы занижены, 1 завышены", "Biais\u00a0: −1 prévisions trop basses, 1 trop hautes"),
}
OVERALL: dict[str, Localised] = {"target": TARGET, "model_id": MODEL, **MEASURES}
BY_HORIZON: dict[str, Localised] = {"target": TARGET, "model_id": MODEL, "horizon": HORIZON, **MEASURES}
PLACES: dict[str, Localised] = {"target": TARGET, "location": LOCATION, "name": NAME, **MEASURES}
BY_ROUND: dict[str, Localised] = {"target": TARGET, "reference_date": DAY, **MEASURES}
COVERAGE: dict[str, Localised] = {
    "target": TARGET,
    "interval": four("Central interval (%)", "中心区间（%）", "Центральный интервал (%)", "Intervalle central (%)"),
    "nominal": four("Probability stated", "标称概率", "Заявленная вероятность", "Probabilité annoncée"),
    "observed": four("Share of counts within", "实际比例", "Доля чисел внутри", "Part des nombres à l’intérieur"),
    "n": MEASURES["n"],
}
PAST: dict[str, Localised] = {
    "target": TARGET,
    "location": LOCATION,
    "reference_date": DAY,
    "horizon": HORIZON,
    "target_end_date": END,
    "median": MEDIAN,
    **interval("", FORECAST, 50),
    **interval("", FORECAST, 95),
    "observation": four("What was counted", "实际数量", "Фактическое число", "Ce qui a été compté"),
    "wis": WIS,
    "held": four("Whether the 95% interval held it", "95%区间是否包含", "Содержал ли это 95-процентный интервал", "Si l’intervalle à 95\u00a0% le contenait"),
}
