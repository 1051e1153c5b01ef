"""Tests of the difference between two models."""

import numpy as np
import polars as pl
import pytest
from scipy.stats import ttest_1samp
from tests.hub.compare.helpers import scores_of

from anso.errors import InvalidInputError, NotFoundError
from anso.hub.compare import difference_test
from anso.hub.compare.difference import diebold_mariano, on_grid, permutation


def test_one_step_ahead_it_is_students_test_but_for_the_correction() -> None:
    differences = np.random.default_rng(1).normal(0.3, 1, 30)
    statistic, p_value = diebold_mariano(differences, 0)
    theirs = ttest_1samp(differences, 0)
    # At lag 0 the correction of n - 1 in n makes the variance of the sample that of Student's test.
    assert statistic == pytest.approx(theirs.statistic)
    assert p_value == pytest.approx(theirs.pvalue)


def test_statistic_of_overlapping_forecasts_is_that_worked_by_hand() -> None:
    differences = np.array([1.0, 2.0, 0.0, 3.0, -1.0, 1.0])
    # Mean 1; deviations 0, 1, -1, 2, -2, 0: gamma_0 = 10/6, gamma_1 = (-1 - 2 - 4)/6, not positive: Bartlett.
    bartlett = (10 - 7) / 6
    correction = (6 + 1 - 4 + 2 / 6) / 6
    assert diebold_mariano(differences, 1)[0] == pytest.approx(
        1 / np.sqrt(bartlett / 6) * np.sqrt(correction)
    )
    smooth = np.array([0.0, 1.0, 2.0, 3.0, 2.0, 1.0])
    # Mean 1.5; gamma_0 = 5.5/6, gamma_1 = (0.75 - 0.25 + 0.75 + 0.75 - 0.25)/6.
    variance = (5.5 + 2 * 1.75) / 6
    assert diebold_mariano(smooth, 1)[0] == pytest.approx(1.5 / np.sqrt(variance / 6) * np.sqrt(correction))


def test_days_without_forecasts_keep_their_place_in_time() -> None:
    differences = np.array([1.0, -1.0, np.nan, 1.0, -1.0, 3.0])
    # Mean 0.6; neighbours are 1st-2nd, 4th-5th and 5th-6th only.
    deviations = np.array([0.4, -1.6, 0.4, -1.6, 2.4])
    gamma = (deviations**2).sum() / 5, (0.4 * -1.6 + 0.4 * -1.6 + -1.6 * 2.4) / 5
    variance = gamma[0] + 2 * gamma[1]
    expected = 0.6 / np.sqrt(variance / 5) * np.sqrt((5 + 1 - 4 + 2 / 5) / 5)
    assert diebold_mariano(differences, 1)[0] == pytest.approx(expected)


def test_lag_is_the_number_of_steps_that_forecasts_overlap() -> None:
    rng = np.random.default_rng(2)
    scores = scores_of(horizons=4, a=rng.gamma(2, 1, (30, 2)), b=rng.gamma(2, 1, (30, 2)))
    assert difference_test(scores, "a", "b", ["horizon"])["lag"].to_list() == [0, 1, 2, 3]
    assert difference_test(scores, "a", "b")["lag"].to_list() == [3]
    row = difference_test(scores, "a", "b", ["horizon"], lag=2).row(0, named=True)
    assert (row["lag"], row["dates"], row["n"]) == (2, 30, 60)


def test_clearly_better_model_is_told_by_both_tests() -> None:
    rng = np.random.default_rng(3)
    base = rng.gamma(2, 1, (40, 5))
    row = difference_test(scores_of(good=base * 0.6, base=base), "good", "base").row(0, named=True)
    assert row["difference"] == pytest.approx(-0.4 * base.mean())
    assert row["p_value"] < 1e-6
    assert row["p_permutation"] == 1e-4


def test_equal_models_are_rejected_as_often_as_the_level_says() -> None:
    rng = np.random.default_rng(4)
    noise = rng.normal(0, 1, (400, 42))
    overlapping = noise[:, 1:-1] + noise[:, :-2] + noise[:, 2:]
    rejected = np.mean([diebold_mariano(row, 2)[1] < 0.05 for row in overlapping])
    naive = np.mean([diebold_mariano(row, 0)[1] < 0.05 for row in overlapping])
    assert rejected < 0.12 < naive


def test_models_with_the_same_scores_do_not_differ() -> None:
    row = difference_test(scores_of(a=[1, 2, 3], b=[1, 2, 3]), "a", "b").row(0, named=True)
    assert (row["difference"], row["p_value"], row["p_permutation"]) == (0.0, 1.0, 1.0)


def test_too_few_days_tell_nothing() -> None:
    row = difference_test(scores_of(a=[1], b=[2]), "a", "b").row(0, named=True)
    assert (row["statistic"], row["p_value"]) == (None, None)


def test_permutation_of_few_days_counts_all_signs() -> None:
    # Of 16 choices of signs of 1, 2, 3, 4 only all or none reach 10.
    p_value = permutation(np.array([1.0, 2.0, 3.0, 4.0]), 1, np.random.default_rng(0))
    assert p_value == pytest.approx(2 / 16, abs=0.01)


def test_only_the_tasks_that_both_forecast_are_compared() -> None:
    row = difference_test(scores_of(a=[1, 5, np.nan], b=[np.nan, 2, 9]), "a", "b").row(0, named=True)
    assert (row["n"], row["difference"]) == (1, 3.0)


def test_gaps_in_a_weekly_series_are_seen() -> None:
    scores = scores_of(a=[1, 2, np.nan, 4])
    grid = on_grid(scores["reference_date"], scores["wis"].to_numpy(), 7)
    assert grid.tolist() == pytest.approx([1, 2, np.nan, 4], nan_ok=True)


def test_models_without_a_common_task_cannot_be_compared() -> None:
    with pytest.raises(InvalidInputError, match="no task that both a and b forecast"):
        difference_test(scores_of(a=[1, np.nan], b=[np.nan, 2]), "a", "b")


def test_unknown_model_is_named() -> None:
    with pytest.raises(NotFoundError, match="no scored model 'c'"):
        difference_test(scores_of(a=[1.0], b=[2.0]), "a", "c")


def test_difference_is_over_the_tasks_of_the_round_whatever_the_day() -> None:
    scores = scores_of(a=[1, 2, 3], b=[2, 4, 6])
    later = pl.when(pl.col("model_id") == "b").then(1).otherwise(0)
    shifted = scores.with_columns(pl.col("reference_date") + pl.duration(days=later))
    assert difference_test(shifted, "a", "b").select("dates", "n", "difference").row(0) == (3, 3, -2.0)
