"""Words that the products of this room share: what is counted, where, how large a change; in four languages.

In: the kind of a target, its name, a class of change. Out: texts by language, to be put into sentences.
"""

from collections.abc import Iterable, Mapping

from anso import language as lang
from anso.services.epidemics.outlook.ahead.rules import CLASSES, TOO_FEW

__all__ = [
    "CHANGES",
    "COLON",
    "MODELS",
    "VALUES",
    "Localised",
    "about",
    "count_of",
    "four",
    "named",
    "noun_of",
    "places_of",
    "range_of",
    "weeks_ahead",
]

Localised = dict[str, str]


def four(en: str, zh: str, ru: str, fr: str) -> Localised:
    return {"en": en, "zh": zh, "ru": ru, "fr": fr}


COLON = four(": ", "：", ": ", "\u00a0: ")

NOUNS = {
    "cases": four("New cases", "新增病例", "Новые случаи", "Nouveaux cas"),
    "deaths": four("Deaths", "死亡", "Смерти", "Décès"),
    "admissions": four("Hospital admissions", "入院人数", "Госпитализации", "Hospitalisations"),
}
COUNTS = {
    "cases": four("cases", "病例数", "число случаев", "nombre de cas"),
    "deaths": four("deaths", "死亡数", "число смертей", "nombre de décès"),
    "admissions": four(
        "hospital admissions", "入院人数", "число госпитализаций", "nombre d’hospitalisations"
    ),
}


def named(
    kinds: Mapping[str, str], names: Iterable[Mapping[str, str]] = (), *others: Mapping[str, Localised]
) -> dict[str, Localised]:
    """The values of a table that are words: targets by their kind, names of places by the English, and others."""
    said = {name["en"]: {code: name[code] for code in lang.LANGUAGES if code in name} for name in names}
    said |= {target: noun_of(kind, target) for target, kind in kinds.items()}
    for words in others:
        said |= words
    return said


def noun_of(kind: str, target: str) -> Localised:
    """As a title begins; a target of no known kind is called as the source calls it."""
    return NOUNS.get(kind) or four(target, target, target, target)


def count_of(kind: str, target: str) -> Localised:
    """Within a sentence, as the thing that rises and falls."""
    return COUNTS.get(kind) or four(
        f"{target}", f"“{target}”", f"число «{target}»", f"nombre «\u00a0{target}\u00a0»"
    )


def places_of(countries: bool, count: int) -> Localised:
    """What the places are, after "of so many"."""
    one = lang.plural(count, "ru") == "one"
    if countries:
        russian = "страны или территории" if one else "стран и территорий"
        return four("countries and territories", "国家和地区", russian, "pays et territoires")
    return four("places", "地点", "места" if one else "мест", "lieux")


CHANGES: dict[str, Localised] = dict(
    zip(
        (*(step.slug for step in CLASSES), TOO_FEW),
        (
            four("Twice as many or more", "翻倍或更多", "Рост вдвое и более", "Le double ou plus"),
            four(
                "A quarter more, or over",
                "增加四分之一以上",
                "Рост на четверть и более",
                "Un quart de plus ou davantage",
            ),
            four("About the same", "大致持平", "Примерно столько же", "À peu près autant"),
            four(
                "A fifth fewer, or under",
                "减少五分之一以上",
                "Снижение на пятую часть и более",
                "Un cinquième de moins ou davantage",
            ),
            four("Half as many or fewer", "减半或更少", "Снижение вдвое и более", "La moitié ou moins"),
            four(
                "Too few to say", "数量过少，无法判断", "Слишком мало, чтобы судить", "Trop peu pour conclure"
            ),
        ),
        strict=True,
    )
)
"""Of a class, as legends and tables call it."""

VALUES: dict[tuple[str, bool], Localised] = {
    ("much more", True): four(
        "Likely twice as many or more",
        "很可能翻倍或更多",
        "Вероятно, рост вдвое и более",
        "Probablement le double ou plus",
    ),
    ("much more", False): four(
        "Perhaps twice as many", "或许翻倍", "Возможно, вдвое больше", "Peut-être le double"
    ),
    ("more", True): four("Likely more", "很可能增多", "Вероятно, больше", "Probablement en hausse"),
    ("more", False): four("Perhaps more", "或许增多", "Возможно, больше", "Peut-être en hausse"),
    ("about the same", True): four(
        "Likely about the same", "很可能大致持平", "Вероятно, примерно столько же", "Probablement stable"
    ),
    ("about the same", False): four(
        "Perhaps about the same", "或许大致持平", "Возможно, примерно столько же", "Peut-être stable"
    ),
    ("fewer", True): four("Likely fewer", "很可能减少", "Вероятно, меньше", "Probablement en baisse"),
    ("fewer", False): four("Perhaps fewer", "或许减少", "Возможно, меньше", "Peut-être en baisse"),
    ("much fewer", True): four(
        "Likely half as many or fewer",
        "很可能减半或更少",
        "Вероятно, снижение вдвое и более",
        "Probablement la moitié ou moins",
    ),
    ("much fewer", False): four(
        "Perhaps half as many", "或许减半", "Возможно, вдвое меньше", "Peut-être la moitié"
    ),
    (TOO_FEW, False): CHANGES[TOO_FEW],
}
"""Of a class, and whether it is likely, as a sentence of its own."""

MODELS: dict[str, Localised] = {
    "anso-ensemble": four("Ensemble", "集成预测", "Ансамбль", "Ensemble"),
    "anso-hub-ensemble": four("Ensemble with the teams", "与各团队的集成预测", "Ансамбль с прогнозами команд", "Ensemble avec les équipes"),
    "anso-baseline": four("Baseline: as last week", "基准：与上周相同", "Базовая: как на прошлой неделе", "Référence\u00a0: comme la semaine passée"),
    "anso-trend": four("Damped trend", "阻尼趋势", "Затухающий тренд", "Tendance amortie"),
    "anso-lagged": four("Lagged regression", "滞后回归", "Регрессия с запаздыванием", "Régression à retards"),
    "anso-renewal": four("Renewal equation", "更新方程", "Уравнение восстановления", "Équation de renouvellement"),
    "anso-seir": four("SEIR with Kalman filter", "SEIR与卡尔曼滤波", "SEIR с фильтром Калмана", "SEIR avec filtre de Kalman"),
    "anso-pooled-log": four("Boosted trees, logarithm", "提升树（对数）", "Бустинг деревьев, логарифм", "Arbres boostés, logarithme"),
    "anso-pooled-root": four("Boosted trees, fourth root", "提升树（四次方根）", "Бустинг деревьев, корень", "Arbres boostés, racine quatrième"),
}  # fmt: skip
"""Models of our own; a team's is called by its id."""


def about(value: float, language: str) -> str:
    """A forecast number, as exact as it deserves: two digits."""
    return lang.large(value, language, 2) if value >= 10 else lang.number(value, language)


def range_of(low: float, high: float, language: str) -> str:
    ends = about(low, language), about(high, language)
    joined = {"en": " to ", "zh": "至", "ru": "\u2013", "fr": " à "}[language]
    return joined.join(ends)


def weeks_ahead(count: int, language: str) -> str:
    """The span of time that a forecast covers."""
    match language:
        case "zh":
            return f"未来{count}周"
        case "ru":
            if count == 1:
                return "ближайшая неделя"
            return f"ближайшие {count} {'недели' if lang.plural(count, 'ru') == 'few' else 'недель'}"
        case "fr":
            return "semaine à venir" if count == 1 else f"{count} semaines à venir"
        case _:
            return "next week" if count == 1 else f"next {count} weeks"
