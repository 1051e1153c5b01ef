"""Which observation answers which forecast, and which is left out with what sentence."""

from datetime import date

import polars as pl
import pytest
from tests.hub.scores.helpers import by_chance, quantiles, task, truth

from anso.errors import InvalidInputError
from anso.hub.scores import score, scored

VALUES = {0.25: 1.0, 0.5: 2.0, 0.75: 3.0}


def test_truth_is_joined_on_the_columns_that_both_have() -> None:
    first, second = task(0, location="01"), task(0, location="02")
    observed = truth((first, 5.0), (second, 7.0), status="final")
    scores = score(quantiles((first, VALUES), (second, VALUES)), observed).sort("location")
    assert scores["observation"].to_list() == [5.0, 7.0]
    assert "status" not in scores.columns


def test_forecasts_without_observation_are_counted_not_scored() -> None:
    known, future = task(0), task(1)
    result = scored(quantiles((known, VALUES), (future, VALUES)), truth((known, 2.0)))
    assert len(result.table) == 1
    assert result.left_out.sentences == ["1 forecast left out: nothing was observed yet."]


def test_newest_of_several_versions_counts() -> None:
    key = task()
    versions = pl.concat(
        [truth((key, 9.0), as_of=date(2024, 3, 1)), truth((key, 4.0), as_of=date(2024, 2, 1))]
    )
    assert score(quantiles((key, VALUES)), versions)["observation"].item() == 9.0


def test_counts_below_zero_are_corrections_and_left_out() -> None:
    first, second = task(0), task(1)
    result = scored(quantiles((first, VALUES), (second, VALUES)), truth((first, 3.0), (second, -40.0)))
    assert result.table["observation"].to_list() == [3.0]
    assert result.left_out.corrections == {"wk inc flu hosp": 1}
    assert "a correction of earlier counts" in result.left_out.sentences[0]


def test_target_that_may_be_below_zero_is_scored_there() -> None:
    first, second = task(0, target="temperature"), task(1, target="temperature")
    cold = {0.25: -3.5, 0.5: -1.0, 0.75: 2.0}
    scores = score(quantiles((first, cold), (second, VALUES)), truth((first, -4.0), (second, -1.5)))
    assert sorted(scores["observation"]) == [-4.0, -1.5]


def test_slip_of_one_model_does_not_make_counts_into_temperatures() -> None:
    forecasts, observed = by_chance(1, 100)
    whole = observed.with_columns(pl.col("value").round())
    negative = whole.with_columns(
        pl.when(pl.int_range(pl.len()) == 5).then(-7.0).otherwise(pl.col("value")).alias("value")
    )
    slip = forecasts.with_columns(
        pl.when(pl.int_range(pl.len()) == 0).then(-0.5).otherwise(pl.col("value")).alias("value")
    )
    assert scored(slip, negative).left_out.corrections == {"wk inc flu hosp": 3}


def test_two_different_observations_of_one_thing_are_refused_by_row() -> None:
    key = task()
    with pytest.raises(InvalidInputError, match=r"observations, row 2: .*01.* is observed as 6\.0"):
        score(quantiles((key, VALUES)), truth((key, 5.0), (key, 6.0)))


def test_forecasts_without_the_date_that_tells_observations_apart_are_refused() -> None:
    first, second = task(0), task(1)
    undated = quantiles((first, VALUES)).drop("target_end_date")
    with pytest.raises(
        InvalidInputError, match="several values for one forecast, by target_end_date; add that column"
    ):
        score(undated, truth((first, 5.0), (second, 6.0)))


def test_same_observation_told_twice_does_no_harm() -> None:
    key = task()
    assert len(score(quantiles((key, VALUES)), truth((key, 5.0), (key, 5.0)))) == 1


def test_truth_without_the_targets_is_refused_when_there_are_several() -> None:
    first, second = task(0, target="cases"), task(0, target="deaths")
    observed = truth((first, 5.0)).drop("target")
    with pytest.raises(InvalidInputError, match="has no column target, but the forecasts are for 2"):
        score(quantiles((first, VALUES), (second, VALUES)), observed)


def test_truth_of_one_target_needs_no_column_for_it() -> None:
    key = task()
    assert score(quantiles((key, VALUES)), truth((key, 5.0)).drop("target"))["observation"].item() == 5.0


def test_tables_that_share_no_place_are_told_apart() -> None:
    key = task()
    with pytest.raises(
        InvalidInputError, match="column location: shares no value with the forecasts, which have 01"
    ):
        score(quantiles((key, VALUES)), truth((key | {"location": "US01"}, 5.0)))


def test_oracle_output_tells_the_truth_of_its_output_type() -> None:
    key = task()
    oracle = pl.concat(
        [
            truth((key, 5.0), output_type="quantile", output_type_id=None),
            truth((key, 1.0), output_type="pmf", output_type_id="high"),
        ],
        how="vertical_relaxed",
    )
    assert score(quantiles((key, VALUES)), oracle)["observation"].item() == 5.0


def test_unknown_scale_is_refused_by_name() -> None:
    key = task()
    with pytest.raises(InvalidInputError, match="'sqrt' is no scale; there are natural and log"):
        score(quantiles((key, VALUES)), truth((key, 5.0)), scale="sqrt")


def test_observations_are_typed_as_forecasts_are() -> None:
    key = task(location="01")
    observed = truth((key, 5.0)).with_columns(
        pl.col("target_end_date").cast(pl.String), location=pl.lit("01").cast(pl.Categorical)
    )
    assert score(quantiles((key, VALUES)), observed)["observation"].to_list() == [5.0]
    wrong = observed.with_columns(target_end_date=pl.lit("soon"))
    with pytest.raises(
        InvalidInputError, match="observations, row 1, column target_end_date: 'soon' is not a date"
    ):
        score(quantiles((key, VALUES)), wrong)


def test_what_no_forecast_asks_may_be_observed_twice() -> None:
    key, other = task(location="01"), task(location="02")
    observed = truth((key, 5.0), (other, 1.0), (other, 2.0))
    assert score(quantiles((key, VALUES)), observed)["observation"].to_list() == [5.0]


def test_row_of_no_known_output_type_is_refused_rather_than_left_out() -> None:
    key = task()
    rows = quantiles((key, VALUES))
    typo = rows.with_row_index().with_columns(
        output_type=pl.when(pl.col("index") == 1).then(pl.lit("quantil")).otherwise("output_type")
    )
    with pytest.raises(InvalidInputError, match="row 2, column output_type: 'quantil' is no output type"):
        score(typo.drop("index"), truth((key, 5.0)))
