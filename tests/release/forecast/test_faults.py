"""What cannot be a forecast is named row by row, whatever the order of the rows; what can is left in peace."""

import time
from datetime import date
from itertools import pairwise
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anso.release.forecast import faults, tidy

LEVELS = [0.1, 0.5, 0.9]


def forecast(values: list[float | None], ids: list[Any], kind: str = "quantile", **keys: Any) -> pl.DataFrame:
    known = {"model_id": "flat", "target": "inc case", "horizon": 1, "location": "KZ"} | keys
    return tidy(
        pl.DataFrame({"output_type_id": ids, "value": values}, strict=False).with_columns(
            pl.lit(kind).alias("output_type"),
            *(pl.lit(value).alias(name) for name, value in known.items()),
        )
    )


def said(table: pl.DataFrame) -> list[str]:
    return [str(problem) for problem in faults(table, where="made.csv")]


def test_sound_forecasts_of_every_type_have_no_faults() -> None:
    parts = [
        forecast([1.0, 1.0, 4.0], LEVELS),
        forecast([0.2, 0.3, 0.5], ["low", "middle", "high"], "pmf"),
        forecast([0.9, 0.2, 1.0], ["10", "9", "100"], "cdf"),
        forecast([5.0, 2.0, 9.0], ["1", "2", "3"], "sample"),
        forecast([3.0], [None], "mean"),
    ]
    table = pl.concat([part.with_columns(pl.col("output_type_id").cast(pl.String)) for part in parts])

    assert faults(table) == []


def test_crossing_quantiles_are_named_with_both_rows() -> None:
    assert said(forecast([10.0, 8.0, 12.0], LEVELS)) == [
        (
            "made.csv, row 2, column value: flat, inc case, horizon 1, KZ: the quantile at 0.5 (8) lies below "
            "the one at 0.1 (10, row 1); it must not descend"
        )
    ]


def test_crossing_is_found_when_the_rows_are_not_in_order() -> None:
    table = pl.concat([forecast([1.0, 2.0, 3.0], LEVELS, location=place) for place in ("KZ", "PK", "LK")])
    crossed = table.with_columns(
        value=pl.when((pl.col("location") == "PK") & (pl.col("output_type_id") == 0.9))
        .then(1.5)
        .otherwise(pl.col("value"))
    )
    mixed = crossed[[8, 3, 0, 5, 1, 7, 4, 2, 6]]

    assert said(mixed) == [
        (
            "made.csv, row 4, column value: flat, inc case, horizon 1, PK: the quantile at 0.9 (1.5) lies below "
            "the one at 0.5 (2, row 7); it must not descend"
        )
    ]


def test_rounding_is_no_crossing() -> None:
    assert said(forecast([0.1 + 0.2, 0.3, 0.3], LEVELS)) == []


def test_second_answer_to_the_same_question_is_named_with_the_first() -> None:
    table = forecast([1.0, 2.0, 3.0], LEVELS)

    assert said(pl.concat([table, table[1:2]])) == [
        (
            "made.csv, row 4: flat, inc case, horizon 1, KZ: the quantile 0.5 was stated already in row 2; "
            "keep one of the two"
        )
    ]


def test_a_column_of_the_task_that_differs_makes_no_double() -> None:
    table = forecast([1.0, 2.0, 3.0], LEVELS, age_group="0-4")

    assert said(pl.concat([table, table.with_columns(age_group=pl.lit("5-17"))])) == []


@pytest.mark.parametrize("level", [1.5, -0.1, None])
def test_levels_outside_0_to_1_are_named(level: float | None) -> None:
    assert said(forecast([1.0, 2.0, 3.0], [0.1, 0.5, level])) == [
        (
            f"made.csv, row 3, column output_type_id: {level!r} is no quantile level; levels are numbers "
            "from 0 to 1, such as 0.025"
        )
    ]


def test_pmf_that_does_not_sum_to_1_is_named_with_its_sum() -> None:
    assert said(forecast([0.5, 0.25, 0.5], ["low", "middle", "high"], "pmf")) == [
        (
            "made.csv, row 1, column value: flat, inc case, horizon 1, KZ: its probabilities sum to 1.25; "
            "they must sum to 1"
        )
    ]
    assert said(forecast([0.333, 0.333, 0.333], ["low", "middle", "high"], "pmf")) == []


def test_what_is_no_probability_is_named() -> None:
    assert said(forecast([-0.5, 0.5, 1.0], ["low", "middle", "high"], "pmf")) == [
        "made.csv, row 1, column value: -0.5 is no probability; the values of a pmf lie from 0 to 1"
    ]


def test_descending_cdf_is_found_in_the_order_of_its_numbers() -> None:
    assert said(forecast([0.5, 0.4, 1.0], ["9", "10", "100"], "cdf")) == [
        (
            "made.csv, row 2, column value: flat, inc case, horizon 1, KZ: the cumulative probability at 10.0 (0.4) "
            "lies below the one at 9.0 (0.5, row 1); it must not descend"
        )
    ]


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        (None, "is empty; state a number or leave the row out"),
        (float("nan"), "is nan; a forecast is a finite number"),
        (float("inf"), "is inf; a forecast is a finite number"),
    ],
)
def test_values_that_are_no_number_are_named(value: float | None, sentence: str) -> None:
    assert said(forecast([1.0, value, None], LEVELS))[:1] == [f"made.csv, row 2, column value: {sentence}"]


def test_unknown_output_types_and_missing_models_are_named() -> None:
    table = forecast([1.0, 2.0, 3.0], LEVELS).with_columns(
        output_type=pl.Series(["quantile", "quartile", None]), model_id=pl.Series([None, "a", "a"])
    )

    assert said(table) == [
        (
            "made.csv, row 2, column output_type: 'quartile' is no output type; there are quantile, pmf, cdf, "
            "sample, mean, median"
        ),
        "made.csv, row 1, column model_id: is empty; every row needs it",
        "made.csv, row 3, column output_type: is empty; every row needs it",
    ]


def test_of_many_faulty_rows_twenty_are_named_and_the_rest_counted() -> None:
    table = pl.concat([forecast([3.0, 2.0], [0.1, 0.9], location=str(place)) for place in range(100)])
    found = said(table)

    assert len(found) == 21
    assert found[-1] == "made.csv, column value: 80 further rows have the same fault"


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=5), min_size=1, max_size=6), st.randoms())
def test_faults_are_the_descents_that_a_plain_loop_finds(rows: list[list[float]], chance: Any) -> None:
    table = pl.concat(
        [
            forecast(values, [(1 + at) / 10 for at in range(len(values))], location=str(place))
            for place, values in enumerate(rows)
        ]
    )
    order = list(range(len(table)))
    chance.shuffle(order)
    descents = sum(
        before - after > 1e-9 * max(abs(before), abs(after))
        for values in rows
        for before, after in pairwise(values)
    )

    assert len(faults(table[order])) == min(descents, 20) + (descents > 20)


def test_a_million_rows_take_well_under_a_second() -> None:
    forecasts = 50_000
    table = pl.DataFrame(
        {
            "model_id": np.repeat(["a", "b"], forecasts * 10),
            "target_end_date": [date(2021, 3, 6)] * (forecasts * 20),
            "location": np.repeat(np.arange(forecasts).astype(str), 20),
            "output_type": ["quantile"] * (forecasts * 20),
            "output_type_id": np.tile(np.arange(1, 21) / 21, forecasts),
            "value": np.tile(np.arange(20.0), forecasts),
        }
    )
    begun = time.process_time()

    assert faults(table) == []
    assert time.process_time() - begun < 2
