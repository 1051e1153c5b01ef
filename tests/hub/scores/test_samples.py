"""Scores of samples against scoringrules and hand-worked values."""

import numpy as np
import polars as pl
import pytest
import scoringrules
from tests.hub.scores.helpers import rows, task, truth

from anso.errors import InvalidInputError
from anso.hub.scores import score_joint_samples, score_samples

COUNT, MEMBERS = 12, 20


def by_chance(seed: int) -> tuple[np.ndarray, np.ndarray, pl.DataFrame, pl.DataFrame]:
    rng = np.random.default_rng(seed)
    values, y = rng.normal(10, 3, (COUNT, MEMBERS)), rng.normal(10, 3, COUNT)
    keys = [task(number) for number in range(COUNT)]
    table = pl.DataFrame(
        [
            row
            for key, row_values in zip(keys, values, strict=True)
            for row in rows(
                key, "sample", {f"s{number:02}": value for number, value in enumerate(row_values)}
            )
        ]
    )
    return (
        values,
        y,
        table.sample(fraction=1, shuffle=True, seed=seed),
        truth(*zip(keys, y.tolist(), strict=True)),
    )


def test_crps_is_that_of_scoringrules_by_both_estimators() -> None:
    values, y, forecasts, observed = by_chance(1)
    scores = score_samples(forecasts, observed).sort("target_end_date")
    assert np.allclose(scores["crps"], scoringrules.crps_ensemble(y, values, estimator="nrg"))
    assert np.allclose(scores["crps_fair"], scoringrules.crps_ensemble(y, values, estimator="fair"))


def test_log_score_and_dawid_sebastiani_are_those_of_scoringrules() -> None:
    values, y, forecasts, observed = by_chance(2)
    scores = score_samples(forecasts, observed).sort("target_end_date")
    assert np.allclose(scores["log_score_kernel"], scoringrules.logs_ensemble(y, values))
    assert np.allclose(scores["dss"], scoringrules.dssuv_ensemble(y, values))


def test_log_score_far_from_all_samples_is_large_and_finite() -> None:
    key = task()
    table = pl.DataFrame(rows(key, "sample", {str(number): number / 10 for number in range(11)}))
    worst = score_samples(table, truth((key, 1000.0)))["log_score_kernel"].item()
    bandwidth = 1.06 * np.std(np.arange(11) / 10, ddof=1) * 11 ** (-1 / 5)
    nearest = ((1000 - 1.0) / bandwidth) ** 2 / 2 + np.log(11 * bandwidth * np.sqrt(2 * np.pi))
    assert worst == pytest.approx(nearest, rel=1e-3)


def test_samples_that_agree_have_no_density_score() -> None:
    key = task()
    scores = score_samples(pl.DataFrame(rows(key, "sample", {"1": 5.0, "2": 5.0})), truth((key, 7.0)))
    assert scores.select("crps", "log_score_kernel", "dss").row(0) == (2.0, None, None)


def test_single_sample_is_scored_by_its_absolute_error() -> None:
    key = task()
    scores = score_samples(pl.DataFrame(rows(key, "sample", {"1": 5.0})), truth((key, 8.0)))
    assert scores.select("crps", "crps_fair", "ae_median", "se_mean").row(0) == (3.0, None, 3.0, 9.0)


def test_bias_of_counts_takes_ties_half_as_scoringutils_does() -> None:
    key = task()
    table = pl.DataFrame(rows(key, "sample", {"1": 1.0, "2": 3.0, "3": 3.0, "4": 7.0}))
    scores = score_samples(table, truth((key, 3.0)))
    assert scores["bias"].item() == 1 - (3 / 4 + 1 / 4)
    assert scores["pit"].item() == (3 / 4 + 1 / 4) / 2


def test_intervals_of_samples_lie_between_their_quantiles() -> None:
    key = task()
    table = pl.DataFrame(rows(key, "sample", {str(number): float(number) for number in range(101)}))
    scores = score_samples(table, truth((key, 94.0)))
    assert scores.select("coverage_50", "coverage_90", "coverage_95").row(0) == (False, True, True)


def test_forecasts_with_other_numbers_of_samples_are_scored_by_their_own() -> None:
    few, many = task(0), task(1)
    table = pl.DataFrame(
        rows(few, "sample", {"a": 1.0, "b": 3.0}) + rows(many, "sample", {"a": 1.0, "b": 2.0, "c": 6.0})
    )
    scores = score_samples(table, truth((few, 2.0), (many, 2.0))).sort("target_end_date")
    assert scores["crps"].to_list() == pytest.approx([1 - 2 / 4 / 2 * 2, 5 / 3 - (1 + 5 + 4) * 2 / 18])


def trajectories(seed: int) -> tuple[np.ndarray, np.ndarray, pl.DataFrame, pl.DataFrame]:
    rng = np.random.default_rng(seed)
    values, y = rng.gamma(2, 5, (2, MEMBERS, 3)), rng.gamma(2, 5, (2, 3))
    table, observed = [], []
    for place, name in enumerate(("01", "02")):
        for horizon in range(3):
            key = task(horizon, horizon=horizon, location=name) | {"reference_date": task()["reference_date"]}
            samples = {f"{name}-{number}": value for number, value in enumerate(values[place, :, horizon])}
            table += rows(key, "sample", samples)
            observed.append((key, float(y[place, horizon])))
    return values, y, pl.DataFrame(table).sample(fraction=1, shuffle=True, seed=seed), truth(*observed)


def test_energy_score_is_that_of_scoringrules_by_both_estimators() -> None:
    values, y, forecasts, observed = trajectories(3)
    scores = score_joint_samples(forecasts, observed).sort("location")
    assert scores.columns[:4] == ["model_id", "reference_date", "target", "location"]
    assert np.allclose(scores["energy_score"], scoringrules.es_ensemble(y, values, estimator="nrg"))
    assert np.allclose(scores["energy_score_fair"], scoringrules.es_ensemble(y, values, estimator="fair"))
    assert scores["tasks"].to_list() == [3, 3]


def test_energy_score_of_one_task_is_its_crps() -> None:
    _, _, forecasts, observed = by_chance(4)
    keys = ["reference_date"]
    joint = score_joint_samples(forecasts, observed, ["horizon"]).sort(keys)
    assert np.allclose(joint["energy_score"], score_samples(forecasts, observed).sort(keys)["crps"])


def test_tasks_without_observation_are_left_out_of_the_trajectory() -> None:
    values, y, forecasts, observed = trajectories(5)
    known = observed.filter(
        ~((pl.col("location") == "02") & (pl.col("target_end_date") == task(2)["target_end_date"]))
    )
    scores = score_joint_samples(forecasts, known).sort("location")
    assert scores["tasks"].to_list() == [3, 2]
    expected = scoringrules.es_ensemble(y[1, :2], values[1, :, :2], estimator="nrg")
    assert scores["energy_score"][1] == pytest.approx(float(expected))


def test_same_sample_stated_twice_is_refused_by_row() -> None:
    key = task()
    table = pl.DataFrame(rows(key, "sample", {"1": 5.0, "2": 6.0}) + rows(key, "sample", {"1": 7.0}))
    with pytest.raises(
        InvalidInputError, match="row 3: states the same sample of the same forecast as row 1"
    ):
        score_samples(table, truth((key, 5.0)))


def test_joint_columns_that_do_not_exist_are_refused() -> None:
    _, _, forecasts, observed = by_chance(6)
    with pytest.raises(InvalidInputError, match="names 'age'; choose among"):
        score_joint_samples(forecasts, observed, ["age"])
