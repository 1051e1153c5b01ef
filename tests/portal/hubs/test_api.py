"""The API says of a hub what its pages say."""

import csv
import io
from typing import Any

import pytest
from django.test import Client
from tests.portal.hubs.conftest import SLUG

from anso.hub.board.cube import Cube

pytestmark = pytest.mark.django_db
API = f"/api/v1/hubs/{SLUG}"


def answer(client: Client, address: str, status: int = 200) -> Any:
    response = client.get(address)
    assert response.status_code == status, response.content.decode()
    return response.json()


def test_a_hub_says_what_it_holds(client: Client, cube: Cube) -> None:
    (hub,) = answer(client, "/api/v1/hubs")
    assert hub == answer(client, API)
    assert hub["models"] == list(cube.axes.models)
    assert hub["rounds"] == [day.isoformat() for day in cube.axes.rounds]
    assert (hub["targets"], hub["baseline"], hub["synthetic"]) == (
        ["inc case", "inc death"],
        "synth-baseline",
        True,
    )
    assert hub["page_url"] == f"http://testserver/hubs/{SLUG}/"


def test_the_leaderboard_is_the_pages_own(client: Client, cube: Cube) -> None:
    query = "?target=inc+death&horizon=1&horizon=2&scale=log"
    rows = answer(client, f"{API}/leaderboard{query}")
    page = csv.DictReader(
        io.StringIO(client.get(f"/hubs/{SLUG}/leaderboard.csv{query}").content.decode("utf-8-sig"))
    )
    assert [(row["model_id"], row["wis"], row["n"]) for row in rows] == [
        (row["model_id"], float(row["wis"]), int(row["n"])) for row in page
    ]
    assert len(rows) == len(cube.axes.models)


def test_forecasts_stand_beside_the_truth(client: Client, cube: Cube) -> None:
    place, day = cube.axes.locations[0], cube.axes.rounds[3]
    found = answer(client, f"{API}/forecasts?round={day}&place={place}&target=inc+case&model=synth-baseline")
    assert (found["round"], found["place"], found["target"]) == (day.isoformat(), place, "inc case")
    assert [row["model_id"] for row in found["forecasts"]] == ["synth-baseline"] * len(cube.axes.horizons)
    assert all(row["lower_95"] <= row["median"] <= row["upper_95"] for row in found["forecasts"])
    assert max(row["end"] for row in found["truth_then"]) <= day.isoformat()
    assert max(row["end"] for row in found["truth_now"]) > day.isoformat()


@pytest.mark.parametrize(
    ("address", "status", "where"),
    [
        (f"{API}/leaderboard?horizon=9", 422, "horizon"),
        (f"{API}/leaderboard?from=soon", 422, "from"),
        (f"{API}/forecasts?round=1999-01-01", 422, "round"),
        (f"{API}/forecasts?model=nobody", 422, "model"),
    ],
)
def test_what_names_nothing_in_the_hub_is_refused(
    client: Client, cube: Cube, address: str, status: int, where: str
) -> None:
    assert [problem["where"] for problem in answer(client, address, status)["problems"]] == [where]


def test_an_unknown_hub_is_not_there(client: Client, cube: Cube) -> None:
    assert "nowhere" in answer(client, "/api/v1/hubs/nowhere", 404)["error"]
