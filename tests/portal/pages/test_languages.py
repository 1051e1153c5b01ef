"""What a release holds is shown in the reader's language, and taken away as it is."""

import re
from collections.abc import Callable
from datetime import date

import polars as pl
import pytest
from django.test import Client

from anso.portal.index.models import ReleaseEntry
from anso.portal.index.sync import index_release
from anso.portal.pictures import draw
from anso.product import Field, Product, Request, Run, execute, parse_request
from anso.release import Release

pytestmark = pytest.mark.django_db


@pytest.fixture
def release(make_release: Callable[..., Release]) -> Release:
    made = make_release(issued="2020-06-08", rows=4)
    index_release(made)
    return made


def column(client: Client, url: str, label: str, **query: str) -> list[str]:
    content = client.get(url, query).content.decode()
    return re.findall(rf'data-label="{label}">(?:<a[^>]*>)?([^<]*)<', content)


def test_words_of_a_table_are_said_on_the_page_and_found_there(client: Client, release: Release) -> None:
    url = f"/fr/releases/{release.id}/tables/counts/"

    assert column(client, url, "note")[1] == "En hausse, semble-t-il"
    found = column(client, url, "note", column="note", op="contains", value="en hausse, semble-t-il")
    assert found == ["En hausse, semble-t-il"] * 2


def test_downloads_hold_the_values_themselves(client: Client, release: Release) -> None:
    response = client.get(
        f"/api/v1/releases/{release.id}/tables/counts?format=csv&columns=note",
        headers={"Accept-Language": "fr"},
    )
    content = b"".join(response.streaming_content).decode()  # type: ignore[attr-defined]

    assert content.count("Growing, it seems") == 2
    assert "hausse" not in content


class NamedRequest(Request):
    """Places by code and name."""

    issued: date = Field(description="Day")


def _named(request: NamedRequest, run: Run) -> None:  # how a product's function is called
    rows = pl.DataFrame({"country": ["DE", "PK"], "name": ["Germany", "Somewhere else"]})
    run.table("named", rows, columns={"name": "Name"})


def test_name_beside_a_code_is_said_in_the_readers_language(
    client: Client, release: Release
) -> None:  # its store
    product = Product(
        "tests.named", {"en": "Named"}, {"en": "Named"}, "health", NamedRequest, _named, "tests"
    )
    entry: ReleaseEntry = index_release(execute(product, parse_request(product, {"issued": "2020-06-08"})))
    url = f"/fr/releases/{entry.release_id}/tables/named/"

    assert column(client, url, "Name") == ["Allemagne", "Somewhere else"]


def test_pictures_and_live_charts_of_a_page_are_in_its_language(client: Client, release: Release) -> None:
    french = client.get(f"/fr/releases/{release.id}/").content.decode()
    english = client.get(f"/releases/{release.id}/").content.decode()

    assert f'data-chart="/api/v1/releases/{release.id}/charts/bars?language=fr"' in french
    assert f"/releases/{release.id}/pictures/bars.svg?theme=light&amp;width=760&amp;language=fr" in french
    assert f'data-chart="/api/v1/releases/{release.id}/charts/bars"' in english
    assert "bars?language=" not in english
    assert "amp;language=" not in english


def test_picture_is_drawn_and_kept_for_each_language(release: Release) -> None:
    def drawn(language: str) -> str:
        return draw(release, "bars", language=language).decode()

    assert [(">cas<" in drawn("fr"), ">le Pakistan<" in drawn("fr")), ">cases axis<" in drawn("en")] == [
        (True, True),
        True,
    ]
    assert drawn("zh-hans") == drawn("zh")
    assert drawn("xx") == drawn("en")


def test_picture_brings_the_letters_it_is_written_in(client: Client, release: Release) -> None:
    def faces(language: str) -> int:
        address = f"/releases/{release.id}/pictures/bars.svg?language={language}"
        return client.get(address).content.count(b"@font-face")

    assert (faces("en"), faces("fr"), faces("ru")) == (1, 1, 2)


def test_chart_of_the_api_is_in_the_language_asked_for(client: Client, release: Release) -> None:
    address = f"/api/v1/releases/{release.id}/charts/bars"
    english, french = (client.get(f"{address}{query}") for query in ("", "?language=fr"))

    assert french.json()["encoding"]["y"]["title"] == "cas"
    assert french.json()["config"]["locale"]["number"]["decimal"] == ","
    assert english.json()["encoding"]["y"]["title"] == "cases axis"
    assert ("usermeta" in english.json(), "locale" in english.json()["config"]) == (False, False)
    assert english.headers["ETag"] != french.headers["ETag"]
    # The address alone decides, so that a page and its charts never differ.
    assert client.get(address, headers={"Accept-Language": "fr"}).json() == english.json()
