"""The sentences of a nowcast below its headline, in the four interface languages, made from its numbers.

In: the rows that a place's trend is told from. Out: text by language.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from anso import language as lang
from anso.services.epidemics.nowcasting.nowcast import Completion
from anso.services.epidemics.nowcasting.stating.trends import TREND_NAMES

__all__ = ["COMPLETIONS", "fastest", "map_alt", "note", "reproduction", "summary"]

Row = Mapping[str, Any]
Localised = dict[str, str]

COMPLETIONS: dict[Completion, Localised] = {
    "no versions": {
        "en": "This source keeps no earlier versions of its counts: how much is still to be told of the newest days cannot be known, and they are taken as they stand.",
        "zh": "该来源不保留计数的旧版本：无法得知最近几天还有多少待补报，因此按现有数字使用。",
        "ru": "Этот источник не хранит прежних версий своих данных: сколько ещё сообщат о последних днях, узнать нельзя, и они взяты как есть.",
        "fr": "Cette source ne garde pas les versions antérieures de ses décomptes\u00a0: on ne peut savoir combien reste à signaler des derniers jours, qui sont pris tels quels.",
    },
    "not needed": {
        "en": "The counts of this source hardly change after they are first told: no correction for delay is needed.",
        "zh": "该来源的计数首次报告后几乎不再变化：无需作延迟校正。",
        "ru": "Данные этого источника после первого сообщения почти не меняются: поправка на запаздывание не нужна.",
        "fr": "Les décomptes de cette source ne changent guère après leur premier signalement\u00a0: aucune correction du délai de signalement n’est nécessaire.",
    },
    "done": {
        "en": "The newest counts were completed for what past counts say is still to be told; R is estimated from the completed ones.",
        "zh": "已根据以往数据对最近的计数补足待报部分；R 由补足后的计数估计。",
        "ru": "Последние данные дополнены тем, что, судя по прошлым, ещё будет сообщено; R оценено по дополненным.",
        "fr": "Les derniers décomptes ont été complétés de ce qui, d’après le passé, reste à signaler\u00a0; R est estimé sur les décomptes complétés.",
    },
}


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
            return f"在病例足够多的地点中，疫情倍增最快的是{listed}；括号内为倍增天数及其90%区间的下限。"
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
