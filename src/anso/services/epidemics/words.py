"""The sentences of a situation release, in the four interface languages, made from its numbers.

In: the situation table and the day. Out: text by language.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import polars as pl

from anso import language as lang

__all__ = ["ALTS", "GROUPS", "LABEL", "TITLES", "finding", "holds", "most_of", "note", "summary", "value"]

Row = Mapping[str, Any]
Localised = dict[str, str]

LABEL = {"en": "Reported cases", "zh": "报告病例", "ru": "Сообщено случаев", "fr": "Cas signalés"}

TITLES: dict[str, Localised] = {
    "map": {
        "en": "New cases in 14 days per 100,000 people",
        "zh": "14天内每10万人新增病例",
        "ru": "Новые случаи за 14 дней на 100\u00a0000 жителей",
        "fr": "Nouveaux cas en 14 jours pour 100\u202f000 habitants",
    },
    "curve": {
        "en": "New cases a day",
        "zh": "每日新增病例",
        "ru": "Новые случаи в день",
        "fr": "Nouveaux cas par jour",
    },
    "deaths": {
        "en": "Deaths a day",
        "zh": "每日死亡",
        "ru": "Смерти в день",
        "fr": "Décès par jour",
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
        "en": "Bars of new confirmed cases a day and a line of their 7-day mean.",
        "zh": "柱形为每日新增确诊病例，曲线为7日均值。",
        "ru": "Столбцы \u2014 новые подтверждённые случаи в день, линия \u2014 среднее за 7 дней.",
        "fr": "Barres\u00a0: nouveaux cas confirmés par jour\u00a0; courbe\u00a0: moyenne sur 7 jours.",
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


SAME = 0.005
"""Changes of less than this share are called none."""


def finding(table: pl.DataFrame, group_of: Mapping[str, str], region: Mapping[str, str] | None) -> Localised:
    """The headline. `group_of` tells each country's part of the world; `region` is the name of a smaller whole."""
    cases, before = (int(table[column].sum()) for column in ("cases_14", "cases_14_before"))
    groups = most_of(dict(table.select("country", "cases_14").rows()), group_of) if region is None else []
    return lang.in_all(lambda code: _finding(cases, before, groups, region, code))


def _finding(
    cases: int, before: int, groups: Sequence[str], region: Mapping[str, str] | None, code: str
) -> str:
    name = (region.get(code) or region["en"]) + lang.mark(":", code) if region else ""
    shown = lang.large(cases, code)
    change = _change(cases, before, code)
    where = lang.listing([GROUPS[group][code] for group in groups], code)
    match code:
        case "zh":
            return f"{name}14天内新增确诊病例{shown}例{change}" + (f"，多数位于{where}" if groups else "")
        case "ru":
            start = "за 14 дней новых случаев" if name else "За 14 дней новых случаев"
            return f"{name}{start}: {shown}{change}" + (
                f"; большинство из них \u2014 в {where}" if groups else ""
            )
        case "fr":
            noun = "nouveaux cas" if cases != 1 else "nouveau cas"
            of = "de " if shown[-1].isalpha() else ""
            of = "d\u2019" if of and noun[0] in "aeiou" else of
            parts = lang.listing([f"en {GROUPS[group][code]}" for group in groups], code)
            return f"{name}{shown} {of}{noun} en 14 jours{change}" + (
                f", pour la plupart {parts}" if groups else ""
            )
        case _:
            noun = "new case" if cases == 1 else "new cases"
            return f"{name}{shown} {noun} in 14 days{change}" + (
                f", most of them in {where}" if groups else ""
            )


def _change(cases: int, before: int, code: str) -> str:
    """How many more or fewer than in the two weeks before, as a part of a sentence."""
    if before <= 0:
        return ""
    share = cases / before - 1
    size = lang.percent(abs(share), code, 0)
    same, more = abs(share) < SAME, share > 0
    match code:
        case "zh":
            return "，与此前14天相当" if same else f"，比此前14天{'多' if more else '少'}{size}"
        case "ru":
            if same:
                return ", столько же, сколько за предыдущие 14"
            return f", на {size} {'больше' if more else 'меньше'}, чем за предыдущие 14"
        case "fr":
            if same:
                return ", autant que les 14 jours précédents"
            return f", {size} de {'plus' if more else 'moins'} que les 14 jours précédents"
        case _:
            if same:
                return ", as many as in the 14 days before"
            return f", {size} {'more' if more else 'fewer'} than in the 14 days before"


def most_of(weights: Mapping[str, float], group_of: Mapping[str, str]) -> list[str]:
    """The fewest parts of the world that hold more than half of the countries' weight, if a few do."""
    held: dict[str, float] = {}
    for country, weight in weights.items():
        group = group_of.get(country, "")
        held[group] = held.get(group, 0) + weight
    held.pop("", None)
    largest = sorted(held, key=lambda group: (-held[group], list(GROUPS).index(group)))
    together = 0.0
    for taken, group in enumerate(largest[:MOST_GROUPS], start=1):
        together += held[group]
        if 2 * together > sum(weights.values()):
            return largest[:taken]
    return []


def holds(issued: date, countries: int, *, revised: bool) -> Localised:
    """When and for whom the finding holds."""

    def sentence(code: str) -> str:
        when = lang.day(issued, code)
        match code:
            case "zh":
                known = "（数据后经修订）" if revised else ""
                return f"截至{when}所知的确诊病例{known}，{countries}个国家和地区。"
            case "ru":
                known = ", с позднейшими уточнениями" if revised else ""
                noun = {"one": "страна или территория", "few": "страны и территории"}.get(
                    lang.plural(countries, "ru"), "стран и территорий"
                )
                return f"Подтверждённые случаи по данным на {when}{known}; {countries} {noun}."
            case "fr":
                known = ", révisions ultérieures comprises" if revised else ""
                noun = "pays ou territoire" if countries == 1 else "pays et territoires"
                return f"Cas confirmés selon les données connues le {when}{known}\u00a0; {countries} {noun}."
            case _:
                known = ", later revisions included" if revised else ""
                noun = "country or territory" if countries == 1 else "countries and territories"
                return f"Confirmed cases as known on {when}{known}; {countries} {noun}."

    return lang.in_all(sentence)


def value(row: Row) -> Localised:
    """What stands on a country's page: new cases of two weeks."""
    return lang.in_all(lambda code: _cases_14(row["cases_14"], code))


def note(row: Row) -> Localised | None:
    """And how many these are for so many people."""
    rate = row["cases_14_per_100k"]
    return None if rate is None else lang.in_all(lambda code: _rate(rate, code))


def _rate(rate: float, code: str) -> str:
    shown = lang.number(rate, code, 0 if rate >= 10 else 1)
    match code:
        case "zh":
            return f"每10万人{shown}例"
        case "ru":
            return f"{shown} на 100\u00a0000 жителей"
        case "fr":
            return f"{shown} pour 100\u202f000 habitants"
        case _:
            return f"{shown} per 100,000 people"


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


def summary(table: pl.DataFrame, issued: date, head: Localised) -> Localised:
    """Totals, in a paragraph."""
    totals = table.select(pl.col("cases_14", "cases_14_before", "deaths_14", "cases", "deaths").sum()).row(
        0, named=True
    )
    return lang.in_all(
        lambda code: f"**{head[code]}{lang.mark('.', code)}** {_totals(totals, issued, code)}\n"
    )


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
