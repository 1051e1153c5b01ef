"""What the columns of a nowcast's tables mean, with units, in the four interface languages."""

from collections.abc import Mapping

__all__ = ["COMPLETED", "COURSE", "NOWCAST"]

Localised = dict[str, str]

LOCATION: Localised = {
    "en": "Code (of a country: ISO 3166-1)",
    "zh": "代码（国家为 ISO 3166-1）",
    "ru": "Код (страны: ISO 3166-1)",
    "fr": "Code (d’un pays\u00a0: ISO 3166-1)",
}
KIND: Localised = {
    "en": "What is counted",
    "zh": "统计对象",
    "ru": "Что считается",
    "fr": "Ce qui est compté",
}
ENDS: Mapping[str, Localised] = {
    "_low_95": {
        "en": "low end of 95% interval",
        "zh": "95%区间下限",
        "ru": "нижняя граница 95-процентного интервала",
        "fr": "borne basse de l’intervalle à 95\u00a0%",
    },
    "_low_90": {
        "en": "low end of 90% interval",
        "zh": "90%区间下限",
        "ru": "нижняя граница 90-процентного интервала",
        "fr": "borne basse de l’intervalle à 90\u00a0%",
    },
    "_low_50": {
        "en": "low end of 50% interval",
        "zh": "50%区间下限",
        "ru": "нижняя граница 50-процентного интервала",
        "fr": "borne basse de l’intervalle à 50\u00a0%",
    },
    "": {"en": "median", "zh": "中位数", "ru": "медиана", "fr": "médiane"},
    "_high_50": {
        "en": "high end of 50% interval",
        "zh": "50%区间上限",
        "ru": "верхняя граница 50-процентного интервала",
        "fr": "borne haute de l’intervalle à 50\u00a0%",
    },
    "_high_90": {
        "en": "high end of 90% interval",
        "zh": "90%区间上限",
        "ru": "верхняя граница 90-процентного интервала",
        "fr": "borne haute de l’intervalle à 90\u00a0%",
    },
    "_high_95": {
        "en": "high end of 95% interval",
        "zh": "95%区间上限",
        "ru": "верхняя граница 95-процентного интервала",
        "fr": "borne haute de l’intervalle à 95\u00a0%",
    },
}
COMMA = {"en": ", ", "zh": "，", "ru": ", ", "fr": ", "}


def interval(name: str, words: Localised, ends: Mapping[str, Localised] = ENDS) -> dict[str, Localised]:
    """The columns of a quantity with its quantiles."""
    return {
        f"{name}{end}": {code: words[code] + COMMA[code] + said[code] for code in words}
        for end, said in ends.items()
    }


REPRODUCTION: Localised = {"en": "R", "zh": "R", "ru": "R", "fr": "R"}
GROWTH: Localised = {
    "en": "Growth of infections (% a day)",
    "zh": "感染增长率（%/天）",
    "ru": "Рост числа заражений (% в день)",
    "fr": "Croissance des infections (% par jour)",
}
SOONEST: Localised = {
    "en": "fewest by the 90% interval",
    "zh": "90%区间最短",
    "ru": "наименьшее по 90-процентному интервалу",
    "fr": "minimum selon l’intervalle à 90\u00a0%",
}
LATEST: Localised = {
    "en": "most by the 90% interval (none: the direction is not sure)",
    "zh": "90%区间最长（无数值：方向不确定）",
    "ru": "наибольшее по 90-процентному интервалу (пусто: направление не ясно)",
    "fr": "maximum selon l’intervalle à 90\u00a0% (vide\u00a0: la direction n’est pas sûre)",
}
TIMES = {"": ENDS[""], "_low": SOONEST, "_high": LATEST}

NOWCAST: dict[str, Localised] = {
    "location": LOCATION,
    "name": {"en": "Place", "zh": "地点", "ru": "Место", "fr": "Lieu"},
    "kind": KIND,
    "main": {
        "en": "Whether the place's trend is told from these counts",
        "zh": "该地趋势是否由此计数得出",
        "ru": "По этим ли данным определена динамика места",
        "fr": "Si la tendance du lieu est tirée de ces décomptes",
    },
    "trend": {"en": "Trend", "zh": "趋势", "ru": "Динамика", "fr": "Tendance"},
    "probability_growing": {
        "en": "Probability that R is above 1",
        "zh": "R 大于1的概率",
        "ru": "Вероятность того, что R больше 1",
        "fr": "Probabilité que R dépasse 1",
    },
    **interval("r", REPRODUCTION),
    **interval("growth_percent", GROWTH),
    **interval(
        "doubling_days",
        {
            "en": "Days to double",
            "zh": "倍增天数",
            "ru": "Дней до удвоения",
            "fr": "Jours pour doubler",
        },
        TIMES,
    ),
    **interval(
        "halving_days",
        {
            "en": "Days to halve",
            "zh": "减半天数",
            "ru": "Дней до снижения вдвое",
            "fr": "Jours pour baisser de moitié",
        },
        TIMES,
    ),
    "counts_14": {
        "en": "Counts of the last two whole weeks, completed",
        "zh": "最近两个整周的计数（已补足）",
        "ru": "Подсчитано за две последние полные недели, с дополнением",
        "fr": "Décomptes des deux dernières semaines entières, complétés",
    },
    "counts_14_before": {
        "en": "Counts of the two weeks before",
        "zh": "此前两周的计数",
        "ru": "Подсчитано за две недели до того",
        "fr": "Décomptes des deux semaines précédentes",
    },
    "counts_14_per_100k": {
        "en": "Counts of the last two whole weeks per 100,000 people",
        "zh": "最近两个整周每10万人的计数",
        "ru": "Подсчитано за две последние полные недели на 100\u00a0000 жителей",
        "fr": "Décomptes des deux dernières semaines entières pour 100\u202f000 habitants",
    },
    "last_week": {
        "en": "End of the newest week that was told",
        "zh": "最近一个已报告周的结束日",
        "ru": "Конец последней недели, о которой сообщено",
        "fr": "Fin de la dernière semaine signalée",
    },
}

COURSE: dict[str, Localised] = {
    "location": LOCATION,
    "kind": KIND,
    "main": NOWCAST["main"],
    "date": {"en": "Day", "zh": "日期", "ru": "День", "fr": "Jour"},
    **interval("r", REPRODUCTION),
    "seen": {
        "en": "R as the counts up to that day told it, median",
        "zh": "当日所知数据所示的 R（中位数）",
        "ru": "R по данным до этого дня включительно, медиана",
        "fr": "R selon les décomptes jusqu’à ce jour, médiane",
    },
}

COMPLETED: dict[str, Localised] = {
    "location": LOCATION,
    "kind": KIND,
    "main": {
        "en": "Whether it is drawn: the shortest periods of the place",
        "zh": "是否绘出：该地最短的时段",
        "ru": "Показано ли на рисунке: самые короткие периоды места",
        "fr": "Si le point est tracé\u00a0: les périodes les plus courtes du lieu",
    },
    "days": {
        "en": "Days that a count covers",
        "zh": "每个计数覆盖的天数",
        "ru": "Сколько дней охватывает подсчёт",
        "fr": "Jours couverts par un décompte",
    },
    "date": {
        "en": "Last day that the count covers",
        "zh": "计数覆盖的最后一天",
        "ru": "Последний день подсчёта",
        "fr": "Dernier jour couvert par le décompte",
    },
    "told": {"en": "Told so far", "zh": "目前已报", "ru": "Сообщено до сих пор", "fr": "Signalé à ce jour"},
    "share": {
        "en": "Share of the final count usually told by then",
        "zh": "此时通常已报的比例",
        "ru": "Доля итога, обычно сообщённая к этому времени",
        "fr": "Part du décompte final signalée d’habitude à ce moment",
    },
    "completed": {
        "en": "What it will probably become, median",
        "zh": "预计最终数（中位数）",
        "ru": "Ожидаемое в итоге, медиана",
        "fr": "Ce qu’il devrait devenir, médiane",
    },
    "completed_low": {
        "en": "What it will become, low end of 90% interval",
        "zh": "预计最终数，90%区间下限",
        "ru": "Ожидаемое в итоге, нижняя граница 90-процентного интервала",
        "fr": "Ce qu’il deviendra, borne basse de l’intervalle à 90\u00a0%",
    },
    "completed_high": {
        "en": "What it will become, high end of 90% interval",
        "zh": "预计最终数，90%区间上限",
        "ru": "Ожидаемое в итоге, верхняя граница 90-процентного интервала",
        "fr": "Ce qu’il deviendra, borne haute de l’intervalle à 90\u00a0%",
    },
}
