"""Asking by the API: requests, jobs, who calls and how often."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.test import Client
from openapi_spec_validator import validate

from anso.alliance.people.models import User
from anso.portal.accounts.tokens import create_token
from anso.portal.api import access
from anso.portal.api.api import api
from anso.portal.jobs import allowance
from anso.portal.jobs.models import Job, JobState
from anso.product import products

pytestmark = pytest.mark.django_db
API = "/api/v1"
COUNTS = f"{API}/products/tests.counts/requests"
FILES = f"{API}/products/tests.files/requests"


def ask(client: Client, given: Any, address: str = COUNTS, **headers: str) -> Any:
    return client.post(address, json.dumps(given), content_type="application/json", headers=headers)


@pytest.fixture
def token(make_user: Callable[..., User]) -> dict[str, str]:
    return {"Authorization": f"Bearer {create_token(actor=make_user(), name='test').text}"}


def test_request_is_answered_with_its_job(client: Client) -> None:
    response = ask(client, {"issued": "2020-06-08", "country": "Pakistan"})

    job = Job.objects.get()
    assert response.status_code == 202
    assert response.headers["Location"] == f"http://testserver{API}/jobs/{job.pk}"
    told = response.json()
    assert (told["state"], told["request"]["country"], told["release"]) == ("queued", "PK", "")
    assert client.get(told["url"].removeprefix("http://testserver")).json() == told


def test_form_of_simple_fields_is_taken_as_well(client: Client) -> None:
    response = client.post(COUNTS, {"issued": "2020-06-08", "rows": "7"})

    assert (response.status_code, response.json()["request"]["rows"]) == (202, 7)


@pytest.mark.parametrize(
    ("body", "problems"),
    [
        (b"{", 1),
        (b"\xff", 1),
        (b"[]", 1),
        (json.dumps({"rows": 0, "place": "PK"}).encode(), 3),
    ],
)
def test_bad_body_is_told_problem_by_problem(client: Client, body: bytes, problems: int) -> None:
    response = client.post(COUNTS, body, content_type="application/json")

    assert response.status_code == 422
    assert len(response.json()["problems"]) == problems
    assert Job.objects.count() == 0


def test_files_come_in_a_multipart_form(client: Client, token: dict[str, str]) -> None:
    file = SimpleUploadedFile("a.fasta", b">a\nACGT\n")
    response = client.post(
        FILES, {"sequences": file, "name": "mine", "places": ["PK", "france"]}, headers=token
    )

    assert response.status_code == 202, response.content
    assert response.json()["request"]["places"] == ["PK", "FR"]
    assert response.json()["request"]["sequences"]["bytes"] == 8


def test_file_as_text_is_refused(client: Client, token: dict[str, str]) -> None:
    response = ask(client, {"name": "x", "sequences": "/etc/passwd"}, FILES, **token)

    assert response.json()["problems"] == [
        {"where": "sequences", "message": "is a file; send it as a part of a multipart form, not as text"}
    ]


def test_file_beyond_its_limit_is_dropped_and_told_with_the_rest(
    client: Client, token: dict[str, str]
) -> None:
    file = SimpleUploadedFile("a.fasta", b"A" * 1_200_000)
    response = client.post(FILES, {"sequences": file, "name": "x" * 41}, headers=token)

    assert response.status_code == 422
    assert response.json()["problems"] == [
        {
            "where": "sequences",
            "message": "'a.fasta' is above the 1 MB allowed; compress it or give it in parts",
        },
        {"where": "name", "message": "is 41 characters long; 40 are allowed"},
    ]


@pytest.mark.parametrize(("address", "status"), [(FILES, 403), (COUNTS, 403), ("/search/", 405)])
def test_nothing_is_kept_of_files_that_nobody_may_give(
    client: Client, monkeypatch: pytest.MonkeyPatch, address: str, status: int
) -> None:
    written: list[int] = []
    monkeypatch.setattr(TemporaryUploadedFile, "write", lambda _file, data: written.append(len(data)), False)
    file = SimpleUploadedFile("a.fasta", b"A" * 300_000)

    assert client.post(address, {"sequences": file, "name": "x"}).status_code == status
    assert sum(written) == 0


def test_files_where_none_is_taken_are_explained_and_not_kept(client: Client, token: dict[str, str]) -> None:
    response = client.post(
        COUNTS, {"issued": "2020-06-08", "extra": SimpleUploadedFile("a", b"A")}, headers=token
    )

    assert (response.status_code, response.json()["problems"][0]["where"]) == (422, "extra")


def test_files_and_privacy_need_somebody(client: Client) -> None:
    file = SimpleUploadedFile("a.fasta", b">a")
    assert client.post(FILES, {"sequences": file, "name": "x"}).status_code == 403
    response = ask(client, {"issued": "2020-06-08", "private": True})
    assert response.status_code == 403
    assert "ask for a private release" in response.json()["error"]


def test_job_of_somebody_is_theirs(client: Client, token: dict[str, str]) -> None:
    told = ask(client, {"issued": "2020-06-08"}, **token).json()
    address = told["url"].removeprefix("http://testserver")

    assert client.get(address).status_code == 404
    assert client.get(address, headers=token).json()["id"] == told["id"]
    assert [job["id"] for job in client.get(f"{API}/jobs", headers=token).json()] == [told["id"]]
    assert client.get(f"{API}/jobs").status_code == 403


def test_job_is_cancelled(client: Client, token: dict[str, str]) -> None:
    told = ask(client, {"issued": "2020-06-08"}, **token).json()
    address = told["cancel_url"].removeprefix("http://testserver")

    assert client.post(address).status_code == 404
    assert client.post(address, headers=token).json()["state"] == JobState.CANCELLED
    again = client.post(address, headers=token)
    assert (again.status_code, Job.objects.get().state) == (404, JobState.CANCELLED)


def test_bad_token_is_refused_even_for_what_is_public(client: Client) -> None:
    for value in ("Bearer anso_wrong", "Basic abc", "Bearer"):
        response = client.get(f"{API}/products", headers={"Authorization": value})
        assert (response.status_code, response.headers["WWW-Authenticate"]) == (401, "Bearer")


def test_guessing_tokens_is_counted(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(access.CALLS_A_MINUTE, False, 2)
    guesses = [client.get(f"{API}/products", headers={"Authorization": f"Bearer anso_{n}"}) for n in range(3)]

    assert [guess.status_code for guess in guesses] == [401, 401, 429]
    assert guesses[0].headers["RateLimit-Remaining"] == "1"


def test_call_within_a_session_must_carry_the_sites_mark(client_for: Callable[[str], Client]) -> None:
    signed_in = client_for("member")
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = signed_in.cookies
    given = json.dumps({"issued": "2020-06-08"})

    refused = strict.post(COUNTS, given, content_type="application/json")
    assert refused.status_code == 403
    assert "X-CSRFToken" in refused.json()["error"]
    strict.cookies["anso_csrf"] = "a" * 32
    marked = strict.post(COUNTS, given, content_type="application/json", headers={"X-CSRFToken": "a" * 32})
    assert marked.status_code == 202
    assert Job.objects.get().requester == signed_in.user  # type: ignore[attr-defined]


def test_calls_are_counted_and_told(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(access.CALLS_A_MINUTE, False, 2)
    first, second, third = (client.get(f"{API}/products") for _ in range(3))

    assert [r.headers["RateLimit-Remaining"] for r in (first, second, third)] == ["1", "0", "0"]
    assert first.headers["RateLimit-Limit"] == "2"
    assert (third.status_code, int(third.headers["Retry-After"]) > 0) == (429, True)
    assert third.json()["error"].startswith("More calls in a minute than are allowed (2)")


def test_asking_is_counted_by_itself(
    client: Client, token: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(allowance.ASKED_AN_HOUR, False, 1)

    assert ask(client, {"issued": "2020-06-08"}).status_code == 202
    refused = ask(client, {"issued": "2020-06-08"})
    assert refused.status_code == 429
    assert refused.json()["error"].endswith("Those who are signed in may ask for more.")
    assert ask(client, {"issued": "2020-06-08"}, **token).status_code == 202


def test_defect_of_ours_is_told_by_its_number(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from anso.portal.api import products as operations

    def broken(*_: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(operations, "product_out", broken)
    client.raise_request_exception = False
    response = client.get(f"{API}/products")

    assert response.status_code == 500
    assert response.json()["error"].startswith("This is a defect of ours; its number is ")
    assert "secret" not in response.content.decode()


def test_document_is_valid_openapi_with_every_product(client: Client) -> None:
    document = client.get(f"{API}/openapi.json").json()

    validate(document)
    for slug, product in products().items():
        operation = document["paths"][f"{API}/products/{slug}/requests"]["post"]
        [(media, body)] = operation["requestBody"]["content"].items()
        name = body["schema"]["$ref"].rsplit("/", 1)[-1]
        assert list(document["components"]["schemas"][name]["properties"]) == list(
            product.request.model_fields
        )
        assert media == (
            "multipart/form-data" if slug == "tests.files" else "application/json"
        ) or not slug.startswith("tests.")


def test_every_operation_has_an_id_of_its_own(client: Client) -> None:
    document = client.get(f"{API}/openapi.json").json()
    ids = [operation["operationId"] for path in document["paths"].values() for operation in path.values()]

    assert len(ids) == len(set(ids))


def test_documentation_shows_every_operation_without_script(client: Client) -> None:
    page = client.get(f"{API}/docs")
    document = api.get_openapi_schema()
    content = page.content.decode()

    assert page.status_code == 200
    for path, operations in document["paths"].items():
        assert f"<code>{path}</code>" in content
        for operation in operations.values():
            assert f'id="{operation["operationId"]}"' in content
