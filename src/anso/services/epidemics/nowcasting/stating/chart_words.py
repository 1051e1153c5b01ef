"""The words inside the charts of a nowcast, in the four interface languages."""

from collections.abc import Iterable, Mapping

from anso.services.epidemics.chart_words import COUNTRY, DAY, by_english, name_words
from anso.services.epidemics.nowcasting.stating.trends import KIND_NAMES, TREND_NAMES
from anso.services.epidemics.thresholds import UNKNOWN

__all__ = ["COMPLETED", "REPRODUCTION", "map_words", "ranking_words"]

Localised = dict[str, str]

R: Localised = {"en": "R", "zh": "R", "ru": "R", "fr": "R"}
R_FROM: Localised = {
    "en": "R, 90% interval from",
    "zh": "R，90%区间下限",
    "ru": "R, 90-процентный интервал от",
    "fr": "R, intervalle à 90\u00a0% de",
}
R_TO: Localised = {
    "en": "R, 90% interval to",
    "zh": "R，90%区间上限",
    "ru": "R, 90-процентный интервал до",
    "fr": "R, intervalle à 90\u00a0% à",
}
DAYS_TO_DOUBLE: Localised = {
    "en": "Days to double",
    "zh": "倍增天数",
    "ru": "Дней до удвоения",
    "fr": "Jours pour doubler",
}
MAP: tuple[Localised, ...] = (
    COUNTRY,
    {"en": "Trend", "zh": "趋势", "ru": "Динамика", "fr": "Tendance"},
    {
        "en": "Probability of growth",
        "zh": "上升概率",
        "ru": "Вероятность роста",
        "fr": "Probabilité de hausse",
    },
    R,
    R_FROM,
    R_TO,
    DAYS_TO_DOUBLE,
    {
        "en": "Days to halve",
        "zh": "减半天数",
        "ru": "Дней до снижения вдвое",
        "fr": "Jours pour baisser de moitié",
    },
    {
        "en": "In 14 days per 100,000",
        "zh": "14天每10万人",
        "ru": "За 14 дней на 100\u00a0000 жителей",
        "fr": "En 14 jours pour 100\u202f000",
    },
)
REPRODUCTION: dict[str, Localised] = KIND_NAMES | by_english(
    (
        DAY,
        R,
        R_FROM,
        R_TO,
        {"en": "From", "zh": "依据", "ru": "По данным", "fr": "D’après"},
        {"en": "As then told", "zh": "当日估计", "ru": "Как казалось тогда", "fr": "Tel que vu ce jour-là"},
        {
            "en": "Above 1 the epidemic grows; bands: 50% and 90%; dotted: as then told",
            "zh": "高于1表示疫情上升；区间：50%和90%；点线：当日估计",
            "ru": "Выше 1 эпидемия растёт; полосы: 50 и 90\u00a0%; точки: как казалось тогда",
            "fr": "Au-dessus de 1 l’épidémie croît\u00a0; bandes\u00a0: 50 et 90\u00a0%\u00a0; pointillé\u00a0: tel que vu alors",
        },
    )
)
RANKING: tuple[Localised, ...] = (
    COUNTRY,
    R,
    R_FROM,
    R_TO,
    DAYS_TO_DOUBLE,
    {
        "en": "Counts of two weeks",
        "zh": "两周计数",
        "ru": "Подсчитано за две недели",
        "fr": "Décomptes de deux semaines",
    },
    {
        "en": "R with 50% and 90% intervals; the number is days to double",
        "zh": "R 及50%和90%区间；数字为倍增天数",
        "ru": "R с интервалами 50 и 90\u00a0%; число \u2014 дни до удвоения",
        "fr": "R, intervalles à 50 et 90\u00a0%\u00a0; le nombre\u00a0: jours pour doubler",
    },
)
COMPLETED: dict[str, Localised] = by_english(
    (
        DAY,
        {"en": "Told so far", "zh": "目前已报", "ru": "Сообщено до сих пор", "fr": "Signalé à ce jour"},
        {
            "en": "Will probably become",
            "zh": "预计最终数",
            "ru": "Ожидается в итоге",
            "fr": "Devrait devenir",
        },
        {
            "en": "90% interval from",
            "zh": "90%区间下限",
            "ru": "90-процентный интервал от",
            "fr": "intervalle à 90\u00a0% de",
        },
        {
            "en": "90% interval to",
            "zh": "90%区间上限",
            "ru": "90-процентный интервал до",
            "fr": "intervalle à 90\u00a0% à",
        },
        {
            "en": "Bars: told so far; dots: expected in the end, with 90% interval",
            "zh": "柱：目前已报；点：预计最终数及90%区间",
            "ru": "Столбцы \u2014 сообщено; точки \u2014 ожидается в итоге, с 90-процентным интервалом",
            "fr": "Barres\u00a0: signalé\u00a0; points\u00a0: attendu au final, intervalle à 90\u00a0%",
        },
    )
)


def map_words(names: Iterable[Mapping[str, str]]) -> dict[str, Localised]:
    # A legend has less room than a page.
    unknown = TREND_NAMES[UNKNOWN] | {"fr": "Trop peu de cas"}
    return name_words(names) | TREND_NAMES | {UNKNOWN: unknown} | by_english(MAP)


def ranking_words(names: Iterable[Mapping[str, str]]) -> dict[str, Localised]:
    return name_words(names) | by_english(RANKING)
