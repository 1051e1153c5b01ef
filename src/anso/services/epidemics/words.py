"""The sentences of a situation release, in the four interface languages, made from its numbers.

In: the situation table and the day. Out: text by language. Words of a trend have a fixed probability
behind them (`thresholds.TRENDS`).
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Literal

import polars as pl

from anso import language as lang
from anso.services.epidemics.assess import UNKNOWN
from anso.services.epidemics.thresholds import TRENDS

__all__ = [
    "ALTS",
    "EPIDEMIC",
    "GROUPS",
    "TITLES",
    "TONES",
    "TREND_NAMES",
    "fastest_alt",
    "finding",
    "holds",
    "note",
    "summary",
    "trend_name",
]

Row = Mapping[str, Any]
Localised = dict[str, str]
Tone = Literal["", "good", "moderate", "severe"]

EPIDEMIC = {"en": "Epidemic", "zh": "疫情", "ru": "Эпидемия", "fr": "Épidémie"}

TREND_NAMES: dict[str, Localised] = {
    "growing": {"en": "Growing", "zh": "上升", "ru": "Рост", "fr": "En hausse"},
    "likely growing": {
        "en": "Likely growing",
        "zh": "可能上升",
        "ru": "Вероятен рост",
        "fr": "Hausse probable",
    },
    "not changing": {"en": "Not changing", "zh": "无明显变化", "ru": "Без изменений", "fr": "Stable"},
    "likely declining": {
        "en": "Likely declining",
        "zh": "可能下降",
        "ru": "Вероятно снижение",
        "fr": "Baisse probable",
    },
    "declining": {"en": "Declining", "zh": "下降", "ru": "Снижение", "fr": "En baisse"},
    UNKNOWN: {
        "en": "Too few cases to say",
        "zh": "病例过少，无法判断",
        "ru": "Слишком мало случаев",
        "fr": "Trop peu de cas pour conclure",
    },
}

TONES: dict[str, Tone] = {
    "growing": "severe",
    "likely growing": "moderate",
    "not changing": "",
    "likely declining": "good",
    "declining": "good",
    UNKNOWN: "",
}

TITLES: dict[str, Localised] = {
    "map": {
        "en": "Trend of new cases",
        "zh": "新增病例的变化趋势",
        "ru": "Динамика новых случаев",
        "fr": "Tendance des nouveaux cas",
    },
    "curve": {
        "en": "New cases a day, with the fitted growth of the last three weeks",
        "zh": "每日新增病例及最近三周的拟合增长",
        "ru": "Новые случаи в день и подобранный рост за три последние недели",
        "fr": "Nouveaux cas par jour, avec la croissance ajustée des trois dernières semaines",
    },
    "deaths": {
        "en": "Deaths a day",
        "zh": "每日死亡",
        "ru": "Смерти в день",
        "fr": "Décès par jour",
    },
    "fastest": {
        "en": "Where reported cases double fastest",
        "zh": "报告病例加倍最快的国家和地区",
        "ru": "Где число случаев удваивается быстрее всего",
        "fr": "Où les cas signalés doublent le plus vite",
    },
    "situation": {
        "en": "Situation by country",
        "zh": "各国态势",
        "ru": "Обстановка по странам",
        "fr": "Situation par pays",
    },
    "curves": {
        "en": "Daily counts by country",
        "zh": "各国每日数据",
        "ru": "Ежедневные данные по странам",
        "fr": "Données quotidiennes par pays",
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
    "curve": {
        "en": "Bars of new confirmed cases a day, a line of their 7-day mean, and over the last three weeks the fitted growth with its 95% interval.",
        "zh": "柱形为每日新增确诊病例，曲线为7日均值，最近三周叠加拟合增长及其95%区间。",
        "ru": "Столбцы \u2014 новые подтверждённые случаи в день, линия \u2014 среднее за 7 дней; за три последние недели показан подобранный рост с 95-процентным интервалом.",
        "fr": "Barres\u00a0: nouveaux cas confirmés par jour\u00a0; courbe\u00a0: moyenne sur 7 jours\u00a0; sur les trois dernières semaines, croissance ajustée et intervalle à 95\u00a0%.",
    },
    "deaths": {
        "en": "Bars of reported deaths a day and a line of their 7-day mean.",
        "zh": "柱形为每日报告死亡，曲线为7日均值。",
        "ru": "Столбцы \u2014 смерти в день, линия \u2014 среднее за 7 дней.",
        "fr": "Barres\u00a0: décès signalés par jour\u00a0; courbe\u00a0: moyenne sur 7 jours.",
    },
}

# Parts of the world to speak of, as regions of UN M.49, each with its name as it stands after "in".
GROUPS: dict[str, Localised] = {
    "un-africa": {"en": "Africa", "zh": "非洲", "ru": "Африке", "fr": "Afrique"},
    "un-americas": {"en": "the Americas", "zh": "美洲", "ru": "Америке", "fr": "Amérique"},
    "un-europe": {"en": "Europe", "zh": "欧洲", "ru": "Европе", "fr": "Europe"},
    "un-oceania": {"en": "Oceania", "zh": "大洋洲", "ru": "Океании", "fr": "Océanie"},
    "un-western-asia": {"en": "West Asia", "zh": "西亚", "ru": "Западной Азии", "fr": "Asie de l’Ouest"},
    "un-central-asia": {"en": "Central Asia", "zh": "中亚", "ru": "Центральной Азии", "fr": "Asie centrale"},
    "un-southern-asia": {"en": "South Asia", "zh": "南亚", "ru": "Южной Азии", "fr": "Asie du Sud"},
    "un-south-eastern-asia": {
        "en": "Southeast Asia",
        "zh": "东南亚",
        "ru": "Юго-Восточной Азии",
        "fr": "Asie du Sud-Est",
    },
    "un-eastern-asia": {"en": "East Asia", "zh": "东亚", "ru": "Восточной Азии", "fr": "Asie de l’Est"},
}
MOST_GROUPS = 3


def trend_name(trend: str) -> Localised:
    return TREND_NAMES[trend]


def finding(table: pl.DataFrame, group_of: Mapping[str, str], region: Mapping[str, str] | None) -> Localised:
    """The headline. `group_of` tells each country's part of the world; `region` is the name of a smaller whole."""
    growing = table.filter(pl.col("trend") == TRENDS[0].slug)["country"].to_list()
    if region is not None:
        return lang.in_all(lambda code: _finding_of_region(len(growing), len(table), region, code))
    groups = _most_of(growing, group_of)
    return lang.in_all(lambda code: _finding_of_world(len(growing), groups, code))


def _finding_of_world(count: int, groups: Sequence[str], code: str) -> str:
    where = lang.listing([GROUPS[group][code] for group in groups], code)
    shown = lang.number(count, code)
    match code:
        case "zh":
            if not count:
                return "目前没有国家或地区的病例明确上升"
            return f"{shown}个国家和地区的病例正在上升" + (f"，其中多数位于{where}" if groups else "")
        case "ru":
            if not count:
                return "Ни в одной стране нет явного роста числа случаев"
            form = "стране и территории" if lang.plural(count, "ru") == "one" else "странах и территориях"
            if count == 1:
                return "Число случаев растёт в одной стране или территории"
            return f"Число случаев растёт в {shown} {form}" + (
                f", большинство из них \u2014 в {where}" if groups else ""
            )
        case "fr":
            if not count:
                return "Les cas n’augmentent nettement dans aucun pays"
            if count == 1:
                return "Les cas augmentent dans un pays ou territoire"
            parts = lang.listing([f"en {GROUPS[group][code]}" for group in groups], code)
            return f"Les cas augmentent dans {shown} pays et territoires" + (
                f", pour la plupart {parts}" if groups else ""
            )
        case _:
            if not count:
                return "Cases are clearly growing in no country"
            if count == 1:
                return "Cases are growing in one country or territory"
            return f"Cases are growing in {shown} countries and territories" + (
                f", most of them in {where}" if groups else ""
            )


def _finding_of_region(count: int, of: int, region: Mapping[str, str], code: str) -> str:
    name = region.get(code) or region["en"]
    match code:
        case "zh":
            return f"{name}：{of}个国家和地区中有{count}个病例正在上升"
        case "ru":
            return f"{name}: число случаев растёт в {count} из {of} стран и территорий"
        case "fr":
            return f"{name}\u00a0: les cas augmentent dans {count} pays et territoires sur {of}"
        case _:
            return f"{name}: cases are growing in {count} of {of} countries and territories"


def _most_of(countries: Sequence[str], group_of: Mapping[str, str]) -> list[str]:
    """The fewest parts of the world that hold more than half of the countries, if a few do."""
    counts: dict[str, int] = {}
    for country in countries:
        group = group_of.get(country, "")
        counts[group] = counts.get(group, 0) + 1
    counts.pop("", None)
    largest = sorted(counts, key=lambda group: (-counts[group], list(GROUPS).index(group)))
    held = 0
    for taken, group in enumerate(largest[:MOST_GROUPS], start=1):
        held += counts[group]
        if 2 * held > len(countries):
            return largest[:taken]
    return []


def holds(issued: date, days: int, assessed: int, of: int, *, revised: bool) -> Localised:
    """When and for whom the finding holds."""

    def sentence(code: str) -> str:
        when = lang.day(issued, code)
        match code:
            case "zh":
                known = "（数据后经修订）" if revised else ""
                return f"截至{when}所知的新增确诊病例{known}，最近{days}天的变化；{of}个国家和地区中有{assessed}个病例数足以判断。"
            case "ru":
                known = ", с позднейшими уточнениями" if revised else ""
                return (
                    f"Новые подтверждённые случаи за последние {days} {_russian_days(days)}, по данным на {when}{known}; "
                    f"случаев достаточно для вывода в {assessed} из {of} стран и территорий."
                )
            case "fr":
                known = ", révisions ultérieures comprises" if revised else ""
                return (
                    f"Nouveaux cas confirmés, {days} derniers jours, selon les données connues le {when}{known}\u00a0; "
                    f"assez de cas pour conclure dans {assessed} pays et territoires sur {of}."
                )
            case _:
                known = ", later revisions included" if revised else ""
                return (
                    f"New confirmed cases, last {days} days, as known on {when}{known}; "
                    f"enough cases to say in {assessed} of {of} countries and territories."
                )

    return lang.in_all(sentence)


def note(row: Row) -> Localised:
    """What stands under the trend on a country's page: how fast, with the interval."""
    if row["trend"] == UNKNOWN:
        return lang.in_all(lambda code: _cases_14(row["cases_14"], code))
    for kind in ("doubling", "halving"):
        if row[f"{kind}_days_high"] is not None:
            low, high = row[f"{kind}_days_low"], row[f"{kind}_days_high"]
            return lang.in_all(lambda code, kind=kind, low=low, high=high: _times(kind, low, high, code))  # type: ignore[misc]
    low, high = row["growth_percent_low"] / 100, row["growth_percent_high"] / 100
    return lang.in_all(lambda code: _a_day(low, high, code))


def _times(kind: str, low: float, high: float, code: str) -> str:
    ends = (lang.number(low, code), lang.number(high, code))
    same = ends[0] == ends[1]
    if code == "zh":
        word = "加倍" if kind == "doubling" else "减半"
        return f"{ends[0]}天{word}" if same else f"{ends[0]}至{ends[1]}天{word}"
    if code == "ru":
        word = "удвоение" if kind == "doubling" else "уменьшение вдвое"
        if same:
            return f"{word} за {ends[0]} {_russian_days(round(high))}"
        return f"{word} за {ends[0]}\u2013{ends[1]} {_russian_days(round(high))}"
    if code == "fr":
        word = "doublement" if kind == "doubling" else "division par deux"
        return f"{word} en {ends[0]} jours" if same else f"{word} en {ends[0]} à {ends[1]} jours"
    return f"{kind} in {ends[0]} days" if same else f"{kind} in {ends[0]} to {ends[1]} days"


def _a_day(low: float, high: float, code: str) -> str:
    ends = (lang.percent(low, code, signed=True), lang.percent(high, code, signed=True))
    match code:
        case "zh":
            return f"每天{ends[0]}至{ends[1]}"
        case "ru":
            return f"от {ends[0]} до {ends[1]} в день"
        case "fr":
            return f"de {ends[0]} à {ends[1]} par jour"
        case _:
            return f"{ends[0]} to {ends[1]} a day"


def _cases_14(cases: int, code: str) -> str:
    shown = lang.number(cases, code)
    match code:
        case "zh":
            return f"最近14天新增{shown}例"
        case "ru":
            form = {"one": "случай", "few": "случая"}.get(lang.plural(abs(cases), "ru"), "случаев")
            return f"{shown} {form} за 14 дней"
        case "fr":
            return f"{shown} cas en 14 jours"
        case _:
            return f"{shown} {'case' if cases == 1 else 'cases'} in 14 days"


def _russian_days(count: int) -> str:
    return {"one": "день", "few": "дня"}.get(lang.plural(count, "ru"), "дней")


def summary(
    table: pl.DataFrame,
    ranked: pl.DataFrame,
    issued: date,
    head: Localised,
    names: Mapping[str, Mapping[str, str]],
) -> Localised:
    """A few paragraphs: totals, the five words counted, the fastest."""
    counts = dict(table.group_by("trend").len().rows())
    totals = table.select(pl.col("cases_14", "cases_14_before", "deaths_14", "cases", "deaths").sum()).row(
        0, named=True
    )

    def text(code: str) -> str:
        lines = [f"**{head[code]}{'。' if code == 'zh' else '.'}** {_totals(totals, issued, code)}", ""]
        lines += [
            f"- {TREND_NAMES[trend][code]}{_COLON[code]}{lang.number(counts.get(trend, 0), code)}"
            for trend in TREND_NAMES
        ]
        if len(ranked):
            lines += ["", _fastest(ranked.head(5).rows(named=True), names, code)]
        return "\n".join(lines) + "\n"

    return lang.in_all(text)


_COLON = {"en": ": ", "zh": "：", "ru": ": ", "fr": "\u00a0: "}


def _totals(totals: Row, issued: date, code: str) -> str:
    when = lang.day(issued, code)
    cases, before, deaths, all_cases, all_deaths = (
        lang.number(totals[key], code)
        for key in ("cases_14", "cases_14_before", "deaths_14", "cases", "deaths")
    )
    match code:
        case "zh":
            return (
                f"截至{when}的14天内报告新增确诊病例{cases}例（此前14天为{before}例）、死亡{deaths}例；"
                f"累计确诊{all_cases}例，死亡{all_deaths}例。"
            )
        case "ru":
            return (
                f"За 14 дней по {when} сообщено о новых подтверждённых случаях: {cases} (за предыдущие 14 дней: {before}), "
                f"о смертях: {deaths}; с начала эпидемии случаев: {all_cases}, смертей: {all_deaths}."
            )
        case "fr":
            return (
                f"Dans les 14 jours jusqu’au {when}, {cases} nouveaux cas confirmés ont été signalés "
                f"({before} dans les 14 jours précédents) et {deaths} décès\u00a0; depuis le début, {all_cases} cas et {all_deaths} décès."
            )
        case _:
            return (
                f"In the 14 days to {when}, {cases} new confirmed cases were reported ({before} in the 14 days before) "
                f"and {deaths} deaths; since the beginning, {all_cases} cases and {all_deaths} deaths."
            )


def fastest_alt(ranked: pl.DataFrame, names: Mapping[str, Mapping[str, str]]) -> Localised:
    """The ranking in words."""
    return lang.in_all(lambda code: _fastest(ranked.rows(named=True), names, code))


def _fastest(rows: Sequence[Row], names: Mapping[str, Mapping[str, str]], code: str) -> str:
    told = []
    for row in rows:
        name = names[row["country"]].get(code) or row["name"]
        low, middle, high = (lang.number(row[f"doubling_days{end}"], code) for end in ("_low", "", "_high"))
        told.append(
            f"{name}（{middle}天，{low}至{high}天）"
            if code == "zh"
            else f"{name} ({middle}{lang.mark(';', code)}{low}\u2013{high})"
        )
    listed = lang.listing(told, code)
    match code:
        case "zh":
            return (
                f"在近两周病例较多的国家和地区中，报告病例加倍最快的是{listed}；括号内为加倍天数及其95%区间。"
            )
        case "ru":
            return (
                "Среди стран и территорий с заметным числом случаев за две недели число сообщённых случаев удваивается "
                f"быстрее всего: {listed}; в скобках \u2014 дни до удвоения и их 95-процентный интервал."
            )
        case "fr":
            return (
                "Parmi les pays et territoires qui comptent assez de cas en deux semaines, les cas signalés doublent le plus vite\u00a0: "
                f"{listed}\u00a0; entre parenthèses, le nombre de jours et son intervalle à 95\u00a0%."
            )
        case _:
            return (
                "Among countries and territories with enough cases in two weeks, reported cases double fastest in "
                f"{listed}; in brackets, the days to double and their 95% interval."
            )
