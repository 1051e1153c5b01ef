"""What an evaluation release holds, put together from the numbers."""

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from anso.product import Run
from anso.services.epidemics.counting import Counted
from anso.services.epidemics.forecasting.backtest import ENSEMBLE
from anso.services.epidemics.outlook.ahead.ahead import BASELINE
from anso.services.epidemics.outlook.ahead.rules import KINDS_AHEAD
from anso.services.epidemics.outlook.evaluation import chart_words, charts, columns, words
from anso.services.epidemics.outlook.evaluation.judging import Judged, Past, judge
from anso.services.epidemics.outlook.evaluation.titles import ALTS, TITLES, past_title
from anso.services.epidemics.outlook.method import method_of
from anso.services.epidemics.outlook.said import MODELS, Localised, named, noun_of

__all__ = ["kinds_judged", "past_charts", "write"]

METHOD = Path(__file__).parent / "method"
SHOWN_AHEAD = 2
"""Weeks: far enough ahead to be of use, near enough for several of the rounds to have come true."""


def kinds_judged(counted: Counted, past: Past) -> dict[str, str]:
    """What was forecast, by target, in the order in which it is spoken of."""
    there = set(past.table["target"].unique())
    kinds = {target: kind for target, kind in counted.kinds.items() if target in there}
    return dict(sorted(kinds.items(), key=lambda item: (KINDS_AHEAD.index(item[1]), item[0])))


def write(run: Run, counted: Counted, past: Past) -> None:
    kinds = kinds_judged(counted, past)
    judged = judge(past, list(kinds))
    names = {code: place.names for code, place in counted.places.items()}
    head = words.finding(judged, kinds, len(past.days))
    horizons = judged.skill["horizon"].unique().sort().to_list()
    run.finding(head)
    run.holds(
        words.holds(
            past.days, counted.issued, len(horizons), judged.past["location"].n_unique(), counted.versions
        )
    )
    for sentence in judged.sentences:
        run.log(sentence)
    tables(run, judged, names, kinds)
    ranked = judged.overall.filter(pl.col("target") == next(iter(kinds))).sort("sum_ratio", nulls_last=True)
    models = [ENSEMBLE, *(name for name in ranked["model_id"] if name != ENSEMBLE)]
    said = chart_words.words(kinds)
    panels = [(target, noun_of(kind, target)["en"]) for target, kind in kinds.items()]
    run.chart(
        "skill", charts.skill(panels, models), title=TITLES["skill"], alt=ALTS["skill"], lead=True, words=said
    )
    if len(past.days) > 1:
        run.chart(
            "rounds", charts.rounds(list(kinds)), title=TITLES["rounds"], alt=ALTS["rounds"], words=said
        )
    run.chart(
        "reliability",
        charts.reliability(list(kinds)),
        title=TITLES["reliability"],
        alt=ALTS["reliability"],
        words=said,
    )
    past_charts(run, kinds, judged)
    run.text("summary", words.summary(judged, head, kinds, names, past.teams), title=TITLES["summary"])
    run.text("method", method_of(METHOD), title=TITLES["method"])
    kept = past.table.filter(pl.col("model_id").is_in([ENSEMBLE, BASELINE]))
    run.forecast("forecasts", kept, title=TITLES["forecasts"])


def tables(
    run: Run, judged: Judged, names: Mapping[str, Mapping[str, str]], kinds: Mapping[str, str]
) -> None:
    english = {code: name["en"] for code, name in names.items()}
    places = judged.places.with_columns(pl.col("location").replace_strict(english).alias("name"))
    said = named(kinds, names.values(), MODELS)
    for name, table, described in (
        ("overall", judged.overall, columns.OVERALL),
        ("by_horizon", judged.skill, columns.BY_HORIZON),
        ("places", places.select(list(columns.PLACES)), columns.PLACES),
        ("by_round", judged.rounds, columns.BY_ROUND),
        ("coverage", judged.coverage, columns.COVERAGE),
        ("past", judged.past, columns.PAST),
    ):
        run.table(name, tidied(table), title=TITLES[name], columns=described, words=said)


def past_charts(run: Run, kinds: dict[str, str], judged: Judged, *, by: str | None = "location") -> None:
    """What had been forecast for each week a little while before, and what came."""
    for number, (target, kind) in enumerate(kinds.items(), start=1):
        judged_here = judged.past.filter(pl.col("target") == target)
        if judged_here.is_empty():
            continue
        horizons = judged_here["horizon"].unique().sort().to_list()
        ahead = min(SHOWN_AHEAD, len(horizons))
        horizon = horizons[ahead - 1]
        axis: Localised = chart_words.past_axis(kind, target)
        run.chart(
            f"past-{kind or number}"
            if list(kinds.values()).count(kind) == 1 and kind
            else f"past-target-{number}",
            charts.past(target, horizon, axis["en"]),
            title=past_title(kind, target, ahead),
            alt=ALTS["past"],
            by=by,
            words=chart_words.words(kinds, axis),
        )


def tidied(table: pl.DataFrame) -> pl.DataFrame:
    """Numbers as long as anybody reads them."""
    return table.with_columns(pl.selectors.float().round(4))
