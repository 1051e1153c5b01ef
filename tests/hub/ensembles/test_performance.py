"""Weights by past performance, and what they may not know."""

from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest
from tests.hub.ensembles.helpers import MONDAY, quantiles

from anso.errors import InvalidInputError
from anso.hub.ensembles import combine, past_weights
from anso.hub.ensembles.members.performance import BEGUN_WITH

LEVELS = (0.25, 0.5, 0.75)
TRUTH = 100.0


def rounds(number: int, offsets: dict[str, float]) -> pl.DataFrame:
    """One place; each model always misses by its offset."""
    return pl.concat(
        quantiles(
            {model: [TRUTH + offset] * 3 for model, offset in offsets.items()},
            LEVELS,
            reference_date=MONDAY + timedelta(weeks=week),
        )
        for week in range(number)
    )


def observations(number: int, *, lag: int = 2) -> pl.DataFrame:
    """Published on the Monday after, and unchanged since."""
    ends = [MONDAY + timedelta(days=7 * week + 5) for week in range(number)]
    return pl.DataFrame(
        {
            "location": "AT",
            "target": "inc case",
            "target_end_date": ends,
            "value": [TRUTH] * number,
            "as_of": [end + timedelta(days=lag) for end in ends],
        }
    )


def weight(table: pl.DataFrame, model: str, day: date) -> float:
    return table.filter(pl.col("model_id") == model, pl.col("reference_date") == day)["weight"].item()


def test_without_a_past_all_models_weigh_the_same() -> None:
    table = past_weights(rounds(3, {"a-x": 1, "b-x": 3}), observations(3))
    assert [weight(table, model, MONDAY) for model in ("a-x", "b-x")] == [1, 1]


def test_weights_are_the_inverse_of_the_mean_share_of_the_median_loss() -> None:
    # Losses 1, 2 and 3 with a median of 2: shares 0.5, 1 and 1.5, known once by the second round.
    offsets = {"a-x": 1, "b-x": 2, "c-x": 3}
    table = past_weights(rounds(2, offsets), observations(2), power=2, half_life=None)
    second = MONDAY + timedelta(weeks=1)
    for model, share in (("a-x", 0.5), ("b-x", 1), ("c-x", 1.5)):
        loss = (BEGUN_WITH + share) / (BEGUN_WITH + 1)
        assert weight(table, model, second) == pytest.approx(loss**-2)


def test_softmax_weights_fall_exponentially_with_the_loss() -> None:
    table = past_weights(
        rounds(2, {"a-x": 1, "b-x": 2, "c-x": 3}), observations(2), power=3, rule="softmax", half_life=None
    )
    loss = (BEGUN_WITH + 0.5) / (BEGUN_WITH + 1)
    assert weight(table, "a-x", MONDAY + timedelta(weeks=1)) == pytest.approx(np.exp(-3 * loss))


def test_losses_halve_with_each_half_life() -> None:
    offsets = {"a-x": 1, "b-x": 2, "c-x": 3}
    table = past_weights(rounds(3, offsets), observations(3), power=1, half_life=timedelta(weeks=1))
    # At the third round the first observation is nine days old and the second two.
    past = 2 ** (-9 / 7) + 2 ** (-2 / 7)
    loss = (BEGUN_WITH + 0.5 * past) / (BEGUN_WITH + past)
    assert weight(table, "a-x", MONDAY + timedelta(weeks=2)) == pytest.approx(1 / loss)


def test_nothing_published_after_a_round_changes_its_weights() -> None:
    forecasts = rounds(6, {"a-x": 1, "b-x": 2, "c-x": 3})
    known = observations(6)
    day = MONDAY + timedelta(weeks=3)
    planted = known.with_columns(
        pl.when(pl.col("as_of") > day).then(1_000_000.0).otherwise("value").alias("value")
    )
    late_revision = known.head(2).with_columns(
        pl.lit(day + timedelta(days=1)).alias("as_of"), pl.lit(5_000.0).alias("value")
    )
    before = past_weights(forecasts, known).filter(pl.col("reference_date") <= day)
    for told in (planted, pl.concat([known, late_revision])):
        table = past_weights(forecasts, told)
        assert table.filter(pl.col("reference_date") <= day).equals(before)
        assert not table.equals(past_weights(forecasts, known))


def test_a_revised_value_counts_as_it_stood_on_the_day() -> None:
    forecasts = rounds(4, {"a-x": 0, "b-x": 50, "c-x": 100})
    revised_on = MONDAY + timedelta(weeks=2)
    revision = observations(1).with_columns(pl.lit(revised_on).alias("as_of"), pl.lit(200.0).alias("value"))
    table = past_weights(forecasts, pl.concat([observations(1), revision]), half_life=None)
    better = [
        weight(table, "a-x", day) > weight(table, "c-x", day)
        for day in (MONDAY + timedelta(weeks=1), revised_on, MONDAY + timedelta(weeks=3))
    ]
    assert better == [True, False, False]
    reversed_ = past_weights(forecasts, pl.concat([revision, observations(1)]), half_life=None)
    assert reversed_.equals(table)


def test_a_truth_without_versions_is_known_the_day_after_each_date() -> None:
    forecasts = rounds(3, {"a-x": 1, "b-x": 3})
    assert past_weights(forecasts, observations(3).drop("as_of")).equals(
        past_weights(forecasts, observations(3, lag=1))
    )


def test_counts_below_zero_teach_nothing() -> None:
    forecasts = rounds(3, {"a-x": 1, "b-x": 3})
    negative = observations(3).with_columns(pl.lit(-5.0).alias("value"))
    assert past_weights(forecasts, negative)["weight"].unique().to_list() == [1.0]


def test_places_that_are_never_observed_are_named_with_their_row() -> None:
    forecasts = rounds(2, {"a-x": 1}).with_columns(
        pl.when(pl.int_range(pl.len()) >= 3).then(pl.lit("XX")).otherwise("location").alias("location")
    )
    with pytest.raises(InvalidInputError, match=r"row 4, column location: 'XX' is in no observation"):
        past_weights(forecasts, observations(2))


@pytest.mark.parametrize("origin", ["origin_date", "forecast_date"])
def test_rounds_stand_in_the_column_that_the_hub_calls_so(origin: str) -> None:
    forecasts = rounds(3, {"a-x": 1, "b-x": 3})
    late = rounds(3, {"c-x": 2}).with_columns(pl.col("reference_date") - pl.duration(days=1))
    forecasts = pl.concat([forecasts, late])
    usual = past_weights(forecasts, observations(3))
    named = forecasts.rename({"reference_date": origin})
    weights = past_weights(named, observations(3))
    assert weights.rename({origin: "reference_date"}).equals(usual)
    # The weights hold for the forecasts as the hub has them, of which some are dated a day earlier.
    made = combine(named, "median", name="E", weights=weights)
    expected = combine(forecasts, "median", name="E", weights=usual)
    assert made.rename({origin: "reference_date"}).equals(expected)
    assert made[origin].n_unique() == 3
