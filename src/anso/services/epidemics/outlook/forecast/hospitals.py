"""What a forecast says of hospitals: alerts where a high load is more likely than not, and sentences.

In: the load (`ahead.beds.Burden`) and the places. Out: alerts in the vocabulary of the Common Alerting Protocol
and text by language.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import polars as pl

from anso import language as lang
from anso.product import Alert
from anso.services.epidemics.counting import Where
from anso.services.epidemics.hospital import LEVELS
from anso.services.epidemics.outlook.ahead.beds import Burden
from anso.services.epidemics.outlook.ahead.rules import HOSPITAL_ALERT
from anso.services.epidemics.outlook.said import Localised, about, four, range_of

__all__ = ["LEVEL_WORDS", "alerts", "sentence", "serious"]

EVENT = four("Hospital load", "医院负荷", "Нагрузка на больницы", "Charge hospitalière")
INSTRUCTION = four(
    "Health authorities: check beds, staff and oxygen for the weeks ahead, and agree with neighbouring hospitals on transfers.",
    "卫生主管部门：请核查未来数周的床位、人员和氧气，并与邻近医院商定转运安排。",
    "Органам здравоохранения: проверьте койки, персонал и кислород на ближайшие недели и договоритесь с соседними больницами о переводе больных.",
    "Autorités sanitaires\u00a0: vérifiez lits, personnel et oxygène pour les semaines à venir, et convenez de transferts avec les hôpitaux voisins.",
)
LEVEL_WORDS: dict[str, Localised] = {
    "low": four("low", "低", "низкий", "faible"),
    "medium": four("medium", "中", "средний", "moyen"),
    "high": four("high", "高", "высокий", "élevé"),
}
HIGH = LEVELS[-1].least


def serious(burden: Burden, places: Mapping[str, Where]) -> list[str]:
    """The countries that the rule holds for, the most populous first."""
    over = [
        code
        for code, chance in burden.high.items()
        if chance > HOSPITAL_ALERT.probability and places[code].country
    ]
    return sorted(over, key=lambda code: (-places[code].people, code))[: HOSPITAL_ALERT.most]


def alerts(burden: Burden, issued: date, places: Mapping[str, Where]) -> list[Alert]:
    onset = datetime.combine(issued, time(), UTC)
    ahead = burden.table.filter("ahead")
    found = []
    for code in serious(burden, places):
        worst = (
            ahead.filter(pl.col("location") == code).sort("admissions", descending=True).row(0, named=True)
        )
        name, chance = places[code].names, burden.high[code]
        found.append(
            Alert(
                event=EVENT,
                category="Health",
                severity="severe",
                urgency="expected",
                certainty="likely",
                places=(code,),
                onset=onset,
                expires=onset + timedelta(days=HOSPITAL_ALERT.days_in_force),
                headline=lang.in_all(lambda code, name=name: _headline(name.get(code) or name["en"], code)),  # type: ignore[misc]
                description=lang.in_all(
                    lambda code, worst=worst, chance=chance: _description(  # type: ignore[misc]
                        worst, chance, burden.from_cases, code
                    )
                ),
                instruction=INSTRUCTION,
            )
        )
    return found


def _headline(where: str, code: str) -> str:
    match code:
        case "zh":
            return f"{where}：预计医院入院达到高水平"
        case "ru":
            return f"{where}: ожидается высокий уровень госпитализаций"
        case "fr":
            return f"{where}\u00a0: un niveau élevé d’hospitalisations est attendu"
        case _:
            return f"{where}: a high level of hospital admissions is expected"


def _description(worst: Mapping[str, Any], chance: float, from_cases: bool, code: str) -> str:
    sure, least = lang.percent(chance, code, 0), lang.number(HIGH, code)
    week = lang.day(worst["target_end_date"], code, year=False)
    middle = about(worst["admissions"], code)
    ends = range_of(worst["admissions_low_95"], worst["admissions_high_95"], code)
    match code:
        case "zh":
            source = "由病例、死亡和年龄推算，并非统计数。" if from_cases else "由报告的入院数推算。"
            return f"未来数周中7天新入院达到每10万人{least}例以上的概率为{sure}。截至{week}的一周预计{middle}例（95%区间{ends}）。{source}"
        case "ru":
            source = (
                "Выведено из случаев, смертей и возрастов, а не подсчитано."
                if from_cases
                else "Выведено из сообщённых госпитализаций."
            )
            return (
                f"Вероятность того, что за семь дней одной из ближайших недель будет не менее {least} госпитализаций на 100\u00a0000 жителей: {sure}. "
                f"За неделю по {week} ожидается {middle} (95-процентный интервал {ends}). {source}"
            )
        case "fr":
            source = (
                "Déduit des cas, des décès et des âges, non compté."
                if from_cases
                else "Déduit des admissions signalées."
            )
            return (
                f"Probabilité d’au moins {least} admissions en sept jours pour 100\u202f000 habitants, l’une des semaines à venir\u00a0: {sure}. "
                f"Semaine jusqu’au {week}\u00a0: {middle} attendues (intervalle à 95\u00a0% {ends}). {source}"
            )
        case _:
            source = (
                "Worked out from cases, deaths and ages, not counted."
                if from_cases
                else "Worked out from reported admissions."
            )
            return (
                f"The probability that one of the weeks ahead brings {least} admissions or more per 100,000 people is {sure}. "
                f"In the week to {week} {middle} are expected (95% interval {ends}). {source}"
            )


def sentence(burden: Burden, places: Mapping[str, Where]) -> Localised:
    """How many places are to expect a high load, and what that is worked out from."""
    high = [code for code, chance in burden.high.items() if chance > HOSPITAL_ALERT.probability]

    def said(code: str) -> str:
        names = [places[place].names.get(code) or places[place].names["en"] for place in high[:8]]
        where, least, of = lang.listing(names, code), lang.number(HIGH, code), len(burden.high)
        match code:
            case "zh":
                source = "由病例推算，并非统计数" if burden.from_cases else "由报告的入院数推算"
                found = (
                    f"入院达到高水平（7天每10万人{least}例以上）的概率过半：{where}"
                    if high
                    else "没有地点的入院达到高水平的概率过半"
                )
                return f"**医院。** {found}；{source}，共{of}个地点。"
            case "ru":
                source = (
                    "расчёт по случаям, а не подсчёт"
                    if burden.from_cases
                    else "по сообщённым госпитализациям"
                )
                found = (
                    f"высокий уровень госпитализаций (от {least} за 7 дней на 100\u00a0000 жителей) скорее наступит: {where}"
                    if high
                    else "высокий уровень госпитализаций ни в одном месте не вероятнее, чем нет"
                )
                return f"**Больницы.** {found[:1].upper()}{found[1:]}; {source}, мест: {of}."
            case "fr":
                source = (
                    "calculé d’après les cas, non compté"
                    if burden.from_cases
                    else "d’après les admissions signalées"
                )
                found = (
                    f"Un niveau élevé d’hospitalisations (au moins {least} en 7 jours pour 100\u202f000 habitants) est plus probable qu’improbable\u00a0: {where}"
                    if high
                    else "Un niveau élevé d’hospitalisations n’est plus probable qu’improbable nulle part"
                )
                return f"**Hôpitaux.** {found}\u00a0; {source}, {of} {'lieu' if of < 2 else 'lieux'}."
            case _:
                source = (
                    "worked out from cases, not counted" if burden.from_cases else "from reported admissions"
                )
                found = (
                    f"A high level of admissions ({least} or more in 7 days per 100,000 people) is more likely than not in {where}"
                    if high
                    else "A high level of admissions is more likely than not in no place"
                )
                return f"**Hospitals.** {found}; {source}, {of} places."

    return lang.in_all(said)
