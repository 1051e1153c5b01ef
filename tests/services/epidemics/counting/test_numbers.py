"""Columns of numbers are read with the marks that the whole of them shows."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from anso.services.epidemics.counting.table.numbers import read_numbers


@pytest.mark.parametrize(
    ("texts", "values", "marks"),
    [
        (["12", "-3", " 4.5 ", "1e3"], [12.0, -3.0, 4.5, 1000.0], ""),
        (["1,234", "56", "1,234,567"], [1234.0, 56.0, 1234567.0], "thousands"),
        (["1.234.567", "1.234", "8"], [1234567.0, 1234.0, 8.0], "thousands"),
        (["12,5", "1.234,5", "7"], [12.5, 1234.5, 7.0], "decimal comma"),
        (["1 234", "1\u00a0234", "1\u202f234", "1'234"], [1234.0] * 4, ""),
        (["\u22125"], [-5.0], ""),
        (["NA", "", "-", "n/a", "NULL", "7"], [None] * 5 + [7.0], ""),
    ],
)
def test_numbers_are_read_as_the_column_shows(
    texts: list[str], values: list[float | None], marks: str
) -> None:
    read = read_numbers(pl.Series(texts))
    assert (read.values.to_list(), read.marks) == (values, marks)
    assert not read.unreadable.any()


def test_semicolons_make_a_lone_comma_decimal() -> None:
    lone = pl.Series(["1,234", "2,500"])
    assert read_numbers(lone, semicolons=True).values.to_list() == [1.234, 2.5]
    assert read_numbers(lone).values.to_list() == [1234.0, 2500.0]


def test_what_is_no_number_is_named_and_no_other() -> None:
    read = read_numbers(pl.Series(["<5", "12a", "3", "inf", "1,23,4"]))
    assert read.unreadable.to_list() == [True, True, False, True, True]
    assert read.values.to_list() == [None, None, 3.0, None, None]


def test_numbers_of_a_typed_file_leave_what_is_endless_out() -> None:
    read = read_numbers(pl.Series([1, float("inf"), float("nan"), None], dtype=pl.Float64))
    assert read.values.to_list() == [1.0, None, None, None]
    assert read.unreadable.to_list() == [False, True, False, False]


@given(st.lists(st.integers(-(10**9), 10**9), min_size=1, max_size=30))
def test_written_counts_are_read_back_with_any_marks_for_thousands(values: list[int]) -> None:
    plain = [str(value) for value in values]
    assert read_numbers(pl.Series(plain)).values.to_list() == values
    assert read_numbers(pl.Series([f"{value:,}" for value in values])).values.to_list() == values
    assert (
        read_numbers(pl.Series([f"{value:,}".replace(",", " ") for value in values])).values.to_list()
        == values
    )


@given(st.lists(st.text(max_size=10), min_size=1, max_size=15), st.booleans())
def test_every_cell_is_a_number_missing_or_named(texts: list[str], semicolons: bool) -> None:
    read = read_numbers(pl.Series(texts), semicolons=semicolons)
    assert len(read.values) == len(texts)
    assert not (read.unreadable & read.values.is_not_null()).any()
    assert read.values.drop_nulls().is_finite().all()
