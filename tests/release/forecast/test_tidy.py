"""A forecast table of any make comes out typed, or every cell that has no reading is named."""

from datetime import date
from typing import Any

import polars as pl
import pytest

from anso.errors import InvalidInputError
from anso.release.forecast import key_columns, tidy

SOUND: dict[str, list[Any]] = {
    "model_id": ["flat", "flat"],
    "reference_date": ["2021-03-08", "2021-03-08"],
    "horizon": ["1", "-1"],
    "location": ["01", "NA"],
    "age_group": ["0-4", "0-4"],
    "output_type": ["quantile", "quantile"],
    "output_type_id": ["0.1", "0.9"],
    "value": ["3", "4.5"],
}


def problems_of(**changes: Any) -> list[str]:
    with pytest.raises(InvalidInputError) as caught:
        tidy(pl.DataFrame(SOUND | changes, strict=False), where="given.csv")
    return [str(problem) for problem in caught.value.problems]


def test_tidy_gives_every_column_its_type() -> None:
    table = tidy(SOUND)

    assert dict(table.schema) == {
        "model_id": pl.String,
        "reference_date": pl.Date,
        "horizon": pl.Int32,
        "location": pl.String,
        "age_group": pl.String,
        "output_type": pl.String,
        "output_type_id": pl.Float64,
        "value": pl.Float64,
    }
    assert table.row(1) == ("flat", date(2021, 3, 8), -1, "NA", "0-4", "quantile", 0.9, 4.5)
    assert key_columns(table) == ["model_id", "reference_date", "horizon", "location", "age_group"]


@pytest.mark.parametrize(
    ("make"), [lambda table: table.to_arrow(), lambda table: table.to_pandas(), lambda table: table.lazy()]
)
def test_tidy_takes_tables_of_any_make(make: Any) -> None:
    assert tidy(make(pl.DataFrame(SOUND))).equals(tidy(SOUND))


def test_categories_become_text() -> None:
    table = pl.DataFrame(SOUND).with_columns(pl.col("location", "age_group").cast(pl.Categorical))

    assert tidy(table).equals(tidy(SOUND))


def test_ids_of_samples_and_categories_stay_text() -> None:
    table = pl.DataFrame(SOUND | {"output_type": ["sample", "quantile"], "output_type_id": ["s1", "0.90"]})

    assert tidy(table)["output_type_id"].to_list() == ["s1", "0.90"]


def test_every_cell_without_a_reading_is_named_at_once() -> None:
    assert problems_of(
        reference_date=["2021-03-08", "8.3.2021"], horizon=[1.5, 2.0], value=["12", "twelve"]
    ) == [
        "given.csv, row 2, column reference_date: '8.3.2021' is not a date such as 2021-03-08",
        "given.csv, row 1, column horizon: 1.5 is not a whole number",
        "given.csv, row 2, column value: 'twelve' is not a number",
    ]


def test_a_number_is_no_date_and_truth_no_number() -> None:
    assert problems_of(reference_date=[20210308, 20210308], value=[True, False]) == [
        "given.csv, row 1, column reference_date: 20210308 is not a date such as 2021-03-08",
        "given.csv, row 2, column reference_date: 20210308 is not a date such as 2021-03-08",
        "given.csv, row 1, column value: True is not a number",
        "given.csv, row 2, column value: False is not a number",
    ]


@pytest.mark.parametrize("alike", ["values", "Value", "VALUE"])
def test_a_missing_column_is_named_with_the_one_that_looks_like_it(alike: str) -> None:
    table = pl.DataFrame(SOUND).rename({"value": alike})
    with pytest.raises(InvalidInputError) as caught:
        tidy(table, where="given.csv")

    assert str(caught.value) == (
        f"given.csv: has no column 'value'; column {alike!r} looks like it: rename it to 'value'"
    )


def test_text_among_the_numbers_of_a_pandas_column_is_named() -> None:
    import pandas as pd

    mixed = pd.DataFrame(SOUND).assign(value=[1.5, "many"], location=["01", None])
    with pytest.raises(InvalidInputError) as caught:
        tidy(mixed, where="frame")

    assert str(caught.value) == "frame, row 2, column value: 'many' is not a number"
    assert tidy(mixed.assign(value=[1.5, None]))["location"].to_list() == ["01", None]
    assert tidy(mixed.assign(value=[1.5, None]))["value"].to_list() == [1.5, None]


@pytest.mark.parametrize("name", sorted(SOUND))
@pytest.mark.parametrize(
    "values",
    [
        pl.Series([[1], [2]]),
        pl.Series([{"a": 1}, {"a": 2}]),
        pl.Series([b"\xff", b"\xfe"]),
        pl.Series([object(), object()], dtype=pl.Object),
        pl.Series([[1, 2], [3, 4]], dtype=pl.Array(pl.Int8, 2)),
    ],
)
def test_columns_of_things_that_are_no_cells_are_refused(name: str, values: pl.Series) -> None:
    table = pl.DataFrame(SOUND).with_columns(values.alias(name))
    with pytest.raises(InvalidInputError, match=f"given, column {name}: holds (values of type|bytes)"):
        tidy(table, where="given")


def test_what_is_no_table_is_told_so() -> None:
    with pytest.raises(InvalidInputError, match="cannot be taken as a table"):
        tidy(5)


@pytest.mark.parametrize("ahead", ["{} wk", "{} wk ahead", "{} weeks ahead", "{}d", "{}"])
def test_horizons_in_words_are_read_when_all_state_the_same_unit(ahead: str) -> None:
    table = pl.DataFrame(SOUND).with_columns(horizon=pl.Series([ahead.format(-1), ahead.format(12)]))
    assert tidy(table)["horizon"].to_list() == [-1, 12]


def test_horizons_of_several_units_are_refused() -> None:
    assert problems_of(horizon=["1 wk", "7 day"]) == [
        "given.csv, row 2, column horizon: '7 day' is not a whole number"
    ]
    assert problems_of(horizon=["1", "2 wk"]) == [
        "given.csv, row 2, column horizon: '2 wk' is not a whole number"
    ]


def test_days_may_be_written_with_their_midnight_but_with_no_other_time() -> None:
    table = pl.DataFrame(SOUND).with_columns(
        reference_date=pl.Series(["2021-03-08 00:00:00", "2021-03-08T00:00:00Z"])
    )
    assert tidy(table)["reference_date"].to_list() == [date(2021, 3, 8)] * 2
    assert problems_of(reference_date=["2021-03-08 12:00:00", "2021-03-08"]) == [
        "given.csv, row 1, column reference_date: '2021-03-08 12:00:00' is not a date such as 2021-03-08"
    ]


def test_levels_of_half_the_digits_are_the_levels_that_were_meant() -> None:
    table = pl.DataFrame(SOUND).with_columns(output_type_id=pl.Series([0.025, 0.975], dtype=pl.Float32))
    assert tidy(table)["output_type_id"].to_list() == [0.025, 0.975]


def test_index_of_a_pandas_table_counts_among_its_columns() -> None:
    import pandas as pd

    table = pd.DataFrame(SOUND)
    assert tidy(table.set_index(["model_id", "location"])).select(table.columns).equals(tidy(table))


def test_model_without_a_name_is_named_by_its_rows() -> None:
    assert problems_of(model_id=["", None]) == [
        "given.csv, row 1, column model_id: is empty; every row needs it",
        "given.csv, row 2, column model_id: is empty; every row needs it",
    ]
