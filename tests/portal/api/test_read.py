"""Reading by the API: what it answers, page after page, and nothing of others."""

import io
import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import polars as pl
import pytest
from django.test import Client

from anso import places
from anso.alliance.people.models import User
from anso.portal.accounts.tokens import create_token
from anso.portal.index.models import ReleaseEntry
from anso.portal.index.sync import index_release, sync
from anso.release import Release

pytestmark = pytest.mark.django_db
Make = Callable[..., Release]
API = "/api/v1"


@pytest.fixture
def release(make_release: Make) -> Release:
    release = make_release(issued="2020-06-08", rows=5)
    index_release(release)
    return release


def read(client: Client, address: str, **headers: str) -> Any:
    response = client.get(f"{API}{address}", headers=headers)
    assert response.status_code == 200, response.content
    return json.loads(b"".join(response.streaming_content) if response.streaming else response.content)


def pages_of(client: Client, address: str) -> list[Any]:
    """Every page, by the addresses that the answers themselves give."""
    found, following = [], f"http://testserver{API}{address}"
    while following:
        response = client.get(following.removeprefix("http://testserver"))
        page = response.json()
        assert response.headers.get("Link", "") == (f'<{page["next"]}>; rel="next"' if page["next"] else "")
        found.append(page)
        following = page["next"]
    return found


def test_products_are_listed_with_their_addresses(client: Client) -> None:
    found = {product["slug"]: product for product in read(client, "/products")}["tests.files"]

    assert found["takes_files"] == ["sequences"]
    assert found["may_be_private"] is True
    assert found["requests_url"] == "http://testserver/api/v1/products/tests.files/requests"


def test_product_carries_the_schema_of_its_request(client: Client) -> None:
    schema = read(client, "/products/tests.counts")["request_schema"]

    assert schema["properties"]["rows"]["maximum"] == 100
    assert schema["required"] == ["issued"]


def test_unknown_product_is_a_sentence_with_a_suggestion(client: Client) -> None:
    response = client.get(f"{API}/products/tests.count")

    assert response.status_code == 404
    assert response.json() == {
        "error": "There is no product 'tests.count'; did you mean tests.counts?",
        "problems": [],
    }


def test_releases_come_page_by_page_each_once(client: Client, make_release: Make) -> None:
    day = date(2020, 6, 1)
    made = [make_release(issued=(day + timedelta(days=n // 2)).isoformat(), rows=n + 1).id for n in range(7)]
    sync()

    found = [item["id"] for page in pages_of(client, "/releases?limit=3") for item in page["items"]]
    assert sorted(found) == sorted(made)
    assert [item[13:23] for item in found] == sorted((item[13:23] for item in found), reverse=True)
    assert len(pages_of(client, "/releases?limit=3")) == 3


def test_releases_are_chosen_by_place_corridor_day_and_product(client: Client, make_release: Make) -> None:
    counts, regional = make_release(issued="2020-06-08"), make_release("tests.regional", issued="2020-06-09")
    older = make_release(issued="2020-06-01")
    sync()

    def ids(query: str) -> list[str]:
        return [item["id"] for item in read(client, f"/releases?{query}")["items"]]

    assert ids("place=IN") == [regional.id]
    assert ids("place=PK") == [regional.id, counts.id, older.id]
    assert ids("corridor=climate") == [regional.id]
    assert ids("product=tests.counts&newest=true") == [counts.id]
    assert ids("before=2020-06-08") == [older.id]
    assert ids(f"before={regional.id}") == [counts.id, older.id]


def test_before_that_is_no_day_is_told(client: Client) -> None:
    response = client.get(f"{API}/releases?before=lately")

    assert response.status_code == 422
    assert response.json()["problems"] == [
        {"where": "before", "message": "'lately' is neither a day such as 2020-06-08 nor the id of a release"}
    ]


def test_parameter_out_of_bounds_is_told_by_its_name(client: Client) -> None:
    problems = client.get(f"{API}/releases?limit=0").json()["problems"]

    assert problems == [{"where": "limit", "message": "input should be greater than or equal to 1"}]


def test_release_has_its_manifest_as_published(client: Client, release: Release) -> None:
    found = read(client, f"/releases/{release.id}")

    assert (
        found["manifest"]["files"]["tables/counts.parquet"]
        == release.manifest.files["tables/counts.parquet"].model_dump()
    )
    assert found["manifest"]["request"]["rows"] == 5
    assert found["links"]["tables"]["counts"] == f"http://testserver{API}/releases/{release.id}/tables/counts"
    assert found["page_url"] == f"http://testserver/releases/{release.id}/"
    assert client.get(found["links"]["texts"]["summary"].removeprefix("http://testserver")).status_code == 200


def test_table_is_json_rows_with_any_condition(client: Client, release: Release) -> None:
    address = f"/releases/{release.id}/tables/counts"

    assert read(client, f"{address}?country=PK&columns=country,cases") == [
        {"country": "PK", "cases": 0},
        {"country": "PK", "cases": 3},
    ]
    assert read(client, f"{address}?where=cases:>=:2&where=day:<:2020-06-06&columns=cases&sort=-cases") == [
        {"cases": 4},
        {"cases": 3},
    ]


def test_table_comes_in_pages_when_asked(client: Client, release: Release) -> None:
    address = f"{API}/releases/{release.id}/tables/counts?columns=cases&sort=cases&limit=2"
    found: list[int] = []
    while address:
        response = client.get(address)
        assert response.headers["X-Total-Count"] == "5"
        found += [row["cases"] for row in response.json()]
        address = response.headers.get("Link", "").partition(">")[0].removeprefix("<http://testserver")

    assert found == [0, 1, 2, 3, 4]


def test_table_is_downloaded_as_csv_and_parquet(client: Client, release: Release) -> None:
    address = f"{API}/releases/{release.id}/tables/counts"
    csv = client.get(f"{address}?format=csv&country=FR")
    parquet = client.get(f"{address}?format=parquet")

    assert csv.headers["Content-Disposition"] == 'attachment; filename="tests.counts-2020-06-08-counts.csv"'
    assert pl.read_csv(io.BytesIO(b"".join(csv.streaming_content)))["cases"].to_list() == [1, 4]
    assert b"".join(parquet.streaming_content) == release.read("tables/counts.parquet")


@pytest.mark.parametrize(
    ("query", "where", "message"),
    [
        ("format=xlsx", "format", "'xlsx' is none of json, csv, parquet"),
        ("where=cases", "where", "'cases' is not column:operator:value, such as cases:>=:100"),
        ("deaths=3", "where", "there is no column 'deaths'; there are country, cases, rate, day, note"),
        ("sort=-deaths", "sort", "there is no column 'deaths'; there are country, cases, rate, day, note"),
        ("where=cases:>:many", "where", "'many' is not a number, as column cases holds"),
    ],
)
def test_bad_question_to_a_table_is_told(
    client: Client, release: Release, query: str, where: str, message: str
) -> None:
    response = client.get(f"{API}/releases/{release.id}/tables/counts?{query}")

    assert response.status_code == 422
    assert response.json()["problems"] == [{"where": where, "message": message}]


def addresses_in(spec: Any) -> list[str]:
    if isinstance(spec, dict):
        own = [spec["url"]] if isinstance(spec.get("url"), str) else []
        return own + [address for value in spec.values() for address in addresses_in(value)]
    return [a for value in spec for a in addresses_in(value)] if isinstance(spec, list) else []


def test_chart_names_its_data_in_this_api(client: Client, release: Release) -> None:
    spec = read(client, f"/releases/{release.id}/charts/one?by=PK")

    [address] = addresses_in(spec)
    assert address == f"{API}/releases/{release.id}/tables/counts?columns=country%2Ccases&country=PK"
    assert [row["cases"] for row in read(client, address.removeprefix(API))] == [0, 3]
    assert spec["config"]["axis"]["labelColor"] == "token:ink-3"


def test_map_names_its_shapes_in_this_api(client: Client, release: Release) -> None:
    [address] = addresses_in(read(client, f"/releases/{release.id}/charts/map"))

    assert address == f"{API}/shapes/world"
    shapes = read(client, "/shapes/world")["objects"]["countries"]["geometries"]
    missing = {country.code for country in places.countries()} - {shape.get("id") for shape in shapes}
    assert missing <= {"AQ"}


def test_chart_for_one_value_says_that_it_needs_it(client: Client, release: Release) -> None:
    response = client.get(f"{API}/releases/{release.id}/charts/one")

    assert response.json()["problems"] == [
        {"where": "by", "message": "is needed: chart one is drawn for one country at a time"}
    ]


@pytest.mark.parametrize(
    ("query", "accepted", "content", "language"),
    [
        ("", "fr", "Tout va *bien*.", "fr"),
        ("", "ru", "All is *well*.", "en"),
        ("?language=fr", "en", "Tout va *bien*.", "fr"),
    ],
)
def test_text_comes_in_the_readers_language(
    client: Client, release: Release, query: str, accepted: str, content: str, language: str
) -> None:
    response = client.get(
        f"{API}/releases/{release.id}/texts/summary{query}", headers={"Accept-Language": accepted}
    )

    assert response.content.decode() == content
    assert response.headers["Content-Language"] == language


def test_places_are_listed_and_looked_up(client: Client) -> None:
    assert len(read(client, "/places?limit=300")["items"]) == len(places.countries())
    provinces = [
        item
        for page in pages_of(client, "/places?kind=province&country=PK&limit=3")
        for item in page["items"]
    ]
    assert [item["code"] for item in provinces] == [province.code for province in places.provinces("PK")]
    found = read(client, "/places/Viet%20Nam")
    assert (found["code"], found["details"]["alpha3"]) == ("VN", "VNM")
    assert "VN" not in read(client, "/places/south-asia")["details"]["countries"]


def test_near_miss_of_a_place_is_explained(client: Client) -> None:
    response = client.get(f"{API}/facts?place=Pakistn")

    assert response.status_code == 404
    assert "Pakistan" in response.json()["error"]


def test_facts_alerts_and_search_speak_of_the_newest(client: Client, release: Release) -> None:
    assert [fact["value"] for fact in read(client, "/facts?place=Pakistan")] == [{"en": "5"}]
    assert read(client, "/alerts?in_force=true")["items"] == []
    [alert] = read(client, "/alerts?on=2020-06-10&place=PK")["items"]
    assert (alert["severity"], alert["event"]["fr"], alert["release"]) == ("severe", "Croissance", release.id)
    assert read(client, "/alerts")["total"] == 1
    sync()
    assert read(client, "/search?q=cases+growing")[0]["key"] == release.id


def test_answer_that_was_had_before_is_304(client: Client, release: Release) -> None:
    for address in (
        "/products",
        "/releases",
        f"/releases/{release.id}",
        f"/releases/{release.id}/tables/counts",
        f"/releases/{release.id}/tables/counts?limit=2",
        f"/releases/{release.id}/charts/bars",
        f"/releases/{release.id}/texts/summary",
        "/places/PK",
        "/shapes/world",
        "/facts?place=PK",
        "/alerts",
        "/search?q=pakistan",
        "/openapi.json",
    ):
        tag = client.get(f"{API}{address}").headers.get("ETag")
        if address == "/openapi.json":
            continue
        assert tag, address
        again = client.get(f"{API}{address}", headers={"If-None-Match": tag})
        assert (again.status_code, again.content) == (304, b""), address


def test_private_release_is_there_for_its_owner_alone(
    client: Client, make_release: Make, make_user: Callable[..., User]
) -> None:
    owner, other = make_user(), make_user()
    release = make_release(issued="2020-06-08", private=True, owner=owner.audit_id)
    index_release(release)
    mine, theirs = (
        {"Authorization": f"Bearer {create_token(actor=user, name='test').text}"} for user in (owner, other)
    )

    for address in ("", "/tables/counts", "/charts/bars", "/texts/summary"):
        whole = f"{API}/releases/{release.id}{address}"
        assert client.get(whole).status_code == 404
        assert client.get(whole, headers=theirs).status_code == 404
        answer = client.get(whole, headers=mine)
        assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "private, no-cache")
    assert read(client, "/releases")["items"] == []
    assert [item["id"] for item in read(client, "/releases", **mine)["items"]] == [release.id]

    assert client.delete(f"{API}/releases/{release.id}", headers=theirs).status_code == 404
    assert client.delete(f"{API}/releases/{release.id}", headers=mine).status_code == 204
    assert client.get(f"{API}/releases/{release.id}", headers=mine).status_code == 404
    assert ReleaseEntry.objects.count() == 0


def test_public_release_is_permanent(
    client: Client, release: Release, make_user: Callable[..., User]
) -> None:
    token = create_token(actor=make_user("administrator"), name="test").text
    response = client.delete(f"{API}/releases/{release.id}", headers={"Authorization": f"Bearer {token}"})

    assert response.status_code == 403
    assert "public ones are permanent" in response.json()["error"]


def test_pages_of_the_api_are_few_queries(
    client: Client, release: Release, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    for address in (
        "/releases",
        f"/releases/{release.id}",
        f"/releases/{release.id}/tables/counts",
        "/alerts",
    ):
        with django_assert_max_num_queries(4):
            client.get(f"{API}{address}")


def test_head_gives_the_headers_alone(client: Client, release: Release) -> None:
    for address in ("/products", f"/releases/{release.id}/tables/counts?format=csv"):
        whole, head = client.get(f"{API}{address}"), client.head(f"{API}{address}")
        assert (head.status_code, head.content) == (200, b"")
        for name in ("ETag", "Content-Type", "Content-Disposition"):
            assert head.headers.get(name) == whole.headers.get(name)
