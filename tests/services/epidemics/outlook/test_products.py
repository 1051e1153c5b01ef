"""`epidemics.forecast` and `epidemics.evaluation` from request to release; and a hub that takes our forecast."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from tests.services.pictures import rows_of

from anso.chart import draw_svg
from anso.config import config
from anso.hub.checks import validate_submission
from anso.hub.simulate import simulate_hub
from anso.language import LANGUAGES
from anso.product import Upload, execute, get_product, parse_request
from anso.release import Release, Store

ASKED = {
    "epidemics.forecast": {"region": "South Asia", "weeks": 2, "models": ["anso-baseline", "anso-trend"]},
    "epidemics.evaluation": {"region": "South Asia", "rounds": 1, "weeks": 1},
}
ALL = set(LANGUAGES)


def publish(slug: str, folder: Path, **given: Any) -> Release:
    product = get_product(slug)
    return execute(product, parse_request(product, given), store=Store(str(folder)))


@pytest.fixture(scope="module", params=ASKED)
def release(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Release:
    return publish(request.param, tmp_path_factory.mktemp("releases"), **ASKED[request.param])


def titles_in(spec: Any) -> Iterator[str]:
    if isinstance(spec, dict):
        for key, value in spec.items():
            if key == "title" and isinstance(value, str):
                yield value
            elif key != "usermeta":
                yield from titles_in(value)
    elif isinstance(spec, list):
        for item in spec:
            yield from titles_in(item)


def test_every_output_and_column_is_described_in_every_language(release: Release) -> None:
    outputs = release.manifest.outputs
    texts = {f"{output.kind} {output.name}": output.title for output in outputs if output.kind != "facts"}
    assert {what: set(text or ()) for what, text in texts.items() if set(text or ()) != ALL} == {}
    undescribed = {
        output.name: set(release.table(output.name).column_names) - set(output.columns)
        for output in release.manifest.of_kind("table")
    }
    assert {name: columns for name, columns in undescribed.items() if columns} == {}


def test_every_title_inside_a_chart_is_said_in_every_language(release: Release) -> None:
    missing = {
        output.name: [
            title
            for title in titles_in(release.chart(output.name))
            if set(release.chart(output.name)["usermeta"]["words"].get(title, ())) != ALL
        ]
        for output in release.manifest.of_kind("chart")
    }
    assert {name: titles for name, titles in missing.items() if titles} == {}


@pytest.mark.parametrize(
    ("language", "theme"), [("en", "light"), ("zh", "dark"), ("ru", "light"), ("fr", "dark")]
)
def test_every_chart_can_be_drawn(release: Release, language: str, theme: str) -> None:
    for output in release.manifest.of_kind("chart"):
        by = ("location", "PK") if output.by else None
        svg = draw_svg(release.chart(output.name), rows_of(release), by=by, language=language, theme=theme)  # type: ignore[arg-type]
        assert ("token:" in svg, "NaN" in svg, "undefined" in svg) == (False, False, False)


@pytest.fixture(scope="module")
def forecast(tmp_path_factory: pytest.TempPathFactory) -> Release:
    return publish("epidemics.forecast", tmp_path_factory.mktemp("releases"), **ASKED["epidemics.forecast"])


def test_forecast_gives_each_country_one_fact_with_its_chart(forecast: Release) -> None:
    facts = {fact["place"]: fact for fact in forecast.facts()}
    table = pl.DataFrame(forecast.table("change"))
    assert set(facts) == set(table["location"])
    assert (facts["PK"]["label"]["en"], facts["PK"]["chart"]) == ("New cases, next 2 weeks", "cases")


def test_forecast_table_has_the_hubs_form_and_its_numbers(forecast: Release) -> None:
    ours = pl.DataFrame(forecast.table("ensemble"))
    assert ours["model_id"].unique().to_list() == ["anso-ensemble"]
    median = ours.filter(
        pl.col("location") == "PK",
        pl.col("target") == "cases",
        pl.col("horizon") == 2,
        pl.col("output_type_id") == 0.5,
    )["value"].item()
    shown = pl.DataFrame(forecast.table("outlook")).filter(
        pl.col("location") == "PK", pl.col("target") == "cases", pl.col("horizon") == 2
    )
    assert shown["median"].item() == round(median)


def test_same_request_gives_the_same_bytes(forecast: Release, tmp_path: Path) -> None:
    again = publish("epidemics.forecast", tmp_path, **ASKED["epidemics.forecast"])
    assert again.manifest.files == forecast.manifest.files


def test_states_of_a_users_file_are_forecast_without_a_map_a_fact_or_an_alert(tmp_path: Path) -> None:
    first = date(2023, 1, 7)
    dated = [
        f"{state},{first + timedelta(weeks=week)},{300 + 40 * week % 90 + 10 * int(state)}"
        for state in ("01", "02", "06")
        for week in range(30)
    ]
    table = tmp_path / "states.csv"
    table.write_text("location,date,hospital admissions\n" + "\n".join(dated) + "\n")
    found = publish(
        "epidemics.forecast",
        tmp_path / "releases",
        source="file",
        file=Upload.of(table),
        columns="location=location, date=date, admissions=hospital admissions",
        issued="2023-07-31",
        models=["anso-baseline"],
        weeks=1,
    )
    charts = {output.name: output.lead for output in found.manifest.of_kind("chart")}
    assert "map" not in charts
    assert charts["ranking"] is True
    assert (found.facts(), found.manifest.alerts) == ([], ())
    assert set(pl.DataFrame(found.table("change"))["location"]) == {"01", "02", "06"}


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty shelf of hubs."""
    monkeypatch.setenv("ANSO_HUBS", str(tmp_path / "hubs"))
    config.cache_clear()
    yield tmp_path / "hubs"
    monkeypatch.undo()
    config.cache_clear()


def test_a_hub_takes_our_ensemble_as_a_submission(shelf: Path, tmp_path: Path) -> None:
    hub = simulate_hub(str(shelf / "sim"), models=2, rounds=24, locations=4, seed=5)
    day = hub.rounds()[-1]
    made = publish(
        "epidemics.forecast",
        tmp_path / "releases",
        source="hub",
        hub="sim",
        issued=day.isoformat(),
        models=["anso-trend"],
    )
    ours = pl.DataFrame(made.table("ensemble")).drop("model_id")
    hub.write_model(
        {
            "team_abbr": "anso",
            "model_abbr": "ensemble",
            "team_name": "ANSO",
            "model_name": "Ensemble",
            "designated_model": True,
        }
    )
    report = validate_submission(
        hub,
        f"anso-ensemble/{day}-anso-ensemble.csv",
        content=ours.write_csv().encode(),
        now=datetime(day.year, day.month, day.day, 1, tzinfo=UTC),
    )
    assert (report.ok, [problem.message for problem in report.problems]) == (True, [])
