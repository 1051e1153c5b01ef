"""`epidemics.nowcast` from request to release, on the packaged data."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest
from tests.services.pictures import rows_of

from anso.chart import COLOURS, draw_svg
from anso.product import Upload, execute, get_product, parse_request
from anso.release import Release, Store
from anso.services.epidemics.nowcasting.stating.trends import TREND_NAMES
from anso.sources.covid_2020 import Covid2020

NOWCAST = get_product("epidemics.nowcast")


def publish(folder: Path, **given: object) -> Release:
    return execute(NOWCAST, parse_request(NOWCAST, given), store=Store(str(folder)))


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    return publish(tmp_path_factory.mktemp("releases"), countries=24)


def test_nowcast_says_one_word_of_every_place(release: Release) -> None:
    table = pl.DataFrame(release.table("nowcast"))
    facts = {fact["place"]: fact for fact in release.facts()}
    assert len(table) == table["location"].n_unique() == len(facts) == 24
    for row in table.iter_rows(named=True):
        fact = facts[row["location"]]
        assert fact["value"] == TREND_NAMES[row["trend"]]
        assert fact["label"]["en"] == "Epidemic"
        assert fact["chart"] == "reproduction"
        middle, low, high = (f"{row[name]:.1f}" for name in ("r", "r_low_90", "r_high_90"))
        assert fact["note"]["en"] == f"R {middle} ({low} to {high})"


def test_finding_agrees_with_the_table(release: Release) -> None:
    trends = pl.DataFrame(release.table("nowcast"))["trend"]
    up = trends.is_in(["growing", "likely growing"]).sum()
    assert release.manifest.finding is not None
    assert release.manifest.finding["en"].startswith(
        f"In {up} of 24 countries and territories the epidemic is growing or likely growing"
    )
    assert release.manifest.issued == date(2020, 6, 8)
    assert release.verify() == []


def test_quantiles_stand_in_order(release: Release) -> None:
    table = pl.DataFrame(release.table("nowcast"))
    for name in ("r", "growth_percent"):
        ends = [
            f"{name}{end}"
            for end in ("_low_95", "_low_90", "_low_50", "", "_high_50", "_high_90", "_high_95")
        ]
        assert (table.select(ends).to_numpy()[:, :-1] <= table.select(ends).to_numpy()[:, 1:]).all()


def test_deaths_stand_beside_cases(release: Release) -> None:
    kinds = pl.DataFrame(release.table("by_kind")).group_by("kind").len().sort("kind")
    assert kinds.rows() == [("cases", 24), ("deaths", 24)]


@pytest.mark.parametrize(
    ("chart", "by"), [("map", None), ("fastest", None), ("reproduction", ("location", "BR"))]
)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_chart_can_be_drawn(
    release: Release, chart: str, by: tuple[str, str] | None, theme: str
) -> None:
    spec = release.chart(chart)
    svg = draw_svg(spec, rows_of(release), theme=theme, by=by)  # type: ignore[arg-type]
    assert ("config" in spec, "token:" in svg, "NaN" in svg) == (False, False, False)


def test_map_shows_each_trend_in_its_colour(release: Release) -> None:
    svg = draw_svg(release.chart("map"), rows_of(release))
    slugs = {"growing": "trend-1", "likely growing": "trend-2", "not changing": "trend-3"}
    there = set(pl.DataFrame(release.table("nowcast"))["trend"]) & set(slugs)
    assert {slug for slug in slugs if COLOURS[slugs[slug]][0] in svg} >= there


def test_words_agree_with_the_fortnight_that_follows(tmp_path: Path) -> None:
    stated = pl.DataFrame(publish(tmp_path, issued="2020-05-18", countries=50).table("nowcast"))
    total = Covid2020().daily(date(2020, 5, 31)).select("country", "date", "confirmed")
    ends = total.filter(pl.col("date").is_in([date(2020, 5, 3), date(2020, 5, 17), date(2020, 5, 31)]))
    new = ends.sort("date").group_by("country").agg(pl.col("confirmed").diff().drop_nulls())
    rose = new.select(
        location="country", rose=pl.col("confirmed").list.last() > pl.col("confirmed").list.first()
    )
    together = stated.join(rose, on="location")
    share = dict(together.group_by(pl.col("trend").str.strip_prefix("likely ")).agg(pl.mean("rose")).rows())
    assert share["growing"] > 0.75
    assert share["declining"] < 0.25
    assert share["declining"] < share["not changing"] < share["growing"]


def test_same_request_gives_the_same_bytes(tmp_path: Path) -> None:
    one, two = (publish(tmp_path / name, region="Central Asia") for name in ("a", "b"))
    assert one.id == two.id
    assert one.manifest.files == two.manifest.files


def test_first_days_of_the_record_state_no_trend(tmp_path: Path) -> None:
    release = publish(tmp_path, issued="2020-01-22")
    assert set(pl.DataFrame(release.table("nowcast"))["trend"]) == {"too few cases to say"}
    assert release.manifest.finding is not None
    assert release.manifest.finding["en"] == "Too few cases to say where the epidemic goes"


def test_file_of_a_user_s_own_places_needs_no_map(tmp_path: Path) -> None:
    lines = ["place,date,cases"]
    for week in range(16):
        day = date.fromordinal(date(2021, 1, 10).toordinal() + 7 * week)
        lines += [
            f"Upper town,{day},{round(100 * 1.5**week)}",
            f"Lower town,{day},{round(40000 / 1.5**week)}",
        ]
    table = tmp_path / "counts.csv"
    table.write_text("\n".join(lines))
    release = publish(tmp_path / "releases", source="file", file=Upload.of(table), issued="2021-04-27")
    stated = dict(pl.DataFrame(release.table("nowcast")).select("name", "trend").rows())
    assert stated == {"Upper town": "growing", "Lower town": "declining"}
    assert ("map" in [output.name for output in release.manifest.outputs], release.facts()) == (False, [])
    assert release.manifest.finding is not None
    assert release.manifest.finding["en"] == "In 1 of 2 places the epidemic is growing or likely growing"
