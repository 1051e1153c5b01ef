"""Ensembles of categories, distribution functions, samples and single values."""

import polars as pl
import pytest
from tests.hub.ensembles.helpers import quantiles, typed

from anso.errors import InvalidInputError
from anso.hub.ensembles import combination, combine

PMF = typed(
    {
        "a-x": {"decrease": 0.2, "stable": 0.5, "increase": 0.3},
        "b-x": {"decrease": 0.6, "stable": 0.3, "increase": 0.1},
        "c-x": {"decrease": 0.1, "stable": 0.1, "increase": 0.8},
    },
    "pmf",
)


def by_id(table: pl.DataFrame) -> dict[str | float, float]:
    return dict(table.select("output_type_id", "value").iter_rows())


def test_pmfs_are_averaged_by_weight() -> None:
    got = by_id(combine(PMF, "linear-pool", name="E", weights={"a-x": 1, "b-x": 3, "c-x": 0}))
    assert got == pytest.approx({"decrease": 0.5, "stable": 0.35, "increase": 0.15})


def test_the_median_of_pmfs_sums_to_one() -> None:
    got = by_id(combine(PMF, "median", name="E"))
    assert got == pytest.approx({"decrease": 0.25, "stable": 0.375, "increase": 0.375})


def test_a_category_that_a_whole_pmf_does_not_name_has_no_probability() -> None:
    table = pl.concat([PMF, typed({"d-x": {"stable": 1.0}}, "pmf")])
    got = by_id(combine(table, "mean", name="E"))
    assert got == pytest.approx({"decrease": 0.9 / 4, "stable": 1.9 / 4, "increase": 1.2 / 4})


def test_cdfs_are_averaged_at_the_points_most_models_state() -> None:
    table = pl.concat(
        [
            typed({"a-x": {"10": 0.2, "5": 0.1, "20": 1.0}, "b-x": {"5": 0.3, "10": 0.4, "20": 0.8}}, "cdf"),
            typed({"c-x": {"5": 0.3, "10": 0.4}}, "cdf"),
        ]
    )
    result = combination(table, "linear-pool", name="E")
    assert list(by_id(result.table).items()) == [
        (5, pytest.approx(0.2)),
        (10, pytest.approx(0.3)),
        (20, pytest.approx(0.9)),
    ]
    assert result.notes == ["cdf: 1 of 3 forecasts state too little for their task and are left out (of c-x)"]


def test_means_are_averaged_and_keep_an_empty_id() -> None:
    table = combine(typed({"a-x": {None: 4.0}, "b-x": {None: 8.0}}, "mean"), "linear-pool", name="E")
    assert table.select("output_type", "output_type_id", "value").rows() == [("mean", None, 6.0)]


def test_a_pools_median_is_read_off_the_mixture() -> None:
    # Two distant models: the median of the mixture lies at the edge of one, not between their medians.
    levels = [0.1, 0.25, 0.5, 0.75, 0.9]
    stated = quantiles(
        {"a-x": [1.0, 2, 3, 4, 5], "b-x": [101.0, 102, 103, 104, 105], "c-x": [1.0, 2, 3, 4, 5]}, levels
    )
    ids = stated.with_columns(pl.col("output_type_id").cast(pl.String))
    medians = ids.filter(pl.col("output_type_id") == "0.5").with_columns(
        pl.lit("median").alias("output_type"), pl.lit(None, dtype=pl.String).alias("output_type_id")
    )
    table = combine(pl.concat([ids, medians]), "linear-pool", name="E")
    got = table.filter(pl.col("output_type") == "median")["value"].to_list()
    assert got == [table.filter(pl.col("output_type_id") == 0.5)["value"].item()]
    assert got == [4.0]


def test_medians_alone_have_no_pool_and_it_is_said() -> None:
    table = typed({"a-x": {None: 4.0}, "b-x": {None: 8.0}}, "median")
    result = combination(table, "linear-pool", name="E")
    assert result.table.is_empty()
    assert result.notes == [
        "median: the median of a mixture needs its quantiles, and the forecasts state none"
    ]
    assert combine(table, "median", name="E")["value"].to_list() == [6.0]


def samples(counts: dict[str, int], *, horizons: int = 2) -> pl.DataFrame:
    """Trajectories: a sample's value at horizon h is its own number plus h."""
    return pl.concat(
        typed(
            {model: {str(number): 100.0 * number + horizon for number in range(count)}},
            "sample",
            horizon=horizon,
        ).with_columns(pl.col("value") + 10_000 * place)
        for place, (model, count) in enumerate(counts.items())
        for horizon in range(1, horizons + 1)
    )


def test_samples_of_all_models_stand_under_ids_of_their_own() -> None:
    table = combine(samples({"a-x": 10, "b-x": 10}), "linear-pool", name="E", samples=20)
    first = table.filter(pl.col("horizon") == 1)
    assert first["output_type_id"].to_list() == [str(number) for number in range(1, 21)]
    assert sorted(first["value"]) == [
        *(100.0 * number + 1 for number in range(10)),
        *(10_000 + 100.0 * number + 1 for number in range(10)),
    ]


def test_trajectories_stay_whole() -> None:
    table = combine(samples({"a-x": 10, "b-x": 7, "c-x": 30}), "linear-pool", name="E")
    paths = table.pivot("horizon", index="output_type_id", values="value")
    assert len(paths) == 21
    assert (paths["2"] - paths["1"]).to_list() == [1.0] * 21


def test_models_with_many_samples_have_no_greater_share() -> None:
    table = combine(samples({"a-x": 10, "b-x": 7, "c-x": 30}, horizons=1), "linear-pool", name="E")
    owner = (table["value"] // 10_000).cast(pl.Int64)
    assert owner.value_counts().sort("value")["count"].to_list() == [7, 7, 7]


def test_samples_are_shared_by_weight() -> None:
    table = combine(
        samples({"a-x": 40, "b-x": 40}, horizons=1),
        "linear-pool",
        name="E",
        weights={"a-x": 3, "b-x": 1},
        samples=100,
    )
    owner = (table["value"] // 10_000).cast(pl.Int64)
    assert owner.value_counts().sort("value")["count"].to_list() == [40, 13]


def test_a_task_has_no_more_samples_than_its_fullest_model_gave() -> None:
    given = pl.concat([samples({"a-x": 100, "b-x": 100}, horizons=2), samples({"c-x": 60}, horizons=1)])
    weights = {"a-x": 3, "b-x": 1, "c-x": 1}
    table = combine(given, "linear-pool", name="E", weights=weights, models=["a-x", "b-x"])
    assert table.group_by("horizon").len().sort("horizon").rows() == [(1, 100), (2, 100)]
    owner = (table["value"] // 10_000).cast(pl.Int64)
    assert owner.value_counts().sort("value")["count"].to_list() == [150, 50]
    paths = table.pivot("horizon", index="output_type_id", values="value")
    assert (paths["2"] - paths["1"]).to_list() == [1.0] * 100
    # Shuffled rows give the same samples: none is chosen by chance.
    again = given.sample(fraction=1, shuffle=True, seed=4)
    assert combine(again, "linear-pool", name="E", weights=weights, models=["a-x", "b-x"]).equals(table)
    # A model of little weight that gave much bounds nothing beyond what its share allows.
    assert combine(samples({"a-x": 10, "b-x": 90}), "linear-pool", name="E").height == 2 * 20


def test_no_number_of_samples_below_one_is_taken() -> None:
    with pytest.raises(InvalidInputError, match="samples: 0 is less than one sample"):
        combine(samples({"a-x": 4}), "linear-pool", name="E", samples=0)


def test_the_number_of_samples_can_be_bounded() -> None:
    table = combine(samples({"a-x": 40, "b-x": 40}), "linear-pool", name="E", samples=10)
    assert table.group_by("horizon").len().sort("horizon").rows() == [(1, 10), (2, 10)]
    spread = (table.filter(pl.col("horizon") == 1)["value"] % 10_000 // 100).to_list()
    # Kept ones are spread over the model's forty, not its first five.
    assert max(spread) >= 30


def test_each_output_type_of_a_file_is_combined_by_its_own_rule() -> None:
    numbers = quantiles({"a-x": [1.0, 2, 3], "b-x": [3.0, 4, 5]}, [0.25, 0.5, 0.75]).with_columns(
        pl.col("output_type_id").cast(pl.String)
    )
    table = pl.concat([PMF, samples({"a-x": 2, "b-x": 2}), numbers])
    result = combination(table, "mean", name="E")
    assert result.table.group_by("output_type").len().sort("output_type").rows() == [
        ("pmf", 3),
        ("quantile", 3),
        ("sample", 4),
    ]
    assert result.table.filter(pl.col("output_type") == "quantile")["output_type_id"].to_list() == [
        "0.25",
        "0.5",
        "0.75",
    ]
    assert result.notes == [
        "sample: samples are pooled, whatever the method; they have no quantiles to average",
        "sample: 4 of 8 samples are kept, of a task at most as many as one of its models gave, by weight",
    ]


def test_doubled_samples_are_refused() -> None:
    table = samples({"a-x": 2})
    with pytest.raises(InvalidInputError, match="stated already in row 1"):
        combine(pl.concat([table, table.head(1)]), "linear-pool", name="E")
