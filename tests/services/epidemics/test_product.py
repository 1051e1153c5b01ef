"""`epidemics.situation` from request to release, on the packaged data and on a live source's kept copy."""

import hashlib
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from tests.services.pictures import rows_of

from anso.chart import draw_svg
from anso.config import config
from anso.errors import InvalidInputError
from anso.product import execute, get_product, parse_request
from anso.release import Release, Store
from anso.sources import cache
from anso.sources.who import WhoCounts

SITUATION = get_product("epidemics.situation")


def publish(folder: Path, **given: object) -> Release:
    return execute(SITUATION, parse_request(SITUATION, given), store=Store(str(folder)))


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    return publish(tmp_path_factory.mktemp("releases"))


def test_situation_of_the_newest_packaged_day(release: Release) -> None:
    manifest = release.manifest
    assert manifest.issued == date(2020, 6, 8)
    assert manifest.finding is not None
    assert manifest.finding["en"] == (
        "Cases are growing in 51 countries and territories, most of them in Africa and the Americas"
    )
    assert [(entry.source, entry.as_of, entry.how) for entry in manifest.inputs] == [
        ("covid-2020", date(2020, 6, 8), "packaged"),
        ("un-population", date(2024, 7, 11), "packaged"),
    ]
    assert release.verify() == []


def test_situation_has_a_row_and_a_fact_for_every_country_of_the_source(release: Release) -> None:
    table = pl.DataFrame(release.table("situation"))
    facts = {fact["place"]: fact for fact in release.facts()}
    assert len(table) == len(facts) == 214
    assert facts["PK"] == {
        "place": "PK",
        "label": {"en": "Epidemic", "zh": "疫情", "ru": "Эпидемия", "fr": "Épidémie"},
        "value": {"en": "Growing", "zh": "上升", "ru": "Рост", "fr": "En hausse"},
        "note": {
            "en": "doubling in 7 to 24 days",
            "zh": "7至24天加倍",
            "ru": "удвоение за 7–24 дня",
            "fr": "doublement en 7 à 24 jours",
        },
        "tone": "severe",
        "chart": "curve",
    }


def test_trend_words_hold_in_the_fortnight_that_follows_more_often_than_not() -> None:
    from anso.services.epidemics import assess
    from anso.services.epidemics.growth import estimate_growth
    from anso.services.epidemics.panel import make_panel
    from anso.sources.covid_2020 import Covid2020

    counts = Covid2020().daily(date(2020, 6, 8))
    panel = make_panel(counts, date(2020, 5, 18))
    stated = assess.situation(panel, estimate_growth(panel.modelled(21)), {}, {})
    later = make_panel(counts, date(2020, 6, 1))
    after = dict(
        zip(
            later.countries,
            later.known_at(later.confirmed, 0) - later.known_at(later.confirmed, 14),
            strict=True,
        )
    )
    rose = {
        trend: [after[code] > before for code, before in rows.select("country", "cases_14").rows()]
        for (trend,), rows in stated.group_by("trend")
    }
    share = {trend: sum(values) / len(values) for trend, values in rose.items()}
    assert share["growing"] > 0.75
    assert share["declining"] < 0.4
    assert share["declining"] < share["not changing"] < share["growing"]


def test_same_request_gives_the_same_bytes(release: Release, tmp_path: Path) -> None:
    again = publish(tmp_path)
    assert again.id == release.id
    assert again.manifest.files == release.manifest.files


@pytest.mark.parametrize(
    ("chart", "by"),
    [("map", None), ("curve", ("country", "PK")), ("deaths", ("country", "TZ")), ("fastest", None)],
)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_chart_can_be_drawn(
    release: Release, chart: str, by: tuple[str, str] | None, theme: str
) -> None:
    spec = release.chart(chart)
    svg = draw_svg(spec, rows_of(release), theme=theme, by=by)  # type: ignore[arg-type]
    assert "config" not in spec
    assert ("token:" in svg, "NaN" in svg, svg.startswith("<svg")) == (False, False, True)


def test_map_shows_each_trend_in_its_colour(release: Release) -> None:
    from anso.chart import COLOURS

    svg = draw_svg(release.chart("map"), rows_of(release))
    shown = [
        name for name in ("trend-1", "trend-2", "trend-3", "trend-4", "trend-5") if COLOURS[name][0] in svg
    ]
    assert shown == ["trend-1", "trend-2", "trend-3", "trend-4", "trend-5"]


def test_alerts_are_few_and_lapse_after_two_weeks(release: Release) -> None:
    alerts = release.manifest.alerts
    assert [alert.places[0] for alert in alerts] == ["PK", "ZA", "IQ", "OM", "BO", "AM", "AZ", "MK"]
    assert {(alert.expires - alert.onset).days for alert in alerts} == {14}


def test_region_states_its_countries_alone(tmp_path: Path) -> None:
    release = publish(tmp_path, region="South Asia")
    table = pl.DataFrame(release.table("situation"))
    assert sorted(table["country"]) == ["AF", "BD", "BT", "IN", "LK", "MV", "NP", "PK"]
    assert release.manifest.finding is not None
    assert release.manifest.finding["fr"].startswith("Asie du Sud\u00a0: les cas augmentent dans ")
    svg = draw_svg(release.chart("map"), rows_of(release))
    assert svg.count("<path") < 80


def test_day_outside_the_data_is_refused_with_the_range() -> None:
    with pytest.raises(InvalidInputError) as raised:
        parse_request(SITUATION, {"issued": "2021-01-01"})
    assert str(raised.value) == (
        "issued: 2021-01-01 is outside the data of covid-2020, which runs from 2020-01-19 to 2020-06-08"
    )


def test_first_days_of_the_record_state_no_trend(tmp_path: Path) -> None:
    release = publish(tmp_path, issued="2020-01-21")
    table = pl.DataFrame(release.table("situation"))
    assert set(table["trend"]) == {"too few cases to say"}
    assert release.manifest.finding is not None
    assert release.manifest.finding["en"] == "Cases are clearly growing in no country"


def test_live_source_offline_uses_its_newest_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from datetime import UTC, datetime, timedelta

    monkeypatch.setenv("ANSO_HOME", str(tmp_path))
    monkeypatch.setenv("ANSO_OFFLINE", "1")
    config.cache_clear()
    try:
        lines = ["Date_reported,Country_code,Cumulative_cases,Cumulative_deaths"]
        total = 0
        for day in range(40):
            total += round(100 * 2 ** (day / 10))
            lines.append(f"{date(2021, 1, 1) + timedelta(days=day)},PK,{total},0")
        content = "\n".join(lines).encode()
        cache.keep(
            "who",
            WhoCounts.url,
            [content],
            retrieved=datetime(2021, 2, 10, tzinfo=UTC),
            etag="",
            last_modified="",
        )
        release = publish(tmp_path / "releases", source="who", issued="2021-02-09")
    finally:
        monkeypatch.undo()
        config.cache_clear()
    row = pl.DataFrame(release.table("situation")).row(0, named=True)
    assert (row["country"], row["trend"], row["doubling_days"]) == (
        "PK",
        "growing",
        pytest.approx(10, rel=0.01),
    )
    who = release.manifest.inputs[1]
    assert (who.source, who.how, who.as_of) == ("who", "cached", date(2021, 2, 10))
    assert who.sha256 == hashlib.sha256(content).hexdigest()
    assert release.manifest.holds is not None
    assert "later revisions included" in release.manifest.holds["en"]
