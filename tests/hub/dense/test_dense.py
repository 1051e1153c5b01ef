"""Tables as matrices and back."""

from datetime import date

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anso.errors import InvalidInputError
from anso.hub.dense import numbered, quantile_blocks, quantile_table
from anso.release.forecast import tidy


def forecast(model: str, values: dict[float, float | None], **more: object) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "model_id": model,
            "reference_date": date(2024, 1, 6),
            "output_type": "quantile",
            "output_type_id": list(values),
            "value": list(values.values()),
        }
        | more,
        schema_overrides={"value": pl.Float64},
    )


def test_forecasts_with_the_same_levels_share_a_block() -> None:
    table = pl.concat(
        [forecast("a", {0.1: 1, 0.9: 2}), forecast("b", {0.5: 3}), forecast("c", {0.9: 5, 0.1: 4})]
    )
    first, second = quantile_blocks(tidy(table))
    assert first.keys["model_id"].to_list() == ["a", "c"]
    assert first.levels.tolist() == [0.1, 0.9]
    assert first.values.tolist() == [[1, 2], [4, 5]]
    assert (second.keys["model_id"].item(), second.levels.tolist(), second.values.tolist()) == (
        "b",
        [0.5],
        [[3]],
    )


def test_many_levels_tell_blocks_apart() -> None:
    levels = [round(0.001 * step, 3) for step in range(1, 200)]
    table = pl.concat(
        [forecast("a", dict.fromkeys(levels, 1.0)), forecast("b", dict.fromkeys(levels[:-1], 1.0))]
    )
    assert [block.values.shape for block in quantile_blocks(tidy(table))] == [(1, 199), (1, 198)]


def test_levels_closer_than_the_usual_are_kept_apart() -> None:
    (block,) = quantile_blocks(tidy(forecast("a", {0.00001: 1, 0.00002: 2, 0.5: 3})))
    assert block.values.tolist() == [[1, 2, 3]]


def test_rows_of_other_types_and_without_value_are_passed_over() -> None:
    other = forecast("a", {0.25: 9}).with_columns(output_type=pl.lit("mean"), output_type_id=pl.lit(None))
    table = pl.concat([other, forecast("a", {0.25: 1, 0.75: None, 0.9: 2})], how="vertical_relaxed")
    (block,) = quantile_blocks(tidy(table))
    assert block.levels.tolist() == [0.25, 0.9]


def test_quantile_stated_twice_is_refused_by_the_rows_of_the_table() -> None:
    other = forecast("a", {0.25: 9}).with_columns(output_type=pl.lit("mean"), output_type_id=pl.lit(None))
    table = pl.concat(
        [other, forecast("a", {0.25: 1, 0.75: 2}), forecast("a", {0.25: 1})], how="vertical_relaxed"
    )
    with pytest.raises(InvalidInputError) as caught:
        quantile_blocks(tidy(table), where="all.csv")
    (problem,) = caught.value.problems
    assert problem.where == "all.csv, row 4"
    assert problem.message == "states the same quantile of the same forecast as row 2; keep one of the two"


def test_more_doubles_than_are_shown_are_counted() -> None:
    table = pl.concat([forecast(f"m{number}", {0.5: 1}) for number in range(30)] * 2)
    with pytest.raises(InvalidInputError) as caught:
        quantile_blocks(tidy(table))
    assert len(caught.value.problems) == 21
    assert caught.value.problems[-1].message == "10 further rows state something twice"


@pytest.mark.parametrize("level", [1.5, -0.1, None])
def test_level_that_is_no_probability_is_refused_by_row(level: float | None) -> None:
    table = pl.concat(
        [
            forecast("a", {0.5: 1}),
            forecast("b", {0.5: 1}).with_columns(output_type_id=pl.lit(level, pl.Float64)),
        ]
    )
    with pytest.raises(
        InvalidInputError, match=r"forecasts, row 2, column output_type_id: .* is no quantile level"
    ):
        quantile_blocks(tidy(table))


def test_missing_key_is_a_key_of_its_own() -> None:
    table = pl.concat(
        [forecast("a", {0.5: 1}, scenario=None), forecast("a", {0.5: 2}, scenario="x")],
        how="vertical_relaxed",
    )
    (block,) = quantile_blocks(tidy(table))
    assert block.keys["scenario"].to_list() == [None, "x"]


@settings(max_examples=50, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["x", "y", "z", None]),
            st.integers(-(10**12), 10**12),
            st.sampled_from([0.5, None, 2.0]),
        ),
        min_size=1,
        max_size=40,
    )
)
def test_numbers_of_keys_are_those_of_a_dictionary(rows: list[tuple[str | None, int, float | None]]) -> None:
    frame = pl.DataFrame(rows, schema={"a": pl.String, "b": pl.Int64, "c": pl.Float64}, orient="row")
    seen: dict[tuple[str | None, int, float | None], int] = {}
    expected = [seen.setdefault(row, len(seen)) for row in rows]
    number, first = numbered(frame)
    assert number.tolist() == expected
    assert first.tolist() == [rows.index(key) for key in seen]


def test_keys_with_enormous_spans_are_still_told_apart() -> None:
    columns = {f"k{place}": [0, 2**62, -(2**62), 0] for place in range(4)}
    assert numbered(pl.DataFrame(columns))[0].tolist() == [0, 1, 2, 0]


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**6))
def test_table_of_the_blocks_is_the_table_they_came_from(seed: int) -> None:
    rng = np.random.default_rng(seed)
    table = tidy(
        pl.concat(
            [
                forecast(
                    f"m{number}",
                    {0.25: rng.random(), 0.75: 1 + rng.random()} | ({0.5: 1.0} if number % 2 else {}),
                )
                for number in range(5)
            ]
        )
    ).sample(fraction=1, shuffle=True, seed=seed)
    again = quantile_table(quantile_blocks(table)).select(table.columns)
    order = ["model_id", "output_type_id"]
    assert again.sort(order).equals(table.sort(order))
