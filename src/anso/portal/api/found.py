"""Operations across releases: facts of a place, alerts, search."""

from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from ninja import Router
from ninja.params.functions import Query

from anso import places
from anso.errors import InvalidInputError, Problem
from anso.portal.api.answers import json_response, link_next
from anso.portal.api.schemas import FARTHEST, AlertPage, Error, FactOut, HitOut
from anso.portal.index import queries
from anso.portal.index.models import AlertEntry
from anso.portal.search import find
from anso.portal.tables import to_json

__all__ = ["router"]

router = Router(tags=["Across releases"])
MOST_ALERTS = 1000


@router.get("/facts", response={200: list[FactOut], 404: Error}, summary="Facts of a place")
def list_facts(request: HttpRequest, place: str = Query(description="Any code or common name")) -> Any:  # noqa: ARG001  # ninja gives it by name
    """What the newest releases say of a place, in a word or two each."""
    return [
        {
            "place": fact.place,
            "product": fact.product,
            "release": fact.entry.release_id,
            "issued": fact.entry.issued,
            "label": fact.label,
            "value": fact.value,
            "note": fact.note,
            "tone": fact.tone,
            "chart": fact.chart,
        }
        for fact in queries.facts_of(places.place(place).code)
    ]


@router.get("/alerts", response={200: AlertPage, 404: Error, 422: Error}, summary="Alerts")
def list_alerts(
    request: HttpRequest,
    in_force: bool = Query(default=False, description="Only those in force"),
    on: str = Query("", description="In force on this day or at this time; default now"),
    place: str = Query("", description="Only those that concern this place"),
    corridor: str = Query("", description="Slug of a corridor"),
    limit: int = Query(100, ge=1, le=MOST_ALERTS),
    offset: int = Query(0, ge=0, le=FARTHEST),
) -> HttpResponse:
    """Alerts of the newest releases: in force, gravest first; or all of them, latest first."""
    code = places.place(place).code if place else None
    if in_force or on:
        found = queries.alerts_in_force(_moment(on), code, corridor or None)
    else:
        found = queries.latest_alerts(MOST_ALERTS, code, corridor or None)
    page: dict[str, Any] = {
        "items": [_alert_out(alert) for alert in found[offset : offset + limit]],
        "total": len(found),
        "next": None,
    }
    response = json_response(page)
    if offset + limit < len(found):
        page["next"] = link_next(request, response, offset=str(offset + limit))
        response.content = to_json(page)
    return response


@router.get("/search", response=list[HitOut], summary="Find by name")
def search(
    request: HttpRequest,
    q: str = Query(description="What to look for, in any language known here"),
    kind: str = Query("", description="country, region, province, corridor, product, release, project, …"),
    limit: int = Query(20, ge=1, le=100),
) -> Any:
    """Places, products, releases and the alliance's records, best match first."""
    return [
        {
            "kind": hit.entry.kind,
            "key": hit.entry.key,
            "title": hit.entry.title,
            "detail": hit.entry.detail,
            "url": request.build_absolute_uri(hit.entry.url),
        }
        for hit in find(q, limit, (kind,) if kind else ())
    ]


def _moment(text: str) -> datetime:
    if not text:
        return timezone.now()
    try:
        moment = parse_datetime(text) or None
        if moment is not None:
            return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
        day = parse_date(text)
    except (ValueError, OverflowError):  # no moment, or one before the year 1 in UTC
        day = None
    if day is None:
        raise InvalidInputError([Problem("on", f"{text!r} is neither a day such as 2020-06-08 nor a time")])
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def _alert_out(alert: AlertEntry) -> dict[str, Any]:
    entry = alert.entry
    return {
        "release": entry.release_id,
        "product": entry.product,
        "corridor": entry.corridor,
        "issued": entry.issued,
        "synthetic": entry.synthetic,
        "event": alert.event,
        "category": alert.category,
        "severity": alert.severity,
        "urgency": alert.urgency,
        "certainty": alert.certainty,
        "places": alert.places,
        "area": alert.area,
        "onset": alert.onset,
        "expires": alert.expires,
        "headline": alert.headline,
        "description": alert.description,
        "instruction": alert.instruction,
    }
