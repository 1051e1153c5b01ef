"""The linear pool of quantiles against mixtures whose distribution functions are known."""

import numpy as np
import polars as pl
import pytest
from scipy.optimize import brentq
from scipy.stats import expon, gamma, lognorm, norm, uniform
from tests.hub.ensembles.helpers import LEVELS, quantiles, random_hub

from anso.hub.ensembles import combination, combine
from anso.hub.ensembles.quantiles.distribution import Curves
from anso.hub.ensembles.quantiles.pool import pooled


def pool(table: pl.DataFrame, **choices: object) -> np.ndarray:
    return combine(table, "linear-pool", name="E", **choices)["value"].to_numpy()


def stated(*distributions: object) -> pl.DataFrame:
    return quantiles({f"m{n}-x": d.ppf(LEVELS) for n, d in enumerate(distributions)}, LEVELS)  # type: ignore[attr-defined]


def test_the_pool_of_normals_is_their_mixture_to_rounding() -> None:
    parts = [norm(0, 1), norm(3, 0.5), norm(1, 4)]
    shares = [0.5, 0.3, 0.2]
    weights = {f"m{n}-x": share for n, share in enumerate(shares)}
    got = pool(stated(*parts), weights=weights)
    reached = sum(share * part.cdf(got) for share, part in zip(shares, parts, strict=True))
    assert reached == pytest.approx(np.array(LEVELS), abs=1e-12)


def test_levels_beyond_those_stated_follow_normal_tails() -> None:
    got = pool(stated(norm(10, 1), norm(14, 2)), levels=[0.001, 0.999])
    reached = norm(10, 1).cdf(got) / 2 + norm(14, 2).cdf(got) / 2
    assert reached == pytest.approx([0.001, 0.999], abs=1e-12)


def test_lognormal_tails_meet_a_lognormal_beyond_its_stated_levels() -> None:
    one = stated(lognorm(0.7, scale=50))
    asked = [0.001, 0.5, 0.999]
    assert pool(one, tails="lognormal", levels=asked) == pytest.approx(
        lognorm(0.7, scale=50).ppf(asked), rel=1e-9
    )
    assert pool(one, levels=[0.999])[0] < 0.9 * lognorm(0.7, scale=50).ppf(0.999)


@pytest.mark.parametrize(
    ("parts", "tolerance"),
    [
        ([uniform(0, 1), uniform(0.5, 2)], 0.0025),
        ([expon(), expon(scale=3)], 0.001),
        ([gamma(2), norm(4, 1)], 0.0005),
        ([lognorm(0.5), lognorm(1.0)], 0.0005),
    ],
)
def test_other_mixtures_are_met_to_thousandths_of_probability(parts: list, tolerance: float) -> None:
    got = pool(stated(*parts))
    reached = sum(part.cdf(got) for part in parts) / len(parts)
    # What lies in one member's unstated tail is that tail's guess.
    inner = slice(2, -2)
    assert np.abs(reached - np.array(LEVELS))[inner].max() < tolerance


def test_the_pool_agrees_with_a_search_through_each_members_own_curve() -> None:
    rng = np.random.default_rng(5)
    values = np.sort(rng.gamma(2, 10, (4, len(LEVELS))), axis=1)
    levels = np.array(LEVELS)
    curves = Curves.through(values, levels)
    weights = np.array([0.1, 0.2, 0.3, 0.4])
    fine = np.linspace(1e-4, 1 - 1e-4, 20001)
    each = pooled(curves, np.arange(4)[:, None], np.ones((4, 1)), fine)

    def mixture(x: float) -> float:
        return float(sum(w * np.interp(x, q, fine) for w, q in zip(weights, each, strict=True)))

    searched = [brentq(lambda x, p=p: mixture(x) - p, 0, 200) for p in LEVELS]
    got = pooled(curves, np.arange(4)[None], weights[None], levels)[0]
    assert got == pytest.approx(searched, abs=1e-2)


def test_masses_are_met_exactly() -> None:
    masses = quantiles({"a-x": [0.0] * 23, "b-x": [5.0] * 23}, LEVELS)
    got = pool(masses, weights={"a-x": 0.3, "b-x": 0.7})
    assert got.tolist() == [0.0 if level <= 0.3 else 5.0 for level in LEVELS]


def test_a_mass_among_other_values_keeps_its_probability() -> None:
    # Half of the time nothing, else a normal distribution: with a normal beside it, 3/4 + 1/4 of a mass.
    levels = np.array(LEVELS)
    hurdle = np.where(levels <= 0.5, 0.0, norm(100, 5).ppf(np.clip(2 * levels - 1, 1e-9, 1)))
    table = quantiles({"a-x": hurdle, "b-x": norm(100, 5).ppf(levels)}, LEVELS)
    got = dict(zip(LEVELS, pool(table), strict=True))
    assert [got[level] for level in (0.01, 0.2, 0.25)] == [0, 0, 0]
    # 0.625 = 0.25 + half of 3/4: the median of the normal part.
    assert pool(table, levels=[0.625])[0] == pytest.approx(100, abs=0.1)


def test_one_models_pool_is_that_model() -> None:
    table = random_hub(2).filter(pl.col("model_id") == "team1-model").sort("reference_date", "location")
    assert pool(table).tolist() == table["value"].to_list()


def test_a_model_beside_its_copy_is_that_model() -> None:
    one = random_hub(4).filter(pl.col("model_id") == "team2-model").sort("reference_date", "location")
    two = pl.concat([one, one.with_columns(pl.lit("copy-model").alias("model_id"))])
    assert pool(two) == pytest.approx(one["value"].to_numpy(), rel=1e-12)


def test_a_gap_between_models_belongs_to_the_lower_one() -> None:
    table = quantiles({"a-x": uniform(0, 1).ppf(LEVELS), "b-x": uniform(10, 1).ppf(LEVELS)}, LEVELS)
    got = dict(zip(LEVELS, pool(table), strict=True))
    assert got[0.45] < 1
    assert 10 < got[0.55] < 11
    assert got[0.45] == pytest.approx(0.9, abs=0.01)
    assert got[0.55] == pytest.approx(10.1, abs=0.01)


def test_the_pool_is_wider_than_the_mean_of_quantiles() -> None:
    table = stated(norm(0, 1), norm(4, 1))
    mean = combine(table, "mean", name="E")["value"].to_numpy()
    got = pool(table)
    assert mean[-1] - mean[0] == pytest.approx(2 * norm.ppf(0.99))
    assert got[-1] - got[0] == pytest.approx(4 + 2 * norm.ppf(0.98), abs=1e-3)


def test_models_with_other_levels_take_part_in_a_pool() -> None:
    few = [0.025, 0.25, 0.5, 0.75, 0.975]
    table = pl.concat(
        [
            quantiles({"a-x": norm(0, 1).ppf(LEVELS)}, LEVELS),
            quantiles({"b-x": norm(2, 3).ppf(few)}, few),
        ]
    )
    result = combination(table, "linear-pool", name="E")
    assert result.table["output_type_id"].to_list() == list(LEVELS)
    got = result.table["value"].to_numpy()
    assert norm(0, 1).cdf(got) / 2 + norm(2, 3).cdf(got) / 2 == pytest.approx(np.array(LEVELS), abs=1e-12)
    assert result.notes == []


def test_counts_do_not_fall_below_zero_in_the_tail() -> None:
    table = quantiles({"a-x": [1.0, 2, 3], "b-x": [0.0, 1, 2]}, [0.25, 0.5, 0.75])
    assert pool(table, levels=[0.001])[0] == 0
    shifted = table.with_columns(pl.col("value") - 100)
    assert pool(shifted, levels=[0.001])[0] < -101
