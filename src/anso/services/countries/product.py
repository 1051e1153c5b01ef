"""`countries.profile`: a country's people, provinces, neighbours and economic basics."""

from collections.abc import Mapping
from typing import Any, ClassVar

from pydantic import field_validator

from anso import places
from anso.errors import BadValueError
from anso.places import population
from anso.product import CountryCode, Field, FieldWords, Request, Run, product
from anso.services.countries.asked import FIELDS, nobody_counted

__all__ = ["ProfileRequest", "profile"]

FIRST_YEAR, LAST_YEAR, THIS_YEAR, LATER_YEAR = 1950, 2100, 2025, 2050


class ProfileRequest(Request):
    """Which country, and in which year."""

    country: CountryCode = Field(description="Country, by code or name")
    year: int = Field(
        THIS_YEAR,
        ge=FIRST_YEAR,
        le=LAST_YEAR,
        multiple_of=5,
        description="Year the people are stated for, every fifth from 1950 to 2100",
    )
    said: ClassVar[Mapping[str, FieldWords]] = FIELDS

    @field_validator("country")
    @classmethod
    def _has_people(cls, code: str) -> str:
        if code not in population.totals():
            raise BadValueError(nobody_counted(places.country(code).names))
        return code


@product(
    "countries.profile",
    title={"en": "Country profile", "zh": "国家概况", "ru": "Сведения о стране", "fr": "Profil de pays"},
    summary={
        "en": "Population and its growth, ages, area, provinces, neighbours and economic basics",
        "zh": "人口及其增长、年龄结构、面积、一级行政区、邻国和经济基本情况",
        "ru": "Население и его рост, возраст, площадь, провинции, соседи и основы экономики",
        "fr": "Population et croissance, âges, superficie, provinces, voisins et bases économiques",
    },
    corridor="alliance",
)
def profile(request: ProfileRequest, run: Run) -> None:
    """Publish a country's profile; its day is that of the newest edition it was made from."""
    from anso.services.countries import chart_words, charts, columns, people, words
    from anso.services.countries.basics import basics
    from anso.sources.un_population import FIRST_PROJECTED

    run.progress(0.1, "Reading the population")
    country = places.country(request.country)
    source = run.source("un-population")
    by_age = source.by_age(country.code)
    facts = run.source("country-facts").of(country.code).row(0, named=True)
    run.about(country.code)

    totals = people.totals(by_age, FIRST_PROJECTED)
    pyramid = people.pyramid(by_age, request.year)
    count_in = dict(totals.select("year", "people").iter_rows())
    found = words.Profile(
        names=country.names,
        year=request.year,
        people=count_in[request.year],
        growth=people.growth_in(totals, request.year),
        projected=request.year >= FIRST_PROJECTED,
        area_km2=facts["area_km2"],
        capital=facts["capital"],
        currency=facts["currency"],
        gdp_ppp=facts["gdp_ppp"],
        neighbours=[places.country(code).names for code in facts["neighbours"]],
        ages=people.ages_in(pyramid),
        people_2050=count_in[LATER_YEAR],
    )

    run.progress(0.5, "Writing")
    provinces = places.provinces(country.code)
    head = words.finding(found)
    run.finding(head)
    run.holds(words.holds(found))
    facts_table, fact_words = basics(found, (country.code, country.alpha3, country.numeric))
    run.table("basics", facts_table, title=words.TITLES["basics"], columns=columns.BASICS, words=fact_words)
    run.table(
        "population",
        totals,
        title=words.TITLES["population"],
        columns=columns.POPULATION,
        words=chart_words.KINDS,
    )
    run.table("ages", pyramid, title=words.TITLES["ages"], columns=columns.AGES, words=chart_words.SEXES)
    run.table(
        "provinces",
        _provinces(country),
        title=words.TITLES["provinces"],
        columns=columns.PROVINCES,
        words=chart_words.province_words(each.names for each in provinces),
    )
    run.table(
        "neighbours",
        _neighbours(source.totals_in(request.year), facts["neighbours"]),
        title=words.TITLES["neighbours"],
        columns=columns.neighbours(request.year),
    )
    run.chart(
        "map",
        charts.country_map(country.code, country.lon, country.lat, len(provinces)),
        title=words.TITLES["map"],
        alt=words.ALTS["map"],
        lead=True,
        words={**chart_words.province_words(each.names for each in provinces), **chart_words.MAP},
    )
    run.chart(
        "population",
        charts.population(request.year),
        title=words.TITLES["population"],
        alt=head,
        words=chart_words.POPULATION,
    )
    run.chart(
        "ages", charts.ages(), title=words.TITLES["ages"], alt=words.ALTS["ages"], words=chart_words.AGES
    )
    run.text("summary", words.summary(found), title=words.TITLES["summary"])
    run.text("method", words.METHOD, title=words.TITLES["method"])
    run.fact(
        country.code,
        label=words.LABEL,
        value=words.large_people(found),
        note=words.note(found),
        chart="population",
    )


def _provinces(country: places.Country) -> Any:
    import polars as pl

    from anso.services.countries.charts import MAP_HEIGHT, NARROW_PX, WIDE_PX
    from anso.services.countries.labels import names_that_fit

    provinces = places.provinces(country.code)
    shown: list[list[bool]] = [[], []]
    if provinces:
        topology = places.province_topology(country.code)
        shown = [
            names_that_fit(
                provinces, topology, (country.lon, country.lat), (width, MAP_HEIGHT * width / WIDE_PX)
            )
            for width in (WIDE_PX, NARROW_PX)
        ]
    return pl.DataFrame(
        [
            (each.code, each.name, each.lat, each.lon, wide, narrow)
            for each, wide, narrow in zip(provinces, *shown, strict=True)
        ],
        schema={
            "province": pl.String,
            "name": pl.String,
            "lat": pl.Float64,
            "lon": pl.Float64,
            "shown_wide": pl.Boolean,
            "shown_narrow": pl.Boolean,
        },
        orient="row",
    )


def _neighbours(totals: Any, codes: list[str]) -> Any:
    import polars as pl

    people = dict(totals.iter_rows())
    return pl.DataFrame(
        [(code, places.country(code).name, people.get(code)) for code in codes],
        schema={"country": pl.String, "name": pl.String, "people": pl.Int64},
        orient="row",
    ).sort("name")
