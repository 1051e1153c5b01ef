"""What scenarios imply for work, and a set of them compared from request to release."""

import math
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from tests.services.pictures import rows_of

from anso.chart import draw_svg
from anso.errors import InvalidInputError
from anso.language import LANGUAGES
from anso.product import execute, get_product, parse_request
from anso.release import Release, Store
from anso.services.epidemics.economy.sectors import groups
from anso.services.epidemics.economy.shocks.ends import HIGH, LOW, MIDDLE
from anso.services.epidemics.economy.shocks.implied import closing, implied
from anso.services.epidemics.scenarios.assumed import packaged_set

ECONOMY = get_product("epidemics.economy")
NUMBER = {group.slug: number for number, group in enumerate(groups())}
SET = packaged_set("measures-vaccination")
TODAY, MEASURES = SET.scenarios[0], SET.scenarios[2]


def test_infections_keep_the_ill_and_who_cares_for_them_from_work() -> None:
    weekly = np.array([[0.01, 0.0], [0.03, 0.0], [0.02, 0.04]])
    found = implied(TODAY, weekly, MIDDLE)
    # 65% fall ill, a quarter more stay to care, all for ten days.
    assert found.absent.sum(axis=0) == pytest.approx(np.array([0.06, 0.04]) * 0.65 * 1.25 * 10 / 7)
    assert found.cannot_make == pytest.approx(np.repeat(found.absent[:, None], len(groups()), axis=1))
    assert found.not_bought.max() == 0


def test_measures_close_a_part_of_a_lockdown_on_the_days_the_scenario_says() -> None:
    found = implied(MEASURES, np.zeros((26, 1)), MIDDLE)
    part = math.log(0.75) / math.log(0.23)
    hotels = groups()[NUMBER["hospitality"]]
    expected = part * (1 - hotels.essential) * (1 - hotels.remote)
    # From day 14 for 84 days: the third to the fourteenth week.
    course = found.cannot_make[:26, NUMBER["hospitality"], 0]
    assert course == pytest.approx([0.0] * 2 + [expected] * 12 + [0.0] * 12)
    assert found.not_bought[5, NUMBER["transport"]] == pytest.approx(0.5 * part * 0.67)


@pytest.mark.parametrize(("reduction", "share"), [(0.0, 0.0), (0.77, 1.0), (0.95, 1.0), (1 - 0.23**0.5, 0.5)])
def test_effects_of_measures_multiply(reduction: float, share: float) -> None:
    assert closing(reduction) == pytest.approx(share)


def test_ends_take_the_ends_of_what_a_scenario_states() -> None:
    nobody = np.zeros((6, 1))
    low, high = (
        implied(MEASURES, nobody, end).cannot_make[4, NUMBER["construction"], 0] for end in (LOW, HIGH)
    )
    assert high / low == pytest.approx(1.25 * closing(0.3) / (0.75 * closing(0.2)))


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    return publish(tmp_path_factory.mktemp("releases"), struck="NP", weeks=16, set=SET.id)


def publish(folder: Path, **given: object) -> Release:
    return execute(ECONOMY, parse_request(ECONOMY, given), store=Store(str(folder)))


def frame(release: Release, name: str) -> pl.DataFrame:
    return pl.DataFrame(release.table(name))


def test_all_scenarios_of_the_set_stand_side_by_side(release: Release) -> None:
    losses = frame(release, "scenarios")
    assert losses["scenario"].to_list() == ["A", "A", "B", "B", "C", "C", "D", "D"]
    causes = losses["illness_percent"] + losses["measures_percent"] + losses["ripple_percent"]
    assert causes.to_list() == pytest.approx(losses["lost_percent"].to_list())
    struck = {row["scenario"]: row for row in losses.filter(part="struck").iter_rows(named=True)}
    assert [struck[letter]["measures_percent"] > 0 for letter in "ABCD"] == [False, False, True, True]
    assert struck["B"]["illness_percent"] < struck["A"]["illness_percent"]
    assert struck["C"]["illness_percent"] < struck["A"]["illness_percent"]
    countries = frame(release, "countries").filter(name="Nepal")
    assert countries["lost_percent"].to_list() == pytest.approx(
        [struck[letter]["lost_percent"] for letter in "ABCD"]
    )


def test_a_scenario_compared_with_itself_differs_by_nothing(release: Release) -> None:
    first = frame(release, "countries").filter(scenario="A")
    assert first.select("more", "more_low", "more_high").to_numpy().any() == np.False_
    rows = frame(release, "countries")
    assert rows.filter(
        (pl.col("more_low") > pl.col("more")) | (pl.col("more") > pl.col("more_high"))
    ).is_empty()


def test_comparison_is_no_forecast_and_says_so(release: Release) -> None:
    manifest = release.manifest
    assert manifest.finding is not None
    assert manifest.finding["en"].startswith("Scenarios, not a forecast: Nepal, over 16 weeks, loses ")
    assert manifest.finding["en"].endswith("(synthetic trade table)")
    assert (manifest.synthetic, manifest.issued, manifest.alerts) == (True, date(2020, 6, 8), ())
    assert list(release.facts()) == []
    charts = [output for output in manifest.outputs if output.kind == "chart"]
    assert [output.lead for output in charts] == [False] * 5
    for output in manifest.outputs:
        for text in (output.title, output.alt, *output.columns.values()):
            assert text is None or set(text) == set(LANGUAGES)


@pytest.mark.parametrize("chart", ["scenarios", "struck", "partners", "course", "sectors"])
def test_every_picture_can_be_drawn(release: Release, chart: str) -> None:
    svg = draw_svg(release.chart(chart), rows_of(release), theme="dark", language="ru")
    assert ("token:" in svg, "NaN" in svg, "Сценарии, а не прогноз" in svg) == (False, False, True)


def test_same_comparison_gives_the_same_bytes(release: Release, tmp_path: Path) -> None:
    again = publish(tmp_path, struck="Nepal", weeks=16, shock="scenarios")
    assert again.manifest.files == release.manifest.files


def test_what_is_left_open_is_usual_for_the_shock() -> None:
    def asked(**given: object) -> dict[str, object]:
        return parse_request(ECONOMY, given).model_dump(
            include={"struck", "shock", "weeks", "set", "source", "issued"}
        )

    assert asked() == {
        "struck": "south-asia", "shock": "lockdown", "weeks": 12, "set": None, "source": None,
        "issued": date(2025, 10, 29),
    }  # fmt: skip
    assert asked(set="waning-season", weeks=30) == {
        "struck": "south-asia", "shock": "scenarios", "weeks": 30, "set": "waning-season", "source": "covid-2020",
        "issued": date(2020, 6, 8),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"shock": "travel", "set": "waning-season"}, "set: is read with shock scenarios only"),
        ({"shock": "travel", "source": "who"}, "source: is read with shock scenarios only"),
        ({"set": "own"}, "own sets come as a file"),
        ({"set": "waning-season", "weeks": 0}, "weeks: "),
    ],
)
def test_contradictions_are_told(given: dict[str, object], sentence: str) -> None:
    with pytest.raises(InvalidInputError, match=sentence) as told:
        parse_request(ECONOMY, given)
    assert len(told.value.problems) == 1


def test_country_without_counts_is_told(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match="has no counts of it before 2020-06-08"):
        publish(tmp_path, struck="TM", set=SET.id)


def test_course_of_one_place_stands_alone() -> None:
    found = implied(TODAY, np.array([[0.01, 0.02]]), MIDDLE)
    assert found.alone(1).absent == pytest.approx(implied(TODAY, np.array([[0.02]]), MIDDLE).absent)
