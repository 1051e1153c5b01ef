"""Means and medians of quantiles, by hand."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.hub.ensembles.helpers import LEVELS, quantiles, random_hub

from anso.errors import InvalidInputError
from anso.hub.ensembles import combination, combine

THREE = quantiles({"a-x": [1, 2, 3], "b-x": [2, 4, 9], "c-x": [6, 6, 6]}, [0.25, 0.5, 0.75])


def values(table: pl.DataFrame) -> list[float]:
    return [round(value, 12) for value in table["value"].to_list()]


def test_mean_is_the_mean_of_each_level() -> None:
    assert values(combine(THREE, "mean", name="E")) == [3, 4, 6]


def test_median_is_the_median_of_each_level() -> None:
    assert values(combine(THREE, "median", name="E")) == [2, 4, 6]


def test_median_of_two_models_lies_between_them() -> None:
    assert values(combine(THREE, "median", name="E", exclude=["c-x"])) == [1.5, 3, 6]


def test_weighted_mean_scales_the_weights() -> None:
    table = combine(THREE, "mean", name="E", weights={"a-x": 2, "b-x": 1, "c-x": 1})
    assert values(table) == [2.5, 3.5, 5.25]


def test_weighted_median_interpolates_as_matrixstats() -> None:
    # matrixStats::weightedMedian(c(1, 2, 6), c(2, 1, 1)): middles of the weights at .25, .625, .875.
    table = combine(THREE, "median", name="E", weights={"a-x": 2, "b-x": 1, "c-x": 1})
    assert values(table)[0] == pytest.approx(1 + (0.5 - 0.25) / (0.625 - 0.25))


def test_weighted_median_with_a_model_of_more_than_half_stays_below_its_lowest_neighbour() -> None:
    # weightedMedian(c(1, 2), c(4, 1)): middles at .4 and .9.
    table = combine(THREE, "median", name="E", exclude=["c-x"], weights={"a-x": 4, "b-x": 1})
    assert values(table)[0] == pytest.approx(1 + (0.5 - 0.4) / (0.9 - 0.4))


def test_equal_weights_give_the_plain_median() -> None:
    table = combine(THREE, "median", name="E", weights={"a-x": 3, "b-x": 3, "c-x": 3})
    assert values(table) == [2, 4, 6]


def test_trimmed_mean_cuts_whole_models_at_each_end() -> None:
    five = quantiles({f"m{n}-x": [n**2] for n in range(1, 6)}, [0.5])
    assert values(combine(five, "trimmed", name="E", trim=0.2)) == [round((4 + 9 + 16) / 3, 12)]
    assert values(combine(five, "trimmed", name="E", trim=0.4)) == [9]
    assert values(combine(five, "trimmed", name="E", trim=0.19)) == [11]


def test_a_weight_of_zero_is_absence() -> None:
    weighed = combination(THREE, "median", name="E", weights={"a-x": 1, "b-x": 1, "c-x": 0})
    assert weighed.table.equals(combine(THREE, "median", name="E", exclude=["c-x"]))


def test_weights_by_horizon_are_used_for_their_horizon_alone() -> None:
    both = pl.concat([THREE, THREE.with_columns(pl.lit(2, dtype=pl.Int32).alias("horizon"))])
    weights = pl.DataFrame(
        {
            "model_id": ["a-x", "b-x", "c-x"] * 2,
            "horizon": [1, 1, 1, 2, 2, 2],
            "weight": [1.0, 0, 0, 0, 0, 1],
        }
    )
    assert values(combine(both, "mean", name="E", weights=weights)) == [1, 2, 3, 6, 6, 6]


def test_a_model_without_weight_is_named() -> None:
    with pytest.raises(
        InvalidInputError, match="weights: have none for model_id c-x; give 0 to leave it out"
    ):
        combine(THREE, "mean", name="E", weights={"a-x": 1, "b-x": 1})


def test_a_negative_weight_is_refused() -> None:
    with pytest.raises(InvalidInputError, match=r"-1\.0 of model_id b-x is no weight"):
        combine(THREE, "mean", name="E", weights={"a-x": 1, "b-x": -1, "c-x": 1})


def test_models_that_come_and_go_leave_each_task_to_those_that_are_there() -> None:
    later = quantiles({"a-x": [10, 20, 30]}, [0.25, 0.5, 0.75], location="DE")
    assert values(combine(pl.concat([later, THREE]), "mean", name="E")) == [3, 4, 6, 10, 20, 30]


def test_tasks_with_too_few_models_are_not_forecast() -> None:
    later = quantiles({"a-x": [10, 20, 30]}, [0.25, 0.5, 0.75], location="DE")
    result = combination(pl.concat([later, THREE]), "mean", name="E", min_models=2)
    assert result.table["location"].unique().to_list() == ["AT"]
    assert result.notes == ["quantile: not forecast for want of 2 models: 1 of 2 tasks"]


def test_a_model_with_fewer_levels_is_read_between_those_it_states() -> None:
    normal = {"a-x": [-2.0, -0.6744897501960817, 0, 0.6744897501960817, 2.0]}
    wide = quantiles(normal, [0.022750131948179195, 0.25, 0.5, 0.75, 0.9772498680518208])
    narrow = quantiles({"b-x": [0.0, 0, 0], "c-x": [0.0, 0, 0]}, [0.25, 0.4, 0.6])
    table = combine(pl.concat([wide, narrow]), "mean", name="E")
    # a-x is a standard normal distribution, whose quantile at 0.6 is 0.2533.
    assert table["output_type_id"].to_list() == [0.25, 0.4, 0.6]
    assert table["value"].to_list() == pytest.approx(
        [-0.6744897501960817 / 3, -0.2533471031357997 / 3, 0.2533471031357997 / 3], abs=1e-9
    )


def test_a_model_whose_levels_do_not_reach_is_left_out_and_named() -> None:
    short = quantiles({"d-x": [100.0]}, [0.5])
    result = combination(pl.concat([THREE, short]), "mean", name="E")
    assert values(result.table) == [3, 4, 6]
    assert result.notes == [
        "quantile: 1 of 4 forecasts state too little for their task and are left out (of d-x)"
    ]


def test_levels_can_be_asked_for() -> None:
    table = combine(THREE, "mean", name="E", levels=[0.75, 0.25])
    assert table.select("output_type_id", "value").rows() == [(0.25, 3.0), (0.75, 6.0)]


def test_the_columns_and_their_types_are_those_of_the_forecasts() -> None:
    table = combine(THREE.with_columns(pl.lit("65+").alias("age_group")), "mean", name="E")
    assert table.columns == [*THREE.columns, "age_group"]
    assert table.schema["output_type_id"] == pl.Float64
    assert table["model_id"].unique().to_list() == ["E"]
    assert table["age_group"].unique().to_list() == ["65+"]


def test_the_order_of_rows_and_models_changes_nothing() -> None:
    table = random_hub(3)
    for method in ("mean", "median", "trimmed", "linear-pool"):
        expected = combine(table, method, name="E")
        assert combine(table.sample(fraction=1, shuffle=True, seed=1), method, name="E").equals(expected)
        renamed = table.with_columns(pl.col("model_id").str.replace("team", "t").str.reverse())
        swapped = combine(renamed, method, name="E")["value"].to_numpy()
        assert swapped == pytest.approx(expected["value"].to_numpy(), rel=1e-9)


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000), method=st.sampled_from(["mean", "median", "trimmed", "linear-pool"]))
def test_quantiles_never_fall_with_their_level_nor_below_zero(seed: int, method: str) -> None:
    table = random_hub(seed, rounds=1)
    weights = None
    if method != "trimmed":
        rng = np.random.default_rng(seed)
        weights = {model: rng.random() for model in table["model_id"].unique().sort()}
    result = combine(table, method, name="E", weights=weights, levels=LEVELS)
    assert result["value"].is_finite().all()
    assert result["value"].min() >= 0
    rises = pl.col("value").diff().over("reference_date", "location")
    assert result.select(rises.min()).item() >= 0


def test_every_ensemble_lies_between_its_members() -> None:
    table = random_hub(11).filter(pl.col("model_id").is_in(["team1-model", "team2-model", "team4-model"]))
    keys = ["reference_date", "location", "output_type_id"]
    span = table.group_by(keys).agg(pl.col("value").min().alias("low"), pl.col("value").max().alias("high"))
    for method in ("mean", "median", "trimmed", "linear-pool"):
        result = combine(table, method, name="E").join(span, on=keys)
        assert len(result) == len(span)
        slack = 1e-9
        assert result.filter(
            (pl.col("value") < pl.col("low") - slack) | (pl.col("value") > pl.col("high") + slack)
        ).is_empty()


def test_a_method_that_does_not_exist_is_refused_with_those_that_do() -> None:
    with pytest.raises(InvalidInputError, match="'mode' is none of mean, median, trimmed, linear-pool"):
        combine(THREE, "mode", name="E")  # type: ignore[arg-type]


def test_crossing_quantiles_are_refused_with_their_row() -> None:
    crossing = THREE.with_columns(
        pl.when(pl.int_range(pl.len()) == 4).then(1.0).otherwise("value").alias("value")
    )
    with pytest.raises(InvalidInputError, match=r"forecasts, row 5, column value: .*must not descend"):
        combine(crossing, "mean", name="E")
    assert values(combine(crossing, "mean", name="E", exclude=["b-x"])) == [3.5, 4, 4.5]
