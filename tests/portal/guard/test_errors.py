"""The pages that say what went wrong."""

import re

import pytest
from django.test import Client, RequestFactory, override_settings
from tests.portal.guard.people import account, sign_in

from anso.portal import errors

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.portal.guard.broken_urls")]


@pytest.fixture
def client():
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    ("name", "status", "title", "says"),
    [
        ("missing", 404, "There is nothing here", "There is no place XX."),
        ("not-found", 404, "There is nothing here", "There is no release x."),
        ("forbidden", 403, "You may not do this", "Only the secretariat may do this: close a call."),
        ("bad", 400, "The request could not be understood", "Something in it is not as a browser"),
        ("suspicious", 400, "The request could not be understood", "Something in it is not as a browser"),
        ("broken", 500, "Something failed on our side", "It was not your doing."),
        ("often", 429, "Too many at once", "Ask again later."),
        ("cannot", 422, "This cannot be done as it was asked", "This call is closed."),
        ("invalid", 422, "This cannot be done as it was asked", "lies in the future"),
    ],
)
def test_page_says_what_happened_where_and_under_which_number(client, name, status, title, says):
    answer = client.get(f"/fail/{name}/", headers={"X-Request-ID": "number-77"})
    page = answer.content.decode()
    assert answer.status_code == status
    assert f"<h1>{title}</h1>" in page
    assert says in page
    assert f"<code>/fail/{name}/</code>" in page
    assert "<code>number-77</code>" in page
    assert "secret detail" not in page


@pytest.mark.parametrize(
    ("name", "status", "error"),
    [
        ("missing", 404, "There is no place XX."),
        ("forbidden", 403, "Only the secretariat may do this: close a call."),
        ("broken", 500, "It was not your doing."),
        ("often", 429, "Ask again later."),
    ],
)
def test_program_gets_the_same_sentence_as_json(client, name, status, error):
    answer = client.get(f"/api/v1/fail/{name}/")
    assert answer.status_code == status
    assert answer.json()["error"].startswith(error)
    assert answer.json()["request"] == answer["X-Request-ID"]


def test_problems_are_told_one_by_one(client):
    assert client.get("/api/v1/fail/invalid/").json()["problems"] == [
        {"where": "issued", "message": "lies in the future"}
    ]


def test_wait_is_told_to_programs(client):
    assert client.get("/fail/often/")["Retry-After"] == "12"


def test_names_of_our_classes_are_not_shown(client):
    assert "Job" not in re.sub(
        r"<header.*?</header>|<footer.*?</footer>",
        "",
        client.get("/fail/missing-record/").content.decode(),
        flags=re.DOTALL,
    )


def test_forbidden_page_offers_to_sign_in_only_to_those_who_have_not(client):
    link = 'href="/accounts/login/?next=/fail/forbidden/"'
    assert link in client.get("/fail/forbidden/").content.decode()
    signed_in = sign_in(account(), client=Client(raise_request_exception=False))
    assert link not in signed_in.get("/fail/forbidden/").content.decode()


@pytest.mark.parametrize(("code", "words"), [("broken", "/fail/broken/"), ("missing", "/fail/missing/")])
def test_page_escapes_what_the_address_holds(client, code, words):
    page = client.get(f"/fail/{code}/?q=<script>alert(1)</script>").content.decode()
    assert "<script>alert" not in page


def test_server_error_page_needs_nothing_of_the_ordinary_page(client, monkeypatch):
    def broken(_request):
        raise RuntimeError("the context is broken")

    monkeypatch.setattr("anso.portal.context.site", broken)
    answer = client.get("/fail/broken/")
    assert answer.status_code == 500
    assert "<h1>Something failed on our side</h1>" in answer.content.decode()


def test_server_error_page_stands_without_style_sheets(monkeypatch):
    def missing(_name):
        raise ValueError("not in the manifest")

    monkeypatch.setattr(errors, "static", missing)
    answer = errors.server_error(RequestFactory().get("/"))
    assert (answer.status_code, b'rel="stylesheet"' in answer.content) == (500, False)


@override_settings(ALLOWED_HOSTS=["anso.example"])
def test_host_that_is_not_ours_is_a_bad_request(client):
    answer = client.get("/", headers={"Host": "evil.example"})
    assert answer.status_code == 400
    assert "<h1>The request could not be understood</h1>" in answer.content.decode()
    assert "evil.example" not in answer.content.decode()


def test_form_without_its_mark_is_refused_in_the_house_look():
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/accounts/login/", {"login": "a", "password": "b"})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "<h1>The form was not accepted</h1>" in page
    assert page.count('<main id="main"') == 1


def test_page_that_does_not_exist_is_told_in_the_readers_language(client):
    page = client.get("/fr/nowhere/")
    assert page.status_code == 404
    assert '<html lang="fr"' in page.content.decode()
