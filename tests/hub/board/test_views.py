"""Questions asked of a cube, against values worked by hand and against the scores' own summary."""

from datetime import timedelta
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from tests.hub.board.helpers import FIRST, cube_of

from anso.hub.board.cube import Cube
from anso.hub.board.views import Selection, coverage, default_baseline, heat_map, leaderboard, skill_by
from anso.hub.board.views.pairs import relative_skill, shared_sums
from anso.hub.keeping import Hub
from anso.hub.scores import score, summarise

NAN = float("nan")


def test_relative_skill_is_the_geometric_mean_of_pairwise_ratios_over_the_baselines(tmp_path: Path) -> None:
    cube = cube_of(
        tmp_path, {"base": [2, 4, NAN, 6], "good": [1, 2, 3, NAN], "new": [NAN, 8, 3, 6]}, rounds=4
    )
    table = leaderboard(cube, baseline="base", least_share=0.5).sort("model_id")
    # good/base on tasks 1, 2: 3/6; new/base on 2, 4: 14/10; good/new on 2, 3: 5/11.
    base = (6 / 3 * 10 / 14) ** (1 / 3)
    good = (3 / 6 * 5 / 11) ** (1 / 3)
    new = (14 / 10 * 11 / 5) ** (1 / 3)
    assert table["relative_skill"].to_list() == pytest.approx([1, good / base, new / base], rel=1e-6)
    assert table["sum_ratio"].to_list() == pytest.approx([1, 3 / 6, 14 / 10], rel=1e-6)
    assert table["n"].to_list() == [3, 3, 3]
    assert table["rank"].to_list() == [2, 1, 3]


def test_a_model_below_the_least_share_has_no_rank(tmp_path: Path) -> None:
    cube = cube_of(tmp_path, {"base": [2, 2, 2, 2], "seldom": [1, NAN, NAN, NAN]}, rounds=4)
    table = leaderboard(cube, baseline="base")
    assert table.select("model_id", "rank", "share").rows() == [("base", 1, 1.0), ("seldom", None, 0.25)]


def test_models_with_few_forecasts_are_no_measure_for_others(tmp_path: Path) -> None:
    wis = {"base": [2, 4, 2, 4], "good": [1, 2, 1, 2]}
    without = cube_of(tmp_path / "two", wis, rounds=4)
    seldom = cube_of(tmp_path / "three", {**wis, "lucky": [NAN, NAN, NAN, 0.01]}, rounds=4)
    two, three = (leaderboard(cube, baseline="base").sort("model_id") for cube in (without, seldom))
    assert (
        two["relative_skill"].to_list()
        == three.filter(pl.col("model_id") != "lucky")["relative_skill"].to_list()
    )
    # lucky/base = 0.01/4 and lucky/good = 0.01/2 over two opponents; base/base * base/good = 2.
    lucky = three.filter(model_id="lucky")["relative_skill"].item()
    assert lucky == pytest.approx((0.01 / 4 * 0.01 / 2 / 2) ** 0.5, rel=1e-5)


@pytest.mark.parametrize("scale", ["natural", "log"])
def test_leaderboard_says_what_the_summary_of_scores_says(hub: Hub, cube: Cube, scale: str) -> None:
    days = hub.rounds()[2:5]
    selection = Selection(days[0], days[-1], ("inc death",), (1, 3), cube.axes.locations[1:], scale)  # type: ignore[arg-type]
    ours = leaderboard(cube, selection, baseline="synth-baseline", least_share=0).sort("model_id")
    table = hub.forecasts(
        reference_dates=days, targets=["inc death"], horizons=[1, 3], locations=cube.axes.locations[1:]
    )
    theirs = summarise(score(table, hub.observations(), scale=scale), baseline="synth-baseline").sort(
        "model_id"
    )
    assert ours["model_id"].to_list() == theirs["model_id"].to_list()
    for name in (name for name in theirs.columns if name != "model_id"):
        np.testing.assert_allclose(ours[name].to_numpy(), theirs[name].to_numpy(), rtol=1e-5, err_msg=name)


def test_heat_map_is_the_ratio_of_sums_over_shared_tasks(tmp_path: Path) -> None:
    wis = {"base": [[[2, 5], [4, NAN]], [[1, 1], [1, 1]]], "new": [[[1, 5], [2, 3]], [[NAN, 2], [NAN, 4]]]}
    cube = cube_of(tmp_path, wis, rounds=2, horizons=2, locations=2)  # type: ignore[arg-type]
    assert heat_map(cube, "new", "base").rows() == [
        (FIRST, "a", 0.5, 2),
        (FIRST, "b", 1.0, 1),
        (FIRST + timedelta(days=7), "b", 3.0, 2),
    ]
    by_place = skill_by(cube, "new", "base", "location")
    assert by_place.select("location", "n", "sum_ratio", "wis").rows() == [
        ("a", 2, 0.5, 1.5),
        ("b", 4, 11 / 7, 3.5),
    ]


def test_coverage_is_the_share_of_intervals_that_held_the_observation(hub: Hub, cube: Cube) -> None:
    scores = score(hub.forecasts(models=["synth-baseline"]), hub.observations())
    ours = coverage(cube, ["synth-baseline"])
    levels = [f"{100 * level:.6g}" for level in ours["level"]]
    assert ours["coverage"].to_list() == pytest.approx(
        [scores[f"coverage_{level}"].mean() for level in levels]
    )
    assert levels == ["10", "20", "30", "40", "50", "60", "70", "80", "90", "95", "98"]


def test_bootstrap_interval_holds_the_ratio_and_is_the_same_each_time(cube: Cube) -> None:
    first, again = (leaderboard(cube, baseline="synth-baseline", least_share=0) for _ in range(2))
    others = first.filter(pl.col("sum_ratio_low").is_not_null())
    assert first.equals(again)
    assert len(others) >= 3
    assert (others["sum_ratio_low"] <= others["sum_ratio_high"]).all()


def test_a_period_without_rounds_gives_an_empty_board(cube: Cube) -> None:
    later = Selection(first=cube.axes.rounds[-1] + timedelta(days=1))
    assert leaderboard(cube, later, baseline="synth-baseline").is_empty()
    assert heat_map(cube, "synth-trend", "synth-baseline", later).is_empty()


@pytest.mark.parametrize(
    ("models", "expected"),
    [
        (("Hub-baseline", "FluSight-baseline-cat", "a"), "Hub-baseline"),
        (("FluSight-base_seasonal", "FluSight-baseline"), "FluSight-baseline"),
        (("a-b", "c-d"), ""),
    ],
)
def test_baseline_is_known_by_its_name(models: tuple[str, ...], expected: str) -> None:
    assert default_baseline(models) == expected


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    scores=arrays(np.float32, (4, 12), elements=st.floats(0.125, 1000, width=32)),
    scored=arrays(np.bool_, (4, 12)),
    factor=st.floats(0.5, 8),
)
def test_relative_skill_does_not_depend_on_the_unit(scores, scored, factor) -> None:  # type: ignore[no-untyped-def]
    held = np.where(scored, scores, 0).astype(np.float32)
    once = relative_skill(shared_sums(held, scored), 0)
    scaled = relative_skill(shared_sums(held * np.float32(factor), scored), 0)
    np.testing.assert_allclose(once, scaled, rtol=1e-4)
    assert np.isnan(once[0]) or once[0] == pytest.approx(1)
