"""`epidemics.situation`: cases and deaths of every country on a given day, with their rates and curves."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, ClassVar, Literal

from pydantic import ValidationInfo, field_validator

from anso import places
from anso.errors import BadValueError, InvalidInputError, Problem
from anso.product import Field, FieldWords, RegionCode, Request, Run, product
from anso.services.epidemics.asked import FIELDS, out_of_range

__all__ = ["SituationRequest", "situation"]

PACKAGED = "covid-2020"
NEWEST_PACKAGED = date(2020, 6, 8)
WORLD = "un-world"


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
    said: ClassVar[Mapping[str, FieldWords]] = FIELDS

    @field_validator("issued")
    @classmethod
    def _in_packaged_data(cls, issued: date, info: ValidationInfo) -> date:
        if info.data.get("source") == PACKAGED:
            span = _packaged_span()
            if not span.first <= issued <= span.last:
                raise BadValueError(out_of_range(issued, PACKAGED, span.first, span.last))
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
        "en": "Cases and deaths of every country on a given day, with rates and curves",
        "zh": "各国在给定日期的病例和死亡，附发病率与曲线",
        "ru": "Случаи и смерти по странам на заданный день, с показателями на жителя и кривыми",
        "fr": "Cas et décès de chaque pays à une date donnée, avec taux et courbes",
    },
    corridor="health",
)
def situation(request: SituationRequest, run: Run) -> None:
    """Publish the situation of the countries of a region on the day of issue."""
    from anso.services.epidemics import assess, chart_words, charts, columns, words
    from anso.services.epidemics.panel import make_panel, reported_by

    run.progress(0.05, "Reading the counts")
    source = run.source(request.source)
    span = source.span()
    if not span.first <= request.issued <= span.last:
        raise InvalidInputError(
            [Problem("issued", out_of_range(request.issued, request.source, span.first, span.last)["en"])]
        )
    counts = reported_by(source.daily(request.issued), request.issued)
    whole = request.region == WORLD
    region = places.region(request.region)
    counts = counts.filter(counts["country"].is_in(list(region.countries)))
    if counts.is_empty():
        raise InvalidInputError(
            [Problem("region", f"{source.title} has no counts for {region.name} up to {request.issued}")]
        )
    people = dict(run.source("un-population").totals_in(request.issued.year).iter_rows())

    panel = make_panel(counts, request.issued)
    names = {code: places.country(code).names for code in panel.countries}
    table = assess.situation(panel, people, {code: name["en"] for code, name in names.items()})

    run.progress(0.6, "Writing")
    head = words.finding(table, groups(panel.countries), None if whole else region.names)
    run.finding(head)
    run.holds(words.holds(request.issued, len(table), revised=source.revised))
    run.table(
        "situation",
        table,
        title=words.TITLES["situation"],
        columns=columns.SITUATION,
        words=_by_english(assess.changes_in_words(panel).values()),
    )
    run.table("curves", assess.curves(panel), title=words.TITLES["curves"], columns=columns.CURVES)
    run.chart(
        "map",
        charts.rate_map(None if whole else region.countries),
        title=words.TITLES["map"],
        alt=head,
        lead=True,
        words=chart_words.map_words(names.values()),
    )
    run.chart(
        "curve",
        charts.curve(),
        title=words.TITLES["curve"],
        alt=words.ALTS["curve"],
        by="country",
        words=chart_words.COUNTS,
    )
    run.chart(
        "deaths",
        charts.deaths(),
        title=words.TITLES["deaths"],
        alt=words.ALTS["deaths"],
        by="country",
        words=chart_words.COUNTS,
    )
    run.text("summary", words.summary(table, request.issued, head), title=words.TITLES["summary"])
    run.text("method", method_text(Path(__file__).parent / "method"), title=words.TITLES["method"])
    for row in table.iter_rows(named=True):
        run.fact(
            row["country"],
            label=words.LABEL,
            value=words.value(row),
            note=words.note(row),
            chart="curve",
        )


def _by_english(texts: Iterable[dict[str, str]]) -> dict[str, dict[str, str]]:
    return {text["en"]: text for text in texts}


def groups(countries: Iterable[str]) -> dict[str, str]:
    """The part of the world that each country is counted to in a headline."""
    from anso.services.epidemics.words import GROUPS

    part = {}
    for code in countries:
        country = places.country(code)
        named = [region for region in (country.un_subregion, country.un_region) if region in GROUPS]
        if named:
            part[code] = named[0]
    return part


def method_text(folder: Path) -> dict[str, str]:
    """`method.en.md` and its translations."""
    from anso.language import in_all

    return in_all(lambda language: (folder / f"method.{language}.md").read_text(encoding="utf-8"))
