"""Requests that nobody means: refused before anything reads them, or answered with a sentence, never with a fault."""

import json
from collections.abc import Callable

import pytest
from django.test import Client, RequestFactory

from anso.portal.index.sync import index_release
from anso.portal.jobs.models import Job
from anso.portal.middleware.observe import LONGEST_SHOWN, safe_path
from anso.portal.middleware.refuse import LONGEST_ADDRESS, refusal
from anso.release import Release

pytestmark = pytest.mark.django_db
ASK = "/api/v1/products/tests.counts/requests"
JSON = "application/json"


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False)


@pytest.fixture
def table(make_release: Callable[..., Release]) -> str:
    release = make_release(issued="2020-06-08")
    index_release(release)
    return f"releases/{release.id}/tables/counts"


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/places/%00/", 400),
        ("/search/?q=a%00b", 400),
        ("/places/%2500/", 0),
        (f"/?q={'a' * (LONGEST_ADDRESS - 3)}", 0),
        (f"/?q={'a' * (LONGEST_ADDRESS - 2)}", 414),
        (f"/{'a' * LONGEST_ADDRESS}", 414),
    ],
)
def test_address_that_no_page_has_is_refused(address: str, status: int) -> None:
    assert refusal(RequestFactory().get(address)) == status


def test_refusal_is_a_short_page_and_a_sentence_for_programs(client: Client) -> None:
    page = client.get(f"/search/?q={'a' * 50_000}")
    assert page.status_code == 414
    assert "The request could not be understood" in page.content.decode()
    assert len(page.content) < 4000
    told = client.get("/api/v1/places/%00")
    assert (told.status_code, told.json()["problems"]) == (400, [])


def test_body_of_unknown_length_is_refused_and_not_taken_for_an_empty_one(client: Client) -> None:
    """Django reads none of it, so the run that was asked for would have been another."""
    answer = client.generic("POST", ASK, b"", content_type=JSON, headers={"Transfer-Encoding": "chunked"})
    assert (answer.status_code, Job.objects.count()) == (411, 0)


def test_long_address_is_cut_short_in_logs_and_on_error_pages() -> None:
    assert len(safe_path(RequestFactory().get(f"/?q={'a' * 5000}"))) == LONGEST_SHOWN + 3


@pytest.mark.parametrize(
    "query",
    [
        f"where=cases:>:{'1' * 400}",
        f"where=cases:>:{'1' * 5000}",
        "where=day:>:0000-00-00",
        "where=cases:>:1e999",
        "where=cases:>:nan",
    ],
)
def test_number_beyond_all_bounds_is_compared_or_explained(client: Client, table: str, query: str) -> None:
    answer = client.get(f"/api/v1/{table}?{query}")
    assert answer.status_code == (422 if "day" in query else 200)
    column, operator, value = query.removeprefix("where=").split(":")
    page = client.get(f"/{table}/", {"column": column, "op": f"{operator}=", "value": value})
    assert page.status_code == 200


@pytest.mark.parametrize("offset", [10**12 + 1, 2**63, 10**30])
@pytest.mark.parametrize("address", ["{table}?limit=3&", "alerts?", "places?", "jobs?"])
def test_offset_beyond_what_databases_count_to_is_explained(
    client: Client, table: str, address: str, offset: int
) -> None:
    answer = client.get(f"/api/v1/{address.format(table=table)}offset={offset}")
    assert (answer.status_code, answer.json()["problems"][0]["where"]) == (422, "offset")


@pytest.mark.parametrize("on", ["0001-01-01T00:00:00%2B23:59", "9999-12-31T23:59:59-23:59"])
def test_moment_outside_the_calendar_is_explained(client: Client, on: str) -> None:
    answer = client.get(f"/api/v1/alerts?on={on}")
    assert (answer.status_code, answer.json()["problems"][0]["where"]) == (422, "on")


def test_width_of_thousands_of_digits_gives_the_usual_picture(client: Client, table: str) -> None:
    address = f"/{table.partition('/tables')[0]}/pictures/bars.svg"
    assert client.get(f"{address}?width={'1' * 5000}").content == client.get(address).content


def test_more_conditions_than_a_form_has_fields_are_refused_in_words(client: Client, table: str) -> None:
    answer = client.get(f"/api/v1/{table}?{'&'.join(['a=1'] * 1001)}")
    assert answer.status_code == 400
    assert answer.json()["error"] == "It carried more fields or more data than a form may."


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        ("[" * 100_000, JSON, 422),
        ('{"issued":' * 50_000, JSON, 422),
        ('{"issued": "\\ud800"}', JSON, 422),
        ('{"\\ud800": 1}', JSON, 422),
        ('{"issued": NaN}', JSON, 422),
        ("&".join(f"a{n}=1" for n in range(1001)), "application/x-www-form-urlencoded", 400),
        ("--x\r\n", "multipart/form-data", 400),
        ('{"issued": "' + "a" * 3_000_000 + '"}', JSON, 413),
    ],
)
@pytest.mark.parametrize("language", ["", "fr", "xx"])
def test_malformed_body_is_explained(
    client: Client, body: str, kind: str, status: int, language: str
) -> None:
    answer = client.post(f"{ASK}?language={language}", body.encode(), content_type=kind)
    assert answer.status_code == status
    assert "settings" not in answer.json()["error"]
    assert Job.objects.count() == 0


def test_language_that_is_none_of_ours_is_answered_in_english(client: Client) -> None:
    answer = client.post(f"{ASK}?language=xx", json.dumps({"rows": 0}), content_type=JSON)
    assert answer.json()["problems"] == [
        {"where": "issued", "message": "is needed (Day the numbers are for)"},
        {"where": "rows", "message": "0 is below 1, the least allowed"},
    ]


def test_text_with_a_nul_is_refused_wherever_it_stands(client: Client) -> None:
    """PostgreSQL would refuse the whole record."""
    given = {"kind": "none", "marker": "a\0b"}
    answer = client.post(ASK.replace("counts", "trouble"), json.dumps(given), content_type=JSON)
    assert answer.json()["problems"] == [{"where": "marker", "message": "'a\\x00b' is not a text"}]
