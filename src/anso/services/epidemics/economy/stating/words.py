"""The sentences of an economy release, in the four interface languages, made from its numbers.

In: the tables of the release, the shock and what was asked. Out: text by language. A loss on the synthetic table is
called so in every sentence that states one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from anso import language as lang
from anso.services.epidemics.economy.shocks.named import Shock

__all__ = [
    "ALTS",
    "PARTS",
    "SYNTHETIC",
    "TITLES",
    "Case",
    "finding",
    "holds",
    "in_brackets",
    "partners_alt",
    "share",
    "summary",
]

Localised = dict[str, str]

MOST_NAMED = 5
LEAST_PERCENT = 0.001

TITLES: dict[str, Localised] = {
    "map": {
        "en": "Value added lost by country",
        "zh": "各国增加值损失",
        "ru": "Потери добавленной стоимости по странам",
        "fr": "Valeur ajoutée perdue par pays",
    },
    "partners": {
        "en": "Partners that lose most",
        "zh": "受损最大的伙伴国",
        "ru": "Партнёры с наибольшими потерями",
        "fr": "Partenaires les plus touchés",
    },
    "heat": {
        "en": "Loss by industry and country",
        "zh": "各行业、各国的损失",
        "ru": "Потери по отраслям и странам",
        "fr": "Pertes par branche et par pays",
    },
    "course": {
        "en": "Week by week, where the shock strikes, between the assumptions at either end",
        "zh": "受冲击地区的逐周情况，及两端假设之间的范围",
        "ru": "По неделям там, где происходит шок, между крайними допущениями",
        "fr": "Semaine par semaine, là où le choc frappe, entre les hypothèses extrêmes",
    },
    "elsewhere": {
        "en": "Week by week, in all other countries, between the assumptions at either end",
        "zh": "其他所有国家的逐周情况，及两端假设之间的范围",
        "ru": "По неделям во всех остальных странах, между крайними допущениями",
        "fr": "Semaine par semaine, dans tous les autres pays, entre les hypothèses extrêmes",
    },
    "countries": {
        "en": "Losses by country",
        "zh": "各国损失",
        "ru": "Потери по странам",
        "fr": "Pertes par pays",
    },
    "sectors": {
        "en": "Losses by industry",
        "zh": "各行业损失",
        "ru": "Потери по отраслям",
        "fr": "Pertes par branche",
    },
    "cells": {
        "en": "Losses by country and industry of the table",
        "zh": "按表中国家和行业列出的损失",
        "ru": "Потери по странам и отраслям таблицы",
        "fr": "Pertes par pays et branche du tableau",
    },
    "pairs": {
        "en": "Who loses by whose shock",
        "zh": "谁因谁的冲击受损",
        "ru": "Кто теряет из-за чьего шока",
        "fr": "Qui perd par le choc de qui",
    },
    "summary": {"en": "Summary", "zh": "摘要", "ru": "Кратко", "fr": "Résumé"},
    "assumptions": {"en": "Assumptions", "zh": "假设", "ru": "Допущения", "fr": "Hypothèses"},
    "method": {
        "en": "How it is computed, and its limits",
        "zh": "计算方法及其局限",
        "ru": "Как это рассчитано и где границы применимости",
        "fr": "Méthode et limites",
    },
}

SYNTHETIC: Localised = {
    "en": "synthetic trade table",
    "zh": "合成贸易表",
    "ru": "условная таблица торговли",
    "fr": "tableau d’échanges synthétique",
}

ALTS: dict[str, Localised] = {
    "course": {
        "en": "A line of the share of usual value added that is not made each week, a band from the lowest to the highest set of assumptions, and a dashed line of what the shock takes directly.",
        "zh": "曲线为每周未实现的通常增加值的比例，色带为各组假设的最低至最高值，虚线为冲击的直接损失。",
        "ru": "Линия \u2014 доля обычной добавленной стоимости, не созданной за неделю; полоса \u2014 от наименьшего до наибольшего набора допущений; пунктир \u2014 прямые потери от шока.",
        "fr": "Courbe\u00a0: part de la valeur ajoutée habituelle non produite chaque semaine\u00a0; bande\u00a0: du plus bas au plus haut jeu d’hypothèses\u00a0; tirets\u00a0: ce que le choc prend directement.",
    },
    "heat": {
        "en": "Rectangles coloured by the share of a year’s value added that each group of industries of each country loses.",
        "zh": "色块表示各国各行业组损失的一年增加值的比例。",
        "ru": "Цвет клеток \u2014 доля годовой добавленной стоимости, которую теряет каждая группа отраслей в каждой стране.",
        "fr": "Rectangles colorés selon la part de la valeur ajoutée d’une année que perd chaque groupe de branches de chaque pays.",
    },
}

PARTS: dict[str, Localised] = {
    "struck": {"en": "struck", "zh": "受冲击", "ru": "затронутые", "fr": "touchés"},
    "elsewhere": {"en": "elsewhere", "zh": "其他地区", "ru": "остальные", "fr": "ailleurs"},
}


@dataclass(frozen=True)
class Case:
    """What was asked, and the totals that sentences are made from; shares are of a year's value added."""

    shock: Shock
    place: Mapping[str, str]
    weeks: int
    severity: float
    synthetic: bool
    title: str
    """Of the table."""
    struck: float
    low: float
    high: float
    direct: float
    elsewhere: float | None
    """None where every country is struck."""
    per_100: float
    """Lost elsewhere for every 100 lost where the shock strikes."""


def share(percent: float, code: str) -> str:
    """A percentage with two or three figures; what is next to nothing is said to be less than the least that is stated."""
    if 0 < percent < LEAST_PERCENT:
        least = lang.percent(LEAST_PERCENT / 100, code, 3)
        return {"zh": f"不到{least}", "ru": f"менее {least}", "fr": f"moins de {least}"}.get(
            code, f"less than {least}"
        )
    decimals = 1 if percent >= 1 else 2 if percent >= 0.1 else 3
    return lang.percent(percent / 100, code, decimals)


def finding(case: Case) -> Localised:
    """The headline: a thought experiment, so it begins with its condition."""

    def sentence(code: str) -> str:
        place, clause = case.place.get(code) or case.place["en"], case.shock.clause[code]
        here, long = share(case.struck, code), _weeks(case.weeks, code)
        label = in_brackets(SYNTHETIC[code], code) if case.synthetic else ""
        away = "" if case.elsewhere is None else share(case.elsewhere, code)
        match code:
            case "zh":
                rest = f"，其他国家合计损失{away}" if away else ""
                return f"{place}：{clause}，持续{long}，当地将损失一年增加值的{here}{rest}{label}"
            case "ru":
                rest = f", в остальных странах \u2014 {away}" if away else ""
                return f"{place}: {clause} в течение {long}, там теряется {here} годовой добавленной стоимости{rest}{label}"
            case "fr":
                rest = f", et de {away} dans les autres pays" if away else ""
                return f"{place}\u00a0: {clause} pendant {long}, la perte y est de {here} de la valeur ajoutée d’une année{rest}{label}"
            case _:
                rest = f" and {away} in all other countries" if away else ""
                return (
                    f"{place}: {clause} for {long}, {here} of a year’s value added is lost there{rest}{label}"
                )

    return lang.in_all(sentence)


def holds(case: Case) -> Localised:
    """For what the finding holds: assumptions, and the range that others give."""

    def sentence(code: str) -> str:
        low, high = share(case.low, code), share(case.high, code)
        times = lang.number(case.severity, code, 2).rstrip("0").rstrip(lang.DECIMAL_MARKS[code])
        match code:
            case "zh":
                table = (
                    "其中贸易数据为虚构，仅国家规模和距离真实；" if case.synthetic else f"表：{case.title}；"
                )
                severe = "" if case.severity == 1 else f"（严重程度为{times}倍）"
                return f"这是假设情景，不是预测{severe}。{table}各组假设下当地损失为{low}至{high}。"
            case "ru":
                table = (
                    "торговля в таблице вымышлена, действительны лишь размеры стран и расстояния; "
                    if case.synthetic
                    else f"таблица: {case.title}; "
                )
                severe = "" if case.severity == 1 else f" (в {times} раза тяжелее описанного)"
                return f"Мысленный опыт при заявленных допущениях, не прогноз{severe}; {table}при других допущениях потери там \u2014 от {low} до {high}."
            case "fr":
                table = (
                    "les échanges du tableau sont inventés, seules la taille des pays et les distances sont réelles\u00a0; "
                    if case.synthetic
                    else f"tableau\u00a0: {case.title}\u00a0; "
                )
                severe = "" if case.severity == 1 else f" (sévérité\u00a0: {times} fois celle du choc décrit)"
                return f"Expérience de pensée sous des hypothèses déclarées, non une prévision{severe}\u00a0; {table}d’autres hypothèses donnent de {low} à {high} sur place."
            case _:
                table = (
                    "trade in the table is invented, only the size of countries and their distances are real; "
                    if case.synthetic
                    else f"table: {case.title}; "
                )
                severe = "" if case.severity == 1 else f" ({times} times as severe as described)"
                return f"A thought experiment under stated assumptions, not a forecast{severe}; {table}other assumptions give {low} to {high} there."

    return lang.in_all(sentence)


def summary(
    case: Case,
    head: Localised,
    partners: pl.DataFrame,
    sectors: pl.DataFrame,
    names: Mapping[str, Mapping[str, str]],
) -> Localised:
    """A few paragraphs: what is direct and what is ripple, who loses with them, which industries."""
    industries = sectors.head(3).rows(named=True)
    losing = partners.head(MOST_NAMED).rows(named=True)

    def text(code: str) -> str:
        parts = [f"**{head[code]}{lang.mark('.', code).strip()}** {_direct(case, code)}"]
        # Names of industries hold commas of their own.
        told = lang.mark(";", code).join(_each_with_share(industries, "sector", names, code))
        parts.append(_industries(told, code))
        if losing:
            parts.append(_partners(_with_shares(losing, "name", names, code), case, code))
        return "\n\n".join(parts) + "\n"

    return lang.in_all(text)


def partners_alt(partners: pl.DataFrame, names: Mapping[str, Mapping[str, str]]) -> Localised:
    """The ranking in words: every bar with its length."""
    rows = partners.rows(named=True)

    def text(code: str) -> str:
        listed = _with_shares(rows, "name", names, code)
        match code:
            case "zh":
                return f"按损失占一年增加值的比例排列：{listed}。"
            case "ru":
                return f"По доле потерянной годовой добавленной стоимости: {listed}."
            case "fr":
                return f"Selon la part perdue de la valeur ajoutée d’une année\u00a0: {listed}."
            case _:
                return f"By the share of a year’s value added that is lost: {listed}."

    return lang.in_all(text)


def _with_shares(
    rows: Sequence[Mapping[str, Any]], column: str, names: Mapping[str, Mapping[str, str]], code: str
) -> str:
    return lang.listing(_each_with_share(rows, column, names, code), code)


def _each_with_share(
    rows: Sequence[Mapping[str, Any]], column: str, names: Mapping[str, Mapping[str, str]], code: str
) -> list[str]:
    return [
        f"{names[row[column]].get(code) or row[column]}{in_brackets(share(row['lost_percent'], code), code)}"
        for row in rows
    ]


def _direct(case: Case, code: str) -> str:
    part = lang.percent(case.direct, code, 0)
    match code:
        case "zh":
            return f"当地损失中{part}由冲击直接造成，其余由行业间的波及造成。"
        case "ru":
            return f"Из потерь на месте {part} приходится на сам шок, остальное \u2014 на цепные потери между отраслями."
        case "fr":
            return f"Des pertes sur place, {part} viennent du choc lui-même, le reste des répercussions entre branches."
        case _:
            return f"Of what is lost there, {part} is taken by the shock itself, the rest by the ripple between industries."


def _industries(told: str, code: str) -> str:
    match code:
        case "zh":
            return f"当地损失金额最大的行业是{told}；括号内为各行业一年增加值的损失比例。"
        case "ru":
            return f"Больше всего теряют там: {told}; в скобках \u2014 доля годовой добавленной стоимости отрасли."
        case "fr":
            return f"Y perdent le plus\u00a0: {told}\u00a0; entre parenthèses, la part de la valeur ajoutée annuelle de la branche."
        case _:
            return f"The industries that lose most there are {told}; in brackets, the share of the industry’s own value added in a year."


def _partners(listed: str, case: Case, code: str) -> str:
    hundred = lang.number(case.per_100, code, 0 if case.per_100 >= 10 else 1)
    match code:
        case "zh":
            return f"当地每损失100，其他国家合计损失{hundred}。按比例受损最大的是{listed}。"
        case "ru":
            return f"На каждые 100, потерянные там, остальные страны вместе теряют {hundred}. Больше всего по доле теряют: {listed}."
        case "fr":
            return f"Pour 100 perdus sur place, les autres pays perdent ensemble {hundred}. Les plus touchés en proportion\u00a0: {listed}."
        case _:
            return f"For every 100 lost there, all other countries together lose {hundred}. By share, those that lose most are {listed}."


def in_brackets(text: str, code: str) -> str:
    return f"{lang.mark('(', code)}{text}{lang.mark(')', code)}"


def _weeks(count: int, code: str) -> str:
    """As it stands after "for": the genitive in Russian."""
    shown = lang.number(count, code)
    match code:
        case "zh":
            return f"{shown}周"
        case "ru":
            return f"{shown} {'недели' if lang.plural(count, 'ru') == 'one' else 'недель'}"
        case "fr":
            return f"{shown} semaine{'' if lang.plural(count, 'fr') == 'one' else 's'}"
        case _:
            return f"{shown} week{'' if count == 1 else 's'}"
