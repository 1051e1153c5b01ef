"""Finding things by name."""

import time
from collections.abc import Callable

import pytest
from django.test import Client

from anso.portal.index.models import ReleaseEntry
from anso.portal.index.sync import index_release
from anso.portal.search import find
from anso.release import Release

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("searchable")]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("Pakistan", "PK"),
        ("pak", "PK"),
        ("PAK", "PK"),
        ("巴基斯坦", "PK"),
        ("Пакистан", "PK"),
        ("пакис", "PK"),
        ("cote d'ivoire", "CI"),
        ("CÔTE D’IVOIRE", "CI"),
        ("Viet Nam", "VN"),
        ("vietnam", "VN"),
        ("Pakisatn", "PK"),
        ("south asia", "south-asia"),
        ("Sindh", "PK-sindh"),
        ("tests.counts", "tests.counts"),
        ("comptes", "tests.counts"),
    ],
)
def test_a_name_finds_what_it_names(typed: str, first: str) -> None:
    assert find(typed)[0].entry.key == first


@pytest.mark.parametrize("typed", ["", "   ", "!!", "'\"", "%", "_"])
def test_what_holds_no_letters_finds_nothing(typed: str) -> None:
    assert find(typed) == []


def test_a_search_takes_less_than_fifty_milliseconds() -> None:
    find("warm")
    for typed in ("a", "pak", "province of the north", "巴", "zzzzz qqqqq"):
        began = time.perf_counter()
        find(typed)
        assert time.perf_counter() - began < 0.05, typed


def test_releases_are_found_by_words_of_their_findings(published: ReleaseEntry) -> None:
    assert [hit.entry.key for hit in find("cas augmentent", kinds=("release",))] == sorted(
        (hit.entry.key for hit in find("cases are growing", kinds=("release",))), key=str
    )
    assert published.release_id in {hit.entry.key for hit in find("growing")}


def test_private_releases_are_found_by_nobody(
    make_release: Callable[..., Release], client_for: Callable[[str], Client]
) -> None:
    owner = client_for("member")
    public_id = str(owner.user.public_id)  # type: ignore[attr-defined]
    index_release(make_release(issued="2020-06-08", private=True, owner=public_id))
    assert [hit for hit in find("growing") if hit.entry.kind == "release"] == []


def test_the_palette_gets_options_alone(client: Client) -> None:
    content = client.get("/fr/search/", {"q": "pak", "part": "palette"}).content.decode()
    assert content.lstrip().startswith('<li role="option" id="hit-1"')
    assert 'data-href="/fr/places/PK/"' in content


def test_the_page_says_when_nothing_is_found(client: Client) -> None:
    assert "Nothing is called “xqzxqz”" in client.get("/search/", {"q": "xqzxqz"}).content.decode()
