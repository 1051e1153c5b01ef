"""`epidemics.situation` from request to release, on the packaged data and on a live source's kept copy."""

import hashlib
import subprocess
import sys
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
        "1.62 million new cases in 14 days, 23% more than in the 14 days before, most of them in the Americas"
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
        "label": {"en": "Reported cases", "zh": "报告病例", "ru": "Сообщено случаев", "fr": "Cas signalés"},
        "value": {
            "en": "47,322 cases in 14 days",
            "zh": "最近14天新增47,322例",
            "ru": "47\u00a0322 случая за 14 дней",
            "fr": "47\u202f322 cas en 14 jours",
        },
        "note": {
            "en": "20 per 100,000 people",
            "zh": "每10万人20例",
            "ru": "20 на 100\u00a0000 жителей",
            "fr": "20 pour 100\u202f000 habitants",
        },
        "chart": "curve",
    }


def test_same_request_gives_the_same_bytes(release: Release, tmp_path: Path) -> None:
    again = publish(tmp_path)
    assert again.id == release.id
    assert again.manifest.files == release.manifest.files


@pytest.mark.parametrize(
    ("chart", "by"),
    [("map", None), ("curve", ("country", "PK")), ("deaths", ("country", "TZ"))],
)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_chart_can_be_drawn(
    release: Release, chart: str, by: tuple[str, str] | None, theme: str
) -> None:
    spec = release.chart(chart)
    svg = draw_svg(spec, rows_of(release), theme=theme, by=by)  # type: ignore[arg-type]
    assert "config" not in spec
    assert ("token:" in svg, "NaN" in svg, svg.startswith("<svg")) == (False, False, True)


def test_map_shows_each_class_of_rates_in_its_colour(release: Release) -> None:
    from anso.chart import COLOURS

    svg = draw_svg(release.chart("map"), rows_of(release))
    assert [name for name in ("band-95", "band-50", "health") if COLOURS[name][0] in svg] == [
        "band-95",
        "band-50",
        "health",
    ]


def test_trend_and_alerts_are_left_to_the_nowcast(release: Release) -> None:
    assert release.manifest.alerts == ()
    assert "trend" not in pl.DataFrame(release.table("situation")).columns


def test_region_states_its_countries_alone(tmp_path: Path) -> None:
    release = publish(tmp_path, region="South Asia")
    table = pl.DataFrame(release.table("situation"))
    assert sorted(table["country"]) == ["AF", "BD", "BT", "IN", "LK", "MV", "NP", "PK"]
    assert release.manifest.finding is not None
    assert release.manifest.finding["fr"].startswith(
        "Asie du Sud\u00a0: 212\u202f000 nouveaux cas en 14 jours"
    )
    svg = draw_svg(release.chart("map"), rows_of(release))
    assert svg.count("<path") < 80


def test_day_outside_the_data_is_refused_with_the_range() -> None:
    with pytest.raises(InvalidInputError) as raised:
        parse_request(SITUATION, {"issued": "2021-01-01"})
    assert str(raised.value) == (
        "issued: 2021-01-01 is outside the data of covid-2020, which runs from 2020-01-19 to 2020-06-08"
    )


def test_first_days_of_the_record_compare_with_nothing(tmp_path: Path) -> None:
    release = publish(tmp_path, issued="2020-01-21")
    assert release.manifest.finding is not None
    assert " than " not in release.manifest.finding["en"]


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
    last_14_days = sum(round(100 * 2 ** (day / 10)) for day in range(26, 40))
    assert (row["country"], row["cases_14"]) == ("PK", last_14_days)
    who = release.manifest.inputs[1]
    assert (who.source, who.how, who.as_of) == ("who", "cached", date(2021, 2, 10))
    assert who.sha256 == hashlib.sha256(content).hexdigest()
    assert release.manifest.holds is not None
    assert "later revisions included" in release.manifest.holds["en"]


def test_declaring_the_products_of_this_room_reads_no_numeric_library() -> None:
    heavy = "{'polars', 'numpy', 'scipy', 'pandas', 'altair', 'lightgbm', 'duckdb'}"
    seen = subprocess.run(
        [
            sys.executable,
            "-c",
            f"import sys; import anso.services.epidemics; print(sorted({heavy} & set(sys.modules)))",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    assert seen.stdout == "[]\n"
