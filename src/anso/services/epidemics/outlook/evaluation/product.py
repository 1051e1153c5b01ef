"""`epidemics.evaluation`: how good the forecasts of the last weeks were, made anew from what was known then."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from anso.product import Field, FieldWords, Run, product
from anso.services.epidemics.counting import CountsRequest
from anso.services.epidemics.outlook.asked import FIELDS

if TYPE_CHECKING:
    import polars as pl

__all__ = ["ROUNDS", "WEEKS", "EvaluationRequest", "evaluation", "submitted_to"]

ROUNDS = 8
WEEKS = 4


class EvaluationRequest(CountsRequest):
    """The day to judge on, whose counts to judge by, and how many past forecasts to judge."""

    rounds: int = Field(ROUNDS, ge=1, le=60, description="How many past weekly forecasts to judge")
    weeks: int = Field(WEEKS, ge=1, le=6, description="How many weeks ahead")
    said: ClassVar[Mapping[str, FieldWords]] = FIELDS


@product(
    "epidemics.evaluation",
    title={
        "en": "How good the forecasts were",
        "zh": "预测的准确度",
        "ru": "Насколько хороши были прогнозы",
        "fr": "Qualité des prévisions passées",
    },
    summary={
        "en": "The last weeks’ forecasts, made anew from what was known then and judged by what came",
        "zh": "以当时所知重做最近数周的预测，并以实际结果评判",
        "ru": "Прогнозы последних недель, сделанные заново по тогдашним данным и оценённые по исходам",
        "fr": "Les prévisions des dernières semaines, refaites d’après ce qui était alors connu et comparées à ce qui s’est produit",
    },
    corridor="health",
)
def evaluation(request: EvaluationRequest, run: Run) -> None:
    """Publish what past forecasts were worth."""
    from anso.services.epidemics.counting import read_counts, shown
    from anso.services.epidemics.outlook.evaluation.judging import past_forecasts
    from anso.services.epidemics.outlook.evaluation.writing import write

    run.progress(0.02, "Reading the counts")
    counted = read_counts(request, run)
    past = past_forecasts(
        counted,
        request.rounds,
        request.weeks,
        (),
        lambda fraction, message: run.progress(0.05 + 0.85 * fraction, f"Forecasting as of {message}"),
        submitted_to(request),
    )
    run.progress(0.92, "Judging")
    write(run, counted, past)
    shown(run, counted)


def submitted_to(request: CountsRequest) -> "pl.DataFrame | None":
    """The forecasts that teams handed in to the hub whose counts are used; none where the source is no hub."""
    slug = getattr(request, "hub", "")
    if request.source != "hub" or not slug:
        return None
    from anso.hub.keeping import Shelf

    found = Shelf().open(slug).forecasts(output_types="quantile")
    return None if found.is_empty() else found
