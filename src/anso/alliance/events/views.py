"""The events' public pages."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from anso.alliance.events import queries
from anso.alliance.events.models import Event
from anso.alliance.people.rules import guarded
from anso.alliance.words import country_names

__all__ = ["event", "event_list"]


@dataclass(frozen=True)
class Shown:
    """An event and its date in the reader's words."""

    event: Event
    when: str
    year: int | None
    """None for an event without a day."""


def shown(events: Iterable[Event]) -> list[Shown]:
    return [
        Shown(event, queries.when(event), event.starts.year if event.starts else None) for event in events
    ]


@require_safe
@guarded("events.view_event")
def event_list(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    return render(
        request,
        "events/list.html",
        {"upcoming": shown(queries.upcoming(today)), "past": shown(queries.past(today))},
    )


@require_safe
@guarded("events.view_event")
def event(request: HttpRequest, code: str) -> HttpResponse:
    found = get_object_or_404(queries.events(), code=code)
    countries = country_names(row.country for row in found.countries.all())
    context = {"event": found, "when": queries.when(found), "countries": countries}
    return render(request, "events/event.html", context)
