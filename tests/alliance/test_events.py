"""Events: what is to come and what was, and how a day is said when only its month is known."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils.translation import override

from anso.alliance.events import queries
from anso.alliance.events.models import Event, EventCountry


def event(code: str, starts: date | None, ends: date | None = None, **fields: str) -> Event:
    return Event.objects.create(
        code=code, title=code.title(), kind="meeting", starts=starts, ends=ends, **fields
    )


@pytest.mark.django_db
def test_every_event_is_either_to_come_or_over() -> None:
    event("over", date(2020, 6, 1))
    event("over-today", date(2020, 6, 1), date(2020, 6, 7))
    event("under-way", date(2020, 6, 1), date(2020, 6, 8))
    event("today", date(2020, 6, 8))
    event("to-come", date(2020, 7, 1))
    event("undated", None)
    on = date(2020, 6, 8)
    assert [found.code for found in queries.upcoming(on)] == ["under-way", "today", "to-come"]
    assert [found.code for found in queries.past(on)] == ["over", "over-today", "undated"]


@pytest.mark.parametrize(
    ("language", "starts", "ends", "precision", "said"),
    [
        ("en", date(2020, 6, 8), None, "day", "8 June 2020"),
        ("en", date(2020, 6, 8), date(2020, 6, 8), "day", "8 June 2020"),
        ("en", date(2020, 6, 8), date(2020, 6, 10), "day", "8–10 June 2020"),
        ("en", date(2020, 11, 30), date(2020, 12, 5), "day", "30 November – 5 December 2020"),
        ("en", date(2020, 10, 28), date(2021, 1, 27), "day", "28 October 2020 – 27 January 2021"),
        ("en", date(2019, 6, 8), date(2020, 6, 8), "day", "8 June 2019 – 8 June 2020"),
        ("fr", date(2020, 6, 1), date(2020, 6, 3), "day", "1er–3 juin 2020"),
        ("ru", date(2020, 6, 8), date(2020, 6, 10), "day", "8–10 июня 2020 года"),
        ("zh-hans", date(2020, 6, 8), date(2020, 6, 10), "day", "2020年6月8日至10日"),
        ("zh-hans", date(2020, 11, 30), date(2020, 12, 5), "day", "2020年11月30日至12月5日"),
        ("zh-hans", date(2020, 10, 28), date(2021, 1, 27), "day", "2020年10月28日至2021年1月27日"),
        ("en", date(2020, 6, 1), date(2020, 6, 30), "month", "June 2020"),
        ("en", date(2020, 2, 1), date(2020, 3, 31), "month", "February – March 2020"),
        ("fr", date(2020, 2, 1), date(2020, 3, 31), "month", "février – mars 2020"),
        ("ru", date(2020, 2, 1), date(2020, 2, 29), "month", "февраль 2020"),
        ("ru", date(2020, 12, 1), date(2021, 1, 31), "month", "декабрь 2020 – январь 2021"),
        ("zh-hans", date(2020, 2, 1), date(2020, 2, 29), "month", "2020年2月"),
        ("zh-hans", date(2020, 2, 1), date(2020, 3, 31), "month", "2020年2月至3月"),
        ("zh-hans", date(2020, 12, 1), date(2021, 1, 31), "month", "2020年12月至2021年1月"),
        ("en", None, None, "day", "no date given"),
        ("fr", date(2020, 6, 1), None, "day", "1er juin 2020"),
        ("zh-hans", date(2020, 6, 8), None, "day", "2020年6月8日"),
    ],
)
def test_when_an_event_is(
    language: str, starts: date | None, ends: date | None, precision: str, said: str
) -> None:
    with override(language):
        assert queries.when(Event(starts=starts, ends=ends, precision=precision)) == said


@pytest.mark.django_db
def test_event_cannot_end_before_it_starts() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        event("backwards", date(2020, 6, 8), date(2020, 6, 7))


@pytest.mark.django_db
def test_events_of_a_country(django_assert_num_queries: object) -> None:
    first = event("first", date(2020, 6, 8))
    event("second", date(2020, 6, 9))
    EventCountry.objects.create(event=first, country="NP")
    EventCountry.objects.create(event=first, country="GH")
    with django_assert_num_queries(1):  # type: ignore[operator]
        items = queries.country_panel("NP")
    assert [(item.kind, item.title, item.note, item.url) for item in items] == [
        ("Meeting", "First", "8 June 2020", "/events/first/")
    ]
    assert [found.code for found in queries.events_in("LK")] == []


@pytest.mark.django_db
def test_pages_of_events(client: Client) -> None:
    training = Event.objects.create(
        code="course", kind="training", title="A course", starts=date(2020, 8, 5), trainees=47
    )
    EventCountry.objects.create(event=training, country="KH")
    listed = client.get("/events/").content.decode()
    assert "<h1>1 event so far</h1>" in listed
    assert '<a href="/events/course/">A course</a>' in listed
    page = client.get("/events/course/").content.decode()
    assert "<dt>Trainees</dt><dd>47</dd>" in page
    assert ">Cambodia</a>" in page
    assert client.get("/events/nothing/").status_code == 404
