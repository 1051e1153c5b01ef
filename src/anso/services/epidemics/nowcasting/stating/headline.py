"""The headline of a nowcast, and when it holds, in the four interface languages, made from its numbers.

In: the rows that a place's trend is told from, and the day. Out: text by language. Words of a trend have a fixed
probability behind them (`thresholds.TRENDS`).
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import polars as pl

from anso import language as lang
from anso.services.epidemics.nowcasting.stating.words import reproduction
from anso.services.epidemics.thresholds import TRENDS, UNKNOWN
from anso.services.epidemics.words import GROUPS, most_of

__all__ = ["STATED", "finding", "holds"]

Row = Mapping[str, Any]
Localised = dict[str, str]

FEWEST_GROUPED = 3
"""Countries, at least, of which it is said where most of them are."""

STATED: dict[str, Localised] = {
    "growing": {
        "en": "the epidemic is growing",
        "zh": "疫情正在上升",
        "ru": "эпидемия растёт",
        "fr": "l’épidémie croît",
    },
    "likely growing": {
        "en": "the epidemic is likely growing",
        "zh": "疫情很可能上升",
        "ru": "эпидемия, вероятно, растёт",
        "fr": "l’épidémie croît probablement",
    },
    "not changing": {
        "en": "neither growth nor decline of the epidemic is likely",
        "zh": "疫情无明显变化",
        "ru": "ни рост, ни снижение эпидемии не вероятны",
        "fr": "ni une hausse ni une baisse de l’épidémie n’est probable",
    },
    "likely declining": {
        "en": "the epidemic is likely declining",
        "zh": "疫情很可能下降",
        "ru": "эпидемия, вероятно, идёт на спад",
        "fr": "l’épidémie recule probablement",
    },
    "declining": {
        "en": "the epidemic is declining",
        "zh": "疫情正在下降",
        "ru": "эпидемия идёт на спад",
        "fr": "l’épidémie recule",
    },
    UNKNOWN: {
        "en": "too few cases to say where the epidemic goes",
        "zh": "病例过少，无法判断疫情走向",
        "ru": "случаев слишком мало, чтобы судить о ходе эпидемии",
        "fr": "trop peu de cas pour dire où va l’épidémie",
    },
}
"""The trend of a place as a statement."""

UP = tuple(trend.slug for trend in TRENDS[:2])


def finding(
    main: pl.DataFrame,
    names: Mapping[str, Mapping[str, str]],
    group_of: Mapping[str, str],
    region: Mapping[str, str] | None,
    *,
    countries: bool,
) -> Localised:
    """The headline. `group_of` tells each country's part of the world; `region` is the name of a smaller whole;
    `countries` is false where places are others. Of one place alone it is its trend."""
    if len(main) == 1:
        (row,) = main.iter_rows(named=True)
        return lang.in_all(lambda code: _of_one(row, names[row["location"]], code))
    rising = main.filter(pl.col("trend").is_in(UP))["location"].to_list()
    told = len(main.filter(pl.col("trend") != UNKNOWN))
    several = region is None and countries and len(rising) >= FEWEST_GROUPED
    groups = most_of(dict.fromkeys(rising, 1.0), group_of) if several else []
    return lang.in_all(lambda code: _finding(len(rising), told, groups, region, code, countries=countries))


def _of_one(row: Row, name: Mapping[str, str], code: str) -> str:
    """`Peru: the epidemic is likely growing, R 1.2 (1.0 to 1.4)`."""
    where = (name.get(code) or name["en"]) + lang.mark(":", code)
    told = "" if row["r"] is None else lang.mark(",", code) + reproduction(row, code)
    return where + STATED[row["trend"]][code] + told


def _finding(
    count: int,
    of: int,
    groups: Sequence[str],
    region: Mapping[str, str] | None,
    code: str,
    *,
    countries: bool,
) -> str:
    name = (region.get(code) or region["en"]) + lang.mark(":", code) if region else ""
    shown, whole = lang.number(count, code), lang.number(of, code)
    where = lang.listing([GROUPS[group][code] for group in groups], code)
    match code:
        case "zh":
            noun = "国家和地区" if countries else "地点"
            if not of:
                return f"{name}病例过少，无法判断疫情走向"
            if not count:
                return f"{name}{whole}个{noun}中，没有一个的疫情正在或很可能上升"
            rest = f"，其中多数位于{where}" if groups else ""
            return f"{name}{whole}个{noun}中，有{shown}个的疫情正在或很可能上升{rest}"
        case "ru":
            start = "в" if name else "В"
            if not of:
                return f"{name}{'случаев' if name else 'Случаев'} слишком мало, чтобы судить о ходе эпидемии"
            noun = _russian_places(of, "стран и территорий" if countries else "мест")
            if not count:
                one = "одной" if countries else "одном"
                return f"{name}{'ни' if name else 'Ни'} в {one} из {whole} {noun} эпидемия не растёт и рост не вероятен"
            rest = f", большинство из них \u2014 в {where}" if groups else ""
            return f"{name}{start} {shown} из {whole} {noun} эпидемия растёт или, вероятно, растёт{rest}"
        case "fr":
            noun = "pays et territoires" if countries else "lieux"
            if not of:
                return f"{name}{'trop' if name else 'Trop'} peu de cas pour dire où va l’épidémie"
            if not count:
                start = "dans" if name else "Dans"
                return f"{name}{start} aucun des {whole} {noun} suivis l’épidémie ne croît, ni ne croît probablement"
            start = "dans" if name else "Dans"
            parts = lang.listing([f"en {GROUPS[group][code]}" for group in groups], code)
            rest = f", pour la plupart {parts}" if groups else ""
            return f"{name}{start} {shown} des {whole} {noun} suivis, l’épidémie croît ou croît probablement{rest}"
        case _:
            noun = "countries and territories" if countries else "places"
            start = "in" if name else "In"
            if not of:
                return f"{name}{'too' if name else 'Too'} few cases to say where the epidemic goes"
            if not count:
                return f"{name}{start} none of {whole} {noun} is the epidemic growing or likely growing"
            rest = f", most of them in {where}" if groups else ""
            return f"{name}{start} {shown} of {whole} {noun} the epidemic is growing or likely growing{rest}"


def _russian_places(count: int, many: str) -> str:
    """After "из" a noun stands in the genitive: singular after 1, 21, ..."""
    if lang.plural(count, "ru") != "one":
        return many
    return "страны и территории" if many.startswith("стран") else "места"


def holds(issued: date, told: int, of: int, *, revised: bool) -> Localised:
    """When and for whom the finding holds."""

    several = of > 1

    def sentence(code: str) -> str:
        when = lang.day(issued, code)
        match code:
            case "zh":
                known = "（数据后经修订）" if revised else ""
                enough = (
                    f"；{lang.number(of, code)}个地点中有{lang.number(told, code)}个数据足以判断"
                    if several
                    else ""
                )
                return (
                    f"根据{when}之前所知的数据{known}{enough}。"
                    "“很可能”指概率为75%至90%；“无明显变化”指上升和下降的概率均低于75%。"
                )
            case "ru":
                known = ", с позднейшими уточнениями" if revised else ""
                enough = (
                    f"; данных достаточно для вывода по {lang.number(told, code)} из {lang.number(of, code)}"
                    if several
                    else ""
                )
                return (
                    f"По данным, известным до {when}{known}{enough}. "
                    "«Вероятно» значит: с вероятностью от 75 до 90\u00a0%; «без изменений» \u2014 и рост, и снижение "
                    "менее вероятны, чем 75\u00a0%."
                )
            case "fr":
                known = ", révisions ultérieures comprises" if revised else ""
                enough = (
                    f"\u00a0; assez de données pour conclure dans {lang.number(told, code)} des {lang.number(of, code)} lieux"
                    if several
                    else ""
                )
                return (
                    f"Selon les données connues avant le {when}{known}{enough}. "
                    "«\u00a0Probablement\u00a0» veut dire\u00a0: avec une probabilité de 75 à 90\u00a0%\u00a0; "
                    "«\u00a0stable\u00a0»\u00a0: ni la hausse ni la baisse n’atteint 75\u00a0%."
                )
            case _:
                known = ", later revisions included" if revised else ""
                enough = (
                    f"; enough counts to say in {lang.number(told, code)} of {lang.number(of, code)} places"
                    if several
                    else ""
                )
                return (
                    f"From what was known before {when}{known}{enough}. "
                    "“Likely” means a probability of 75 to 90%; “not changing”, that neither growth nor decline reaches 75%."
                )

    return lang.in_all(sentence)
