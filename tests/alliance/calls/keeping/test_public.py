"""What everybody sees of calls, and what they must not see."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.utils import timezone
from tests.alliance.calls.world import definition, good_answers, open_call, person, submitted

from anso.alliance.calls.calendars import deadlines
from anso.alliance.calls.eligibility_check import judged
from anso.alliance.calls.models import Application, Call, Decision
from anso.alliance.calls.queries.public import Phase, figures, phase_of, public_calls, shown_call, shown_calls
from anso.errors import InvalidInputError

pytestmark = pytest.mark.django_db


def around_now(code: str, *, days_left: float, opened: float = 10) -> Call:
    now = timezone.now()
    return open_call(code, opens_at=now - timedelta(days=opened), deadline=now + timedelta(days=days_left))


def test_phase_ends_with_the_last_second_of_the_deadline() -> None:
    call = open_call()
    last = datetime(2021, 3, 31, 15, 59, 59, 999_999, tzinfo=UTC)
    assert phase_of(call, datetime(2020, 11, 29, tzinfo=UTC)) == Phase.COMING
    assert phase_of(call, last) == Phase.OPEN
    assert phase_of(call, last + timedelta(microseconds=1)) == Phase.JUDGED


def test_shown_calls_put_the_nearest_deadline_first_and_the_past_last() -> None:
    late, soon = around_now("late", days_left=20), around_now("soon", days_left=2)
    past, coming = open_call("past"), around_now("coming", days_left=9, opened=-1)
    shown = shown_calls(public_calls(AnonymousUser()), timezone.now())
    assert [one.call for one in shown] == [soon, late, coming, past]


def test_time_left_is_said_in_whole_days_then_hours() -> None:
    call = open_call()
    at = datetime(2021, 3, 31, 15, 59, 59, tzinfo=UTC)
    assert shown_call(call, at - timedelta(days=2, hours=5)).left == "2 days left"
    assert shown_call(call, at - timedelta(hours=1, minutes=1)).left == "1 hour left"


def test_pages_of_calls_show_no_draft() -> None:
    call = open_call()
    Call.objects.update(state=Call.State.DRAFT)
    browser = Client()
    assert call.title not in browser.get("/calls/").content.decode()
    assert browser.get(call.get_absolute_url()).status_code == 404


def test_page_of_a_call_tells_dates_conditions_and_criteria() -> None:
    page = Client().get(around_now("sch-now", days_left=3.5).get_absolute_url()).content.decode()
    assert "3 days left" in page
    assert "For a PhD you must be born on or after 1 January 1986." in page
    assert "Plan of research" in page
    assert "40%" in page.replace("\u202f", "").replace("\u00a0", "").replace(" %", "%")


def test_check_says_what_each_rule_says() -> None:
    call = around_now("sch-now", days_left=3)
    sent = {
        "asked": ["birth", "citizenship", "degree"],
        "f-birth": "1980-01-01",
        "f-citizenship": "KZ",
        "f-degree": "phd",
    }
    page = Client().post(f"/calls/{call.code}/check/", sent).content.decode()
    assert "By these answers you cannot apply" in page
    verdicts = {
        one.code: one.verdict for one in judged(call.definition, {"citizenship": "KZ", "degree": "phd"})
    }
    assert verdicts == {"not-chinese": "met", "age-master": "met", "age-phd": "open"}


def test_check_keeps_nothing() -> None:
    call = around_now("sch-now", days_left=3)
    Client().post(f"/calls/{call.code}/check/", {"asked": ["degree"], "f-degree": "phd"})
    assert Application.objects.count() == 0


def test_figures_are_told_after_all_is_released_only_and_none_under_five() -> None:
    call = open_call()
    names = [f"a{n}" for n in range(6)]
    sent = [submitted(person(name), call, good_answers()).application for name in names]
    submitted(person("bo"), call, good_answers(citizenship="LK"))
    awarded, rest = [one.pk for one in sent[:5]], call.applications.exclude(pk__in=[o.pk for o in sent[:5]])
    Decision.objects.bulk_create(Decision(application=one, outcome="awarded") for one in sent[:5])
    call.applications.filter(pk__in=awarded).update(outcome="awarded")
    Decision.objects.update(released_at=timezone.now())
    assert figures(call) is None
    rest.update(state="refused")
    told = figures(call)
    assert told is not None
    assert (told.submitted, told.awarded) == (7, 5)
    assert [one.code for one in told.countries] == []  # LK's one application would follow from the sum
    rest.update(country="KZ")
    told = figures(call)
    assert told is not None
    assert [(one.code, one.applied, one.awarded) for one in told.countries] == [("KZ", 7, 5)]
    assert "Numbers under five" in Client().get(f"/calls/{call.code}/").content.decode()
    shown = Client().get(f"/api/v1/calls/{call.code}").json()["figures"]
    assert shown == {"submitted": 7, "awarded": 5, "by_country": {"KZ": 5}}
    call.applications.filter(pk=awarded[0]).update(outcome="declined")
    told = figures(call)
    assert told is not None
    assert (told.submitted, told.awarded, told.countries) == (7, None, ())


def test_calendar_has_the_deadline_in_utc_and_no_line_too_long() -> None:
    call = open_call(given=definition(title={"en": "Стипендия; для всех, " * 6}))
    text = deadlines([(call, "https://site.example/calls/sch-2021/")])
    assert "DTSTART:20210331T155959Z\r\n" in text
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    assert "\\;" in text.replace("\r\n ", "")


def test_call_cannot_take_a_word_of_the_sites_addresses() -> None:
    with pytest.raises(InvalidInputError, match="taken by the site"):
        open_call("desk")


def test_api_lists_calls_by_phase() -> None:
    around_now("sch-now", days_left=3)
    open_call("past")
    client = Client()
    assert [one["code"] for one in client.get("/api/v1/calls?phase=open").json()] == ["sch-now"]
    assert client.get("/api/v1/calls/past").json()["stages"][0]["kind"] == "screening"
    verdicts = client.post(
        "/api/v1/calls/sch-now/check", {"answers": {"citizenship": "CN"}}, content_type="application/json"
    ).json()
    assert verdicts[0] | {"reason": ""} == {"code": "not-chinese", "reason": "", "verdict": "failed"}
