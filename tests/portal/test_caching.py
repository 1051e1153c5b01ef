"""Pages kept in memory: for everybody, for one revision, for nobody in particular."""

from collections.abc import Callable, Iterator

import pytest
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.test import Client
from django.urls import path
from django.utils.translation import get_language

from anso.portal.caching import Kept, PageMemory, cache_page, pages
from anso.portal.index.revision import bump

pytestmark = pytest.mark.django_db
made: list[str] = []


@cache_page
def plain(request: HttpRequest) -> HttpResponse:
    made.append(request.path)
    return HttpResponse(f"{len(made)} in {get_language()}")


@cache_page
def with_form(request: HttpRequest) -> HttpResponse:
    made.append(request.path)
    return HttpResponse(get_token(request))


@cache_page
def with_cookie(request: HttpRequest) -> HttpResponse:
    made.append(request.path)
    response = HttpResponse("hello")
    response.set_cookie("name", "value")
    return response


@cache_page
def with_message(request: HttpRequest) -> HttpResponse:
    made.append(request.path)
    messages.info(request, "told once")
    return HttpResponse("hello")


@cache_page
def missing(request: HttpRequest) -> HttpResponse:
    made.append(request.path)
    return HttpResponse("no", status=404)


urlpatterns = [
    path("plain/", plain),
    path("form/", with_form),
    path("cookie/", with_cookie),
    path("message/", with_message),
    path("missing/", missing),
]


@pytest.fixture(autouse=True)
def _own_addresses(settings: object, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    settings.ROOT_URLCONF = __name__  # type: ignore[attr-defined]
    monkeypatch.setattr("anso.portal.caching.period", lambda: 1)
    made.clear()
    yield
    pages.clear()


def test_page_is_made_once_and_then_recognised() -> None:
    client = Client()
    first, second = client.get("/plain/"), client.get("/plain/")

    assert (first.content, second.content, len(made)) == (b"1 in en", b"1 in en", 1)
    assert first.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert {"Accept-Language", "Cookie", "HX-Request"} <= {
        v.strip() for v in first.headers["Vary"].split(",")
    }
    again = client.get("/plain/", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", first.headers["ETag"])


def test_page_is_made_anew_each_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client()
    client.get("/plain/")
    monkeypatch.setattr("anso.portal.caching.period", lambda: 2)

    assert client.get("/plain/").content == b"2 in en"


def test_page_is_made_anew_after_a_change() -> None:
    client = Client()
    first = client.get("/plain/")
    bump()
    second = client.get("/plain/", headers={"If-None-Match": first.headers["ETag"]})

    assert (second.status_code, second.content) == (200, b"2 in en")


def test_page_is_another_for_each_language_query_and_fragment() -> None:
    client = Client()
    for ask in (
        lambda: client.get("/plain/"),
        lambda: client.get("/plain/?page=2"),
        lambda: client.get("/plain/", headers={"Accept-Language": "fr"}),
        lambda: client.get("/plain/", headers={"HX-Request": "true"}),
    ):
        ask()
        ask()

    assert len(made) == 4


@pytest.mark.parametrize("address", ["/form/", "/cookie/", "/message/", "/missing/"])
def test_page_with_anything_personal_is_not_kept(address: str) -> None:
    for client in (Client(), Client()):
        response = client.get(address)
        assert response.headers["Cache-Control"] == "private, no-cache"

    assert len(made) == 2


def test_visitor_with_a_session_gets_no_kept_page(client_for: Callable[[str], Client]) -> None:
    Client().get("/plain/")
    response = client_for("member").get("/plain/")

    assert response.content == b"2 in en"
    assert response.headers["Cache-Control"] == "private, no-cache"
    assert "ETag" not in response.headers


def test_posting_is_never_answered_from_memory() -> None:
    client = Client()
    client.get("/plain/")

    assert client.post("/plain/").content == b"2 in en"


def test_memory_lets_the_least_recent_go_first() -> None:
    memory = PageMemory(largest_bytes=10)
    page = Kept(b"1234", "text/html", '"a"')
    for key in ("a", "b"):
        memory.put(key, page)
    memory.get("a")
    memory.put("c", page)

    assert [memory.get(key) is not None for key in ("a", "b", "c")] == [True, False, True]
    assert memory.bytes == 8
    memory.put("c", Kept(b"1", "text/html", '"b"'))
    assert memory.bytes == 5
    memory.put("huge", Kept(b"1" * 11, "text/html", '"c"'))
    assert (memory.get("huge"), memory.bytes) == (None, 5)
