"""What `anso up --check` sees: links in pages, errors in logs, the site's own addresses."""

import pytest

from anso.cli.up.addresses import known_addresses, route_of, routes_with_arguments
from anso.cli.up.browser import Answer, links_in
from anso.cli.up.visit import Visit, inside, is_well, log_errors


def test_links_of_every_kind_are_found_once() -> None:
    page = (
        '<a href="/places/PK/">x</a><a href="/places/PK/">y</a><a href="mailto:a@b.example">m</a>'
        '<img src="map.svg"><source srcset="dark.svg 2x"><link rel="stylesheet" href="/static/style.css">'
        '<script src="/static/site.js"></script><a>no address</a><p href="/not-a-link">'
    )
    assert links_in(page) == ("/places/PK/", "map.svg", "dark.svg", "/static/style.css", "/static/site.js")


@pytest.mark.parametrize(
    ("page", "link", "address"),
    [
        ("/places/PK/", "../CN/", "/places/CN/"),
        ("/places/PK/", "?chart=curve#top", "/places/PK/?chart=curve"),
        ("/", "#main", "/"),
        ("/", "https://elsewhere.example/", None),
        ("/", "//elsewhere.example/x", None),
    ],
)
def test_link_becomes_an_address_of_the_site(page: str, link: str, address: str | None) -> None:
    assert inside(page, link) == address


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ('{"level": "error", "message": "request", "path": "/x"}', ["request /x"]),
        ('{"level": "info", "message": "error in the title only"}', []),
        ("Traceback (most recent call last):", ["Traceback (most recent call last):"]),
        ("[WARNING] many threads", []),
    ],
)
def test_errors_are_found_in_logs(line: str, found: list[str]) -> None:
    assert log_errors(f"{line}\n") == found


@pytest.mark.parametrize(
    ("visit", "status", "well"),
    [
        (Visit("/", ""), 200, True),
        (Visit("/", ""), 404, False),
        (Visit("/", ""), 0, False),
        (Visit("/jobs/1/cancel/", ""), 405, True),
        (Visit("/jobs/1/cancel/", "/jobs/"), 405, False),
        (Visit("/api/v1/search", ""), 422, True),
        (Visit("/api/v1/search", "/"), 422, False),
        (Visit("/api/v1/search", ""), 500, False),
        (Visit("/profile/", ""), 302, True),
    ],
)
def test_answer_is_judged_by_who_sent_us_there(visit: Visit, status: int, well: bool) -> None:
    assert is_well(visit, Answer(status, 0.1, is_page=True)) is well


def test_addresses_are_known_in_every_language() -> None:
    known = known_addresses()
    assert known[0] == "/"
    assert {"/places/", "/zh-hans/places/", "/ru/places/", "/fr/places/", "/healthz", "/fr/"} <= set(known)
    assert not [address for address in known if address.startswith("/admin/")]


def test_routes_tell_languages_apart() -> None:
    assert route_of("/places/PK/?chart=curve") == route_of("/places/CN/")
    assert route_of("/places/PK/") in routes_with_arguments()
    assert route_of("/fr/places/PK/") == f"fr/{route_of('/places/PK/')}"
