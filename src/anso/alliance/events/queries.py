"""What is asked of events: what is to come, what was, and in which countries."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from anso.alliance.events.models import Event
from anso.alliance.panels import PanelItem
from anso.alliance.search import SearchRecord
from anso.alliance.words import days, months

__all__ = ["country_panel", "events", "events_in", "past", "searchable", "upcoming", "when"]


def events() -> QuerySet[Event]:
    return Event.objects.prefetch_related("countries")


def events_in(country: str) -> QuerySet[Event]:
    return Event.objects.filter(countries__country=country)


def upcoming(on: date) -> QuerySet[Event]:
    """Events that are not over on a day, the nearest first."""
    return events().filter(Q(ends__gte=on) | Q(ends__isnull=True, starts__gte=on)).order_by("starts", "code")


def past(on: date) -> QuerySet[Event]:
    """Events that are over on a day, the latest first; those without a day come last."""
    return events().filter(
        Q(ends__lt=on) | Q(ends__isnull=True, starts__lt=on) | Q(ends__isnull=True, starts__isnull=True)
    )


def when(event: Event) -> str:
    """The day, the days or the month, as the reader writes them."""
    if event.starts is None:
        return _("no date given")
    last = event.ends or event.starts
    if event.precision == Event.Precision.DAY:
        return days(event.starts, last)
    return months(event.starts, last)


def country_panel(code: str) -> list[PanelItem]:
    return [
        PanelItem(
            title=event.title,
            note=when(event),
            url=event.get_absolute_url(),
            kind=str(event.get_kind_display()),
        )
        for event in events_in(code)
    ]


def searchable() -> Iterator[SearchRecord]:
    for event in events():
        yield SearchRecord(
            kind="event",
            key=event.code,
            title=event.title,
            text=f"{event.organisers} {event.participants} {event.summary}".strip(),
            url_name="events:event",
            url_kwargs={"code": event.code},
            places=tuple(row.country for row in event.countries.all()),
        )
