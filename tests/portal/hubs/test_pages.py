"""What the pages of a hub say, checked against its cube and its files."""

import csv
import io
import json
import re
import shutil
from pathlib import Path

import polars as pl
import pytest
from django.test import Client
from django.utils.html import escape
from tests.portal.hubs.conftest import SLUG

from anso.config import config
from anso.hub.board.build import update
from anso.hub.board.cube import Cube
from anso.hub.board.views import Selection, coverage, heat_map, leaderboard
from anso.hub.keeping import Hub
from anso.portal import caching
from anso.portal.hubs import shelf as shelf_room

pytestmark = pytest.mark.django_db
BASE = f"/hubs/{SLUG}"
BASELINE = "synth-baseline"


@pytest.fixture(autouse=True)
def _fresh(cube: Cube) -> None:
    caching.pages.clear()


def page(client: Client, address: str, **headers: str) -> str:
    answer = client.get(address, headers=headers or None)
    assert answer.status_code == 200, answer.content.decode()[:2000]
    return answer.content.decode()


def models_in(html: str) -> list[str]:
    return re.findall(r'<th scope="row"><a [^>]*class="model">([^<]+)</a>', html)


def test_the_list_names_the_hub_and_that_it_is_synthetic(client: Client) -> None:
    html = page(client, "/hubs/")
    assert f'<a href="{BASE}/">Synthetic sample hub</a>' in html
    assert '<span class="label synthetic">Synthetic data</span>' in html


def test_overview_says_who_leads_and_who_took_part_in_the_newest_round(client: Client, cube: Cube) -> None:
    html = page(client, f"{BASE}/")
    best = leaderboard(cube, Selection(targets=("inc case",)), baseline=BASELINE).row(0, named=True)
    change = round(abs(1 - best["sum_ratio"]) * 100)
    assert f"{best['model_id']} leads: its errors were {change}% smaller than the baseline’s" in html
    low, high, share = (round(best[name] * 100) for name in ("sum_ratio_low", "sum_ratio_high", "share"))
    assert f"its errors are {low}% to {high}% of the baseline’s; it forecast {share}% of the tasks." in html
    there = (cube.arrays["status"][:, -1] > 0).any(axis=(1, 2, 3))
    assert f"{int(there.sum())} models in the newest round" in html


def test_only_the_first_target_of_a_sentence_has_a_capital(client: Client, cube: Cube) -> None:
    html = page(client, f"{BASE}/leaderboard/?target=all")
    assert "New cases a week and deaths a week, 1 to 4 weeks ahead" in html
    assert ">Deaths a week</option>" in html


def test_targets_of_different_size_are_warned_of_where_they_are_added_up(client: Client, cube: Cube) -> None:
    warning = "Targets of different size are added up here"
    said = [
        warning in page(client, f"{BASE}/leaderboard/?target={query}")
        for query in ("all", "all&scale=log", "inc+case")
    ]
    assert said == [True, False, False]


def test_leaderboard_lists_models_in_the_order_of_their_rank(client: Client, cube: Cube) -> None:
    html = page(client, f"{BASE}/leaderboard/")
    expected = leaderboard(cube, Selection(targets=("inc case",)), baseline=BASELINE)["model_id"].to_list()
    assert models_in(html) == expected


def test_leaderboard_sorts_by_any_column_both_ways(client: Client, cube: Cube) -> None:
    table = leaderboard(cube, Selection(targets=("inc case",)), baseline=BASELINE)
    down = page(client, f"{BASE}/leaderboard/?sort=-coverage_95")
    assert (
        models_in(down)
        == table.sort("coverage_95", descending=True, maintain_order=True)["model_id"].to_list()
    )
    assert '<th scope="col" class="n" aria-sort="descending">' in down


def test_leaderboard_of_a_part_is_that_parts_and_its_address_says_so(client: Client, cube: Cube) -> None:
    places = cube.axes.locations[:2]
    query = (
        f"target=inc+death&horizon=2&place={places[0]}&place={places[1]}&from={cube.axes.rounds[2]}&scale=log"
    )
    selection = Selection(cube.axes.rounds[2], None, ("inc death",), (2,), places, "log")
    answer = client.get(f"{BASE}/leaderboard.csv?{query}")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode())))
    table = leaderboard(cube, selection, baseline=BASELINE)
    assert [(row["model_id"], float(row["wis"])) for row in rows] == [
        (name, pytest.approx(wis)) for name, wis in table.select("model_id", "wis").rows()
    ]
    html = page(client, f"{BASE}/leaderboard/?{query}")
    assert f'href="{escape(f"{BASE}/leaderboard.csv?{query}")}"' in html
    assert "2 weeks ahead" in html


def test_a_model_with_too_few_forecasts_is_marked_and_not_ranked(client: Client, cube: Cube) -> None:
    first = cube.axes.rounds[0]
    late = next(name for name in cube.axes.models if "late" in name)
    status = cube.arrays["status"][cube.axes.models.index(late)]
    until = next(
        day for day, there in zip(cube.axes.rounds, status.any(axis=(1, 2, 3)), strict=True) if there
    )
    html = page(client, f"{BASE}/leaderboard/?from={first}&to={until}")
    row = re.search(rf'<tr class="unranked">.*?{late}.*?</tr>', html, re.DOTALL)
    assert row is not None
    assert "too few" in row[0]


def test_the_table_alone_is_answered_to_htmx(client: Client) -> None:
    html = page(client, f"{BASE}/leaderboard/?sort=wis", **{"HX-Request": "true", "HX-Target": "leaderboard"})
    assert html.lstrip().startswith('<section class="data wide board" id="leaderboard"')


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        (
            "target=influenza",
            "target: 'influenza' is not one of these: inc case, inc death",
        ),
        ("horizon=9", "'9' is not one of these: 1, 2, 3, 4"),
        ("from=yesterday", "'yesterday' is no day such as 2021-03-08"),
        ("sort=beauty", "'beauty' is not one of these: rank, model_id"),
    ],
)
def test_what_is_nothing_in_the_hub_is_refused_with_what_there_is(
    client: Client, query: str, sentence: str
) -> None:
    answer = client.get(f"{BASE}/leaderboard/?{query}", headers={"Accept": "application/json"})
    told = answer.json()["problems"][0]
    assert answer.status_code == 422
    assert sentence in f"{told['where']}: {told['message']}"


def test_explorer_shows_the_hubs_numbers_and_how_they_came_out(client: Client, cube: Cube) -> None:
    day, place = cube.axes.rounds[3], cube.axes.locations[0]
    answer = client.get(f"{BASE}/explorer.csv?round={day}&place={place}&target=inc+death&model={BASELINE}")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode())))
    stated = Hub(f"{config().hubs_url}/{SLUG}").forecasts(
        models=[BASELINE], reference_dates=[day], targets=["inc death"], locations=[place], horizons=[1]
    )
    medians = dict(stated.select("output_type_id", "value").iter_rows())
    assert float(rows[0]["median"]) == medians[0.5]
    assert float(rows[0]["upper_95"]) == medians[0.975]
    held = sum(
        float(row["lower_95"]) <= float(row["observation_now"]) <= float(row["upper_95"]) for row in rows
    )
    html = page(client, f"{BASE}/explorer/?round={day}&place={place}&target=inc+death&model={BASELINE}")
    assert f"{held} of 4 forecasts had the observation within their 95% bands." in html


def test_explorer_leads_to_the_rounds_beside_and_ends_at_the_ends(client: Client, cube: Cube) -> None:
    rounds = cube.axes.rounds
    middle = page(client, f"{BASE}/explorer/?round={rounds[1]}")
    assert re.findall(r'href="[^"]*round=([\d-]+)[^"]*" rel="(prev|next)"', middle) == [
        (str(rounds[0]), "prev"),
        (str(rounds[2]), "next"),
    ]
    assert 'rel="prev"' not in page(client, f"{BASE}/explorer/?round={rounds[0]}")
    assert 'rel="next"' not in page(client, f"{BASE}/explorer/?round={rounds[-1]}")


def test_explorer_shows_at_most_six_models_and_says_so(client: Client, cube: Cube) -> None:
    query = "&".join(f"model={name}" for name in cube.axes.models[:7])
    html = page(client, f"{BASE}/explorer/?{query}")
    assert "1 further model is not shown: more than six cannot be told apart." in html
    assert html.count(" checked>") == 6


def test_explorer_refuses_a_day_without_a_round(client: Client, cube: Cube) -> None:
    answer = client.get(f"{BASE}/explorer/?round=2020-02-30", headers={"Accept": "application/json"})
    told = answer.json()["problems"][0]["message"]
    first, last = cube.axes.rounds[0], cube.axes.rounds[-1]
    assert told == f"'2020-02-30' is no round of this hub; its rounds are from {first} to {last}"


def test_live_charts_hold_the_cubes_numbers(client: Client, cube: Cube) -> None:
    heat = client.get(f"{BASE}/pictures/skill.json?model=synth-trend").json()
    expected = heat_map(cube, "synth-trend", BASELINE, Selection(targets=("inc case",)))
    assert [row["ratio"] for row in heat["data"]["values"]] == expected["ratio"].round(3).to_list()
    plot = client.get(f"{BASE}/pictures/coverage.json?model=synth-trend").json()
    lines = coverage(cube, ["synth-trend"], Selection(targets=("inc case",)))
    assert [row["coverage"] for row in plot["layer"][1]["data"]["values"]] == lines["coverage"].round(
        4
    ).to_list()


def test_a_chart_speaks_the_language_it_is_asked_in_and_is_kept_by_its_generation(
    client: Client, cube: Cube
) -> None:
    answer = client.get(f"{BASE}/pictures/forecasts.svg?width=360&theme=dark")
    assert answer["Content-Type"] == "image/svg+xml"
    assert answer["Cache-Control"] == "public, max-age=3600"
    again = client.get(
        f"{BASE}/pictures/forecasts.svg?width=360&theme=dark", headers={"If-None-Match": answer["ETag"]}
    )
    assert again.status_code == 304
    assert f"of={cube.generation}" in page(client, f"{BASE}/explorer/")


def test_bars_take_the_place_of_bands_when_there_are_more_than_two_models(client: Client, cube: Cube) -> None:
    def marks(count: int) -> set[str]:
        query = "&".join(f"model={name}" for name in cube.axes.models[:count])
        spec = json.dumps(client.get(f"{BASE}/pictures/forecasts.json?{query}").json())
        return set(
            re.findall(
                r'"type": ?"(area|rule)", ?"(?:fillOpacity|strokeWidth)": ?[\d.]+, ?"opacity"|"type": ?"(area)"',
                spec,
            )
        )  # type: ignore[arg-type]

    assert {name for found in marks(2) for name in found if name} == {"area"}
    assert {name for found in marks(3) for name in found if name} == {"rule"}


def test_a_models_page_says_who_made_it_and_how_it_did(client: Client, cube: Cube) -> None:
    row = leaderboard(cube, Selection(targets=("inc case",)), baseline=BASELINE).filter(
        model_id="synth-trend"
    )
    html = page(client, f"{BASE}/models/synth-trend/")
    assert "Synthetic team" in html
    assert f"rank {row['rank'][0]} of" in html


def test_a_model_or_hub_that_is_not_there_is_said_to_be_missing(client: Client) -> None:
    assert client.get(f"{BASE}/models/no-body/").status_code == 404
    assert client.get("/hubs/no-hub/").status_code == 404
    assert client.get("/hubs/%2e%2e/").status_code == 404
    assert client.get(f"{BASE}/pictures/beauty.svg").status_code == 404


def test_a_hub_without_scores_says_that_they_are_being_made(client: Client, shelf: Path) -> None:
    shutil.copytree(shelf / SLUG / "hub-config", shelf / "young" / "hub-config", dirs_exist_ok=True)
    for name in ("", "leaderboard/", "explorer/"):
        assert "Nothing has been scored here yet" in page(client, f"/hubs/young/{name}")


def test_a_period_that_nobody_can_judge_yet_is_said_to_be_so(client: Client) -> None:
    assert "Nothing of this has been observed yet" in page(client, f"{BASE}/leaderboard/?from=2030-01-01")


def test_words_of_a_submission_are_shown_and_never_run(client: Client, shelf: Path) -> None:
    path = shelf / SLUG / "model-metadata" / "synth-baseline.yml"
    text = path.read_text()
    try:
        path.write_text(text + 'website_url: "<script>alert(1)</script>"\n')
        shelf_room._metadata.cache_clear()
        html = page(client, f"{BASE}/models/synth-baseline/?anew=1")
    finally:
        path.write_text(text)
        shelf_room._metadata.cache_clear()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "<script>alert" not in html


@pytest.mark.parametrize("language", ["zh-hans", "ru", "fr"])
@pytest.mark.parametrize("path", ["", "leaderboard/", "explorer/", "models/synth-trend/"])
def test_every_page_is_there_in_every_language(client: Client, language: str, path: str) -> None:
    assert f"{BASE}/{path}" in page(client, f"/{language}{BASE}/{path}")


@pytest.mark.parametrize("kept", [("quantile",), ()])
def test_a_hub_that_names_its_rounds_otherwise_has_its_pages(
    client: Client, shelf: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, kept: tuple[str, ...]
) -> None:
    """With quantiles as with none, of which nothing can be scored."""
    slug = f"nowcast-{len(kept)}"
    root = tmp_path / "shelf" / slug
    shutil.copytree(shelf / SLUG, root)
    tasks = root / "hub-config" / "tasks.json"
    tasks.write_text(tasks.read_text().replace("reference_date", "nowcast_date"))
    for file in root.glob("model-output/*/*.parquet"):
        table = pl.read_parquet(file).rename({"reference_date": "nowcast_date"})
        table.filter(pl.col("output_type").is_in(kept)).write_parquet(file)
    monkeypatch.setenv("ANSO_HUBS", str(tmp_path / "shelf"))
    config.cache_clear()
    update(Hub(root), config().home / "cache" / "hubs" / slug)
    for address in ("", "leaderboard/", "explorer/", f"models/{BASELINE}/"):
        html = page(client, f"/hubs/{slug}/{address}")
        assert bool(re.search("Nothing (has been scored here|of this model has)", html)) != bool(kept)
    assert client.get(f"/hubs/{slug}/explorer.csv").status_code == (200 if kept else 404)
    monkeypatch.undo()
    config.cache_clear()
