"""The weighted interval score and what stands beside it, against hand-worked values and scoringrules."""

from datetime import date

import numpy as np
import polars as pl
import pytest
import scoringrules
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.hub.scores.helpers import LEVELS, by_chance, quantiles, task, truth

from anso.errors import InvalidInputError
from anso.hub.scores import score, scored, widths

# The example of scoringutils' and covidHubUtils' tests, twenty higher, so that none is below zero.
OBSERVED = (21.0, 5.0, 42.0)
PREDICTED = ((19, 20, 21, 22, 23), (18, 21, 22, 22, 24), (18, 20, 23, 23, 24))
PROBABILITIES = (0.1, 0.25, 0.5, 0.75, 0.9)


def example(columns: tuple[int, ...] = (0, 1, 2, 3, 4)) -> pl.DataFrame:
    keys = [task(number) for number in range(3)]
    forecasts = quantiles(
        *(
            (key, {PROBABILITIES[column]: values[column] for column in columns})
            for key, values in zip(keys, PREDICTED, strict=True)
        )
    )
    return score(forecasts, truth(*zip(keys, OBSERVED, strict=True))).sort("target_end_date")


def test_wis_is_that_of_the_published_example() -> None:
    # 1 / 2.5 (|y - m| / 2 + sum of alpha/2 IS_alpha), worked by hand from Bracher et al. (2021), equation 1.
    assert example()["wis"].to_list() == pytest.approx(
        [
            (0 + 4 * 0.1 + 2 * 0.25) / 2.5,
            (17 / 2 + (6 * 0.1 + 13) + (1 * 0.25 + 16)) / 2.5,
            (19 / 2 + (6 * 0.1 + 18) + (3 * 0.25 + 19)) / 2.5,
        ]
    )


def test_parts_of_wis_tell_on_which_side_the_forecast_missed() -> None:
    scores = example()
    assert scores["dispersion"].to_list() == pytest.approx([0.9 / 2.5, 0.85 / 2.5, 1.35 / 2.5])
    assert scores["overprediction"].to_list() == pytest.approx([0, (17 / 2 + 13 + 16) / 2.5, 0])
    assert scores["underprediction"].to_list() == pytest.approx([0, 0, (19 / 2 + 18 + 19) / 2.5])


def test_wis_of_one_interval_alone_is_its_weighted_score() -> None:
    assert example((0, 4))["wis"].to_list() == pytest.approx([0.4, 0.6 + 13, 0.6 + 18])


def test_wis_of_a_median_alone_is_its_absolute_error() -> None:
    scores = example((2,))
    assert scores["wis"].to_list() == [0.0, 17.0, 19.0]
    assert scores["ae_median"].to_list() == [0.0, 17.0, 19.0]


def test_levels_without_counterpart_do_not_count_in_the_wis() -> None:
    whole, lopsided = example((1, 2, 3)), example((0, 1, 2, 3))
    assert lopsided["wis"].to_list() == whole["wis"].to_list()


def test_forecast_without_interval_or_median_has_no_wis() -> None:
    key = task()
    result = scored(quantiles((key, {0.1: 1.0, 0.3: 2.0})), truth((key, 5.0)))
    assert result.table.select("wis", "dispersion", "ae_median", "bias").row(0) == (None, None, None, None)
    assert result.left_out.without_wis == 1


def test_missing_median_has_no_error_but_a_bias_from_the_innermost_quantiles() -> None:
    key = task()
    scores = score(quantiles((key, {0.25: 10.0, 0.75: 20.0})), truth((key, 15.0)))
    assert scores.select("ae_median", "bias").row(0) == (None, 0.0)


@pytest.mark.parametrize(
    ("observed", "expected"),
    [
        (15.0, -0.3),  # between the quantiles of 0.6 and 0.65: the lowest not below it
        (12.4, 0.2),  # between those of 0.4 and 0.45, below the median: the highest not above it
        (12.5 + 1, 0.0),  # the median itself
        (1.0, 1.0),
        (99.0, -1.0),
    ],
)
def test_bias_is_that_of_scoringutils(observed: float, expected: float) -> None:
    # scoringutils' example of bias_quantile: 23 quantiles, one apart.
    start = {15.0: 1.5, 12.4: 3.3}.get(observed, 2.5)
    values = {level: start + step for step, level in enumerate(LEVELS)}
    key = task()
    assert score(quantiles((key, values)), truth((key, observed)))["bias"].item() == pytest.approx(expected)


def test_coverage_counts_the_ends_of_an_interval_as_inside() -> None:
    keys = [task(number) for number in range(4)]
    values = {0.05: 1.0, 0.25: 2.0, 0.5: 3.0, 0.75: 4.0, 0.95: 5.0}
    observed = truth(*zip(keys, [1.0, 2.0, 4.5, 5.5], strict=True))
    scores = score(quantiles(*((key, values) for key in keys)), observed).sort("target_end_date")
    assert scores["coverage_50"].to_list() == [False, True, False, False]
    assert scores["coverage_90"].to_list() == [True, True, True, False]
    assert scores["below_0.25"].to_list() == [True, True, False, False]
    assert [name for name in scores.columns if "_" in name and name[0] in "bc"] == [
        "coverage_50",
        "coverage_90",
        "below_0.05",
        "below_0.25",
        "below_0.5",
        "below_0.75",
        "below_0.95",
    ]


def test_forecasts_with_other_levels_are_scored_by_their_own() -> None:
    ours, theirs = task(), task(model_id="other-model")
    scores = score(
        quantiles((ours, {0.25: 1.0, 0.5: 2.0, 0.75: 3.0}), (theirs, {0.05: 0.0, 0.5: 4.0, 0.95: 9.0})),
        truth((ours, 6.0)),
    ).sort("model_id")
    assert scores["wis"].to_list() == pytest.approx([(2 / 2 + 9 * 0.05) / 1.5, (4 / 2 + 2 * 0.25 + 3) / 1.5])
    assert scores["coverage_50"].to_list() == [None, False]
    assert scores["coverage_90"].to_list() == [True, None]


def test_levels_that_differ_by_rounding_are_one() -> None:
    first, second = task(0), task(1)
    scores = score(
        quantiles(
            (first, {0.15: 1.0, 0.5: 2.0, 0.85: 3.0}),
            (second, {0.15000000000000002: 1.0, 0.5: 2.0, 0.85: 3.0}),
        ),
        truth((first, 2.0), (second, 2.0)),
    )
    assert scores["coverage_70"].to_list() == [True, True]


def test_log_scale_compares_logarithms_of_counts_plus_one() -> None:
    key = task()
    scores = score(quantiles((key, {0.25: 0.0, 0.5: 9.0, 0.75: 99.0})), truth((key, 999.0)), scale="log")
    error, miss, width = np.log(1000 / 10), np.log(1000 / 100), np.log(100)
    assert scores["wis"].item() == pytest.approx((error / 2 + width * 0.25 + miss) / 1.5)
    assert scores["observation"].item() == 999.0


def test_log_scale_takes_values_below_zero_as_zero_and_says_so() -> None:
    key = task()
    result = scored(quantiles((key, {0.25: -5.0, 0.5: 0.0, 0.75: 0.0})), truth((key, 0.0)), scale="log")
    assert result.table["wis"].item() == 0.0
    assert result.left_out.sentences == ["1 value below zero taken as 0 on the log scale."]


def test_widths_are_those_of_the_central_intervals() -> None:
    table = widths(quantiles((task(), {0.05: 1.0, 0.25: 4.0, 0.75: 6.5, 0.95: 9.0})))
    assert table.select("width_90", "width_50").row(0) == (8.0, 2.5)


@settings(max_examples=40, deadline=None)
@given(
    st.integers(0, 10**6), st.sampled_from([LEVELS, PROBABILITIES, (0.25, 0.75), (0.1, 0.4, 0.5, 0.6, 0.9)])
)
def test_parts_sum_to_wis_and_wis_is_the_mean_of_twice_the_pinball(
    seed: int, levels: tuple[float, ...]
) -> None:
    forecasts, observed = by_chance(seed, 4, levels)
    scores = score(forecasts, observed)
    parts = scores["dispersion"] + scores["underprediction"] + scores["overprediction"]
    assert np.allclose(scores["wis"], parts, rtol=1e-12)
    together = forecasts.join(observed.rename({"value": "y"}), on=["location", "target", "target_end_date"])
    pinball = scoringrules.quantile_score(
        *(together[name].to_numpy() for name in ("y", "value", "output_type_id"))
    )
    expected = (
        together.with_columns(pl.Series("loss", 2 * pinball))
        .group_by("model_id", "target_end_date")
        .agg(pl.col("loss").mean())
    )
    compared = scores.join(expected, on=["model_id", "target_end_date"])
    assert np.allclose(compared["wis"], compared["loss"], rtol=1e-9)


def test_wis_is_the_sum_of_the_interval_scores_of_scoringrules() -> None:
    # Not its weighted_interval_score: without numba, 0.10 adds the median itself in place of its error.
    forecasts, observed = by_chance(7, 50, models=["a"])
    wide = forecasts.pivot("output_type_id", index="target_end_date", values="value").sort("target_end_date")
    values = wide.drop("target_end_date").to_numpy()
    y = observed.sort("target_end_date")["value"].to_numpy()
    alpha = 2 * np.array(LEVELS[:11])
    intervals = scoringrules.interval_score(y, values[:, :11], values[:, :11:-1], alpha)
    theirs = (np.abs(y - values[:, 11]) / 2 + intervals @ (alpha / 2)) / 11.5
    ours = score(forecasts, observed).sort("target_end_date")["wis"]
    assert np.allclose(ours, theirs, rtol=1e-12)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10**6))
def test_order_of_rows_changes_nothing(seed: int) -> None:
    forecasts, observed = by_chance(seed, 3, PROBABILITIES)
    keys = ["model_id", "target_end_date"]
    mixed = score(forecasts.sample(fraction=1, shuffle=True, seed=seed), observed.reverse()).sort(keys)
    assert mixed.equals(score(forecasts, observed).sort(keys))


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10**6), st.floats(1e-3, 1e6))
def test_wis_scales_with_the_unit(seed: int, unit: float) -> None:
    forecasts, observed = by_chance(seed, 3)
    scaled = score(
        forecasts.with_columns(pl.col("value") * unit), observed.with_columns(pl.col("value") * unit)
    )
    assert np.allclose(scaled["wis"], score(forecasts, observed)["wis"] * unit, rtol=1e-9)


def test_quantiles_that_descend_are_refused_by_row() -> None:
    keys = [task(number) for number in range(2)]
    forecasts = quantiles((keys[0], {0.25: 1.0, 0.75: 2.0}), (keys[1], {0.25: 3.0, 0.75: 2.0}))
    with pytest.raises(InvalidInputError, match=r"forecasts, row 4.*lies below") as caught:
        score(forecasts, truth(*((key, 1.0) for key in keys)))
    assert len(caught.value.problems) == 1


def test_only_the_forecasts_asked_for_are_scored() -> None:
    forecasts, observed = by_chance(3, 6)
    result = scored(forecasts, observed, only=pl.col("reference_date") > date(2024, 1, 27))
    assert result.table["reference_date"].min() == date(2024, 2, 3)
    assert result.left_out.forecasts == 6


def test_submission_of_one_model_needs_no_column_for_its_name() -> None:
    key = task()
    scores = score(quantiles((key, {0.5: 3.0})).drop("model_id"), truth((key, 5.0)))
    assert scores.select("model_id", "wis").row(0) == ("model", 2.0)
