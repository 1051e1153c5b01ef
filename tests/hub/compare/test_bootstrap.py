"""Intervals from resampling days."""

import numpy as np
import pytest
from tests.hub.compare.helpers import scores_of

from anso.errors import InvalidInputError
from anso.hub.compare import bootstrap
from anso.hub.compare.bootstrap import block_draws


def test_estimates_stand_within_their_intervals() -> None:
    rng = np.random.default_rng(1)
    scores = scores_of(base=rng.gamma(2, 1, (40, 3)), good=rng.gamma(2, 0.5, (40, 3)))
    table = bootstrap(scores, baseline="base", seed=3)
    good = table.row(1, named=True)
    assert good["sum_ratio_low"] < good["sum_ratio"] < good["sum_ratio_high"] < 1
    assert good["dates"] == 40
    assert table.row(0, named=True)["sum_ratio_low"] == pytest.approx(1.0)


def test_same_seed_gives_the_same_intervals() -> None:
    rng = np.random.default_rng(2)
    scores = scores_of(base=rng.gamma(2, 1, 20), team=rng.gamma(2, 1, 20))
    assert bootstrap(scores, seed=7).equals(bootstrap(scores, seed=7))
    assert not bootstrap(scores, seed=7).equals(bootstrap(scores, seed=8))


def test_model_that_is_always_twice_as_good_has_no_uncertainty() -> None:
    base = np.random.default_rng(3).gamma(2, 1, (15, 4))
    row = bootstrap(scores_of(base=base, good=base / 2), baseline="base").row(1, named=True)
    assert [row[f"sum_ratio{end}"] for end in ("", "_low", "_high")] == pytest.approx([0.5, 0.5, 0.5])
    assert [row[f"relative_skill{end}"] for end in ("_low", "_high")] == pytest.approx([0.5, 0.5])


def test_interval_of_a_mean_is_as_wide_as_its_standard_error_says() -> None:
    values = np.random.default_rng(4).normal(10, 2, 200)
    row = bootstrap(scores_of(base=values), block=1, draws=2000).row(0, named=True)
    assert row["mean_high"] - row["mean_low"] == pytest.approx(2 * 1.96 * values.std() / 200**0.5, rel=0.08)


def test_blocks_of_days_that_go_together_widen_the_interval() -> None:
    values = 10 + np.repeat(np.random.default_rng(5).normal(0, 2, 25), 8)
    narrow, wide = (bootstrap(scores_of(base=values), block=size).row(0, named=True) for size in (1, 16))
    assert wide["mean_high"] - wide["mean_low"] > 1.8 * (narrow["mean_high"] - narrow["mean_low"])


def test_draws_take_runs_of_days_and_as_many_as_there_are() -> None:
    times = block_draws(10, 5, 500, np.random.default_rng(0))
    assert times.sum(axis=1).tolist() == [10.0] * 500
    # Two runs of five from a circle of ten: the number of changes between days taken is at most four.
    assert np.abs(np.diff(times, axis=1, append=times[:, :1])).sum(axis=1).max() <= 4
    assert times.mean(axis=0) == pytest.approx(np.ones(10), abs=0.2)


def test_column_that_does_not_exist_cannot_be_resampled() -> None:
    with pytest.raises(InvalidInputError, match="'week' is no column of the forecasts"):
        bootstrap(scores_of(base=[1.0, 2.0]), cluster="week")
