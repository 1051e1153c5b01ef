"""Titles of a forecast release's charts, tables and texts, and what its charts show, in the four interface languages."""

from anso.services.epidemics.outlook.said import Localised, four, noun_of

__all__ = ["ALTS", "TITLES", "course_title"]

TITLES: dict[str, Localised] = {
    "map": four("Expected change of weekly counts; pale where it is not likely", "每周数量的预期变化；颜色浅者并非很可能", "Ожидаемое изменение недельных чисел; бледно — где оно не вероятно", "Évolution attendue des nombres hebdomadaires\u00a0; pâle là où elle n’est pas probable"),
    "ranking": four("Where most change is expected, with 95% intervals", "预期变化最大的地点及95%区间", "Где ожидаются наибольшие изменения, с 95-процентными интервалами", "Où l’on attend le plus de changement, avec intervalles à 95\u00a0%"),
    "models": four("What each model says of the last week ahead, beside the newest count (dashed)", "各模型对最后一个预测周的预测及最新数量（虚线）", "Что каждая модель говорит о последней неделе прогноза, и последнее число (пунктир)", "Ce que dit chaque modèle de la dernière semaine prévue, et le dernier nombre connu (tirets)"),
    "hospital": four("Hospital beds needed, by the ensemble’s forecast with 50 and 95% bands", "根据集成预测所需的医院床位及50%、95%区间", "Потребность в больничных койках по прогнозу ансамбля, с полосами 50 и 95\u00a0%", "Lits d’hôpital nécessaires selon la prévision d’ensemble, avec bandes à 50 et 95\u00a0%"),
    "outlook": four("The forecast by place and week", "按地点和周的预测", "Прогноз по местам и неделям", "La prévision par lieu et par semaine"),
    "change": four("Expected change by place", "各地点的预期变化", "Ожидаемое изменение по местам", "Évolution attendue par lieu"),
    "course": four("Weekly counts and the ensemble’s bands", "每周数量与集成预测区间", "Недельные числа и полосы ансамбля", "Nombres hebdomadaires et bandes de l’ensemble"),
    "every": four("Medians and intervals of every model", "各模型的中位数与区间", "Медианы и интервалы всех моделей", "Médianes et intervalles de chaque modèle"),
    "load": four("Hospital load by place and week", "按地点和周的医院负荷", "Нагрузка на больницы по местам и неделям", "Charge hospitalière par lieu et par semaine"),
    "ensemble": four("The ensemble’s forecast, all quantiles", "集成预测（全部分位数）", "Прогноз ансамбля, все квантили", "La prévision d’ensemble, tous les quantiles"),
    "all": four("Every model’s forecast, all quantiles", "各模型的预测（全部分位数）", "Прогнозы всех моделей, все квантили", "Les prévisions de chaque modèle, tous les quantiles"),
    "summary": four("Summary", "摘要", "Кратко", "Résumé"),
    "method": four("How it is made, and its limits", "制作方法及其局限", "Как это сделано и где границы применимости", "Méthode et limites"),
}  # fmt: skip

ALTS: dict[str, Localised] = {
    "course": four(
        "Dots and a line of weekly counts, then the forecast: the median with bands of 50, 80 and 95%, and a dashed line of the baseline, which repeats the last week.",
        "点和线为每周数量，其后为预测：中位数及50%、80%、95%区间；虚线为重复上周的基准。",
        "Точки и линия \u2014 недельные числа, далее прогноз: медиана с полосами 50, 80 и 95\u00a0% и пунктир базовой модели, повторяющей последнюю неделю.",
        "Points et ligne des nombres hebdomadaires, puis la prévision\u00a0: médiane, bandes à 50, 80 et 95\u00a0%, et en tirets la référence, qui répète la dernière semaine.",
    ),
    "models": four(
        "For each model the median, the 50% and the 95% interval of the last week ahead; a line marks the newest count.",
        "各模型对最后一个预测周的中位数、50%和95%区间；竖线为最新数量。",
        "Для каждой модели медиана, 50- и 95-процентный интервалы последней недели прогноза; черта отмечает последнее число.",
        "Pour chaque modèle, médiane et intervalles à 50 et 95\u00a0% de la dernière semaine prévue\u00a0; un trait marque le dernier nombre connu.",
    ),
    "hospital": four(
        "Occupied beds at the end of each week as the counts imply them, then the forecast with its 50 and 95% bands; a lower line shows intensive care.",
        "由数据推算的各周最后一天占用床位，其后为预测及50%、95%区间；下方曲线为重症监护。",
        "Занятые койки на конец недели, как следует из чисел, затем прогноз с полосами 50 и 95\u00a0%; нижняя линия \u2014 реанимация.",
        "Lits occupés en fin de semaine, tels que les nombres les impliquent, puis la prévision et ses bandes à 50 et 95\u00a0%\u00a0; en dessous, les soins intensifs.",
    ),
    "ranking": four(
        "For each place the count forecast as a multiple of the newest one, with its 95% interval.",
        "各地点的预测数量相对最新数量的倍数及95%区间。",
        "Для каждого места прогноз по отношению к последнему числу, с 95-процентным интервалом.",
        "Pour chaque lieu, le nombre prévu en multiple du dernier connu, avec son intervalle à 95\u00a0%.",
    ),
}


def course_title(kind: str, target: str) -> Localised:
    noun = noun_of(kind, target)
    return four(
        f"{noun['en']} a week, counted, and forecast with 50, 80 and 95% bands",
        f"每周{noun['zh']}：报告数，及预测与其50%、80%、95%区间",
        f"{noun['ru']} за неделю: сообщено и прогноз с полосами 50, 80 и 95\u00a0%",
        f"{noun['fr']} par semaine\u00a0: nombre signalé, et prévision avec bandes à 50, 80 et 95\u00a0%",
    )
