"""What a forecast release holds, put together from the numbers."""

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from anso.product import Run
from anso.services.epidemics.forecasting.backtest import ENSEMBLE
from anso.services.epidemics.outlook.ahead import Ahead
from anso.services.epidemics.outlook.ahead import tables as numbers
from anso.services.epidemics.outlook.ahead.beds import Burden
from anso.services.epidemics.outlook.ahead.change import change, compared_week
from anso.services.epidemics.outlook.forecast import chart_words, charts, columns, hospitals, words
from anso.services.epidemics.outlook.forecast.titles import ALTS, TITLES, course_title
from anso.services.epidemics.outlook.method import method_of
from anso.services.epidemics.outlook.said import CHANGES, MODELS, Localised, four, named

__all__ = ["course_charts", "hospital_chart", "output_names", "write"]

METHOD = Path(__file__).parent / "method"
RANKED = 30
LEAST_RANKED = 2


def write(run: Run, ahead: Ahead, load: Burden | None, *, region: Sequence[str] | None) -> None:
    counted = ahead.counted
    changes = change(ahead)
    names = {code: counted.places[code].names for code in ahead.places}
    countries = all(counted.places[code].country for code in changes["location"])
    kind = counted.kinds[ahead.targets[0]]
    head = words.finding(changes, kind, names, countries)
    run.finding(head)
    run.holds(words.holds(counted.issued, counted.title, len(ahead.horizons), len(changes)))
    told = named(counted.kinds, names.values())
    run.table("change", changes, title=TITLES["change"], columns=columns.CHANGE, words=told | CHANGES)
    run.table("outlook", numbers.weeks(ahead), title=TITLES["outlook"], columns=columns.OUTLOOK, words=told)
    run.table("course", numbers.course(ahead), title=TITLES["course"], columns=columns.COURSE, words=told)
    mapped = [code for code in changes["location"] if counted.places[code].country]
    said = chart_words.words(names.values())
    if mapped:
        run.chart("map", charts.change_map(region), title=TITLES["map"], alt=head, lead=True, words=said)
    ranked = min(RANKED, changes.filter(pl.col("ratio") > 0).height)
    if ranked >= LEAST_RANKED:
        run.chart(
            "ranking",
            charts.ranking(ranked),
            title=TITLES["ranking"],
            alt=ALTS["ranking"],
            lead=not mapped,
            words=said,
        )
    course_charts(run, ahead)
    if load is not None:
        run.table(
            "load", load.table, title=TITLES["load"], columns=columns.LOAD, words=told | hospitals.LEVEL_WORDS
        )
        hospital_chart(run, ahead)
    model_chart(run, ahead)
    run.text(
        "summary",
        words.summary(
            changes,
            head,
            names,
            hospitals.sentence(load, counted.places)
            if load is not None and load.high
            else four("", "", "", ""),
            left_out(ahead, changes),
            words.EARLY if ahead.early else four("", "", "", ""),
        ),
        title=TITLES["summary"],
    )
    run.text("method", method_of(METHOD), title=TITLES["method"])
    ours = ahead.table.filter(pl.col("model_id") == ENSEMBLE)
    run.forecast("ensemble", ours, title=TITLES["ensemble"])
    run.forecast("models", ahead.table, title=TITLES["all"])
    run.table(
        "every",
        numbers.models(ahead),
        title=TITLES["every"],
        columns=columns.EVERY,
        words=told | said_models(ahead),
    )
    week = compared_week(ahead) + 1
    chart = output_names(ahead)[ahead.targets[0]]
    for row in changes.iter_rows(named=True):
        if counted.places[row["location"]].country:
            run.fact(
                row["location"],
                label=words.label(kind, row["target"], week),
                value=words.value(row),
                note=words.note(row),
                tone=words.TONES[row["change"]] if row["likely"] else "",
                chart=chart,
            )
    if load is not None:
        for alert in hospitals.alerts(load, counted.issued, counted.places):
            run.alert(alert)


def output_names(ahead: Ahead) -> dict[str, str]:
    """How each target's chart is called: by its kind where it is the only one of it."""
    kinds = [ahead.counted.kinds[target] for target in ahead.targets]
    return {
        target: kind if kind and kinds.count(kind) == 1 else f"target-{number}"
        for number, (target, kind) in enumerate(zip(ahead.targets, kinds, strict=True), start=1)
    }


def course_charts(run: Run, ahead: Ahead, *, by: str | None = "location", lead: bool = False) -> None:
    """One chart a target; for each place its own, or for the only one."""
    for number, (target, name) in enumerate(output_names(ahead).items()):
        kind = ahead.counted.kinds[target]
        axis = chart_words.axis_title(kind, target)
        run.chart(
            name,
            charts.course(target, axis["en"], ahead.counted.issued, len(ahead.horizons)),
            title=course_title(kind, target),
            alt=ALTS["course"],
            by=by,
            lead=lead and not number,
            words=chart_words.words(titles=[axis]),
        )


def hospital_chart(run: Run, ahead: Ahead, *, by: str | None = "location") -> None:
    run.chart(
        "hospital",
        charts.beds(ahead.counted.issued, len(ahead.horizons)),
        title=TITLES["hospital"],
        alt=ALTS["hospital"],
        by=by,
        words=chart_words.words(),
    )


def model_chart(run: Run, ahead: Ahead) -> None:
    target = ahead.targets[0]
    run.chart(
        "models",
        charts.models(target, ahead.horizons[-1], list(ahead.values)),
        title=TITLES["models"],
        alt=ALTS["models"],
        by="location",
        words=chart_words.words(),
    )


def said_models(ahead: Ahead) -> dict[str, Localised]:
    return {name: MODELS[name] for name in ahead.values if name in MODELS}


def left_out(ahead: Ahead, changes: pl.DataFrame) -> Localised:
    """Places of the data that nothing could be forecast for, by name."""
    places = ahead.counted.places
    missing = [place for code, place in places.items() if code not in set(changes["location"])]
    if not missing:
        return four("", "", "", "")

    def names(code: str) -> str:
        return ", ".join(place.names.get(code) or place.names["en"] for place in missing)

    return four(
        f"**Not forecast**, as nothing recent enough is known: {names('en')}.",
        f"**未作预测**（没有足够新的数据）：{names('zh')}。",
        f"**Без прогноза**, так как недавних данных нет: {names('ru')}.",
        f"**Sans prévision**, faute de données assez récentes\u00a0: {names('fr')}.",
    )
