"""`epidemics.forecast`: what comes in the next weeks, from several models and their ensemble."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar, Literal

from anso.product import Field, FieldWords, Run, product
from anso.services.epidemics.counting import CountsRequest
from anso.services.epidemics.outlook.asked import FIELDS

if TYPE_CHECKING:
    from anso.services.epidemics.counting import Counted

__all__ = ["ForecastRequest", "forecast"]
WEEKS = 4
MOST_WEEKS = 6


class ForecastRequest(CountsRequest):
    """The day to forecast from, whose counts to believe, and how far to look."""

    weeks: int = Field(WEEKS, ge=1, le=MOST_WEEKS, description="How many weeks ahead")
    models: tuple[
        Literal[
            "anso-baseline",
            "anso-trend",
            "anso-lagged",
            "anso-renewal",
            "anso-seir",
            "anso-pooled-log",
            "anso-pooled-root",
        ],
        ...,
    ] = Field((), description="These models alone; nothing means all of them")
    said: ClassVar[Mapping[str, FieldWords]] = FIELDS


@product(
    "epidemics.forecast",
    title={
        "en": "Epidemic forecast",
        "zh": "疫情预测",
        "ru": "Прогноз эпидемии",
        "fr": "Prévision épidémique",
    },
    summary={
        "en": "Cases, deaths and hospital load of the next weeks, from several models and their ensemble",
        "zh": "未来数周的病例、死亡和医院负荷，由多个模型及其集成给出",
        "ru": "Случаи, смерти и нагрузка на больницы на ближайшие недели: несколько моделей и их ансамбль",
        "fr": "Cas, décès et charge hospitalière des semaines à venir, selon plusieurs modèles et leur ensemble",
    },
    corridor="health",
)
def forecast(request: ForecastRequest, run: Run) -> None:
    """Publish the forecasts of the most affected places."""
    from anso.services.epidemics.counting import read_counts, shown
    from anso.services.epidemics.outlook.ahead import look_ahead
    from anso.services.epidemics.outlook.ahead.beds import ages_at, burden
    from anso.services.epidemics.outlook.forecast.writing import write

    run.progress(0.05, "Reading the counts")
    counted = read_counts(request, run)
    ahead = look_ahead(
        counted,
        request.weeks,
        request.models,
        lambda fraction, message: run.progress(0.1 + 0.7 * fraction, f"Forecasting: {message}"),
    )
    run.progress(0.85, "Following patients through the wards")
    load = burden(ahead, ages_at(run, ahead))
    run.progress(0.9, "Writing")
    write(run, ahead, load, region=region_of(request, counted))
    shown(run, counted)


def region_of(request: CountsRequest, counted: "Counted") -> tuple[str, ...] | None:
    """The countries that a map is cut to; none where it is the world's."""
    from anso import places

    if request.region == "un-world":
        return None
    region = places.region(request.region)
    return tuple(region.countries) if any(place.country for place in counted.places.values()) else None
