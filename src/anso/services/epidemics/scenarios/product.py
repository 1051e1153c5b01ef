"""`epidemics.scenarios`: what would follow in the next months if what is assumed came true."""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal

from pydantic import ValidationInfo, field_validator

from anso.product import Field, FieldWords, Run, Upload, UploadRule, product
from anso.services.epidemics.counting import CountsRequest
from anso.services.epidemics.scenarios.asked import FIELDS, file_with_its_set

__all__ = ["ScenariosRequest", "scenarios"]

DAYS_A_MONTH, WEEK = 365.25 / 12, 7


class ScenariosRequest(CountsRequest):
    """What to assume, from which day on, and whose counts to begin with."""

    set: Literal["measures-vaccination", "variant-boosters", "waning-season", "own"] = Field(
        "measures-vaccination", description="One of the packaged sets of scenarios, or your own"
    )
    own: Annotated[Upload, UploadRule((".toml",), megabytes=1)] | None = Field(
        None,
        validate_default=True,
        description="With set own: a TOML file of the same form as the packaged sets",
    )
    months: int = Field(6, ge=3, le=12, description="How many months ahead, 3 to 12")
    said: ClassVar[Mapping[str, FieldWords]] = FIELDS

    @field_validator("own")
    @classmethod
    def _file_with_its_set(cls, own: Upload | None, info: ValidationInfo) -> Upload | None:
        return file_with_its_set(own, info.data.get("set"))


@product(
    "epidemics.scenarios",
    title={
        "en": "Scenario projections",
        "zh": "情景推演",
        "ru": "Сценарные проекции",
        "fr": "Projections par scénario",
    },
    summary={
        "en": "Three to twelve months under stated assumptions: measures, vaccination, waning, season, a new variant; not a forecast",
        "zh": "在明示假设下的三至十二个月：防控措施、疫苗接种、免疫减退、季节性、新变异株；非预测",
        "ru": "От трёх до двенадцати месяцев при заявленных допущениях: меры, вакцинация, угасание иммунитета, сезон, новый вариант; не прогноз",
        "fr": "De trois à douze mois sous des hypothèses déclarées\u00a0: mesures, vaccination, affaiblissement, saison, nouveau variant\u00a0; non une prévision",
    },
    corridor="health",
)
def scenarios(request: ScenariosRequest, run: Run) -> None:
    """Publish what follows in each scenario, and how far scenarios differ."""
    from anso import places
    from anso.services.epidemics.counting import read_counts
    from anso.services.epidemics.scenarios.assumed import packaged_set, read_set
    from anso.services.epidemics.scenarios.projecting import project
    from anso.services.epidemics.scenarios.shown.writing import write

    run.progress(0.02, "Reading the assumptions")
    if request.own is not None:
        chosen = read_set(request.own.path.read_bytes(), request.own.name)
    else:
        chosen = packaged_set(request.set)
    run.progress(0.05, "Reading the counts")
    counted = read_counts(request, run)
    run.progress(0.15, "Estimating where each place stands")
    notes: list[dict[str, str]] = []
    made = project(
        counted,
        chosen,
        run.source("un-population"),
        round(request.months * DAYS_A_MONTH / WEEK),
        notes=notes,
        random=run.rng("assumptions"),
        spread=lambda function, items: run.map(function, items, "Projecting"),
    )
    run.progress(0.9, "Writing")
    whole = request.region == "un-world"
    write(run, made, counted, notes, None if whole else tuple(places.region(request.region).countries))
