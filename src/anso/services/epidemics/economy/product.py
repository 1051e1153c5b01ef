"""`epidemics.economy`: what an epidemic's shock costs, where it strikes and along the chains of supply."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from anso import places
from anso.product import Field, MayBePrivate, PlaceCode, Run, Upload, UploadRule, product
from anso.services.epidemics.economy.asked import ENDINGS, FIELDS
from anso.services.epidemics.economy.shocks.named import shocks

if TYPE_CHECKING:
    import polars as pl

    from anso.services.epidemics.economy.results import Assessed
    from anso.services.epidemics.economy.tables import Table
    from anso.services.epidemics.economy.tables.regions import Region
    from anso.services.epidemics.economy.words import Case

__all__ = ["EconomyRequest", "economy"]

FACTS_PUBLISHED = date(2025, 10, 29)
"""As-of day of the packaged country facts that the synthetic table is made from."""
MOST_RANKED = 15
MOST_SHOWN = 12


class EconomyRequest(MayBePrivate):
    """What happens where and for how long, and on whose trade table."""

    struck: PlaceCode = Field(description="Country or region that the shock strikes, by any code or name")
    shock: Literal["illness", "caution", "lockdown", "travel"] = Field(
        "lockdown", description="What happens in the countries struck"
    )
    weeks: int = Field(12, ge=1, le=52, description="How many weeks it lasts")
    severity: float = Field(1.0, gt=0, le=2, description="So many times as severe as the shock is described")
    recovery: int = Field(
        8, ge=1, le=52, description="Weeks until a hundredth of an industry's loss is left (an assumption)"
    )
    table: Annotated[Upload, UploadRule(ENDINGS)] | None = Field(
        None,
        description="Your own multi-regional input-output table (WIOD, OECD ICIO, EORA26, .npz or .csv); "
        "without one, a synthetic table",
    )
    issued: date = Field(FACTS_PUBLISHED, description="Day that the release is dated")
    said: ClassVar = FIELDS


@product(
    "epidemics.economy",
    title={
        "en": "Economic consequences",
        "zh": "经济后果",
        "ru": "Экономические последствия",
        "fr": "Conséquences économiques",
    },
    summary={
        "en": "What an epidemic's shock would cost by country and industry, and how the loss spreads to trading partners",
        "zh": "疫情冲击对各国各行业造成的损失，及其向贸易伙伴的扩散",
        "ru": "Во что обошёлся бы шок эпидемии странам и отраслям и как потери переходят к торговым партнёрам",
        "fr": "Ce que coûterait le choc d’une épidémie par pays et par branche, et comment la perte gagne les partenaires",
    },
    corridor="health",
)
def economy(request: EconomyRequest, run: Run) -> None:
    """Publish the losses that a shock would cause on a trade table."""
    from anso.services.epidemics.economy import results, words
    from anso.services.epidemics.economy.assumptions import assumptions
    from anso.services.epidemics.economy.sectors import group_numbers
    from anso.services.epidemics.economy.shocks.course import Course, course
    from anso.services.epidemics.economy.tables.regions import numbers_of, regions_of

    run.progress(0.05, "Reading the table")
    table = _table(request, run)
    regions, group_of = regions_of(table.regions), group_numbers(table.sectors)
    struck = numbers_of(regions, request.struck)
    shock = shocks()[request.shock]

    run.progress(0.3, "Following the shock")

    def laid_out(strength: float) -> Course:
        return course(shock, request.weeks, request.severity * strength)

    found = results.assess(table, group_of, laid_out, struck, request.recovery)

    run.progress(0.8, "Writing")
    countries = results.by_country(found, regions)
    case = _case(request, table, countries)
    head = words.finding(case)
    run.finding(head)
    run.holds(words.holds(case))
    _write(run, found, regions, countries, case, head)
    run.text(
        "assumptions",
        assumptions(shock, request.weeks, request.severity, request.recovery, table.notes),
        title=words.TITLES["assumptions"],
    )
    run.text("method", _method(), title=words.TITLES["method"])


def _table(request: EconomyRequest, run: Run) -> "Table":
    from anso.services.epidemics.economy.tables.read import read
    from anso.services.epidemics.economy.tables.synthetic import synthetic

    if request.table is not None:
        return read(request.table.path, request.table.name)
    run.made_from_synthetic_data()
    made = synthetic()
    # Sizes and distances come from the packaged facts, which so are on the list of inputs.
    run.source("country-facts").of(made.regions[0])
    return made


def _case(request: EconomyRequest, table: "Table", countries: "pl.DataFrame") -> "Case":
    from anso.services.epidemics.economy.words import Case

    here, away = countries.filter("struck"), countries.filter(~countries["struck"])
    columns = ("lost", "direct", "value_added")
    lost, direct, year = (float(here[column].sum()) for column in columns)
    low, high = (
        float((here[f"lost_percent_{end}"] * here["value_added"]).sum()) / max(year, 1e-300)
        for end in ("low", "high")
    )
    beyond = float(away["lost"].sum())
    return Case(
        shocks()[request.shock],
        places.place(request.struck).names,
        request.weeks,
        request.severity,
        table.synthetic,
        table.title,
        100 * lost / max(year, 1e-300),
        low,
        high,
        direct / lost if lost else 0.0,
        100 * beyond / float(away["value_added"].sum()) if len(away) else None,
        100 * beyond / lost if lost else 0.0,
    )


def _write(
    run: Run,
    found: "Assessed",
    regions: tuple["Region", ...],
    countries: "pl.DataFrame",
    case: "Case",
    head: dict[str, str],
) -> None:
    from anso.services.epidemics.economy import chart_words, charts, results, words
    from anso.services.epidemics.economy.columns import described

    names = {region.names["en"]: region.names for region in regions}
    industries = chart_words.sector_words()
    said = chart_words.name_words(names.values()) | industries | chart_words.STEP_WORDS | words.PARTS

    def table(name: str, rows: "pl.DataFrame", title: str) -> None:
        run.table(name, rows, title=words.TITLES[title], columns=described(rows.columns), words=said)

    sectors = results.by_sector(found)
    partners = countries.filter(~countries["struck"] & (countries["lost"] > 0)).head(MOST_RANKED)
    table("countries", countries, "countries")
    table("sectors", sectors, "sectors")
    run.chart(
        "map",
        charts.loss_map(),
        title=words.TITLES["map"],
        alt=head,
        lead=True,
        words=chart_words.ranked_words(names.values()),
    )
    weekly = results.by_week(found)
    table("course", weekly, "course")
    for part, title in (("struck", "course"), ("elsewhere", "elsewhere")):
        if part in weekly["part"]:
            run.chart(
                title,
                charts.course(part),
                title=words.TITLES[title],
                alt=words.ALTS["course"],
                words=chart_words.course_words(),
            )
    if len(partners):
        table("partners", partners, "partners")
        run.chart(
            "partners",
            charts.partners(len(partners)),
            title=words.TITLES["partners"],
            alt=words.partners_alt(partners, names),
            words=chart_words.ranked_words(names[name] for name in partners["name"]),
        )
        table("pairs", results.by_pair(found, regions), "pairs")
    shown = _shown(countries)
    table("heat", results.by_group(found, regions, shown, sectors["sector"].to_list()), "heat")
    run.chart(
        "heat",
        charts.heat(len(shown)),
        title=words.TITLES["heat"],
        alt=words.ALTS["heat"],
        words=chart_words.heat_words(names[name] for name in shown),
    )
    table("cells", results.by_cell(found, regions), "cells")
    run.text(
        "summary",
        words.summary(case, head, partners, sectors, dict(names) | industries),
        title=words.TITLES["summary"],
    )


def _shown(countries: "pl.DataFrame") -> list[str]:
    """Struck countries, but no more than half of what is shown if others lose too, then those others; the greatest share first."""
    struck = countries.filter("struck")["name"].to_list()
    others = countries.filter(~countries["struck"] & (countries["lost"] > 0))["name"].to_list()
    room = max(MOST_SHOWN - len(others), MOST_SHOWN // 2)
    kept = struck[:room]
    return [*kept, *others[: MOST_SHOWN - len(kept)]]


def _method() -> dict[str, str]:
    from anso.language import in_all

    folder = Path(__file__).parent / "method"
    return in_all(lambda language: (folder / f"method.{language}.md").read_text(encoding="utf-8"))
