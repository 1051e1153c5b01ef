"""Events for programs: meetings, trainings, signings and donations.

The portal includes the router among its operations; who calls, and how errors are told, is the portal's.
"""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from ninja import Router, Schema
from ninja.params.functions import Query
from pydantic import Field

from anso.alliance.events import queries
from anso.alliance.events.models import Event

__all__ = ["router"]

router = Router(tags=["Events"])


class EventOut(Schema):
    """Something that takes place, or took place."""

    code: str
    kind: str
    title: str
    starts: date | None
    ends: date | None
    precision: str = Field(description="day or month: how exactly the dates are known")
    organisers: str
    participants: str
    trainees: int | None
    trainees_text: str
    place: str
    online: bool
    summary: str
    listed_as: str
    countries: list[str]
    synthetic: bool
    url: str


@router.get("/events", response=list[EventOut], summary="Events")
def list_events(
    request: HttpRequest,
    kind: str = Query("", description=", ".join(Event.Kind.values)),
    country: str = Query("", description="Two-letter code of a country that takes part"),
    upcoming: bool = Query(default=False, description="Only those that are not over today"),
) -> Any:
    """All events, the latest first; those to come, the nearest first."""
    found = queries.upcoming(timezone.localdate()) if upcoming else queries.events()
    if kind:
        found = found.filter(kind=kind)
    if country:
        found = found.filter(countries__country=country.upper())
    return [event_out(request, event) for event in found]


@router.get("/events/{code}", response=EventOut, summary="One event")
def read_event(request: HttpRequest, code: str) -> Any:
    """An event by its code."""
    return event_out(request, get_object_or_404(queries.events(), code=code))


def event_out(request: HttpRequest, event: Event) -> dict[str, Any]:
    given = {name for name in EventOut.model_fields if name not in ("countries", "synthetic", "url")}
    return {
        **{name: getattr(event, name) for name in given},
        "countries": [row.country for row in event.countries.all()],
        "synthetic": event.is_synthetic,
        "url": request.build_absolute_uri(reverse("api:read_event", args=[event.code])),
    }
