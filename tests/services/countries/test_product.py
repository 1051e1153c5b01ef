"""`countries.profile` from request to release."""

import re
from datetime import date
from itertools import combinations
from pathlib import Path

import polars as pl
import pytest
from tests.services.pictures import rows_of

from anso import places
from anso.chart import draw_svg
from anso.errors import InvalidInputError
from anso.places import population
from anso.product import execute, get_product, parse_request
from anso.release import Release, Store

PROFILE = get_product("countries.profile")


def publish(folder: Path, **given: object) -> Release:
    return execute(PROFILE, parse_request(PROFILE, given), store=Store(str(folder)))


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    return publish(tmp_path_factory.mktemp("releases"), country="Pakistan")


def test_profile_tells_people_and_growth(release: Release) -> None:
    manifest = release.manifest
    assert manifest.finding is not None
    assert manifest.finding["en"] == "Pakistan has 255 million people in 2025 and grows by 1.7% a year"
    assert (manifest.places, manifest.issued) == (("PK",), date(2025, 10, 29))
    assert [entry.source for entry in manifest.inputs] == ["country-facts", "un-population"]
    assert release.verify() == []


def test_profile_states_one_fact_for_the_country_s_page(release: Release) -> None:
    (fact,) = release.facts()
    assert (fact["place"], fact["value"]["en"], fact["note"]["en"]) == ("PK", "255 million", "+1.7% a year")


def test_population_table_agrees_with_the_country_s_record(release: Release) -> None:
    table = pl.DataFrame(release.table("population"))
    assert dict(table.select("year", "people").rows())[2025] == places.country("PK").population
    assert table.filter(pl.col("kind") == "estimate")["year"].max() == 2020
    ages = pl.DataFrame(release.table("ages"))
    assert ages["people"].sum() == places.country("PK").population


def test_neighbours_and_provinces_are_all_there(release: Release) -> None:
    neighbours = pl.DataFrame(release.table("neighbours"))
    assert neighbours["country"].to_list() == ["AF", "CN", "IN", "IR"]
    provinces = pl.DataFrame(release.table("provinces"))
    assert provinces["province"].to_list() == [each.code for each in places.provinces("PK")]


def test_same_request_gives_the_same_bytes(release: Release, tmp_path: Path) -> None:
    again = publish(tmp_path, country="PK")
    assert again.id == release.id
    assert again.manifest.files == release.manifest.files


@pytest.mark.parametrize("chart", ["map", "population", "ages"])
def test_every_chart_can_be_drawn(release: Release, chart: str) -> None:
    spec = release.chart(chart)
    svg = draw_svg(spec, rows_of(release), theme="dark")
    assert "config" not in spec
    assert ("token:" in svg, "NaN" in svg) == (False, False)


def test_map_shows_more_names_on_a_page_than_on_a_phone(release: Release) -> None:
    shown = {
        width: draw_svg(release.chart("map"), rows_of(release), width=width).count('opacity="0"')
        for width in (360, 760)
    }
    assert shown[360] > shown[760]


@pytest.mark.parametrize("width", [360, 760])
def test_names_on_the_map_do_not_cover_one_another(width: int, tmp_path: Path) -> None:
    release = publish(tmp_path, country="Russia")
    svg = draw_svg(release.chart("map"), rows_of(release), width=width)
    texts = re.findall(r'<text[^>]*translate\(([-\d.]+),([-\d.]+)\)[^>]*opacity="1">([^<]+)</text>', svg)
    shown = [(float(x), float(y), name) for x, y, name in texts]
    covered = [
        (one[2], other[2])
        for one, other in combinations(shown, 2)
        if abs(one[1] - other[1]) < 11 and abs(one[0] - other[0]) < 5.5 * (len(one[2]) + len(other[2])) / 2
    ]
    assert (len(shown) > 10, covered) == (True, [])


@pytest.mark.parametrize("code", ["VA", "RU", "SG", "NR"])
def test_profile_of_a_country_of_any_size(code: str, tmp_path: Path) -> None:
    release = publish(tmp_path, country=code)
    assert "<path" in draw_svg(release.chart("map"), rows_of(release))


def test_place_without_people_is_refused_before_anything_runs() -> None:
    assert "AQ" not in population.totals()
    with pytest.raises(InvalidInputError) as raised:
        parse_request(PROFILE, {"country": "Antarctica"})
    assert str(raised.value) == (
        "country: Antarctica is not in the United Nations' population tables: "
        "nobody lives there, or its people are counted with another country"
    )


def test_year_between_the_table_s_years_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="multiple of 5"):
        parse_request(PROFILE, {"country": "PK", "year": 2024})
