"""Operations on forecast hubs: what they hold, who leads, and single forecasts beside the truth."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from ninja import Router, Schema
from ninja.params.functions import Query
from pydantic import Field

from anso.portal.api.answers import json_response
from anso.portal.api.schemas import Error
from anso.portal.hubs.asked import asked_of
from anso.portal.hubs.explored import seen_in, view_of
from anso.portal.hubs.leaderboard import table_of
from anso.portal.hubs.overview import next_deadline
from anso.portal.hubs.shelf import HubSeen, hub_seen, hubs_seen

__all__ = ["router"]

router = Router(tags=["Forecast hubs"])


class DeadlineOut(Schema):
    """The round that takes submissions, or the one that will next."""

    round: str
    opens: str
    closes: str
    is_open: bool


class HubOut(Schema):
    """A hub of this installation."""

    slug: str
    name: str
    synthetic: bool
    targets: list[str]
    horizons: list[int]
    locations: list[str]
    models: list[str] = Field(description="Models that have forecasts in it")
    rounds: list[date] = Field(description="Rounds that have forecasts")
    baseline: str
    deadline: DeadlineOut | None
    page_url: str


class ScoreOut(Schema):
    """One model of the leaderboard; the columns are explained on the page and in the documentation."""

    rank: int | None = Field(description="None: it forecast too little to be ranked")
    model_id: str
    n: int
    share: float | None
    wis: float | None
    dispersion: float | None
    underprediction: float | None
    overprediction: float | None
    ae_median: float | None
    bias: float | None
    coverage_50: float | None
    coverage_90: float | None
    coverage_95: float | None
    sum_ratio: float | None
    sum_ratio_low: float | None
    sum_ratio_high: float | None
    relative_skill: float | None


class ForecastOut(Schema):
    """A model's forecast of one day: its median with the 50 and 95% bands."""

    model_id: str
    end: date
    median: float | None
    lower_50: float | None
    upper_50: float | None
    lower_95: float | None
    upper_95: float | None


class ObservationOut(Schema):
    """What was observed of one day."""

    end: date
    value: float | None


class ExploredOut(Schema):
    """A round's forecasts of one target in one place, beside the truth as it was known then and is now."""

    round: date
    target: str
    place: str
    forecasts: list[ForecastOut]
    truth_then: list[ObservationOut]
    truth_now: list[ObservationOut]
    absent: list[str] = Field(description="Models asked for that forecast nothing of this")


@router.get("/hubs", response=list[HubOut], summary="Forecast hubs")
def list_hubs(request: HttpRequest) -> Any:
    """The hubs of this installation, and what each of them holds."""
    return [hub_out(request, seen) for seen in hubs_seen()]


@router.get("/hubs/{slug}", response={200: HubOut, 404: Error}, summary="One hub")
def read_hub(request: HttpRequest, slug: str) -> Any:
    """What a hub forecasts, who takes part, and when its next round closes."""
    return hub_out(request, hub_seen(slug))


@router.get(
    "/hubs/{slug}/leaderboard",
    response={200: list[ScoreOut], 404: Error, 422: Error},
    summary="Leaderboard of a hub",
)
def read_leaderboard(
    request: HttpRequest,
    slug: str,
    target: str = Query("", description="A target, or `all`; default the first"),  # noqa: ARG001  # read from the query, as the page does
    horizon: list[str] = Query([], description="Default all"),  # noqa: ARG001, B008
    place: list[str] = Query([], description="Codes of places; default all"),  # noqa: ARG001, B008
    first: str = Query("", alias="from", description="Only rounds from this day on"),  # noqa: ARG001
    last: str = Query("", alias="to", description="Only rounds until this day"),  # noqa: ARG001
    scale: str = Query("", description="natural or log; default natural"),  # noqa: ARG001
    baseline: str = Query("", description="The model that others are compared with"),  # noqa: ARG001
) -> HttpResponse:
    """Every model's scores over a part of the hub, best first; unrounded."""
    seen = hub_seen(slug)
    table = table_of(seen, asked_of(request.GET, seen))
    return json_response(table.select(list(ScoreOut.model_fields)).to_dicts())


@router.get(
    "/hubs/{slug}/forecasts",
    response={200: ExploredOut, 404: Error, 422: Error},
    summary="Forecasts of a hub",
)
def read_forecasts(
    request: HttpRequest,
    slug: str,
    day: str = Query("", alias="round", description="The round; default the newest that can be judged"),  # noqa: ARG001
    target: str = Query("", description="Default the first"),  # noqa: ARG001
    place: str = Query("", description="Code of a place; default the first by name"),  # noqa: ARG001
    model: list[str] = Query([], description="Up to six; default the leader and the baseline"),  # noqa: ARG001, B008
) -> HttpResponse:
    """One round's forecasts of one target in one place, as the explorer shows them."""
    seen = hub_seen(slug)
    view = view_of(request.GET, seen)
    found = seen_in(view, seen)
    return json_response(
        {
            "round": view.day,
            "target": view.target,
            "place": view.location,
            "forecasts": found.forecasts.select(list(ForecastOut.model_fields)).to_dicts(),
            "truth_then": found.then.to_dicts(),
            "truth_now": found.now.to_dicts(),
            "absent": list(found.absent),
        }
    )


def hub_out(request: HttpRequest, seen: HubSeen) -> dict[str, Any]:
    axes = seen.cube.axes if seen.cube is not None else None
    deadline = next_deadline(seen.definition, timezone.now())
    return {
        "slug": seen.slug,
        "name": seen.name,
        "synthetic": seen.synthetic,
        "targets": list(seen.definition.targets),
        "horizons": list(seen.definition.horizons),
        "locations": list(axes.locations if axes else seen.definition.locations),
        "models": list(axes.models) if axes else [],
        "rounds": list(axes.rounds) if axes else [],
        "baseline": seen.baseline,
        "deadline": deadline
        and {
            "round": deadline.round_id,
            "opens": deadline.opens.isoformat(),
            "closes": deadline.closes.isoformat(),
            "is_open": deadline.open,
        },
        "page_url": request.build_absolute_uri(reverse("hubs:hub", args=[seen.slug])),
    }
