"""Lists of the alliance for programs: what the pages show, by the same filters."""

import pytest
from django.test import Client

from anso.alliance.sample.actions import load_sample


@pytest.fixture(autouse=True)
def _sample(db: None) -> None:
    load_sample(accounts=False)


@pytest.mark.parametrize(
    ("address", "count"),
    [
        ("projects", 35),
        ("projects?programme=advisory", 11),
        ("projects?programme=emergency&year=2020", 5),
        ("projects?country=pk", 1),
        ("projects?year=1999", 0),
        ("events?kind=training", 5),
        ("events?country=PK", 6),
        ("events?upcoming=true", 0),
        ("associations", 20),
        ("memoranda", 2),
    ],
)
def test_list_holds_what_the_pages_show(client: Client, address: str, count: int) -> None:
    assert len(client.get(f"/api/v1/{address}").json()) == count


def test_directory_is_told_in_pages_with_the_membership_of_a_day(client: Client) -> None:
    page = client.get("/api/v1/institutions?members=true&on=2020-11-09&limit=2").json()
    assert (len(page["items"]), page["total"]) == (2, 8)
    one = client.get("/api/v1/institutions/masa").json()
    assert one["membership"] == {"kind": "endorsed", "state": "member", "since": "2020-11-09", "until": None}
    assert [(step["step"], step["on"]) for step in one["history"]] == [("endorsed", "2020-11-09")]


def test_one_project_and_one_event_are_found_by_their_codes(client: Client) -> None:
    project = client.get("/api/v1/projects/2020-international-5").json()
    assert (project["leaders"], project["organisation"], project["countries"]) == (
        "Habib Bokhari",
        "comsats-university",
        ["PK"],
    )
    event = client.get("/api/v1/events/2020-donation-masks").json()
    assert event["kind"] == "donation"
    assert client.get("/api/v1/events/nowhere").status_code == 404
