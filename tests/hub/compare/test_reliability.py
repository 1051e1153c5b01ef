"""Coverage tables and PIT histograms."""

import numpy as np
import polars as pl
import pytest
from tests.hub.scores.helpers import LEVELS, quantiles, rows, task, truth

from anso.hub.compare import interval_coverage, pit_histogram, quantile_coverage
from anso.hub.scores import score, score_samples

VALUES = {0.25: 10.0, 0.5: 20.0, 0.75: 30.0}


def scores() -> pl.DataFrame:
    keys = [task(number) for number in range(5)]
    return score(
        quantiles(*((key, VALUES) for key in keys)),
        truth(*zip(keys, [5.0, 10.0, 25.0, 30.0, 99.0], strict=True)),
    )


def test_coverage_of_intervals_stands_beside_the_nominal_one() -> None:
    assert interval_coverage(scores()).rows() == [("team-model", 50.0, 0.5, pytest.approx(3 / 5), 5)]


def test_coverage_of_levels_is_the_share_at_or_below_the_quantile() -> None:
    table = quantile_coverage(scores(), [])
    assert table.select("level", "observed").rows() == [(0.25, 0.4), (0.5, 0.4), (0.75, 0.8)]


def test_histogram_of_quantile_forecasts_has_a_bin_between_levels() -> None:
    table = pit_histogram(scores())
    assert table.select("from", "to", "count").rows() == [
        (0.0, 0.25, 2),
        (0.25, 0.5, 0),
        (0.5, 0.75, 2),
        (0.75, 1.0, 1),
    ]
    assert table["density"].to_list() == pytest.approx([1.6, 0.0, 1.6, 0.8])


def test_histogram_leaves_out_forecasts_that_lack_a_level() -> None:
    few = task(9)
    keys = [task(number) for number in range(3)]
    mixed = score(
        quantiles(*((key, VALUES) for key in keys), (few, {0.5: 20.0})),
        truth(*((key, 25.0) for key in keys), (few, 25.0)),
    )
    assert pit_histogram(mixed, [])["count"].to_list() == [0, 0, 3, 0]


def test_calibrated_forecasts_have_a_flat_histogram() -> None:
    from scipy.stats import norm

    keys = [task(number) for number in range(4000)]
    values = dict(zip(LEVELS, 100 + 10 * norm.ppf(LEVELS), strict=True))
    observed = np.random.default_rng(0).normal(100, 10, len(keys))
    table = pit_histogram(
        score(quantiles(*((key, values) for key in keys)), truth(*zip(keys, observed.tolist(), strict=True)))
    )
    assert len(table) == 24
    expected = 4000 * (table["to"] - table["from"])
    assert (
        (table["count"] - expected) ** 2 / expected
    ).sum() < 50  # chi-square with 23 degrees: 0.1% above 49.7


def test_histogram_of_samples_has_bins_of_equal_width() -> None:
    keys = [task(number) for number in range(4)]
    samples = {str(number): float(number) for number in range(10)}
    table = pl.DataFrame([row for key in keys for row in rows(key, "sample", samples)])
    observed = truth(*zip(keys, [0.0, 4.5, 4.5, 99.0], strict=True))
    assert pit_histogram(score_samples(table, observed), bins=4)["count"].to_list() == [1, 0, 2, 1]
