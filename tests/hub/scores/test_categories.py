"""Scores of categories, distribution functions and points against scoringrules and hand-worked values."""

import numpy as np
import polars as pl
import pytest
import scoringrules
from tests.hub.scores.helpers import rows, task, truth

from anso.errors import InvalidInputError
from anso.hub.compare import skill_map
from anso.hub.scores import (
    climatology,
    probability_reliability,
    score_cdf,
    score_pmf,
    score_points,
    summarise,
)
from anso.hub.scores.categories.cdf import integral

TERCILES = ("below", "near", "above")
STATED = ((0.2, 0.3, 0.5), (0.7, 0.2, 0.1), (0.1, 0.8, 0.1))
HAPPENED = ("above", "above", "near")


def terciles() -> tuple[pl.DataFrame, pl.DataFrame]:
    keys = [task(number, target="rain") for number in range(3)]
    table = [
        row
        for key, values in zip(keys, STATED, strict=True)
        for row in rows(key, "pmf", dict(zip(TERCILES, values, strict=True)))
    ]
    return pl.DataFrame(table).reverse(), truth(*zip(keys, HAPPENED, strict=True))


def test_scores_of_terciles_are_those_of_scoringrules() -> None:
    forecasts, observed = terciles()
    scores = score_pmf(forecasts, observed, TERCILES).sort("target_end_date")
    number = np.array([TERCILES.index(name) + 1 for name in HAPPENED])
    assert np.allclose(scores["rps"], scoringrules.rps_score(number, np.array(STATED)))
    assert np.allclose(scores["log_score"], -np.log([0.5, 0.1, 0.8]))
    assert np.allclose(scores["brier"], [0.04 + 0.09 + 0.25, 0.49 + 0.04 + 0.81, 0.01 + 0.04 + 0.01])
    assert scores["probability"].to_list() == [0.5, 0.1, 0.8]


def test_categories_without_order_have_no_ranked_score() -> None:
    forecasts, observed = terciles()
    assert score_pmf(forecasts, observed)["rps"].null_count() == 3


def test_numbered_categories_are_ordered_by_their_number() -> None:
    key = task()
    table = pl.DataFrame(rows(key, "pmf", {"10": 0.2, "2": 0.5, "1": 0.3}))
    assert score_pmf(table, truth((key, 2)))["rps"].item() == pytest.approx(0.3**2 + 0.2**2)


def test_brier_of_two_categories_is_twice_that_of_scoringrules() -> None:
    key = task()
    table = pl.DataFrame(rows(key, "pmf", {"no": 0.8, "yes": 0.2}))
    score = score_pmf(table, truth((key, "yes")))["brier"].item()
    assert score == pytest.approx(2 * float(scoringrules.brier_score(1, 0.2)))


def test_impossible_outcome_costs_infinitely_much() -> None:
    key = task()
    table = pl.DataFrame(rows(key, "pmf", {"no": 1.0, "yes": 0.0}))
    assert score_pmf(table, truth((key, "yes")))["log_score"].item() == np.inf


def test_category_that_only_others_name_has_probability_zero() -> None:
    ours, theirs = task(), task(model_id="other-model")
    table = pl.DataFrame(rows(ours, "pmf", {"1": 1.0}) + rows(theirs, "pmf", {"1": 0.5, "2": 0.5}))
    scores = score_pmf(table, truth((ours, "2"))).sort("model_id")
    assert scores["brier"].to_list() == [0.5, 2.0]


def test_outcome_that_is_no_category_is_refused() -> None:
    forecasts, observed = terciles()
    with pytest.raises(
        InvalidInputError, match="'dry' is not among the forecasts' categories below, near, above"
    ):
        score_pmf(forecasts, observed.with_columns(value=pl.lit("dry")), TERCILES)


def test_skill_against_climatology_is_one_minus_the_ratio_of_sums() -> None:
    forecasts, observed = terciles()
    both = pl.concat([forecasts, climatology(forecasts).select(forecasts.columns)], how="vertical_relaxed")
    scores = score_pmf(both, observed, TERCILES)
    # Equal odds: 1/9 + 4/9 at the ends, 2/9 in the middle.
    ours, reference = 0.04 + 0.25 + 0.49 + 0.81 + 0.01 + 0.01, 5 / 9 + 5 / 9 + 2 / 9
    skill = skill_map(scores, "team-model", "climatology", ["target"], measure="rps")["skill"].item()
    assert skill == pytest.approx(1 - ours / reference)
    summary = summarise(scores, ["model_id"], baseline="climatology", measure="rps")
    assert summary["sum_ratio"].to_list() == pytest.approx([1.0, ours / reference])
    assert summary.columns[:3] == ["model_id", "n", "log_score"]


def test_reliability_compares_stated_probabilities_with_what_happened() -> None:
    forecasts, observed = terciles()
    table = probability_reliability(forecasts, observed, ["model_id"], bins=2)
    assert table.select("bin", "n").rows() == [(0, 6), (1, 3)]
    assert table["stated"].to_list() == pytest.approx([1.0 / 6, 2.0 / 3])
    assert table["observed"].to_list() == pytest.approx([1 / 6, 2 / 3])


def test_cdf_scores_are_those_worked_by_hand() -> None:
    key = task()
    table = pl.DataFrame(rows(key, "cdf", {"0": 0.0, "10": 0.5, "20": 1.0}))
    scores = score_cdf(table, truth((key, 10.0)))
    assert scores["rps"].item() == pytest.approx(0.25)
    assert scores["crps"].item() == pytest.approx(2 * 10 / 3 * 0.25)


def test_crps_of_a_fine_cdf_is_that_of_its_distribution() -> None:
    x = np.linspace(-8, 8, 4001)
    from scipy.stats import norm

    observed = np.array([-1.3, 0.0, 2.2])
    ours = integral(np.tile(norm.cdf(x), (3, 1)), x, observed)
    assert np.allclose(ours, scoringrules.crps_normal(observed, 0.0, 1.0), atol=1e-5)


def test_cdf_over_weeks_is_scored_in_their_order() -> None:
    key = task(target="peak week")
    weeks = ["EW202352", "EW202401", "EW202402"]
    table = pl.DataFrame(rows(key, "cdf", dict(zip(weeks, (0.2, 0.7, 1.0), strict=True))))
    scores = score_cdf(table, truth((key, "EW202401")), weeks)
    assert scores.select("crps", "rps").row(0) == (None, pytest.approx(0.04 + 0.09))
    with pytest.raises(InvalidInputError, match="give the order of the points"):
        score_cdf(table, truth((key, "EW202401")))


def test_mean_is_scored_by_squared_and_median_by_absolute_error() -> None:
    first, second = task(0), task(1)
    table = pl.DataFrame(
        rows(first, "mean", {None: 4.0})
        + rows(first, "median", {None: 3.0})
        + rows(second, "mean", {None: 2.0})
    )
    scores = score_points(table, truth((first, 6.0), (second, 5.0))).sort("target_end_date")
    assert scores["se_mean"].to_list() == [4.0, 9.0]
    assert scores["ae_median"].to_list() == [3.0, None]
