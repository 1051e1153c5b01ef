"""The sentences of a nowcast, in the four interface languages, made from its numbers.

In: the rows that a place's trend is told from, and the day. Out: text by language. Words of a trend have a fixed
probability behind them (`thresholds.TRENDS`).
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import polars as pl

from anso import language as lang
from anso.services.epidemics.nowcasting.nowcast import Completion
from anso.services.epidemics.nowcasting.stating.trends import TREND_NAMES
from anso.services.epidemics.thresholds import TRENDS, UNKNOWN
from anso.services.epidemics.words import GROUPS, most_of

__all__ = [
    "ALTS",
    "COMPLETIONS",
    "LABEL",
    "TITLES",
    "fastest",
    "finding",
    "holds",
    "map_alt",
    "note",
    "summary",
]

Row = Mapping[str, Any]
Localised = dict[str, str]

LABEL = {"en": "Epidemic", "zh": "疫情", "ru": "Эпидемия", "fr": "Épidémie"}

TITLES: dict[str, Localised] = {
    "map": {
        "en": "Where the epidemic is growing",
        "zh": "疫情在哪里上升",
        "ru": "Где эпидемия растёт",
        "fr": "Où l’épidémie croît",
    },
    "reproduction": {
        "en": "Reproduction number R over the last twelve weeks",
        "zh": "最近十二周的再生数 R",
        "ru": "Репродуктивное число R за последние двенадцать недель",
        "fr": "Nombre de reproduction R des douze dernières semaines",
    },
    "fastest": {
        "en": "Where the epidemic doubles fastest",
        "zh": "疫情加倍最快的地方",
        "ru": "Где эпидемия удваивается быстрее всего",
        "fr": "Où l’épidémie double le plus vite",
    },
    "completed": {
        "en": "Counts still being told, as told and as they will probably stand",
        "zh": "仍在补报的计数：已报数与预计最终数",
        "ru": "Ещё не полные подсчёты: сообщённое и ожидаемое в итоге",
        "fr": "Comptes encore incomplets\u00a0: signalés, et tels qu’ils devraient être à la fin",
    },
    "nowcast": {
        "en": "R, growth and trend by place",
        "zh": "各地的 R、增长率与趋势",
        "ru": "R, рост и динамика по местам",
        "fr": "R, croissance et tendance par lieu",
    },
    "by_kind": {
        "en": "The same from each kind of counts",
        "zh": "按各类计数分列",
        "ru": "То же по каждому виду подсчётов",
        "fr": "De même, pour chaque sorte de comptes",
    },
    "summary": {"en": "Summary", "zh": "摘要", "ru": "Кратко", "fr": "Résumé"},
    "method": {
        "en": "How it is computed, and its limits",
        "zh": "计算方法及其局限",
        "ru": "Как это рассчитано и где границы применимости",
        "fr": "Méthode et limites",
    },
}

ALTS: dict[str, Localised] = {
    "reproduction": {
        "en": "The line is R with its 50% and 90% bands; above the line at 1 the epidemic grows. The dotted line is R as the counts of each day told it; dashed lines are R from other kinds of counts.",
        "zh": "实线为 R 及其50%和90%区间；高于1表示疫情上升。点线为当日数据所示的 R；虚线为由其他计数得到的 R。",
        "ru": "Линия \u2014 R с полосами 50 и 90 процентов; выше единицы эпидемия растёт. Точками показано R по данным каждого дня, штрихами \u2014 R по другим подсчётам.",
        "fr": "La ligne est R, avec ses bandes à 50 et 90\u00a0%\u00a0; au-dessus de 1 l’épidémie croît. En pointillé, R tel que les données de chaque jour le donnaient\u00a0; en tirets, R selon d’autres comptes.",
    },
    "completed": {
        "en": "Bars are the counts told so far; points with 90% intervals are what they will probably become.",
        "zh": "柱形为目前已报数；圆点及90%区间为预计最终数。",
        "ru": "Столбцы \u2014 сообщённое до сих пор; точки с 90-процентными интервалами \u2014 ожидаемое в итоге.",
        "fr": "Barres\u00a0: ce qui est signalé à ce jour\u00a0; points et intervalles à 90\u00a0%\u00a0: ce que cela devrait devenir.",
    },
}

COMPLETIONS: dict[Completion, Localised] = {
    "no versions": {
        "en": "This source rewrites its history and keeps no earlier versions: how much is still to be told of the newest days cannot be known, and they are taken as they stand.",
        "zh": "该来源会改写历史且不保留旧版本：无法得知最近几天还有多少待补报，因此按现有数字使用。",
        "ru": "Этот источник переписывает историю и не хранит прежних версий: сколько ещё сообщат о последних днях, узнать нельзя, и они взяты как есть.",
        "fr": "Cette source réécrit son historique sans garder les versions antérieures\u00a0: on ne peut savoir combien reste à signaler des derniers jours, qui sont pris tels quels.",
    },
    "not needed": {
        "en": "The counts of this source hardly change after they are first told: no correction for delay is needed.",
        "zh": "该来源的计数首次报告后几乎不再变化：无需作延迟校正。",
        "ru": "Данные этого источника после первого сообщения почти не меняются: поправка на запаздывание не нужна.",
        "fr": "Les comptes de cette source ne changent guère après leur premier signalement\u00a0: aucune correction du retard n’est nécessaire.",
    },
    "done": {
        "en": "The newest counts were completed for what past counts say is still to be told; R is estimated from the completed ones.",
        "zh": "已根据以往数据对最近的计数补足待报部分；R 由补足后的计数估计。",
        "ru": "Последние подсчёты дополнены тем, что, судя по прошлым, ещё будет сообщено; R оценено по дополненным.",
        "fr": "Les derniers comptes ont été complétés de ce qui, d’après le passé, reste à signaler\u00a0; R est estimé sur les comptes complétés.",
    },
}

UP = tuple(trend.slug for trend in TRENDS[:2])


def finding(
    main: pl.DataFrame, group_of: Mapping[str, str], region: Mapping[str, str] | None, *, countries: bool
) -> Localised:
    """The headline. `group_of` tells each country's part of the world; `region` is the name of a smaller whole;
    `countries` is false where places are others."""
    rising = main.filter(pl.col("trend").is_in(UP))["location"].to_list()
    told = len(main.filter(pl.col("trend") != UNKNOWN))
    groups = most_of(dict.fromkeys(rising, 1.0), group_of) if region is None and countries else []
    return lang.in_all(lambda code: _finding(len(rising), told, groups, region, code, countries=countries))


def _finding(
    count: int,
    of: int,
    groups: Sequence[str],
    region: Mapping[str, str] | None,
    code: str,
    *,
    countries: bool,
) -> str:
    name = (region.get(code) or region["en"]) + lang.mark(":", code) if region else ""
    shown, whole = lang.number(count, code), lang.number(of, code)
    where = lang.listing([GROUPS[group][code] for group in groups], code)
    match code:
        case "zh":
            noun = "国家和地区" if countries else "地方"
            if not of:
                return f"{name}病例过少，无法判断疫情走向"
            if not count:
                return f"{name}{whole}个{noun}中，没有一个的疫情正在或可能上升"
            rest = f"，其中多数位于{where}" if groups else ""
            return f"{name}{whole}个{noun}中，有{shown}个的疫情正在或可能上升{rest}"
        case "ru":
            start = "в" if name else "В"
            if not of:
                return f"{name}{'случаев' if name else 'Случаев'} слишком мало, чтобы судить о ходе эпидемии"
            noun = _russian_places(of, "стран и территорий" if countries else "мест")
            if not count:
                return (
                    f"{name}{'ни' if name else 'Ни'} в одной из {whole} {noun} эпидемия не растёт"
                    if countries
                    else (f"{name}{'ни' if name else 'Ни'} в одном из {whole} {noun} эпидемия не растёт")
                )
            rest = f", большинство из них \u2014 в {where}" if groups else ""
            return f"{name}{start} {shown} из {whole} {noun} эпидемия растёт или, вероятно, растёт{rest}"
        case "fr":
            noun = "pays et territoires" if countries else "lieux"
            if not of:
                return f"{name}{'trop' if name else 'Trop'} peu de cas pour dire où va l’épidémie"
            if not count:
                start = "l’épidémie" if name else "L’épidémie"
                return f"{name}{start} ne croît dans aucun des {whole} {noun} suivis"
            start = "dans" if name else "Dans"
            parts = lang.listing([f"en {GROUPS[group][code]}" for group in groups], code)
            rest = f", pour la plupart {parts}" if groups else ""
            return f"{name}{start} {shown} des {whole} {noun} suivis, l’épidémie croît ou croît probablement{rest}"
        case _:
            noun = "countries and territories" if countries else "places"
            start = "in" if name else "In"
            if not of:
                return f"{name}{'too' if name else 'Too'} few cases to say where the epidemic goes"
            if not count:
                return f"{name}{start} none of {whole} {noun} is the epidemic growing"
            rest = f", most of them in {where}" if groups else ""
            return f"{name}{start} {shown} of {whole} {noun} the epidemic is growing or likely growing{rest}"


def _russian_places(count: int, many: str) -> str:
    """After "из" a noun stands in the genitive: singular after 1, 21, ..."""
    if lang.plural(count, "ru") != "one":
        return many
    return "страны и территории" if many.startswith("стран") else "места"


def holds(issued: date, told: int, of: int, *, revised: bool) -> Localised:
    """When and for whom the finding holds."""

    def sentence(code: str) -> str:
        when = lang.day(issued, code)
        match code:
            case "zh":
                known = "（数据后经修订）" if revised else ""
                return f"根据{when}之前所知的数据{known}；{of}个地方中有{told}个数据足以判断。“可能”指概率为75%至90%。"
            case "ru":
                known = ", с позднейшими уточнениями" if revised else ""
                return (
                    f"По данным, известным до {when}{known}; данных достаточно для вывода по {told} из {of}. "
                    f"\u00abВероятно\u00bb значит: с вероятностью от 75 до 90\u00a0%."
                )
            case "fr":
                known = ", révisions ultérieures comprises" if revised else ""
                return (
                    f"Selon les données connues avant le {when}{known}\u00a0; assez de données pour conclure dans {told} lieux sur {of}. "
                    "«\u00a0Probablement\u00a0» veut dire\u00a0: avec une probabilité de 75 à 90\u00a0%."
                )
            case _:
                known = ", later revisions included" if revised else ""
                return (
                    f"From what was known before {when}{known}; enough counts to say in {told} of {of} places. "
                    "“Likely” means a probability of 75 to 90%."
                )

    return lang.in_all(sentence)


def map_alt(main: pl.DataFrame) -> Localised:
    """The map in words: how many places each word holds for."""
    counts = dict(main.group_by("trend").len().rows())

    def text(code: str) -> str:
        told = [
            TREND_NAMES[trend][code] + lang.mark(":", code) + lang.number(counts.get(trend, 0), code)
            for trend in TREND_NAMES
        ]
        return lang.mark(";", code).join(told) + lang.mark(".", code)

    return lang.in_all(text)


def note(row: Row) -> Localised | None:
    """What stands under the trend on a country's page: R with its 90% interval."""
    if row["r"] is None:
        return None
    return lang.in_all(lambda code: reproduction(row, code))


def reproduction(row: Row, code: str) -> str:
    """`R 1.2 (1.0 to 1.4)`."""
    middle, low, high = (lang.number(row[f"r{end}"], code, 1) for end in ("", "_low_90", "_high_90"))
    match code:
        case "zh":
            return f"R {middle}（{low}至{high}）"
        case "ru":
            return f"R {middle} ({low}\u2013{high})"
        case "fr":
            return f"R {middle} ({low} à {high})"
        case _:
            return f"R {middle} ({low} to {high})"


def summary(
    main: pl.DataFrame,
    ranked: pl.DataFrame,
    head: Localised,
    completion: Completion,
    names: Mapping[str, Mapping[str, str]],
) -> Localised:
    """A few paragraphs: the five words counted, the fastest, what was done about delay."""
    counts = dict(main.group_by("trend").len().rows())

    def text(code: str) -> str:
        lines = [f"**{head[code]}{lang.mark('.', code)}**", ""]
        lines += [
            f"- {TREND_NAMES[trend][code]}{lang.mark(':', code)}{lang.number(counts.get(trend, 0), code)}"
            for trend in TREND_NAMES
        ]
        if len(ranked):
            lines += ["", _fastest(ranked.head(5).rows(named=True), names, code)]
        return "\n".join([*lines, "", COMPLETIONS[completion][code]]) + "\n"

    return lang.in_all(text)


def fastest(ranked: pl.DataFrame, names: Mapping[str, Mapping[str, str]]) -> Localised:
    """The ranking in words."""
    return lang.in_all(lambda code: _fastest(ranked.rows(named=True), names, code))


def _fastest(rows: Sequence[Row], names: Mapping[str, Mapping[str, str]], code: str) -> str:
    told = [_doubling(row, names[row["location"]], code) for row in rows]
    listed = lang.listing(told, code)
    match code:
        case "zh":
            return f"在病例较多的地方中，疫情加倍最快的是{listed}；括号内为加倍天数及其90%区间的下端。"
        case "ru":
            return (
                f"Среди мест с заметным числом случаев эпидемия удваивается быстрее всего: {listed}; "
                "в скобках \u2014 дни до удвоения и нижняя граница их 90-процентного интервала."
            )
        case "fr":
            return (
                f"Parmi les lieux qui comptent assez de cas, l’épidémie double le plus vite\u00a0: {listed}\u00a0; "
                "entre parenthèses, les jours pour doubler et la borne basse de leur intervalle à 90\u00a0%."
            )
        case _:
            return (
                f"Among places with enough cases, the epidemic doubles fastest in {listed}; "
                "in brackets, the days to double and the low end of their 90% interval."
            )


def _doubling(row: Row, name: Mapping[str, str], code: str) -> str:
    where = name.get(code) or name["en"]
    days, low = (lang.number(row[f"doubling_days{end}"], code) for end in ("", "_low"))
    match code:
        case "zh":
            return f"{where}（{days}天，不少于{low}天）"
        case "ru":
            return f"{where} ({days}, не меньше {low})"
        case "fr":
            return f"{where} ({days}, au moins {low})"
        case _:
            return f"{where} ({days}, at least {low})"
