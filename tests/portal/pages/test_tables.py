"""A release's table on its page: sorted, filtered, paged, taken away."""

import csv
import re

import pytest
from django.test import Client

from anso.portal.index.models import ReleaseEntry
from anso.portal.index.sync import index_release
from anso.portal.pages.tables import Cell, Column, _decimals, _each_place_once

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


def cells(*rows: tuple[str, str, str, float]) -> tuple[list[Column], list[list[Cell]]]:
    """Rows of a code, the name it is shown by, a place's name and a number."""
    columns = [Column(name, name.title(), name == "r", "", "") for name in ("location", "place", "r")]
    made = [
        [Cell(code, shown, f"/places/{code}/" if shown else "", columns[0])]
        + [Cell(value, "", "", column) for value, column in zip(rest, columns[1:], strict=True)]
        for code, shown, *rest in rows
    ]
    return columns, made


def test_names_that_only_repeat_those_of_the_codes_are_shown_once() -> None:
    columns, rows = _each_place_once(
        *cells(("PK", "Pakistan", "Pakistan", 1.3), ("all", "", "All places", 1.0))
    )
    assert [column.title for column in columns] == ["Place", "R"]
    assert [(row[0].name or row[0].value, row[0].url) for row in rows] == [
        ("Pakistan", "/places/PK/"),
        ("All places", ""),
    ]


def test_a_text_that_says_something_else_of_the_places_stays() -> None:
    columns, _ = _each_place_once(*cells(("PK", "Pakistan", "Sindh", 1.3)))
    assert [column.name for column in columns] == ["location", "place", "r"]


@pytest.mark.parametrize(
    ("values", "decimals"),
    [
        ([482.0, 1072.0], 0),
        ([0.9062, 0.0041], 3),
        ([2.75, 37.68], 1),
        ([10.2, 0.27], 2),
        ([1300.5, 0.5], 0),
        ([1.11, None], 2),
        (["text"], None),
    ],
)
def test_numbers_of_a_column_have_as_many_decimals_as_its_greatest_needs(
    values: list[object], decimals: int | None
) -> None:
    assert _decimals(values) == decimals
