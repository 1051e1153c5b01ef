"""The sentences of an evaluation, in the four interface languages, made from its numbers: worse is called worse."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import polars as pl

from anso import language as lang
from anso.services.epidemics.forecasting.backtest import ENSEMBLE
from anso.services.epidemics.outlook.evaluation.judging import Judged
from anso.services.epidemics.outlook.said import COLON, MODELS, Localised, four, noun_of, places_of

__all__ = ["against", "finding", "holds", "summary"]

Row = Mapping[str, Any]
NAMED = 3
SAME = 0.005
"""A difference of less than half a percent is none to speak of."""
MOST_TOLD = 100.0
"""A larger ratio is not one of errors: the baseline made next to none, as where nothing is counted."""


def finding(judged: Judged, kinds: Mapping[str, str], rounds: int) -> Localised:
    """The headline: the ensemble's error against the baseline's, and what its 95% intervals held."""
    rows = judged.overall.filter(pl.col("model_id") == ENSEMBLE).rows(named=True)
    counts = sum(row["n"] for row in rows)
    held = sum(row["coverage_95"] * row["n"] for row in rows if row["coverage_95"] is not None) / max(
        counts, 1
    )
    return lang.in_all(lambda code: _headline(rows, kinds, held, rounds, code))


def _headline(rows: Sequence[Row], kinds: Mapping[str, str], held: float, rounds: int, code: str) -> str:
    parts = [
        against(row["sum_ratio"], code, named=not number) + _of(kinds[row["target"]], row["target"], code)
        for number, row in enumerate(rows)
    ]
    compared, share = lang.listing(parts, code), lang.percent(held, code, 0)
    match code:
        case "zh":
            return f"最近{rounds}次每周预测中，集成预测的误差{compared}；其95%区间包含了{share}的实际值"
        case "ru":
            made = TIMES_RU[lang.plural(rounds, "ru")].format(rounds=rounds)
            return f"{made} ошибка ансамбля {compared}; его 95-процентные интервалы содержали {share} исходов"
        case "fr":
            made = (
                f"des {rounds} dernières prévisions hebdomadaires"
                if rounds > 1
                else "de la dernière prévision hebdomadaire"
            )
            return f"Lors {made}, l’erreur de l’ensemble était {compared}\u00a0; ses intervalles à 95\u00a0% contenaient {share} des valeurs observées"
        case _:
            made = f"last {rounds} weekly forecasts" if rounds > 1 else "last weekly forecast"
            return f"In the {made} the ensemble’s error was {compared}; its 95% intervals held {share} of what came"


TIMES_RU = {
    "one": "В {rounds} последнем недельном прогнозе",
    "few": "В {rounds} последних недельных прогнозах",
    "many": "В {rounds} последних недельных прогнозах",
}


def against(ratio: float | None, code: str, *, named: bool = True) -> str:
    """`31% smaller than the baseline's`, or larger, as it was; without naming the baseline where it just was."""
    if ratio is None or ratio > MOST_TOLD:
        return UNKNOWN[code]
    share = lang.percent(abs(ratio - 1), code, 0)
    if abs(ratio - 1) < SAME:
        return EQUAL[code]
    way = "smaller" if ratio < 1 else "larger"
    return (NAMED_WAYS if named else SHORT_WAYS)[way][code].format(share=share)


UNKNOWN = four(
    "not comparable with the baseline’s",
    "无法与基准比较",
    "не сравнима с базовой",
    "non comparable à celle de la référence",
)
EQUAL = four(
    "the same as the baseline’s", "与基准相同", "такая же, как у базовой", "la même que celle de la référence"
)
NAMED_WAYS = {
    "smaller": four(
        "{share} smaller than the baseline’s",
        "比基准小{share}",
        "на {share} меньше базовой",
        "inférieure de {share} à celle de la référence",
    ),
    "larger": four(
        "{share} larger than the baseline’s",
        "比基准大{share}",
        "на {share} больше базовой",
        "supérieure de {share} à celle de la référence",
    ),
}
SHORT_WAYS = {
    "smaller": four("{share} smaller", "小{share}", "на {share} меньше", "inférieure de {share}"),
    "larger": four("{share} larger", "大{share}", "на {share} больше", "supérieure de {share}"),
}


def _of(kind: str, target: str, code: str) -> str:
    noun = noun_of(kind, target)[code]
    small = noun[:1].lower() + noun[1:] if kind else noun
    return {
        "en": f" for {small}",
        "zh": f"（{noun}）",
        "ru": f" ({small})",
        "fr": f" pour les {small}" if kind else f" pour {small}",
    }[code]


def holds(days: Sequence[date], issued: date, weeks: int, places: int, versions: bool) -> Localised:
    """Which forecasts were judged, and by what."""

    def sentence(code: str) -> str:
        first, last, now = (lang.day(day, code) for day in (days[0], days[-1], issued))
        match code:
            case "zh":
                known = "" if versions else "（来源事后修订历史，故当时所知或有出入）"
                return f"{first}至{last}发布的预测，{places}个地点，最多提前{weeks}周，每次仅用当时已知的数据{known}，以{now}所知的数量评判。"
            case "ru":
                known = (
                    ""
                    if versions
                    else " (источник правит прошлое, поэтому тогдашнее знание передано неточно)"
                )
                return f"Прогнозы с {first} по {last}, мест: {places}, до {weeks} нед. вперёд, каждый по известному в свой день{known}; оценены по числам, известным на {now}."
            case "fr":
                known = (
                    ""
                    if versions
                    else " (la source révise son passé\u00a0: ce qui était connu alors n’est connu qu’approximativement)"
                )
                return f"Prévisions du {first} au {last}, {places} {'lieu' if places < 2 else 'lieux'}, jusqu’à {weeks} {'semaine' if weeks < 2 else 'semaines'} à l’avance, chacune d’après ce qui était connu ce jour-là{known}\u00a0; jugées selon les nombres connus le {now}."
            case _:
                known = (
                    ""
                    if versions
                    else " (the source revises its past, so that what was known then is approximate)"
                )
                return f"Forecasts issued from {first} to {last} for {places} places, up to {weeks} weeks ahead, each from what was known on its day{known}; judged by the counts known on {now}."

    return lang.in_all(sentence)


def summary(
    judged: Judged,
    head: Localised,
    kinds: Mapping[str, str],
    names: Mapping[str, Mapping[str, str]],
    teams: Sequence[str],
) -> Localised:
    """The headline, the best model and the ensemble's place among them, where it was best and worst."""

    def text(code: str) -> str:
        lines = [f"**{head[code]}{lang.mark('.', code).rstrip()}**", ""]
        for target, kind in kinds.items():
            models = judged.overall.filter(pl.col("target") == target, pl.col("sum_ratio") <= MOST_TOLD)
            if models.is_empty():
                continue
            lines += ["", f"**{noun_of(kind, target)[code]}.** {_ranked(models, code)}"]
            places = judged.places.filter(pl.col("target") == target, pl.col("sum_ratio") <= MOST_TOLD)
            if len(places) > 2 * NAMED:
                lines += [_extremes(places, names, code)]
        if teams:
            lines += ["", _teams(len(teams), code)]
        return "\n".join(lines) + "\n"

    return lang.in_all(text)


def _ranked(models: pl.DataFrame, code: str) -> str:
    """All models in order of their error as a share of the baseline's."""
    said = [
        f"{MODELS.get(row['model_id'], four(*4 * (row['model_id'],)))[code]} {lang.number(row['sum_ratio'], code, 2)}"
        for row in models.sort("sum_ratio").iter_rows(named=True)
    ]
    lead = four(
        "Error as a share of the baseline’s",
        "误差与基准之比",
        "Ошибка в долях базовой",
        "Erreur en part de celle de la référence",
    )
    return f"{lead[code]}{COLON[code]}{lang.mark(';', code).join(said)}{lang.mark('.', code).rstrip()}"


def _extremes(places: pl.DataFrame, names: Mapping[str, Mapping[str, str]], code: str) -> str:
    ordered = places.sort("sum_ratio")
    best, worst = (
        lang.listing(
            [
                f"{names[row['location']].get(code) or names[row['location']]['en']} {lang.number(row['sum_ratio'], code, 2)}"
                for row in part.iter_rows(named=True)
            ],
            code,
        )
        for part in (ordered.head(NAMED), ordered.tail(NAMED).reverse())
    )
    better = int((places["sum_ratio"] < 1).sum())
    match code:
        case "zh":
            return f"集成预测在{len(places)}个地点中的{better}个优于基准；最好：{best}；最差：{worst}。"
        case "ru":
            return f"Ансамбль лучше базовой модели в {better} из {len(places)} {places_of(False, len(places))['ru']}; лучше всего: {best}; хуже всего: {worst}."
        case "fr":
            return f"L’ensemble fait mieux que la référence dans {better} des {len(places)} lieux\u00a0; au mieux\u00a0: {best}\u00a0; au pire\u00a0: {worst}."
        case _:
            return f"The ensemble beat the baseline in {better} of {len(places)} places; best: {best}; worst: {worst}."


def _teams(count: int, code: str) -> str:
    match code:
        case "zh":
            return f"旁列{count}个团队提交的预测；各自只在与基准共同预测的任务上比较。"
        case "ru":
            return f"Рядом стоят прогнозы, сданные командами ({count}); каждый сравнён с базовой моделью лишь там, где прогнозировали оба."
        case "fr":
            return f"À côté, les prévisions soumises par {count} {'équipe' if count < 2 else 'équipes'}\u00a0; chacune n’est comparée à la référence que sur ce que les deux ont prévu."
        case _:
            return f"Beside ours stand the forecasts that {count} teams submitted; each is compared with the baseline only on what both forecast."
