"""Means by any grouping, and how models stand against a baseline."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.hub.scores.helpers import by_chance, quantiles, task, truth

from anso.errors import InvalidInputError, NotFoundError
from anso.hub.scores import score, summarise

COLUMNS = [
    "n",
    "wis",
    "dispersion",
    "underprediction",
    "overprediction",
    "ae_median",
    "bias",
    "coverage_50",
    "coverage_90",
    "coverage_95",
    "sum_ratio",
    "relative_skill",
]


def scores_of(**wis: list[float | None]) -> pl.DataFrame:
    """Models' scores of successive tasks; none where a model did not forecast."""
    return pl.DataFrame(
        [
            task(number) | {"model_id": model, "observation": 1.0, "wis": value}
            for model, values in wis.items()
            for number, value in enumerate(values)
            if value is not None
        ]
    )


def test_columns_are_those_of_the_command() -> None:
    forecasts, observed = by_chance(1, 5)
    summary = summarise(score(forecasts, observed), ["model_id", "horizon"], baseline="a")
    assert summary.columns == ["model_id", "horizon", *COLUMNS]


def test_ratio_of_sums_is_over_the_tasks_that_both_forecast() -> None:
    scores = scores_of(base=[1.0, 2.0, 3.0], team=[None, 1.0, 6.0])
    summary = summarise(scores, ["model_id"], baseline="base")
    assert summary.select("model_id", "n", "wis", "sum_ratio").rows() == [
        ("base", 3, 2.0, 1.0),
        ("team", 2, 3.5, 7 / 5),
    ]


def test_relative_skill_is_the_scaled_geometric_mean_of_pairwise_ratios() -> None:
    scores = scores_of(base=[2.0, 2.0, 2.0], good=[1.0, 1.0, None], odd=[None, 4.0, 8.0])
    # Ratios: base/good 2, base/odd 4/12, good/odd 1/4; itself 1 for each.
    base, good, odd = (2 * (1 / 3)) ** (1 / 3), (1 / 2 * 1 / 4) ** (1 / 3), (3 * 4) ** (1 / 3)
    unscaled = summarise(scores, ["model_id"])
    assert unscaled["relative_skill"].to_list() == pytest.approx([base, good, odd])
    assert unscaled["sum_ratio"].to_list() == [None, None, None]
    scaled = summarise(scores, ["model_id"], baseline="base")
    assert scaled["relative_skill"].to_list() == pytest.approx([1.0, good / base, odd / base])


def test_pairs_that_share_no_task_are_left_out_of_relative_skill() -> None:
    scores = scores_of(base=[2.0, 4.0], early=[1.0, None], late=[None, 8.0])
    summary = summarise(scores, ["model_id"])
    assert summary["relative_skill"].to_list() == pytest.approx([(2 * 0.5) ** (1 / 3), 0.5**0.5, 2**0.5])


def test_baseline_missing_from_a_group_leaves_its_comparison_empty() -> None:
    here = scores_of(base=[1.0], team=[2.0])
    there = scores_of(team=[5.0], other=[4.0]).with_columns(location=pl.lit("99"))
    summary = summarise(pl.concat([here, there]), ["location", "model_id"], baseline="base")
    assert summary.select("location", "model_id", "sum_ratio", "relative_skill").rows() == [
        ("01", "base", 1.0, 1.0),
        ("01", "team", 2.0, 2.0),
        ("99", "other", None, None),
        ("99", "team", None, None),
    ]


def test_team_that_hands_in_on_another_day_is_compared_in_its_round() -> None:
    scores = scores_of(base=[1.0, 2.0], team=[3.0, 3.0])
    sunday = pl.col("reference_date") - pl.duration(
        days=pl.when(pl.col("model_id") == "team").then(1).otherwise(0)
    )
    summary = summarise(scores.with_columns(sunday), ["model_id"], baseline="base")
    assert summary["sum_ratio"].to_list() == [1.0, 2.0]


def test_grouping_without_the_model_has_means_and_no_comparison() -> None:
    summary = summarise(scores_of(base=[1.0, 2.0], team=[3.0, 6.0]), ["target"], baseline="base")
    assert summary.select("n", "wis", "sum_ratio", "relative_skill").row(0) == (4, 3.0, None, None)


def test_means_are_over_the_forecasts_that_have_the_measure() -> None:
    first, second = task(0), task(1)
    scores = score(
        quantiles((first, {0.25: 1.0, 0.5: 2.0, 0.75: 3.0}), (second, {0.25: 1.0, 0.75: 3.0})),
        truth((first, 2.0), (second, 9.0)),
    )
    summary = summarise(scores, ["model_id"])
    assert summary.select("n", "ae_median", "coverage_50", "coverage_95").row(0) == (2, 0.0, 0.5, None)


def test_unknown_column_and_baseline_are_named_with_what_there_is() -> None:
    scores = scores_of(base=[1.0], team=[2.0])
    with pytest.raises(InvalidInputError, match="'region' is no column of the forecasts; there are model_id"):
        summarise(scores, ["region"])
    with pytest.raises(NotFoundError, match="no scored model 'bas'; there are base"):
        summarise(scores, ["model_id"], baseline="bas")


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10**6))
def test_copy_of_the_baseline_has_relative_skill_one(seed: int) -> None:
    forecasts, observed = by_chance(seed, 4, (0.25, 0.5, 0.75))
    copy = forecasts.filter(model_id="a").with_columns(model_id=pl.lit("copy"))
    summary = summarise(score(pl.concat([forecasts, copy]), observed), ["model_id"], baseline="a")
    assert dict(summary.select("model_id", "relative_skill").iter_rows())["copy"] == pytest.approx(1)
