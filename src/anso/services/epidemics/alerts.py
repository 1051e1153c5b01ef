"""Warnings of fast growth where many are infected already, by the rule in `thresholds.ALERT`.

In: the situation table. Out: alerts in the vocabulary of the Common Alerting Protocol, the country with
most cases to be expected first.
"""

import math
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Literal

import polars as pl

from anso import language as lang
from anso.product import Alert
from anso.services.epidemics.thresholds import ALERT

__all__ = ["alerts", "serious"]

EVENT = {"en": "Epidemic growth", "zh": "疫情增长", "ru": "Рост эпидемии", "fr": "Croissance épidémique"}
INSTRUCTION = {
    "en": "Health authorities: check that testing, beds and oxygen suffice for twice the present number of cases. Everyone: follow the advice of the national health authority.",
    "zh": "卫生主管部门：请核查检测能力、床位和氧气供应能否应对当前两倍的病例数。公众：请遵循本国卫生主管部门的建议。",
    "ru": "Органам здравоохранения: проверьте, хватит ли тестов, коек и кислорода на вдвое большее число больных. Всем: следуйте рекомендациям национальных органов здравоохранения.",
    "fr": "Autorités sanitaires\u00a0: vérifiez que les tests, les lits et l’oxygène suffisent pour deux fois plus de cas. Population\u00a0: suivez les conseils des autorités sanitaires nationales.",
}
TWO_WEEKS = 14


def serious(table: pl.DataFrame) -> pl.DataFrame:
    """The rows that the rule holds for, most cases to be expected in the next two weeks first."""
    expected = pl.col("cases_14") * (math.log(2) * TWO_WEEKS / pl.col("doubling_days")).exp()
    return (
        table.filter(
            pl.col("doubling_days") <= ALERT.doubling_days,
            pl.col("doubling_days_high") <= ALERT.slowest_doubling_days,
            pl.col("cases_14_per_100k") >= ALERT.rate_per_100k,
            pl.col("cases_14") >= ALERT.cases,
        )
        .sort(expected, "country", descending=[True, False])
        .head(ALERT.most)
    )


def alerts(table: pl.DataFrame, issued: date, names: Mapping[str, Mapping[str, str]]) -> list[Alert]:
    onset = datetime.combine(issued, time(), UTC)
    return [
        Alert(
            event=EVENT,
            category="Health",
            severity=_severity(row),
            urgency="expected",
            certainty="likely",
            places=(row["country"],),
            onset=onset,
            expires=onset + timedelta(days=ALERT.days_in_force),
            headline=lang.in_all(lambda code, row=row: _headline(row, names[row["country"]], code)),  # type: ignore[misc]
            description=lang.in_all(lambda code, row=row: _description(row, code)),  # type: ignore[misc]
            instruction=INSTRUCTION,
        )
        for row in serious(table).iter_rows(named=True)
    ]


def _severity(row: Mapping[str, Any]) -> Literal["extreme", "severe", "moderate"]:
    if (
        row["doubling_days"] <= ALERT.extreme_doubling_days
        and row["cases_14_per_100k"] >= ALERT.extreme_rate_per_100k
    ):
        return "extreme"
    return "severe" if row["doubling_days"] <= ALERT.severe_doubling_days else "moderate"


def _headline(row: Mapping[str, Any], name: Mapping[str, str], code: str) -> str:
    where = name.get(code) or name["en"]
    days = lang.number(row["doubling_days"], code)
    match code:
        case "zh":
            return f"{where}：报告病例约每{days}天加倍"
        case "ru":
            return f"{where}: число случаев удваивается примерно за {days} {_russian_days(round(row['doubling_days']))}"
        case "fr":
            return f"{where}\u00a0: les cas doublent en {days} jours environ"
        case _:
            return f"{where}: cases double in about {days} days"


def _description(row: Mapping[str, Any], code: str) -> str:
    low, high = (lang.number(row[f"doubling_days_{end}"], code) for end in ("low", "high"))
    rate = lang.number(row["cases_14_per_100k"], code)
    cases = lang.number(row["cases_14"], code)
    match code:
        case "zh":
            return f"最近14天报告新增{cases}例，每10万人{rate}例。若增长势头不变，加倍时间为{low}至{high}天（95%区间）。"
        case "ru":
            return (
                f"За 14 дней сообщено о новых случаях: {cases}, или {rate} на 100 000 жителей. "
                f"При нынешнем темпе их число удваивается за {low}\u2013{high} {_russian_days(round(row['doubling_days_high']))} (95-процентный интервал)."
            )
        case "fr":
            return (
                f"{cases} nouveaux cas signalés en 14 jours, soit {rate} pour 100\u202f000 habitants. "
                f"Au rythme actuel, ils doublent en {low} à {high} jours (intervalle à 95\u00a0%)."
            )
        case _:
            return (
                f"{cases} new cases reported in 14 days, {rate} per 100,000 people. "
                f"At the present pace they double in {low} to {high} days (95% interval)."
            )


def _russian_days(count: int) -> str:
    return {"one": "день", "few": "дня"}.get(lang.plural(count, "ru"), "дней")
