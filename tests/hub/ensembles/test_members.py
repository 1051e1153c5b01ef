"""Who takes part: the hub's own ensembles, rounds that are dated differently, the aligned stack."""

from datetime import timedelta

import numpy as np
import polars as pl
import pytest
from tests.hub.ensembles.helpers import MONDAY, quantiles

from anso.errors import InvalidInputError
from anso.hub.ensembles import combination, combine, hub_ensembles, select, stacked


def test_the_hubs_ensembles_are_those_of_the_team_with_the_baseline() -> None:
    models = [
        "EuroCOVIDhub-baseline",
        "EuroCOVIDhub-ensemble",
        "COVIDhub-4_week_ensemble",
        "COVIDhub-baseline",
        "COVIDhub_CDC-ensemble",
        "UVA-Ensemble",
        "FluSight-base_seasonal",
        "FluSight-baseline",
        "FluSight-lop_norm",
        "FluSight-ens_q_cat",
        "UMass-trained_flusion",
        "respicast-quantileBaseline",
        "respicast-hubEnsemble",
    ]
    assert hub_ensembles(models) == [
        "EuroCOVIDhub-ensemble",
        "COVIDhub-4_week_ensemble",
        "COVIDhub_CDC-ensemble",
        "FluSight-lop_norm",
        "FluSight-ens_q_cat",
        "respicast-hubEnsemble",
    ]


def test_a_hub_without_its_baseline_is_known_by_its_name() -> None:
    assert hub_ensembles(["EuroCOVIDhub-ensemble", "UVA-Ensemble"]) == ["EuroCOVIDhub-ensemble"]


def test_the_hubs_ensemble_and_an_earlier_result_are_left_out_unless_named() -> None:
    table = quantiles({"hub-baseline": [1], "hub-ensemble": [10], "a-x": [3], "E": [50]}, [0.5])
    result = combination(table, "mean", name="E")
    assert (result.models, result.own) == (["a-x", "hub-baseline"], ["E", "hub-ensemble"])
    assert result.table["value"].to_list() == [2]
    named = combination(table, "mean", name="E", models=["a-x", "hub-ensemble"])
    assert (named.own, named.table["value"].to_list()) == ([], [6.5])


def test_a_model_that_is_not_there_is_named_with_those_that_are() -> None:
    table = quantiles({"a-x": [3], "b-x": [4]}, [0.5])
    with pytest.raises(InvalidInputError, match="has no model 'c-x'; it has a-x, b-x"):
        combine(table, "mean", name="E", exclude=["c-x"])
    with pytest.raises(InvalidInputError, match="no model is left to combine"):
        combine(table, "mean", name="E", exclude=["a-x", "b-x"])


def test_a_submission_without_model_id_cannot_be_combined() -> None:
    table = quantiles({"a-x": [3]}, [0.5]).drop("model_id")
    with pytest.raises(InvalidInputError, match="has no column model_id"):
        select(table, name="E")


def test_rows_without_a_model_are_named() -> None:
    table = quantiles({"a-x": [3, 4]}, [0.25, 0.5]).with_columns(
        pl.when(pl.col("value") == 3).then("model_id").alias("model_id")
    )
    with pytest.raises(InvalidInputError, match="row 2, column model_id: is empty"):
        combine(table, "mean", name="E")


def test_values_that_are_no_numbers_are_named() -> None:
    table = quantiles({"a-x": [3, np.inf], "b-x": [1, np.nan]}, [0.25, 0.5])
    with pytest.raises(
        InvalidInputError, match=r"row 2, column value: is inf.*\n.*row 4, column value: is nan"
    ):
        combine(table, "mean", name="E")


def test_forecasts_for_the_same_weeks_are_one_round_under_its_latest_date() -> None:
    sunday = MONDAY - timedelta(days=1)
    table = pl.concat(
        [
            quantiles({"a-x": [1.0]}, [0.5], horizon=1),
            quantiles({"a-x": [2.0]}, [0.5], horizon=2),
            quantiles({"b-x": [3.0]}, [0.5], horizon=1).with_columns(pl.lit(sunday).alias("reference_date")),
            quantiles({"b-x": [6.0]}, [0.5], horizon=2).with_columns(pl.lit(sunday).alias("reference_date")),
        ]
    )
    result = combination(table, "mean", name="E")
    assert result.table.select("reference_date", "horizon", "value").rows() == [
        (MONDAY, 1, 2.0),
        (MONDAY, 2, 4.0),
    ]
    (note,) = result.notes
    assert note == (
        "forecasts dated 2022-01-02 are for the same weeks as those of a later reference date, and are combined "
        "with them under that date"
    )


def test_the_stack_has_a_cell_for_every_model_and_nothing_where_one_is_absent() -> None:
    table = pl.concat(
        [
            quantiles({"b-x": [5.0, 6]}, [0.25, 0.75], location="DE"),
            quantiles({"a-x": [1.0, 2], "b-x": [3.0, 4]}, [0.25, 0.5], location="AT"),
        ]
    )
    stack = stacked(table)
    assert stack.models == ["a-x", "b-x"]
    assert stack.tasks["location"].to_list() == ["AT", "DE"]
    assert stack.levels.tolist() == [0.25, 0.5, 0.75]
    nan = np.nan
    expected = [[[1, 2, nan], [nan, nan, nan]], [[3, 4, nan], [5, nan, 6]]]
    assert np.array_equal(stack.values, expected, equal_nan=True)


def test_levels_of_a_computed_sequence_are_those_that_are_meant() -> None:
    table = pl.concat([quantiles({"a-x": [1.0]}, [0.15000000000000002]), quantiles({"b-x": [3.0]}, [0.15])])
    assert combine(table, "mean", name="E").select("output_type_id", "value").rows() == [(0.15, 2.0)]
