"""The sentences of a country sheet, in the four interface languages, made from its numbers."""

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from anso import language as lang
from anso.services.epidemics.nowcasting.stating.trends import TREND_NAMES
from anso.services.epidemics.nowcasting.stating.words import reproduction
from anso.services.epidemics.outlook.country.gathered import Gathered
from anso.services.epidemics.outlook.evaluation.words import against
from anso.services.epidemics.outlook.forecast.words import label, note, value
from anso.services.epidemics.outlook.said import COLON, Localised, about, four, noun_of, range_of
from anso.services.epidemics.thresholds import UNKNOWN

__all__ = ["TITLES", "ahead_of", "beds", "finding", "holds", "minute", "paragraphs", "stands"]

Row = Mapping[str, Any]

TITLES: dict[str, Localised] = {
    "minute": four("In a minute", "一分钟概览", "За минуту", "En une minute"),
    "method": four(
        "Where the numbers come from", "数据来源", "Откуда эти числа", "D’où viennent ces nombres"
    ),
    "sheet": four("The sheet to print", "可打印的简报", "Справка для печати", "La fiche à imprimer"),
    "now": four("Now", "现状", "Сейчас", "Aujourd’hui"),
    "beds": four("Hospital beds", "医院床位", "Больничные койки", "Lits d’hôpital"),
    "trust": four("How far to trust it.", "可信程度。", "Насколько этому верить.", "Jusqu’où s’y fier."),
    "how": four("How it is made.", "制作方法。", "Как это сделано.", "Comment c’est fait."),
    "kicker": four(
        "Country sheet · epidemic", "国别简报 · 疫情", "Справка по стране · эпидемия", "Fiche pays · épidémie"
    ),
}


def stands(found: Gathered, code: str) -> tuple[str, str]:
    """The trend in a word, and R."""
    if found.state is None:
        return TREND_NAMES[UNKNOWN][code], ""
    return TREND_NAMES[found.state["trend"]][code], (
        "" if found.state["r"] is None else reproduction(found.state, code)
    )


def finding(found: Gathered) -> Localised:
    """Where it stands, and what comes."""

    def sentence(code: str) -> str:
        name = found.names.get(code) or found.names["en"]
        trend, _ = stands(found, code)
        now = trend if code == "zh" else trend[:1].lower() + trend[1:]
        start = {
            "en": f"{name}: {now}",
            "zh": f"{name}：疫情{now}",
            "ru": f"{name}: {now}",
            "fr": f"{name}\u00a0: {now}",
        }[code]
        if found.change is None:
            return start
        target = found.change["target"]
        noun, said = noun_of(found.counted.kinds[target], target)[code], value(found.change)[code]
        if code != "zh":
            noun, said = noun[:1].lower() + noun[1:], said[:1].lower() + said[1:]
        end = lang.day(found.change["target_end_date"], code, year=False)
        match code:
            case "zh":
                return f"{start}；到{end}，每周{noun}{said}"
            case "ru":
                return f"{start}; {noun} за неделю к {end}{COLON[code]}{said}"
            case "fr":
                return f"{start}\u00a0; {noun} par semaine d’ici le {end}{COLON[code]}{said}"
            case _:
                return f"{start}; {noun} a week by {end}{COLON[code]}{said}"

    return lang.in_all(sentence)


def holds(found: Gathered) -> Localised:
    def sentence(code: str) -> str:
        when, source = lang.day(found.counted.issued, code), found.counted.title
        match code:
            case "zh":
                return f"依据{when}之前已知的数据（{source}）；括号内为95%区间，R为90%。"
            case "ru":
                return f"По известному до {when} ({source}); в скобках 95-процентные интервалы, у R \u2014 90-процентный."
            case "fr":
                return f"D’après ce qui était connu avant le {when} ({source})\u00a0; entre parenthèses, les intervalles à 95\u00a0%, pour R à 90\u00a0%."
            case _:
                return f"From what was known before {when} ({source}); in brackets 95% intervals, for R 90%."

    return lang.in_all(sentence)


def ahead_of(found: Gathered) -> Sequence[Row]:
    """For each target the last week that is forecast."""
    last = found.weeks.group_by("target", maintain_order=True).last()
    return last.rows(named=True)


def beds(found: Gathered, code: str) -> tuple[str, str] | None:
    """The most beds that a week ahead ends with, and when."""
    if found.load is None:
        return None
    ahead = found.load.filter("ahead").sort("beds", descending=True)
    if ahead.is_empty():
        return None
    most = ahead.row(0, named=True)
    middle, ends = about(most["beds"], code), range_of(most["beds_low_95"], most["beds_high_95"], code)
    day = lang.day(most["target_end_date"], code, year=False)
    match code:
        case "zh":
            return middle, f"预测期内最多，{day}（{ends}）"
        case "ru":
            return middle, f"больше всего за срок прогноза, {day} ({ends})"
        case "fr":
            return middle, f"au plus haut de la prévision, le {day} ({ends})"
        case _:
            return middle, f"at most in the weeks forecast, {day} ({ends})"


def minute(found: Gathered) -> Localised:
    """One line a thing: now, each target ahead, beds, trust."""

    def text(code: str) -> str:
        trend, r = stands(found, code)
        lines = [
            f"- **{TITLES['now'][code]}{COLON[code].rstrip()}** {trend}{f', {r}' if r and code != 'zh' else r and f'，{r}'}"
        ]
        for row in ahead_of(found):
            kind = found.counted.kinds[row["target"]]
            heading = label(kind, row["target"], found.ahead.horizons.index(row["horizon"]) + 1)[code]
            heading = heading[:1].upper() + heading[1:]
            lines.append(f"- **{heading}{COLON[code].rstrip()}** {note(row)[code]}")
        if most := beds(found, code):
            lines.append(f"- **{TITLES['beds'][code]}{COLON[code].rstrip()}** {most[0]}, {most[1]}")
        lines += ["", trust(found, code)]
        return "\n".join(lines) + "\n"

    return lang.in_all(text)


def trust(found: Gathered, code: str) -> str:
    """What past forecasts for this country were worth."""
    parts = []
    scored = pl.DataFrame() if found.judged is None else found.judged.places
    for target, kind in found.kinds.items():
        rows = scored.filter(pl.col("target") == target, pl.col("location") == found.code)
        if rows.is_empty():
            continue
        row = rows.row(0, named=True)
        noun = noun_of(kind, target)[code]
        held = lang.percent(row["coverage_95"] or 0.0, code, 0)
        compared = against(row["sum_ratio"], code)
        match code:
            case "zh":
                parts.append(f"{noun}：误差{compared}，95%区间包含{held}的实际值（{row['n']}次）")
            case "ru":
                parts.append(
                    f"{noun}: ошибка {compared}, 95-процентные интервалы содержали {held} исходов (оценено прогнозов: {row['n']})"
                )
            case "fr":
                parts.append(
                    f"{noun}\u00a0: erreur {compared}, intervalles à 95\u00a0% contenant {held} des valeurs observées ({row['n']} {'prévision' if row['n'] < 2 else 'prévisions'})"
                )
            case _:
                parts.append(
                    f"{noun}: error {compared}, 95% intervals held {held} of what came ({row['n']} forecasts)"
                )
    if not parts:
        return four(
            "No past forecast of this place could be judged.",
            "无法评判该地以往的预测。",
            "Прошлые прогнозы для этого места оценить нельзя.",
            "Aucune prévision passée de ce lieu n’a pu être jugée.",
        )[code]
    listed = lang.mark(";", code).join(parts)
    match code:
        case "zh":
            return f"最近{found.rounds}次每周预测：{listed}。"
        case "ru":
            return f"Последние недельные прогнозы (выпусков: {found.rounds}). {listed}."
        case "fr":
            return f"Dernières prévisions hebdomadaires ({found.rounds}). {listed}."
        case _:
            return f"Last {found.rounds} weekly forecasts. {listed}."


HOW = four(
    "R by an ensemble Kalman filter on a stochastic model of transmission; the forecast is an ensemble of several models; bands hold 50, 80 and 95%; the dashed line repeats the last week. {load}",
    "R由集合卡尔曼滤波在随机传播模型上估计；预测为多模型集成；区间为50%、80%、95%；虚线重复上周。{load}",
    "R \u2014 ансамблевым фильтром Калмана по стохастической модели передачи; прогноз \u2014 ансамбль нескольких моделей; полосы 50, 80 и 95\u00a0%; пунктир повторяет последнюю неделю. {load}",
    "R par un filtre de Kalman d’ensemble sur un modèle stochastique de transmission\u00a0; la prévision est un ensemble de plusieurs modèles\u00a0; bandes à 50, 80 et 95\u00a0%\u00a0; les tirets répètent la dernière semaine. {load}",
)
FROM_CASES = four(
    "Beds are worked out from reported cases, the part of them that dies and the country’s ages: an indication, not a count.",
    "床位由报告病例、病死比例和该国年龄结构推算：仅供参考，并非统计数。",
    "Койки выведены из сообщённых случаев, доли умирающих из них и возрастов страны: это ориентир, а не подсчёт.",
    "Les lits sont déduits des cas signalés, de la part d’entre eux qui en meurt et des âges du pays\u00a0: une indication, non un décompte.",
)
FROM_ADMISSIONS = four(
    "Beds follow from reported admissions and lengths of stay.",
    "床位由报告的入院数和住院时间推算。",
    "Койки выведены из сообщённых госпитализаций и длительности пребывания.",
    "Les lits découlent des admissions signalées et des durées de séjour.",
)


def paragraphs(found: Gathered, code: str) -> list[tuple[str, str]]:
    """What stands at the foot of the page."""
    load = "" if found.load is None else (FROM_CASES if found.from_cases else FROM_ADMISSIONS)[code]
    return [(TITLES["trust"][code], trust(found, code)), (TITLES["how"][code], HOW[code].format(load=load))]
