"""Warnings of growth where many are infected already, by the rule in `thresholds.ALERT`.

In: the rows that places' trends are told from, of countries and of cases alone. Out: alerts in the vocabulary of the Common Alerting Protocol, the country with
most cases to be expected first.
"""

import math
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Literal

import polars as pl

from anso import language as lang
from anso.product import Alert
from anso.services.epidemics.nowcasting.stating.words import reproduction
from anso.services.epidemics.thresholds import ALERT

__all__ = ["alerts", "serious"]

EVENT = {"en": "Epidemic growth", "zh": "疫情上升", "ru": "Рост эпидемии", "fr": "Croissance épidémique"}
INSTRUCTION = {
    "en": "Health authorities: check that testing, beds and oxygen suffice for twice the present number of cases. Everyone: follow the advice of the national health authority.",
    "zh": "卫生主管部门：请核查检测能力、床位和氧气供应能否应对当前两倍的病例数。公众：请遵循本国卫生主管部门的建议。",
    "ru": "Органам здравоохранения: проверьте, хватит ли тестов, коек и кислорода на вдвое большее число больных. Всем: следуйте рекомендациям национальных органов здравоохранения.",
    "fr": "Autorités sanitaires\u00a0: vérifiez que les tests, les lits et l’oxygène suffisent pour deux fois plus de cas. Population\u00a0: suivez les conseils des autorités sanitaires nationales.",
}
TWO_WEEKS = 14


def serious(table: pl.DataFrame) -> pl.DataFrame:
    """The rows that the rule holds for, most cases to be expected in the next two weeks first."""
    expected = pl.col("counts_14") * (math.log(2) * TWO_WEEKS / pl.col("doubling_days")).exp()
    return (
        table.filter(
            pl.col("kind") == "cases",
            pl.col("probability_growing") > ALERT.probability,
            slow_end() <= ALERT.doubling_days,
            pl.col("counts_14_per_100k") >= ALERT.rate_per_100k,
            pl.col("counts_14") >= ALERT.cases,
        )
        .sort(expected, "location", descending=[True, False])
        .head(ALERT.most)
    )


def slow_end() -> pl.Expr:
    """Days to double at the slow end of the 50% interval: three in four epidemics of which this is told are faster.
    None where that end does not grow."""
    rate = (pl.col("growth_percent_low_50") / 100).log1p()
    return pl.when(rate > 0).then(math.log(2) / rate)


def alerts(table: pl.DataFrame, issued: date, names: Mapping[str, Mapping[str, str]]) -> list[Alert]:
    onset = datetime.combine(issued, time(), UTC)
    return [
        Alert(
            event=EVENT,
            category="Health",
            severity=_severity(row),
            urgency="expected",
            certainty="likely",
            places=(row["location"],),
            onset=onset,
            expires=onset + timedelta(days=ALERT.days_in_force),
            headline=lang.in_all(lambda code, row=row: _headline(row, names[row["location"]], code)),  # type: ignore[misc]
            description=lang.in_all(lambda code, row=row: _description(row, code)),  # type: ignore[misc]
            instruction=INSTRUCTION,
        )
        for row in serious(table).with_columns(slow_end().alias("slow_end")).iter_rows(named=True)
    ]


def _severity(row: Mapping[str, Any]) -> Literal["extreme", "severe", "moderate"]:
    if (
        row["slow_end"] <= ALERT.extreme_doubling_days
        and row["counts_14_per_100k"] >= ALERT.extreme_rate_per_100k
    ):
        return "extreme"
    return "severe" if row["slow_end"] <= ALERT.severe_doubling_days else "moderate"


def _headline(row: Mapping[str, Any], name: Mapping[str, str], code: str) -> str:
    where = name.get(code) or name["en"]
    days = lang.number(row["doubling_days"], code)
    chance = lang.percent(row["probability_growing"], code, 0)
    told = reproduction(row, code)
    match code:
        case "zh":
            return f"{where}：疫情正在上升（概率{chance}），约{days}天倍增，{told}"
        case "ru":
            form = _russian_days(round(row["doubling_days"]))
            return f"{where}: эпидемия растёт с вероятностью {chance}, удвоение примерно за {days} {form}, {told}"
        case "fr":
            noun = "jour" if round(row["doubling_days"]) == 1 else "jours"
            return f"{where}\u00a0: épidémie en hausse (probabilité {chance}), doublement en {days} {noun} environ, {told}"
        case _:
            noun = "day" if round(row["doubling_days"]) == 1 else "days"
            return (
                f"{where}: epidemic growing (probability {chance}), doubling in about {days} {noun}, {told}"
            )


def _description(row: Mapping[str, Any], code: str) -> str:
    rate = lang.number(row["counts_14_per_100k"], code)
    cases = lang.number(row["counts_14"], code)
    low = lang.number(row["doubling_days_low"], code)
    match code:
        case "zh":
            return (
                f"最近两个整周报告新增{cases}例，每10万人{rate}例。若传播势头不变，病例将继续增加；"
                f"倍增时间的90%区间自{low}天起。括号内为 R 的90%区间。"
            )
        case "ru":
            return (
                f"За две последние полные недели сообщено о новых случаях: {cases}, или {rate} на 100\u00a0000 жителей. "
                f"При нынешнем распространении их число будет расти; 90-процентный интервал времени удвоения начинается "
                f"с {low} {_russian_days_genitive(round(row['doubling_days_low']))}. В скобках \u2014 90-процентный интервал R."
            )
        case "fr":
            return (
                f"{cases} nouveaux cas signalés au cours des deux dernières semaines entières, soit {rate} pour 100\u202f000 habitants. "
                f"Si la transmission ne change pas, leur nombre augmentera\u00a0; l’intervalle à 90\u00a0% du temps de doublement "
                f"commence à {low} {'jour' if round(row['doubling_days_low']) < 2 else 'jours'}. Entre parenthèses, l’intervalle à 90\u00a0% de R."
            )
        case _:
            return (
                f"{cases} new cases reported in the last two whole weeks, {rate} per 100,000 people. "
                f"If transmission goes on as now, there will be more; the 90% interval of the doubling time begins at "
                f"{low} days. In brackets, the 90% interval of R."
            )


def _russian_days(count: int) -> str:
    return {"one": "день", "few": "дня"}.get(lang.plural(count, "ru"), "дней")


def _russian_days_genitive(count: int) -> str:
    return "дня" if lang.plural(count, "ru") == "one" else "дней"
