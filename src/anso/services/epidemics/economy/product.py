"""`epidemics.economy`: what an epidemic's shock costs, where it strikes and along the chains of supply."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

from pydantic import ValidationInfo, field_validator, model_validator

from anso import places
from anso.errors import BadValueError
from anso.product import Field, FieldWords, MayBePrivate, PlaceCode, Run, Upload, UploadRule, product
from anso.services.epidemics.economy.asked import ENDINGS, FIELDS, ONLY_WITH_SCENARIOS
from anso.services.epidemics.economy.shocks.named import shocks
from anso.services.epidemics.scenarios.asked import file_with_its_set

if TYPE_CHECKING:
    import polars as pl

    from anso.services.epidemics.economy.stating.words import Case
    from anso.services.epidemics.economy.tables import Table

__all__ = ["EconomyRequest", "economy"]

FACTS_PUBLISHED = date(2025, 10, 29)
"""As-of day of the packaged country facts that the synthetic table is made from."""
COUNTS_PACKAGED = date(2020, 6, 8)
"""Up to this day the packaged counts reach."""
SCENARIOS = "scenarios"
WEEKS, SCENARIO_WEEKS = 12, 26


def _unsaid() -> Any:
    """Stands for what is usual for the shock; a request that was read never holds it.

    Made rather than given, so that the schema does not name a default that it would refuse.
    """
    return None


class EconomyRequest(MayBePrivate):
    """What happens where and for how long, and on whose trade table."""

    struck: PlaceCode = Field(
        "south-asia", description="Country or region that the shock strikes, by any code or name"
    )
    shock: Literal["illness", "caution", "lockdown", "travel", "scenarios"] = Field(
        "lockdown",
        description="What happens in the countries struck: one of four named shocks, or what the scenarios of a "
        "set imply",
    )
    weeks: int = Field(
        default_factory=_unsaid,
        ge=1,
        le=52,
        description=f"How many weeks it lasts; {WEEKS} where nothing is said, with scenarios {SCENARIO_WEEKS}",
    )
    severity: float = Field(1.0, gt=0, le=2, description="So many times as severe as the shock is described")
    recovery: int = Field(
        8, ge=1, le=52, description="Weeks until a hundredth of an industry’s loss is left (an assumption)"
    )
    table: Annotated[Upload, UploadRule(ENDINGS)] | None = Field(
        None,
        description="Your own multi-regional input-output table (WIOD, OECD ICIO, EORA26, .npz or .csv); "
        "without one, a synthetic table",
    )
    set: Literal["measures-vaccination", "variant-boosters", "waning-season", "own"] | None = Field(
        None,
        description="With shock scenarios: the set whose scenarios are compared; measures-vaccination where "
        "nothing is said",
    )
    own: Annotated[Upload, UploadRule((".toml",), megabytes=1)] | None = Field(
        None, description="With set own: a TOML file of the same form as the packaged sets"
    )
    source: Literal["covid-2020", "who", "owid", "ecdc"] | None = Field(
        None,
        description="With shock scenarios: who counts what the projections begin from; covid-2020 (packaged, "
        "January to 8 June 2020) where nothing is said",
    )
    issued: date = Field(
        default_factory=_unsaid,
        description="Day that the release is dated; with shock scenarios only counts known before it are used, and "
        f"it is {COUNTS_PACKAGED} where nothing is said",
    )
    said: ClassVar[Mapping[str, FieldWords]] = FIELDS

    @model_validator(mode="before")
    @classmethod
    def _scenarios_where_a_set_is_named(cls, given: Any) -> Any:
        if isinstance(given, Mapping) and "shock" not in given and (given.get("set") or given.get("own")):
            return {**given, "shock": SCENARIOS}
        return given

    @field_validator("weeks", "issued", mode="before")
    @classmethod
    def _usual_for_the_shock(cls, value: Any, info: ValidationInfo) -> Any:
        if value is not None:
            return value
        named, scenarios = {
            "weeks": (WEEKS, SCENARIO_WEEKS),
            "issued": (FACTS_PUBLISHED, COUNTS_PACKAGED),
        }[str(info.field_name)]
        return scenarios if info.data.get("shock") == SCENARIOS else named

    @field_validator("set", "own", "source")
    @classmethod
    def _with_scenarios_only(cls, value: Any, info: ValidationInfo) -> Any:
        shock = info.data.get("shock")
        if shock == SCENARIOS:
            usual = {"set": "measures-vaccination", "source": "covid-2020"}
            return usual.get(str(info.field_name)) if value is None else value
        if value is not None and shock is not None:
            raise BadValueError(ONLY_WITH_SCENARIOS)
        return value

    @field_validator("own")
    @classmethod
    def _file_with_its_set(cls, own: Upload | None, info: ValidationInfo) -> Upload | None:
        return file_with_its_set(own, info.data.get("set"))


@product(
    "epidemics.economy",
    title={
        "en": "Economic consequences",
        "zh": "经济后果",
        "ru": "Экономические последствия",
        "fr": "Conséquences économiques",
    },
    summary={
        "en": "What an epidemic’s shock, or the scenarios of a set, would cost by country and industry, and how the loss spreads to trading partners",
        "zh": "疫情冲击或一组情景对各国各行业造成的损失，及其向贸易伙伴的扩散",
        "ru": "Во что обошёлся бы странам и отраслям шок эпидемии или сценарии набора и как потери переходят к торговым партнёрам",
        "fr": "Ce que coûterait le choc d’une épidémie, ou les scénarios d’un jeu, par pays et par branche, et comment la perte gagne les partenaires",
    },
    corridor="health",
)
def economy(request: EconomyRequest, run: Run) -> None:
    """Publish the losses that a shock, or each scenario of a set, would cause on a trade table."""
    from anso.services.epidemics.economy.sectors import group_numbers
    from anso.services.epidemics.economy.tables.regions import numbers_of, regions_of

    run.progress(0.05, "Reading the table")
    table = _table(request, run)
    regions, group_of = regions_of(table.regions), group_numbers(table.sectors)
    struck = numbers_of(regions, request.struck)
    if request.shock == SCENARIOS:
        from anso.services.epidemics.economy.compared.writing import compare

        compare(request, table, group_of, regions, struck, run)
        return

    from anso.services.epidemics.economy import results
    from anso.services.epidemics.economy.shocks.course import course
    from anso.services.epidemics.economy.stating import words
    from anso.services.epidemics.economy.stating.assumptions import assumptions
    from anso.services.epidemics.economy.stating.writing import write

    run.progress(0.3, "Following the shock")
    shock = shocks()[request.shock]
    (found,) = results.assess(
        table,
        group_of,
        lambda end: [course(shock, request.weeks, request.severity * end.strength)],
        struck,
        request.recovery,
    )
    run.progress(0.8, "Writing")
    countries = results.by_country(found, regions)
    write(run, found, regions, countries, _case(request, table, countries))
    run.text(
        "assumptions",
        assumptions(shock, request.weeks, request.severity, request.recovery, table.notes),
        title=words.TITLES["assumptions"],
    )


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
    from anso.services.epidemics.economy.stating.words import Case

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
