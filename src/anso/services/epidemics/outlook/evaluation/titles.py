"""Titles of an evaluation's charts, tables and texts, and what its charts show, in the four interface languages."""

from anso import language as lang
from anso.services.epidemics.outlook.said import Localised, four, noun_of

__all__ = ["ALTS", "TITLES", "past_title"]

# fmt: off
TITLES: dict[str, Localised] = {
    "skill": four("Error against the baseline’s, by model and weeks ahead", "各模型、各提前周数相对基准的误差", "Ошибка относительно базовой по моделям и неделям вперёд", "Erreur par rapport à la référence, par modèle et semaines d’avance"),
    "reliability": four("How often the ensemble’s intervals held what came", "集成预测区间包含实际值的频率", "Как часто интервалы ансамбля содержали исход", "Fréquence à laquelle les intervalles de l’ensemble contenaient l’issue"),
    "rounds": four("The ensemble’s error against the baseline’s, by day of issue", "各发布日集成预测相对基准的误差", "Ошибка ансамбля относительно базовой по дням выпуска", "Erreur de l’ensemble par rapport à la référence, par jour d’émission"),
    "overall": four("All models, all weeks ahead together", "各模型，全部提前周数合计", "Все модели, все недели вперёд вместе", "Tous les modèles, toutes les échéances réunies"),
    "by_horizon": four("By model and weeks ahead", "按模型和提前周数", "По моделям и неделям вперёд", "Par modèle et semaines d’avance"),
    "places": four("The ensemble by place", "集成预测（按地点）", "Ансамбль по местам", "L’ensemble par lieu"),
    "by_round": four("The ensemble by day of issue", "集成预测（按发布日）", "Ансамбль по дням выпуска", "L’ensemble par jour d’émission"),
    "coverage": four("The ensemble’s intervals, stated and as they came", "集成预测区间：标称与实际", "Интервалы ансамбля: заявлено и на деле", "Intervalles de l’ensemble, annoncés et observés"),
    "past": four("What the ensemble said, and what came", "集成预测与实际值", "Что говорил ансамбль и что произошло", "Ce que disait l’ensemble, et ce qui est advenu"),
    "forecasts": four("The past forecasts that were judged, all quantiles", "被评估的过往预测（全部分位数）", "Оценённые прошлые прогнозы, все квантили", "Les prévisions passées jugées, tous les quantiles"),
    "summary": four("Summary", "摘要", "Кратко", "Résumé"),
    "method": four("How it is judged, and its limits", "评估方法及其局限", "Как это оценено и где границы применимости", "Méthode et limites"),
}

ALTS: dict[str, Localised] = {
    "skill": four(
        "A grid of models by weeks ahead; each cell says by how many percent the error was smaller (blue) or larger (red) than the baseline’s.",
        "模型与提前周数的网格；每格为误差比基准小（蓝）或大（红）的百分比。",
        "Сетка моделей и недель вперёд; в клетке \u2014 на сколько процентов ошибка меньше (синий) или больше (красный) базовой.",
        "Grille des modèles et des semaines d’avance\u00a0; chaque case dit de combien de pour cent l’erreur était plus petite (bleu) ou plus grande (rouge) que celle de la référence.",
    ),
    "reliability": four(
        "Points of the share of counts that each interval held against the probability it stated; honest intervals lie on the diagonal.",
        "各点为区间实际包含的比例与标称概率；可靠的区间位于对角线上。",
        "Точки: доля чисел внутри интервала против заявленной вероятности; честные интервалы лежат на диагонали.",
        "Points de la part des nombres contenus dans chaque intervalle face à la probabilité annoncée\u00a0; des intervalles honnêtes sont sur la diagonale.",
    ),
    "rounds": four(
        "For each day of issue the ensemble’s error as a share of the baseline’s; below the line at 1 it was better.",
        "各发布日集成预测误差与基准之比；低于1的线即更好。",
        "Для каждого дня выпуска ошибка ансамбля в долях базовой; ниже линии 1 \u2014 лучше.",
        "Pour chaque jour d’émission, l’erreur de l’ensemble en part de celle de la référence\u00a0; sous la ligne 1, il était meilleur.",
    ),
    "past": four(
        "A line of what was counted, and for each week the 50 and 95% interval that had been forecast for it.",
        "曲线为实际数量，每周另示此前对其预测的50%与95%区间。",
        "Линия фактических чисел и для каждой недели 50- и 95-процентный интервал прогноза на неё.",
        "Ligne des nombres comptés, et pour chaque semaine les intervalles à 50 et 95\u00a0% qui en avaient été prévus.",
    ),
}
# fmt: on


def past_title(kind: str, target: str, ahead: int) -> Localised:
    """Of the chart that sets what had been forecast so many weeks before beside what came."""
    noun = noun_of(kind, target)
    few = "недели" if lang.plural(ahead, "ru") == "few" else "неделю" if ahead == 1 else "недель"
    return four(
        f"{noun['en']} a week, and what was forecast {ahead} week{'s' if ahead != 1 else ''} before",
        f"每周{noun['zh']}及{ahead}周前的预测",
        f"{noun['ru']} за неделю и прогноз за {ahead} {few} до того",
        f"{noun['fr']} par semaine, et la prévision faite {ahead} semaine{'s' if ahead > 1 else ''} avant",
    )
