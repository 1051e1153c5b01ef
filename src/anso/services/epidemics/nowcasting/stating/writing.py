"""What a nowcast release holds, put together from the numbers."""

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from anso import places
from anso.product import Run
from anso.services.epidemics.counting import Counted, shown
from anso.services.epidemics.nowcasting.beliefs import KINDS
from anso.services.epidemics.nowcasting.nowcast import Nowcast
from anso.services.epidemics.nowcasting.stating import alerts, chart_words, charts, columns, headline, words
from anso.services.epidemics.nowcasting.stating.titles import ALTS, LABEL, TITLES
from anso.services.epidemics.nowcasting.stating.trends import KIND_NAMES, TONES, TREND_NAMES
from anso.services.epidemics.product import groups, method_text
from anso.services.epidemics.thresholds import RANKED_CASES, RANKED_COUNTRIES, TRENDS, UNKNOWN

__all__ = ["write"]

WORLD = "un-world"
METHOD = Path(__file__).parents[1] / "method"
FRONT = [
    "location", "name", "trend", "probability_growing", "r", "r_low_90", "r_high_90", "doubling_days", "halving_days",
    "counts_14", "counts_14_per_100k", "kind",
]  # fmt: skip
"""Columns that stand in front."""


def write(run: Run, counted: Counted, found: Nowcast, asked: str) -> None:
    """`asked` is the region of the request."""
    names = {code: dict(place.names) for code, place in counted.places.items()}
    main = named(found.main, names)
    countries = [code for code, place in counted.places.items() if place.country]
    region = None if asked == WORLD or not countries else places.region(asked)
    head = headline.finding(
        main,
        names,
        groups(countries),
        None if region is None else region.names,
        countries=len(countries) == len(names),
    )
    run.finding(head)
    told = len(main.filter(pl.col("trend") != UNKNOWN))
    run.holds(headline.holds(counted.issued, told, len(main), revised=not counted.versions))
    ranked = fastest_of(main)
    tables(run, found, main, ranked, names)
    pictures(run, found, main, ranked, names, region.countries if region else None, drawn=bool(countries))
    run.text("summary", words.summary(main, ranked, head, found.completion, names), title=TITLES["summary"])
    run.text("method", method_text(METHOD), title=TITLES["method"])
    ours = main.filter(pl.col("location").is_in(countries))
    for row in ours.iter_rows(named=True):
        run.fact(
            row["location"],
            label=LABEL,
            value=TREND_NAMES[row["trend"]],
            note=words.note(row),
            tone=TONES[row["trend"]],
            chart="reproduction" if row["r"] is not None else "",
        )
    for alert in alerts.alerts(ours, counted.issued, names):
        run.alert(alert)
    shown(run, counted)


def named(rows: pl.DataFrame, names: Mapping[str, Mapping[str, str]]) -> pl.DataFrame:
    """With the places' names, what matters most in front."""
    english = pl.Series("name", [names[code]["en"] for code in rows["location"]], dtype=pl.String)
    return rows.with_columns(english).select(*FRONT, pl.exclude(FRONT)).sort("name", "location", "kind")


def fastest_of(main: pl.DataFrame) -> pl.DataFrame:
    """Where the epidemic doubles soonest, among places with enough counts and a sure direction."""
    return (
        main.filter(
            pl.col("trend") == TRENDS[0].slug,
            pl.col("counts_14") >= RANKED_CASES,
            pl.col("doubling_days").is_not_null(),
        )
        .sort("doubling_days", "location")
        .head(RANKED_COUNTRIES)
    )


def tables(
    run: Run,
    found: Nowcast,
    main: pl.DataFrame,
    ranked: pl.DataFrame,
    names: Mapping[str, Mapping[str, str]],
) -> None:
    said = {**TREND_NAMES, **{kind: text for kind, text in KIND_NAMES.items() if kind}}
    run.table("nowcast", main, title=TITLES["nowcast"], columns=columns.NOWCAST, words=said)
    if found.now["kind"].n_unique() > 1:
        every = named(found.now, names)
        run.table("by_kind", every, title=TITLES["by_kind"], columns=columns.NOWCAST, words=said)
    run.table("reproduction", found.course, title=TITLES["reproduction"], columns=columns.COURSE, words=said)
    if not ranked.is_empty():
        run.table("fastest", ranked, title=TITLES["fastest"], columns=columns.NOWCAST, words=said)
    if not found.completed.is_empty():
        run.table(
            "completed",
            found.completed,
            title=TITLES["completed"],
            columns=columns.COMPLETED,
            words=said,
        )


def pictures(
    run: Run,
    found: Nowcast,
    main: pl.DataFrame,
    ranked: pl.DataFrame,
    names: Mapping[str, Mapping[str, str]],
    region: tuple[str, ...] | None,
    *,
    drawn: bool,
) -> None:
    """`region` are the countries of a smaller map; `drawn` is false where no place has a shape."""
    if drawn:
        run.chart(
            "map",
            charts.trend_map(region),
            title=TITLES["map"],
            alt=words.map_alt(main),
            lead=True,
            words=chart_words.map_words(names.values()),
        )
    kinds = [kind for kind in KINDS if kind in found.course["kind"]]
    if kinds:
        run.chart(
            "reproduction",
            charts.reproduction(kinds),
            title=TITLES["reproduction"],
            alt=ALTS["reproduction"],
            by="location",
            lead=not drawn and ranked.is_empty(),
            words=chart_words.REPRODUCTION,
        )
    if not ranked.is_empty():
        run.chart(
            "fastest",
            charts.fastest(len(ranked)),
            title=TITLES["fastest"],
            alt=words.fastest(ranked, names),
            lead=not drawn,
            words=chart_words.ranking_words(names[code] for code in ranked["location"]),
        )
    if not found.completed.is_empty():
        run.chart(
            "completed",
            charts.completed(),
            title=TITLES["completed"],
            alt=ALTS["completed"],
            by="location",
            words=chart_words.COMPLETED,
        )
