"""The desk and the list of applications: what an officer finds, how fast, and what a conflict keeps from them."""

import csv
import io
from typing import Any

import pytest
from django.test import Client
from tests.alliance.calls.keeping.helpers import officer, signed_in
from tests.alliance.calls.world import good_answers, open_call, person, submitted

from anso.alliance.calls import actions
from anso.alliance.calls.models import Application, Call
from anso.alliance.people.models import User

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12
MOST_ON_ONE = 14


def world() -> tuple[Call, User, list[Application]]:
    call = open_call()
    keeper = officer(programme="scholarship")
    sent = [
        submitted(person(name), call, good_answers(name=title, **changed)).application
        for name, title, changed in (
            ("ada", "Айгерим Сатпаева", {}),
            ("bo", "Bo Ranasinghe", {"citizenship": "LK", "degree": "master", "gender": "male"}),
            ("cy", "Cyrus Nepali", {"citizenship": "NP", "university": "ucas"}),
        )
    ]
    return call, keeper, sent


def numbers(page: str) -> list[str]:
    return [part.partition("<")[0] for part in page.split('aria-label="SCH-2021-')[1:]]


def shown(browser: Client, **asked: str) -> list[str]:
    page = browser.get("/calls/desk/sch-2021/applications.csv", {"col": "number", **asked}).content.decode(
        "utf-8-sig"
    )
    return [row[0][-1] for row in csv.reader(io.StringIO(page))][1:]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["1", "2", "3"]),
        ({"q": "сатпаева"}, ["1"]),
        ({"q": "RANASINGHÉ"}, ["2"]),
        ({"q": "00003"}, ["3"]),
        ({"f-degree": "master"}, ["2"]),
        ({"f-country": "NP"}, ["3"]),
        ({"f-university": "ustc", "f-degree": "phd"}, ["1"]),
        ({"f-least_developed": "yes"}, ["3"]),
        ({"stage": "-", "order": "-number"}, ["3", "2", "1"]),
        ({"state": "refused"}, []),
        ({"order": "-country"}, ["3", "2", "1"]),
    ],
)
def test_list_filters_and_orders(asked: dict[str, str], found: list[str]) -> None:
    _call, keeper, _sent = world()
    assert shown(signed_in(keeper), **asked) == found


def test_conflicted_application_is_in_no_list_count_option_or_page() -> None:
    call, keeper, sent = world()
    actions.declare_conflict(actor=keeper, application=sent[2])
    browser = signed_in(keeper)
    assert shown(browser) == ["1", "2"]
    page = browser.get("/calls/desk/sch-2021/applications/").content.decode()
    assert "2 applications" in page
    assert 'value="NP"' not in page
    assert browser.get(f"/calls/desk/sch-2021/applications/{sent[2].number}/").status_code == 404
    body = {"number": sent[2].number, "act": "fit"}
    assert browser.post("/calls/desk/sch-2021/applications/screen/", body).status_code == 404
    desk = browser.get("/calls/desk/sch-2021/").content.decode()
    assert "2 applications wait to be screened." in desk
    assert call.submitted == 0  # the count of the record in hand, never shown


def test_list_and_desk_take_few_queries(django_assert_max_num_queries: Any) -> None:
    _call, keeper, sent = world()
    browser = signed_in(keeper)
    for address, most in (
        ("applications/", MOST_QUERIES),
        ("", MOST_QUERIES),
        (f"applications/{sent[0].number}/", MOST_ON_ONE),
    ):
        with django_assert_max_num_queries(most):
            assert browser.get(f"/calls/desk/sch-2021/{address}").status_code == 200


def test_screening_on_the_page_goes_on_with_the_next() -> None:
    _call, keeper, sent = world()
    browser = signed_in(keeper)
    first = browser.get("/calls/desk/sch-2021/screening/")
    assert first["Location"].endswith(f"/{sent[0].number}/?queue=1")
    done = browser.post(
        "/calls/desk/sch-2021/applications/screen/",
        {"number": sent[0].number, "act": "fit", "from": "queue"},
        follow=True,
    )
    assert done.request["PATH_INFO"].endswith(f"/{sent[1].number}/")
    body = {
        "number": [one.number for one in sent[1:]],
        "act": "refuse",
        "offered": "Too late.",
        "reason": "See mail.",
    }
    browser.post("/calls/desk/sch-2021/applications/screen/", body)
    states = [Application.objects.get(pk=one.pk).state for one in sent]
    assert states == ["submitted", "refused", "refused"]
    assert Application.objects.get(pk=sent[1].pk).decision.reason == "Too late. See mail."


def test_refusing_without_a_reason_changes_nothing_and_says_so() -> None:
    _call, keeper, sent = world()
    body = {"number": sent[0].number, "act": "refuse"}
    page = (
        signed_in(keeper)
        .post("/calls/desk/sch-2021/applications/screen/", body, follow=True)
        .content.decode()
    )
    assert "Say what keeps the application out" in page
    assert Application.objects.get(pk=sent[0].pk).state == "submitted"


def test_desk_of_another_programme_is_shut() -> None:
    world()
    elsewhere = signed_in(officer("elsewhere", programme="prizes"))
    assert elsewhere.get("/calls/desk/sch-2021/applications/").status_code == 403


def test_one_application_shows_answers_conditions_and_history() -> None:
    _call, keeper, sent = world()
    page = signed_in(keeper).get(f"/calls/desk/sch-2021/applications/{sent[0].number}/").content.decode()
    assert "How glaciers of the Tien Shan" in page
    assert "Submitted" in page
    assert "Met" in page


def test_call_is_drafted_from_a_template_and_published() -> None:
    keeper = officer()
    browser = signed_in(keeper)
    made = {"code": "research", "template": "research", "title_en": "Joint research"}
    browser.post("/calls/desk/programmes/new/", made)
    body = {
        "programme": "research", "source": "template:research", "code": "jr-1", "numbers": "JR1",
        "zone": "Asia/Shanghai", "opens_at": "2030-01-01T00:00", "deadline": "2030-03-31T23:59:59",
    }  # fmt: skip
    assert browser.post("/calls/desk/new/", body)["Location"] == "/calls/desk/jr-1/definition/"
    call = Call.objects.get(code="jr-1")
    assert call.current.deadline is not None
    assert call.current.deadline.isoformat() == "2030-03-31T15:59:59+00:00"
    browser.post("/calls/desk/jr-1/act/", {"act": "publish"})
    call.refresh_from_db()
    assert call.state == "published"


def test_new_call_keeps_what_was_typed_and_names_an_unknown_zone() -> None:
    keeper = officer()
    open_call(of="research")
    body = {
        "programme": "research",
        "source": "template:research",
        "code": "jr-1",
        "zone": "Mars/Base",
        "opens_at": "x",
    }
    page = signed_in(keeper).post("/calls/desk/new/", body)
    assert page.status_code == 422
    assert "Mars/Base is not a time zone" in page.content.decode()
    assert 'value="jr-1"' in page.content.decode()
