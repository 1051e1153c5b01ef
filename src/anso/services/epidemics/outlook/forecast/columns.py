"""What the columns of a forecast release's tables mean, with units, in the four interface languages."""

from anso.services.epidemics.outlook.said import Localised, four

__all__ = ["CHANGE", "COURSE", "EVERY", "LOAD", "OUTLOOK", "interval"]


def interval(name: str, what: Localised, level: int) -> dict[str, Localised]:
    """Both ends of a central interval of something."""
    return {
        f"{name}low_{level}": four(
            f"{what['en']}, low end of {level}% interval",
            f"{what['zh']}，{level}%区间下限",
            f"{what['ru']}, нижняя граница {level}-процентного интервала",
            f"{what['fr']}, borne basse de l’intervalle à {level}\u00a0%",
        ),
        f"{name}high_{level}": four(
            f"{what['en']}, high end of {level}% interval",
            f"{what['zh']}，{level}%区间上限",
            f"{what['ru']}, верхняя граница {level}-процентного интервала",
            f"{what['fr']}, borne haute de l’intervalle à {level}\u00a0%",
        ),
    }


# fmt: off
FORECAST = four("Count forecast for the week", "预测的当周数量", "Прогноз числа за неделю", "Nombre prévu pour la semaine")
MEDIAN = four("Median of the forecast", "预测中位数", "Медиана прогноза", "Médiane de la prévision")
NEWEST = four("Count of the newest week known, mended", "已知最新一周的数量（经修正）", "Число за последнюю известную неделю, исправленное", "Nombre de la dernière semaine connue, corrigé")
LOCATION = four("Place: ISO 3166-1 alpha-2, or the source’s own code", "地点：ISO 3166-1 两字母代码，或来源自用代码", "Место: ISO 3166-1 alpha-2 или код источника", "Lieu\u00a0: ISO 3166-1 alpha-2, ou code de la source")
NAME = four("Name of the place", "地点名称", "Название места", "Nom du lieu")
TARGET = four("What is counted", "统计对象", "Что считается", "Ce qui est compté")
END = four("Last day of the week", "该周最后一天", "Последний день недели", "Dernier jour de la semaine")
HORIZON = four("Weeks ahead", "提前周数", "Недель вперёд", "Semaines d’avance")
MORE = four("Probability of more than in the newest week", "多于最新一周的概率", "Вероятность превысить последнюю неделю", "Probabilité de dépasser la dernière semaine")
ROW = {"target": TARGET, "location": LOCATION, "name": NAME, "horizon": HORIZON, "target_end_date": END}

OUTLOOK: dict[str, Localised] = {
    **ROW,
    "newest": NEWEST,
    "median": MEDIAN,
    **interval("", FORECAST, 50),
    **interval("", FORECAST, 95),
    "change_percent": four("Median against the newest week (%)", "中位数相对最新一周（%）", "Медиана к последней неделе (%)", "Médiane par rapport à la dernière semaine (%)"),
    "probability_more": MORE,
}
RATIO = four("Forecast as a multiple of the newest week", "预测相对最新一周的倍数", "Прогноз по отношению к последней неделе", "Prévision en multiple de la dernière semaine")
CHANGE: dict[str, Localised] = {
    "location": LOCATION,
    "name": NAME,
    "change": four("Expected change, by the median", "预期变化（按中位数）", "Ожидаемое изменение, по медиане", "Évolution attendue, selon la médiane"),
    "probability": four("Probability of at least that change (about the same: of staying within it)", "变化至少如此的概率（大致持平：保持其内的概率）", "Вероятность не меньшего изменения (примерно столько же: остаться в пределах)", "Probabilité d’une évolution au moins telle (à peu près autant\u00a0: d’y rester)"),
    "likely": four("Whether that is likely: 66% or more", "是否很可能：66%以上", "Вероятно ли это: не менее 66\u00a0%", "Si c’est probable\u00a0: 66\u00a0% ou plus"),
    "probability_more": MORE,
    "probability_rise": four("Probability of a rise by a quarter or more", "上升四分之一以上的概率", "Вероятность роста на четверть и больше", "Probabilité d’une hausse d’un quart ou plus"),
    "probability_fall": four("Probability of a fall by a fifth or more", "下降五分之一以上的概率", "Вероятность снижения на пятую часть и больше", "Probabilité d’une baisse d’un cinquième ou plus"),
    "ratio": RATIO,
    "ratio_low_95": interval("", RATIO, 95)["low_95"],
    "ratio_high_95": interval("", RATIO, 95)["high_95"],
    "newest": NEWEST,
    "median": MEDIAN,
    **interval("", FORECAST, 50),
    **interval("", FORECAST, 95),
    "per_100k": four("Median per 100,000 people", "中位数，每10万人", "Медиана на 100\u00a0000 жителей", "Médiane pour 100\u202f000 habitants"),
    "target": TARGET,
    "target_end_date": END,
}
COURSE: dict[str, Localised] = {
    "target": TARGET,
    "location": LOCATION,
    "target_end_date": END,
    "counted": four("Count as the models see it", "模型采用的数量", "Число, как его видят модели", "Nombre tel que les modèles le voient"),
    "mended": four("Whether the count was mended", "数量是否经修正", "Исправлено ли число", "Si le nombre a été corrigé"),
    "newest": four("Whether it is the newest week known", "是否为已知最新一周", "Последняя ли это известная неделя", "Si c’est la dernière semaine connue"),
    "median": MEDIAN,
    **interval("", FORECAST, 50),
    **interval("", FORECAST, 80),
    **interval("", FORECAST, 95),
    "baseline": four("Median of the baseline, which repeats the newest week", "基准中位数（重复最新一周）", "Медиана базовой модели, повторяющей последнюю неделю", "Médiane de la référence, qui répète la dernière semaine"),
}
EVERY: dict[str, Localised] = {
    **ROW,
    "median": MEDIAN,
    **interval("", FORECAST, 50),
    **interval("", FORECAST, 95),
    "model_id": four("Model", "模型", "Модель", "Modèle"),
    "combined": four("Whether it is the ensemble", "是否为集成预测", "Это ли ансамбль", "Si c’est l’ensemble"),
}
ADMISSIONS = four("New admissions in the week", "当周新入院", "Новые госпитализации за неделю", "Admissions de la semaine")
BEDS = four("Beds occupied on the last day", "最后一天占用床位", "Занятые койки в последний день", "Lits occupés le dernier jour")
INTENSIVE = four("Of them in intensive care", "其中重症监护", "Из них в реанимации", "Dont en soins intensifs")
LOAD: dict[str, Localised] = {
    "location": LOCATION,
    "name": NAME,
    "target_end_date": END,
    "ahead": four("Whether the week is forecast", "该周是否为预测", "Прогноз ли это", "Si la semaine est prévue"),
    **{
        key: text
        for name, what in (("admissions", ADMISSIONS), ("beds", BEDS), ("intensive", INTENSIVE))
        for key, text in {name: what, **interval(f"{name}_", what, 50), **interval(f"{name}_", what, 95)}.items()
    },
    "admissions_per_100k": four("New admissions in seven days per 100,000 people, median", "每10万人7天新入院，中位数", "Новые госпитализации за 7 дней на 100\u00a0000 жителей, медиана", "Admissions en sept jours pour 100\u202f000 habitants, médiane"),
    "level": four("Level of admissions", "入院水平", "Уровень госпитализаций", "Niveau des admissions"),
    "probability_high": four("Probability of the high level", "达到高水平的概率", "Вероятность высокого уровня", "Probabilité du niveau élevé"),
}
