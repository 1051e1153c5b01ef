"""`epidemics.scenarios` from request to release, and projections of places that are no countries."""

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from tests.services.pictures import rows_of

from anso.chart import draw_svg
from anso.errors import InvalidInputError
from anso.product import Upload, execute, get_product, parse_request
from anso.release import Release, Store
from anso.release.forecast import faults
from anso.services.epidemics.counting import Counted, Where
from anso.services.epidemics.counting.counted import CHANGES, WEEKLY
from anso.services.epidemics.scenarios.assumed import packaged_set
from anso.services.epidemics.scenarios.projecting import Projections, project
from anso.services.epidemics.scenarios.results.comparison import ALL, compared
from anso.services.epidemics.scenarios.results.tables import projections
from anso.sources.un_population import UnPopulation

SCENARIOS = get_product("epidemics.scenarios")
FIRST = date(2020, 2, 8)


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    folder = tmp_path_factory.mktemp("releases")
    given = {"countries": "3", "months": "3", "set": "variant-boosters"}
    return execute(SCENARIOS, parse_request(SCENARIOS, given), store=Store(str(folder)))


def table(release: Release, name: str) -> pl.DataFrame:
    return pl.DataFrame(release.table(name))


def test_projections_hold_every_scenario_week_and_level_and_no_forecast_is_published(
    release: Release,
) -> None:
    rows = table(release, "projections")
    assert len(rows) == 3 * 4 * 4 * 13 * 23
    assert rows["scenario_id"].unique().sort().to_list() == [
        "A-none-none",
        "B-none-over-60",
        "C-new-none",
        "D-new-over-60",
    ]
    assert rows["origin_date"].unique().to_list() == [date(2020, 6, 8)]
    assert rows["target_end_date"].min() == date(2020, 6, 14)
    assert faults(rows) == []
    assert not any(output.forecast for output in release.manifest.outputs)
    assert release.manifest.alerts == ()
    assert list(release.facts()) == []


def test_headline_and_every_picture_say_that_it_is_no_forecast(release: Release) -> None:
    manifest = release.manifest
    assert manifest.finding is not None
    said = {"en": "not a forecast", "zh": "非预测", "ru": "не прогноз", "fr": "non une prévision"}
    assert [code for code, words in said.items() if words not in manifest.finding[code]] == []
    for output in manifest.outputs:
        if output.kind == "chart":
            svg = draw_svg(
                release.chart(output.name),
                rows_of(release),
                by=("location", "BR") if output.by else None,
                language="fr",
            )
            assert "Scénarios, non une prévision" in svg.replace("&#160;", " "), output.name


def test_the_first_scenario_differs_from_itself_by_exactly_nothing(release: Release) -> None:
    rows = table(release, "comparison").filter(scenario="A")
    assert (
        rows.select("change", "change_low", "change_high", "percent_low", "percent_high").sum().row(0)
        == (0.0,) * 5
    )


def test_a_new_variant_means_more_cases_and_doses_fewer_deaths(release: Release) -> None:
    rows = table(release, "comparison").filter(location=ALL)
    change = {(row["scenario"], row["kind"]): row["percent"] for row in rows.iter_rows(named=True)}
    assert change["C", "cases"] > 0
    assert change["B", "deaths"] < 0
    assert change["D", "deaths"] < change["C", "deaths"]


def test_every_assumption_stands_with_its_source(release: Release) -> None:
    rows = table(release, "assumptions")
    assert rows.null_count().sum_horizontal().item() == 0
    assert rows.row(0) == (
        "People vaccinated a week, of all people",
        "A, C",
        "0%",
        "assumption",
    )
    contacts = rows.filter(pl.col("assumption") == "Contacts a day by age").row(0, named=True)
    assert contacts["value"].startswith("0–19: 15.2; 20–39: 13.9")
    assert contacts["source"] == "Mossong et al. 2008, PLoS Medicine 5: e74, table 1"


def test_the_same_request_gives_the_same_bytes(release: Release, tmp_path: Path) -> None:
    given = {"countries": "3", "months": "3", "set": "variant-boosters"}
    again = execute(SCENARIOS, parse_request(SCENARIOS, given), store=Store(str(tmp_path)))
    assert again.manifest.files == release.manifest.files


def test_own_sets_need_their_file_and_files_their_set(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match="own sets come as a file"):
        parse_request(SCENARIOS, {"set": "own"})
    path = tmp_path / "own.toml"
    path.write_text("id = 1", encoding="utf-8")
    with pytest.raises(InvalidInputError, match="a file is read with set own only"):
        parse_request(SCENARIOS, {"own": Upload.of(path)})
    request = parse_request(SCENARIOS, {"set": "own", "own": Upload.of(path)})
    with pytest.raises(InvalidInputError, match=r"own\.toml, axes: cross to 0 scenarios"):
        execute(SCENARIOS, request, store=Store(str(tmp_path / "releases")))


def hub(counts: Mapping[str, np.ndarray], target: str, kind: str, people: float) -> Counted:
    """Weekly counts of places that are no countries."""
    rows = [
        (FIRST + timedelta(weeks=week, days=2), place, target, FIRST + timedelta(weeks=week), float(value))
        for place, values in counts.items()
        for week, value in enumerate(values)
        if np.isfinite(value)
    ]
    issued = FIRST + timedelta(weeks=max(map(len, counts.values())) - 1, days=2)
    return Counted(
        title="A hub",
        issued=issued,
        weekly=pl.DataFrame(rows, schema=WEEKLY, orient="row"),
        daily=None,
        places={
            place: Where(place, {"en": f"State {place}"}, False, people if place != "56" else float("nan"))
            for place in counts
        },
        kinds={target: kind},
        versions=False,
        changes=pl.DataFrame(schema=CHANGES),
        notes=(),
    )


def projected(counted: Counted, notes: list[dict[str, str]], members: int = 60) -> Projections:
    return project(
        counted,
        packaged_set("waning-season"),
        UnPopulation(lambda _: None),
        26,
        notes=notes,
        random=np.random.default_rng(1),
        spread=lambda function, items: [function(item) for item in items],
        members=members,
    )


def test_admissions_of_states_are_projected_and_what_stands_in_is_told() -> None:
    wave = 200 * np.exp(0.1 * np.arange(20))
    silent = np.zeros(20)
    counted = hub({"01": wave, "02": silent, "56": wave / 10}, "wk inc flu hosp", "admissions", 5e6)
    notes: list[dict[str, str]] = []
    made = projected(counted, notes)
    rows = projections(made)
    assert made.basis.places == ("01", "56")
    assert rows["target"].unique().sort().to_list() == ["infections", "wk inc flu hosp"]
    assert [note["en"].partition(":")[0] for note in notes] == [
        "Not projected for want of recent counts",
        "Population unknown, taken from the fullest year of counts",
        "Ages unknown; those of the world's people stand in",
    ]
    first = rows.filter(location="01", target="wk inc flu hosp", horizon=1, output_type_id=0.5)["value"]
    assert first.to_numpy() == pytest.approx([wave[-1] * np.exp(0.1)] * 4, rel=0.25)
    assert made.result.beds is not None
    assert np.isfinite(compared(made).select(pl.col("^percent.*$")).to_numpy()).all()


def test_one_bad_place_moves_no_other_by_one_bit() -> None:
    wave = 500 + 100 * np.sin(np.arange(20.0))
    gaps = np.where(np.arange(20) % 3 == 0, np.nan, wave)
    alone = projected(hub({"01": wave}, "cases", "cases", 5e6), [])
    beside = projected(hub({"01": wave, "03": -gaps, "04": gaps}, "cases", "cases", 5e6), [])
    row = beside.basis.places.index("01")
    for kind, values in alone.result.weekly.items():
        assert (values[0] == beside.result.weekly[kind][row]).all()
