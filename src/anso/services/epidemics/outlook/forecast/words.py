"""The sentences of a forecast release, in the four interface languages, made from its numbers.

In: the table of changes, the hospital load, the day. Out: text by language. "Likely" has a fixed probability
behind it (`rules.LIKELY`).
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

import polars as pl

from anso import language as lang
from anso.services.epidemics.outlook.ahead.rules import LEAST_WEEKS, LIKELY, TOO_FEW
from anso.services.epidemics.outlook.said import (
    CHANGES,
    COLON,
    VALUES,
    Localised,
    about,
    count_of,
    four,
    noun_of,
    places_of,
    range_of,
    weeks_ahead,
)

__all__ = ["TONES", "finding", "holds", "label", "note", "summary", "value"]

Row = Mapping[str, Any]
Tone = Literal["", "good", "moderate", "severe"]

TONES: dict[str, Tone] = {
    "much more": "severe",
    "more": "moderate",
    "about the same": "",
    "fewer": "good",
    "much fewer": "good",
    TOO_FEW: "",
}
NAMED = 5


def finding(
    table: pl.DataFrame, kind: str, names: Mapping[str, Mapping[str, str]], countries: bool
) -> Localised:
    """The headline: in how many places a rise or a fall is likely."""
    if table.is_empty():
        return four(
            "Nothing can be forecast", "无法作出预测", "Прогноз невозможен", "Aucune prévision n’est possible"
        )
    first = table.row(0, named=True)
    if len(table) == 1:
        return lang.in_all(lambda code: _of_one(first, kind, names[first["location"]], code))
    if (table["change"] == TOO_FEW).all():
        few = count_of(kind, first["target"])
        return lang.in_all(lambda code: NONE[code].format(what=few[code]))
    up = table.filter(pl.col("probability_rise") >= LIKELY).height
    down = table.filter(pl.col("probability_fall") >= LIKELY).height
    what, where, end = (
        count_of(kind, first["target"]),
        places_of(countries, len(table)),
        first["target_end_date"],
    )
    return lang.in_all(lambda code: _of_many(up, down, len(table), what[code], where[code], end, code))


def _of_one(row: Row, kind: str, name: Mapping[str, str], code: str) -> str:
    where, said = name.get(code) or name["en"], VALUES[row["change"], bool(row["likely"])][code]
    noun = noun_of(kind, row["target"])[code]
    return (
        f"{where}{COLON[code]}{_small(noun, code)}{COLON[code]}{_small(said, code)}"
        if code == "zh"
        else (f"{where}, {_small(noun, code)}{COLON[code]}{_small(said, code)}")
    )


def _small(text: str, code: str) -> str:
    return text if code == "zh" else text[:1].lower() + text[1:]


def _of_many(up: int, down: int, of: int, what: str, where: str, end: date, code: str) -> str:
    by = lang.day(end, code, year=False)
    clauses = [
        words[code].format(count=count, of="" if number else OF[code].format(of=of, where=where))
        for number, (count, words) in enumerate(
            (count, words) for count, words in ((up, RISE), (down, FALL)) if count
        )
    ]
    start = (NEITHER if not clauses else START)[code].format(by=by, what=what, of=of, where=where)
    return start + JOINED[code].join(clauses)


START = four(
    "By {by} weekly {what} are likely to ",
    "到{by}，{of}个{where}的每周{what}中，",
    "К {by} {what} за неделю, вероятно, ",
    "D’ici le {by}, le {what} par semaine va probablement ",
)
RISE = four(
    "rise by a quarter or more in {count}{of}",
    "{count}个很可能上升四分之一以上",
    "вырастет на четверть и больше в {count}{of}",
    "augmenter d’un quart ou plus dans {count}{of}",
)
FALL = four(
    "fall by a fifth or more in {count}{of}",
    "{count}个很可能下降五分之一以上",
    "снизится на пятую часть и больше в {count}{of}",
    "baisser d’un cinquième ou plus dans {count}{of}",
)
OF = four(" of {of} {where}", "", " из {of} {where}", " des {of} {where}")
JOINED = four(", and to ", "，", ", а ", ", et ")
NONE = four(
    "Too few are counted to say how weekly {what} will change",
    "数量过少，无法判断每周{what}将如何变化",
    "Чисел слишком мало, чтобы судить, как изменится {what} за неделю",
    "Les nombres sont trop petits pour dire comment évoluera le {what} par semaine",
)
NEITHER = four(
    "By {by} neither a rise nor a fall of weekly {what} is likely in any of {of} {where}",
    "到{by}，{of}个{where}的每周{what}无一很可能明显上升或下降",
    "К {by} ни рост, ни снижение ({what} за неделю) не вероятны ни в одном из мест, всего их {of}",
    "D’ici le {by}, ni hausse ni baisse probable du {what} par semaine dans aucun des {of} {where}",
)


def holds(issued: date, title: str, weeks: int, of: int) -> Localised:
    """When and for whom the finding holds, and what "likely" means."""

    def sentence(code: str) -> str:
        when, sure = lang.day(issued, code), lang.percent(LIKELY, code, 0)
        span = weeks_ahead(weeks, code)
        match code:
            case "zh":
                return f"{when}作出的预测，{span}，仅用此前已知的{title}数据；共{of}个地点。“很可能”指概率至少{sure}；地图上颜色浅者把握较小。"
            case "ru":
                return (
                    f"Прогноз от {when} на {span}, только по известному до этого дня ({title}); мест: {of}. "
                    f"«Вероятно» \u2014 с вероятностью не менее {sure}; бледнее на карте \u2014 менее надёжно."
                )
            case "fr":
                return (
                    f"Prévision du {when}, {span}, d’après ce qui était connu avant ce jour ({title})\u00a0; lieux\u00a0: {of}. "
                    f"«\u00a0Probablement\u00a0»\u00a0: probabilité d’au moins {sure}\u00a0; plus pâle sur la carte, moins sûr."
                )
            case _:
                return (
                    f"Forecast made on {when} for the {span} from what was known before that day ({title}); places: {of}. "
                    f"“Likely” is a probability of at least {sure}; paler on the map is less sure."
                )

    return lang.in_all(sentence)


def label(kind: str, target: str, weeks: int) -> Localised:
    """What a place's fact is about."""
    noun = noun_of(kind, target)
    return lang.in_all(
        lambda code: (
            f"{weeks_ahead(weeks, code)}{noun[code]}"
            if code == "zh"
            else f"{noun[code]}, {weeks_ahead(weeks, code)}"
        )
    )


def value(row: Row) -> Localised:
    return VALUES[row["change"], bool(row["likely"])]


def note(row: Row) -> Localised:
    """The number behind the word: how many a week, from how many now."""
    return lang.in_all(lambda code: _numbers(row, code))


def _numbers(row: Row, code: str) -> str:
    middle, ends = about(row["median"], code), range_of(row["low_95"], row["high_95"], code)
    now = about(row["newest"], code) if row["newest"] is not None else "–"
    by = lang.day(row["target_end_date"], code, year=False)
    match code:
        case "zh":
            return f"到{by}每周{middle}（{ends}），现为{now}"
        case "ru":
            return f"{middle} в неделю к {by} ({ends}), сейчас {now}"
        case "fr":
            return f"{middle} par semaine d’ici le {by} ({ends}), {now} actuellement"
        case _:
            return f"{middle} a week by {by} ({ends}), {now} now"


def summary(
    table: pl.DataFrame,
    head: Localised,
    names: Mapping[str, Mapping[str, str]],
    load: Localised,
    left_out: Localised,
    early: Localised,
) -> Localised:
    """The headline, the classes counted, the largest changes that are likely, hospitals, and what is left out."""
    counts = {
        (slug, likely): count for slug, likely, count in table.group_by("change", "likely").len().iter_rows()
    }
    more, fewer = pl.col("median") - pl.col("newest"), pl.col("newest") - pl.col("median")
    rises = table.filter(pl.col("probability_rise") >= LIKELY).sort(more, descending=True)
    falls = table.filter(pl.col("probability_fall") >= LIKELY).sort(fewer, descending=True)

    def text(code: str) -> str:
        lines = [f"**{head[code]}{lang.mark('.', code).rstrip()}**", ""]
        lines += [
            f"- {CHANGES[slug][code]}{COLON[code]}{_counted(counts.get((slug, True), 0), counts.get((slug, False), 0), code)}"
            for slug in CHANGES
            if (slug, True) in counts or (slug, False) in counts
        ]
        for heading, rows in ((MOST_MORE, rises), (MOST_FEWER, falls)):
            if len(rows):
                lines += ["", f"**{heading[code]}**", ""]
                lines += [
                    f"- {names[row['location']].get(code) or row['name']}{COLON[code]}{_numbers(row, code)}"
                    for row in rows.head(NAMED).iter_rows(named=True)
                ]
        lines += [f"\n{text[code]}" for text in (early, load, left_out) if text]
        return "\n".join(lines) + "\n"

    return lang.in_all(text)


EARLY = four(
    f"**Few weeks.** Fewer than {LEAST_WEEKS} weeks of counts are known: only the renewal equation and the baseline forecast, and their intervals are wide.",
    f"**数据周数少。** 已知统计不足{LEAST_WEEKS}周：仅由更新方程和基准作出预测，区间较宽。",
    f"**Мало недель.** Известно меньше {LEAST_WEEKS} недель данных: прогноз дают лишь уравнение восстановления и базовая модель, и их интервалы широки.",
    f"**Peu de semaines.** Moins de {LEAST_WEEKS} semaines de chiffres sont connues\u00a0: seules l’équation de renouvellement et la référence prévoient, avec de larges intervalles.",
)
MOST_MORE = four(
    "Largest rises that are likely",
    "很可能出现的最大升幅",
    "Наибольший вероятный рост",
    "Plus fortes hausses probables",
)
MOST_FEWER = four(
    "Largest falls that are likely",
    "很可能出现的最大降幅",
    "Наибольшее вероятное снижение",
    "Plus fortes baisses probables",
)


def _counted(likely: int, unsure: int, code: str) -> str:
    total = lang.number(likely + unsure, code)
    match code:
        case "zh":
            return f"{total}，其中{likely}个很可能如此"
        case "ru":
            return f"{total}, из них вероятно: {likely}"
        case "fr":
            return f"{total}, dont {likely} probablement"
        case _:
            return f"{total}, of which {likely} likely"
