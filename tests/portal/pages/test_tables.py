"""A release's table on its page: sorted, filtered, paged, taken away."""

import csv
import re

import pytest
from django.test import Client

from anso.portal.index.models import ReleaseEntry
from anso.portal.index.sync import index_release

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(db: None, make_release: object) -> str:
    entry: ReleaseEntry = index_release(make_release(issued="2020-06-08", rows=30))  # type: ignore[operator]
    return f"/releases/{entry.release_id}/tables/counts/"


def column(client: Client, url: str, label: str, **query: str) -> list[str]:
    """One column as it is shown."""
    content = client.get(url, query).content.decode()
    return re.findall(rf'data-label="{label}">(?:<a[^>]*>)?([^<]*)<', content)


def test_a_page_of_rows_says_how_many_there_are(client: Client, url: str) -> None:
    assert column(client, url, "New cases") == [str(n) for n in range(12)]
    assert "Rows 1 to 12 of 30" in client.get(url).content.decode()
    assert column(client, url, "New cases", offset="24") == [str(n) for n in range(24, 30)]


def test_rows_are_sorted_by_any_column(client: Client, url: str) -> None:
    assert column(client, url, "New cases", sort="-cases")[:3] == ["29", "28", "27"]
    content = client.get(url, {"sort": "-cases"}).content.decode()
    assert 'aria-sort="descending"><a href="' in content
    assert "sort=cases" in content


def test_the_name_of_a_place_finds_its_code(client: Client, url: str) -> None:
    assert set(column(client, url, "country", column="country", op="contains", value="巴基斯坦")) == {
        "Pakistan"
    }


def test_rows_are_filtered_by_number_and_words(client: Client, url: str) -> None:
    assert column(client, url, "New cases", column="cases", op=">=", value="28") == ["28", "29"]
    assert len(column(client, url, "note", column="note", op="contains", value="growing")) == 12


def test_a_filter_that_holds_no_water_is_said_and_keeps_what_was_typed(client: Client, url: str) -> None:
    content = client.get(url, {"column": "cases", "op": ">=", "value": "many"}).content.decode()
    assert "&#x27;many&#x27; is not a number, as column cases holds" in content
    assert 'value="many"' in content
    assert "Rows 1 to 12 of 30" in content


def test_the_downloads_hold_what_is_shown(client: Client, url: str) -> None:
    content = client.get(url, {"column": "cases", "op": ">=", "value": "28", "sort": "-cases"}).content
    address = re.search(r'href="(/api[^"]+)" download>CSV', content.decode())
    assert address is not None
    answer = client.get(address[1].replace("&amp;", "&"))
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    assert [row["cases"] for row in csv.DictReader(body.decode().splitlines())] == ["29", "28"]


def test_script_gets_the_fragment_alone(client: Client, url: str) -> None:
    answer = client.get(url, headers={"HX-Request": "true"})
    assert answer.content.decode().lstrip().startswith('<section class="data')
    assert "HX-Request" in answer.headers["Vary"]


@pytest.mark.parametrize("offset", ["-1", "x", "9" * 30, "²"])
def test_an_offset_that_is_none_shows_the_beginning(client: Client, url: str, offset: str) -> None:
    assert column(client, url, "New cases", offset=offset)[0] == "0"
