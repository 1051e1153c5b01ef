"""`epidemics.situation`: cases, deaths, growth and doubling time of every country on a given day."""

from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal

from pydantic import ValidationInfo, field_validator

from anso import places
from anso.errors import InvalidInputError, Problem
from anso.product import Field, RegionCode, Request, Run, product

__all__ = ["SituationRequest", "situation"]

PACKAGED = "covid-2020"
NEWEST_PACKAGED = date(2020, 6, 8)
WORLD = "un-world"
COLUMNS = {
    "country": "Country, ISO 3166-1 alpha-2",
    "name": "Country or territory",
    "trend": "Trend of new cases",
    "probability_growing": "Probability that new cases are growing",
    "growth_percent": "Growth of new cases (% a day)",
    "growth_percent_low": "Growth, low end of 95% interval (% a day)",
    "growth_percent_high": "Growth, high end of 95% interval (% a day)",
    "doubling_days": "Doubling time (days)",
    "doubling_days_low": "Doubling time, low end of 95% interval (days)",
    "doubling_days_high": "Doubling time, high end of 95% interval (days; none: may not be growing)",
    "halving_days": "Halving time (days)",
    "halving_days_low": "Halving time, low end of 95% interval (days)",
    "halving_days_high": "Halving time, high end of 95% interval (days; none: may not be declining)",
    "cases_14": "New confirmed cases, last 14 days",
    "cases_14_before": "New confirmed cases, the 14 days before",
    "cases_14_per_100k": "New confirmed cases, last 14 days, per 100,000 people",
    "mean_7": "New confirmed cases a day, mean of the last 7 reported days",
    "deaths_14": "Deaths, last 14 days",
    "cases": "Confirmed cases since the beginning",
    "deaths": "Deaths since the beginning",
    "last_report": "Day of the last report",
    "changes": "What was changed in the reported counts, last 28 days",
}
CURVE_COLUMNS = {
    "country": "Country, ISO 3166-1 alpha-2",
    "date": "Day",
    "new_cases": "New confirmed cases, corrections spread",
    "mean_7": "New confirmed cases, 7-day mean",
    "new_deaths": "Deaths, corrections spread",
    "deaths_mean_7": "Deaths, 7-day mean",
    "line": "Fitted new cases a day",
    "line_low": "Fitted new cases a day, low end of 95% interval",
    "line_high": "Fitted new cases a day, high end of 95% interval",
    "late_reports": "Read as a batch of late reports",
}


@cache
def _packaged_span() -> Any:
    from anso.sources.covid_2020 import Covid2020

    return Covid2020().span()


class SituationRequest(Request):
    """The day to look at, and whose counts to believe."""

    source: Literal["covid-2020", "who", "owid", "ecdc"] = Field(
        "covid-2020",
        description="Who counts: covid-2020 (packaged, January to 8 June 2020), or live who, owid or ecdc",
    )
    issued: date = Field(
        NEWEST_PACKAGED, description="Day the situation is stated for; only data known on that day is used"
    )
    region: RegionCode = Field("world", description="Region whose countries are stated")

    @field_validator("issued")
    @classmethod
    def _in_packaged_data(cls, issued: date, info: ValidationInfo) -> date:
        if info.data.get("source") == PACKAGED:
            span = _packaged_span()
            if not span.first <= issued <= span.last:
                raise ValueError(_out_of_range(issued, PACKAGED, span))
        return issued


@product(
    "epidemics.situation",
    title={
        "en": "Epidemic situation",
        "zh": "疫情态势",
        "ru": "Эпидемическая обстановка",
        "fr": "Situation épidémique",
    },
    summary={
        "en": "Cases, deaths, growth and doubling time of every country on a given day",
        "zh": "各国在给定日期的病例、死亡、增长率和加倍时间",
        "ru": "Случаи, смерти, темп роста и время удвоения по странам на заданный день",
        "fr": "Cas, décès, croissance et temps de doublement de chaque pays à une date donnée",
    },
    corridor="health",
)
def situation(request: SituationRequest, run: Run) -> None:
    """Publish the situation of the countries of a region on the day of issue."""
    from anso.services.epidemics import assess, charts, words
    from anso.services.epidemics.alerts import alerts
    from anso.services.epidemics.growth import estimate_growth
    from anso.services.epidemics.panel import make_panel
    from anso.services.epidemics.thresholds import CONFIDENCE

    run.progress(0.05, "Reading the counts")
    source = run.source(request.source)
    span = source.span()
    if not span.first <= request.issued <= span.last:
        raise InvalidInputError([Problem("issued", _out_of_range(request.issued, request.source, span))])
    counts = source.daily(request.issued)
    whole = request.region == WORLD
    region = places.region(request.region)
    counts = counts.filter(counts["country"].is_in(list(region.countries)))
    if counts.is_empty():
        raise InvalidInputError(
            [Problem("region", f"{source.title} has no counts for {region.name} up to {request.issued}")]
        )
    people = dict(run.source("un-population").totals_in(request.issued.year).iter_rows())

    run.progress(0.3, "Estimating growth")
    panel = make_panel(counts, request.issued)
    growth = estimate_growth(panel.modelled(assess.GROWTH_DAYS), CONFIDENCE)
    names = {code: places.country(code).names for code in panel.countries}
    table = assess.situation(panel, growth, people, {code: name["en"] for code, name in names.items()})
    ranked = assess.fastest(table)

    run.progress(0.6, "Writing")
    head = words.finding(table, _groups(panel.countries), None if whole else region.names)
    run.finding(head)
    assessed = len(table.filter(table["trend"] != assess.UNKNOWN))
    run.holds(words.holds(request.issued, assess.GROWTH_DAYS, assessed, len(table), revised=source.revised))
    run.table("situation", table, title=words.TITLES["situation"], columns=COLUMNS)
    run.table("curves", assess.curves(panel, growth), title=words.TITLES["curves"], columns=CURVE_COLUMNS)
    run.chart(
        "map",
        charts.trend_map(None if whole else region.countries),
        title=words.TITLES["map"],
        alt=head,
        lead=True,
    )
    run.chart("curve", charts.curve(), title=words.TITLES["curve"], alt=words.ALTS["curve"], by="country")
    run.chart("deaths", charts.deaths(), title=words.TITLES["deaths"], alt=words.ALTS["deaths"], by="country")
    if not ranked.is_empty():
        kept = {key: COLUMNS[key] for key in ranked.columns}
        run.table("fastest", ranked, title=words.TITLES["fastest"], columns=kept)
        run.chart(
            "fastest",
            charts.ranking(len(ranked)),
            title=words.TITLES["fastest"],
            alt=words.fastest_alt(ranked, names),
        )
    run.text(
        "summary", words.summary(table, ranked, request.issued, head, names), title=words.TITLES["summary"]
    )
    run.text("method", _method(), title=words.TITLES["method"])
    for row in table.iter_rows(named=True):
        run.fact(
            row["country"],
            label=words.EPIDEMIC,
            value=words.trend_name(row["trend"]),
            note=words.note(row),
            tone=words.TONES[row["trend"]],
            chart="curve",
        )
    for alert in alerts(table, request.issued, names):
        run.alert(alert)


def _groups(countries: Iterable[str]) -> dict[str, str]:
    """The part of the world that each country is counted to in the headline."""
    from anso.services.epidemics.words import GROUPS

    part = {}
    for code in countries:
        country = places.country(code)
        named = [region for region in (country.un_subregion, country.un_region) if region in GROUPS]
        if named:
            part[code] = named[0]
    return part


def _method() -> dict[str, str]:
    from anso.language import in_all

    folder = Path(__file__).parent / "method"
    return in_all(lambda language: (folder / f"method.{language}.md").read_text(encoding="utf-8"))


def _out_of_range(issued: date, source: str, span: Any) -> str:
    return f"{issued} is outside the data of {source}, which runs from {span.first} to {span.last}"
