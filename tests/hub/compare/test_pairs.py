"""Models on the tasks that both of them forecast."""

import time

import numpy as np
import polars as pl
import pytest
from tests.hub.compare.helpers import scores_of

from anso.errors import InvalidInputError
from anso.hub.compare import paired, pairwise, skill_map
from anso.hub.scores import summarise


def test_sums_are_over_the_tasks_that_the_other_forecast_too() -> None:
    (pairs,) = paired(scores_of(a=[1, 2, 4], b=[np.nan, 10, 20]))
    assert pairs.models == ["a", "b"]
    assert pairs.sums.tolist() == [[7, 6], [30, 30]]
    assert pairs.shared.tolist() == [[3, 2], [2, 2]]


def test_pairs_are_told_one_by_one_with_what_they_share() -> None:
    table = pairwise(scores_of(a=[1, 2], b=[2, np.nan], c=[np.nan, 8]), baseline="a")
    assert table.filter(model_id="b").select("against", "n", "ratio").rows() == [
        ("a", 1, 2.0),
        ("b", 1, 1.0),
        ("c", 0, None),
    ]
    skill = dict(table.select("model_id", "relative_skill").unique().iter_rows())
    alone = (1 / 2 / 4) ** (1 / 3)
    assert skill == pytest.approx({"a": 1.0, "b": 2**0.5 / alone, "c": 4**0.5 / alone})


def test_relative_skill_agrees_with_a_loop_over_pairs() -> None:
    rng = np.random.default_rng(5)
    values = rng.gamma(2, 1, (6, 30))
    values[rng.random(values.shape) < 0.4] = np.nan
    models = {f"m{number}": row for number, row in enumerate(values)}
    expected = {}
    for name, ours in models.items():
        ratios = []
        for theirs in models.values():
            both = ~np.isnan(ours) & ~np.isnan(theirs)
            if both.any():
                ratios.append(ours[both].mean() / theirs[both].mean())
        expected[name] = np.exp(np.log(ratios).mean())
    summary = summarise(scores_of(**models), ["model_id"])
    assert dict(summary.select("model_id", "relative_skill").iter_rows()) == pytest.approx(expected)


def test_perfect_scores_of_both_leave_their_ratio_empty() -> None:
    table = pairwise(scores_of(a=[0.0], b=[0.0]))
    assert table.filter(model_id="a", against="b")["ratio"].to_list() == [None]


def test_nothing_scored_cannot_be_compared() -> None:
    nothing = scores_of(a=[1.0]).clear()
    with pytest.raises(InvalidInputError, match="hold no value of wis"):
        pairwise(nothing)
    with pytest.raises(InvalidInputError, match="no forecast was scored"):
        summarise(nothing, ["model_id"], baseline="a")
    assert summarise(nothing, ["model_id"]).columns[:3] == ["model_id", "n", "wis"]


def test_map_tells_skill_in_each_cell() -> None:
    table = skill_map(scores_of(a=[[1, 2], [3, 4]], b=[[2, 2], [12, 1]]), "a", "b")
    assert table["ratio"].to_list() == [0.5, 1.0, 0.25, 4.0]
    assert table["skill"].to_list() == [0.5, 0.0, 0.75, -3.0]
    assert table["location"].to_list() == ["00", "01", "00", "01"]


def test_seventy_models_on_thousands_of_tasks_are_compared_within_seconds() -> None:
    rng = np.random.default_rng(1)
    scores = scores_of(**{f"model-{number:02}": rng.gamma(2, 1, (25, 32)) for number in range(70)})
    began = time.perf_counter()
    summary = summarise(scores, ["model_id"], baseline="model-00")
    assert time.perf_counter() - began < 3
    expected = scores.group_by("model_id").agg(pl.col("wis").sum()).sort("model_id")["wis"]
    assert summary["sum_ratio"].to_list() == pytest.approx((expected / expected[0]).to_list())


def test_model_that_speaks_twice_of_one_task_changes_the_pairs_of_that_task_alone() -> None:
    """The team hands in on Sundays what the others do on Saturdays; once another says two things of a week."""
    scores = scores_of(base=[1, 2, 4], team=[3, 5, 7], twice=[1, 1, 1])
    sunday = pl.when(pl.col("model_id") == "team").then(1).otherwise(0)
    scores = scores.with_columns(pl.col("reference_date") + pl.duration(days=sunday))
    last = scores.filter(model_id="twice").tail(1)
    again = last.with_columns(pl.col("reference_date") + pl.duration(days=1), wis=pl.lit(9.0))
    (pairs,) = paired(pl.concat([scores, again]))
    assert pairs.models == ["base", "team", "twice"]
    # Of the third week, the team's Sunday pairs with the Sunday of the model that spoke twice.
    assert pairs.shared.tolist() == [[3, 2, 3], [2, 3, 3], [3, 3, 4]]
    assert pairs.sums[:, 2].tolist() == [7, 15, 12]
