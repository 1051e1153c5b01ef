"""`epidemics.economy` from request to release, on the synthetic table and on one that is given."""

from pathlib import Path

import numpy as np
import polars as pl
import pytest
from tests.services.pictures import rows_of

from anso.chart import draw_svg
from anso.errors import AnsoError, InvalidInputError
from anso.language import LANGUAGES
from anso.product import execute, get_product, parse_request
from anso.release import Release, Store
from anso.services.epidemics.economy.results import STEPS
from anso.services.epidemics.economy.results.steps import step
from anso.services.epidemics.economy.shocks.named import shocks
from anso.services.epidemics.economy.stating import words
from anso.services.epidemics.economy.stating.chart_words import STEP_WORDS

ECONOMY = get_product("epidemics.economy")


def publish(folder: Path, **given: object) -> Release:
    return execute(ECONOMY, parse_request(ECONOMY, given), store=Store(str(folder)))


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    return publish(tmp_path_factory.mktemp("releases"), struck="Pakistan")


def frame(release: Release, name: str) -> pl.DataFrame:
    return pl.DataFrame(release.table(name))


def test_every_sentence_on_the_synthetic_table_says_so(release: Release) -> None:
    manifest = release.manifest
    assert manifest.finding is not None
    assert manifest.holds is not None
    assert manifest.synthetic
    assert [words.SYNTHETIC[code] in manifest.finding[code] for code in LANGUAGES] == [True] * 4
    assert manifest.finding["en"].startswith("Pakistan: if workplaces close for 12 weeks, ")
    assert "trade in the table is invented" in manifest.holds["en"]


def test_invented_trade_states_no_fact_of_a_country_and_warns_of_nothing(release: Release) -> None:
    assert list(release.facts()) == []
    assert release.manifest.alerts == ()
    assert release.manifest.places == ()


def test_tables_tell_the_same_loss(release: Release) -> None:
    countries, cells, sectors = (frame(release, name) for name in ("countries", "cells", "sectors"))
    assert countries["lost"].sum() == pytest.approx(cells["lost"].sum())
    assert sectors["lost"].sum() == pytest.approx(countries.filter("struck")["lost"].sum())
    assert sectors["lost_elsewhere"].sum() == pytest.approx(countries.filter(~pl.col("struck"))["lost"].sum())
    assert frame(release, "pairs")["lost"].sum() == pytest.approx(sectors["lost_elsewhere"].sum(), rel=1e-6)
    course = frame(release, "course").filter(pl.col("part") == "struck")
    share = countries.filter("struck")["lost_percent"].item()
    assert course["lost_percent"].sum() / (365.25 / 7) == pytest.approx(share)


def test_losses_lie_between_what_is_direct_and_all_there_is(release: Release) -> None:
    for name in ("countries", "cells"):
        table = frame(release, name)
        assert (table["lost"] >= table["direct"] * (1 - 1e-9) - 1e-6).all()
        assert table["lost_percent"].max() < 100
    countries = frame(release, "countries")
    assert (countries["lost_percent_low"] <= countries["lost_percent"]).all()
    assert (countries["lost_percent"] <= countries["lost_percent_high"]).all()
    assert countries.head(1)["country"].to_list() == ["PK"]


def test_neighbours_lose_more_than_the_far(release: Release) -> None:
    lost = dict(frame(release, "countries").select("country", "lost_percent").iter_rows())
    assert lost["AF"] > 10 * lost["CL"]


def test_same_request_gives_the_same_bytes(release: Release, tmp_path: Path) -> None:
    assert publish(tmp_path, struck="PK").manifest.files == release.manifest.files


@pytest.mark.parametrize("chart", ["map", "course", "elsewhere", "partners", "heat"])
def test_every_chart_can_be_drawn(release: Release, chart: str) -> None:
    for theme, language in (("light", "en"), ("dark", "fr")):
        svg = draw_svg(release.chart(chart), rows_of(release), theme=theme, language=language)  # type: ignore[arg-type]
        assert ("token:" in svg, "NaN" in svg, svg.startswith("<svg")) == (False, False, True)


def test_everything_is_said_in_every_language(release: Release) -> None:
    for output in release.manifest.outputs:
        for text in (output.title, output.alt, *output.columns.values(), *output.words.values()):
            assert text is None or set(text) == set(LANGUAGES)
    assert set(STEP_WORDS) == {entry.slug for entry in STEPS}
    assert set(frame(release, "countries")["step"]) <= set(STEP_WORDS)


def test_shocks_that_can_be_asked_for_are_those_named() -> None:
    schema = ECONOMY.request.model_json_schema()["properties"]["shock"]
    assert schema["enum"] == [*shocks(), "scenarios"]


def given_table(path: Path, labels: tuple[str, ...] = ("PAK", "IND", "RoW")) -> Path:
    """Three regions, hotels and farms, of which the first region's farms make nothing."""
    rng = np.random.default_rng(1)
    flows, final = rng.uniform(1, 2, (6, 6)), rng.uniform(10, 20, (6, 3))
    flows[1], flows[:, 1], final[1] = 0, 0, 0
    np.savez(
        path, Z=flows, Y=final, x=flows.sum(1) + final.sum(1), countries=labels, industries=["c22", "c1"]
    )
    return path


def test_given_table_is_used_and_nothing_is_called_synthetic(tmp_path: Path) -> None:
    path = given_table(tmp_path / "mine.npz")
    release = publish(tmp_path / "releases", struck="PK", shock="travel", weeks=1, table=path)
    manifest = release.manifest
    assert manifest.finding is not None
    assert manifest.holds is not None
    assert (manifest.synthetic, "synthetic" in manifest.finding["en"]) == (False, False)
    assert manifest.finding["en"].startswith("Pakistan: if travel stops for 1 week, ")
    assert manifest.finding["ru"].startswith("Пакистан: если поездки прекращаются в течение 1 недели, ")
    assert "mine.npz" in manifest.holds["en"]
    countries = frame(release, "countries")
    assert countries["name"].to_list()[0] == "Pakistan"
    assert set(countries["name"]) == {"Pakistan", "India", "Rest of the world"}
    cells = frame(release, "cells").filter((pl.col("name") == "Pakistan") & (pl.col("table_sector") == "c1"))
    assert cells["lost"].to_list() == [0.0]


def test_whole_world_struck_has_no_elsewhere(tmp_path: Path) -> None:
    path = given_table(tmp_path / "mine.npz", ("PAK", "IND", "LKA"))
    release = publish(tmp_path / "releases", struck="south-asia", table=path)
    assert release.manifest.finding is not None
    assert release.manifest.finding["en"].endswith(" of a year’s value added is lost there")
    assert "elsewhere" not in {output.name for output in release.manifest.outputs}
    pairs = frame(release, "countries")
    assert pairs["struck"].all()


def test_country_that_the_table_lacks_is_told(tmp_path: Path) -> None:
    path = given_table(tmp_path / "mine.npz")
    with pytest.raises(InvalidInputError, match="struck: the table has no Norway; it has IN, PK"):
        publish(tmp_path / "releases", struck="NO", table=path)
    with pytest.raises(AnsoError, match="is a province"):
        publish(tmp_path / "releases", struck="PK-punjab", table=path)


@pytest.mark.parametrize(
    ("percent", "english", "french"),
    [
        (6.83, "6.8%", "6,8\u202f%"),
        (0.5, "0.50%", "0,50\u202f%"),
        (0.0123, "0.012%", "0,012\u202f%"),
        (0.0002, "less than 0.001%", "moins de 0,001\u202f%"),
        (0.0, "0.000%", "0,000\u202f%"),
    ],
)
def test_shares_are_said_with_as_many_figures_as_they_have(percent: float, english: str, french: str) -> None:
    assert (words.share(percent, "en"), words.share(percent, "fr")) == (english, french)


def test_steps_begin_where_they_say() -> None:
    shares = pl.DataFrame({"lost_percent": [5.0, 4.99, 1.0, 0.1, 0.01, 0.001, 0.0009, 0.0]})
    assert shares.select(step("lost_percent"))["step"].to_list() == [
        "5% or more", "1 to 5%", "1 to 5%", "0.1 to 1%", "0.01 to 0.1%", "0.001 to 0.01%", "under 0.001%",
        "under 0.001%",
    ]  # fmt: skip
