"""A column of numbers, with the marks for decimals and thousands that the whole of it shows.

In comes a column as it stands in the file; out come numbers, null where a cell has none, and which cells held
something that is no number.
"""

from dataclasses import dataclass

import polars as pl

__all__ = ["MISSING", "Numbers", "read_numbers"]

MISSING = ("", "na", "n/a", "nan", "null", "none", "-", "--", ".", "..", ":", "\u2013", "\u2014")
"""What stands for "nothing known", in small letters."""
PLAIN = r"^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?$"
COMMA_THOUSANDS = r"^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$"
DOT_THOUSANDS = r"^[+-]?\d{1,3}(?:\.\d{3})+(?:,\d+)?$"
DECIMAL_COMMA = r"^[+-]?\d+(?:\.\d{3})*,\d+$"
ONLY_THOUSANDS = r"^[+-]?\d{1,3}(?:,\d{3}){2,}|^[+-]?\d{1,3}(?:,\d{3})+\.\d+$"
"""Commas that cannot be decimal marks."""
ONLY_DECIMAL = r"^[+-]?\d+,(?:\d{1,2}|\d{4,})$|^[+-]?(?:0|\d{4,}),\d+$|^[+-]?\d{1,3}(?:\.\d{3})+,\d+$"
"""Commas that cannot part thousands."""


@dataclass(frozen=True)
class Numbers:
    """The numbers of a column."""

    values: pl.Series
    unreadable: pl.Series
    """Cells that hold something that is no number."""
    marks: str
    """`` for plain numbers, `thousands` or `decimal comma` where that had to be decided."""


def read_numbers(column: pl.Series, *, semicolons: bool = False) -> Numbers:
    """`semicolons`: whether the file parts its columns by them, as it does where commas are decimal marks."""
    if column.dtype.is_numeric():
        values = column.cast(pl.Float64)
        finite = values.is_finite().fill_null(value=False)
        nothing = values.is_null() | values.is_nan().fill_null(value=False)
        return Numbers(values.set(~finite, None), ~finite & ~nothing, "")
    text = column.cast(pl.String).str.strip_chars().str.replace_all(r"[\s\u00a0\u202f'’]", "")
    text = text.str.replace("^\u2212", "-")
    missing = text.is_null() | text.str.to_lowercase().is_in(MISSING)
    commas = bool(text.str.contains(",", literal=True).any())
    decimal = commas and _decimal_commas(text, semicolons)
    dots = decimal or _dots_part_thousands(text)
    if dots:
        plain = text.str.replace_all(".", "", literal=True).str.replace(",", ".", literal=True)
        fits = (
            text.str.contains(DOT_THOUSANDS)
            | text.str.contains(DECIMAL_COMMA)
            | text.str.contains(r"^[+-]?\d+$")
        )
        if decimal:  # a dot that parts no thousands is a decimal mark even here
            lone = text.str.contains(PLAIN) & ~text.str.contains(DOT_THOUSANDS)
            plain, fits = plain.zip_with(~lone, text), fits | lone
    else:
        plain = text.str.replace_all(",", "", literal=True)
        fits = text.str.contains(PLAIN) | text.str.contains(COMMA_THOUSANDS)
    values = plain.set(~fits.fill_null(value=False), None).cast(pl.Float64, strict=False)
    values = values.set(~values.is_finite().fill_null(value=False), None)
    marks = "decimal comma" if decimal else "thousands" if dots or commas else ""
    return Numbers(values, values.is_null() & ~missing.fill_null(value=True), marks)


def _decimal_commas(text: pl.Series, semicolons: bool) -> bool:
    decimals, thousands = (int(text.str.contains(form).sum()) for form in (ONLY_DECIMAL, ONLY_THOUSANDS))
    if decimals == thousands:
        return semicolons and not thousands
    return decimals > thousands


def _dots_part_thousands(text: pl.Series) -> bool:
    """1.234.567 shows it; 1.234 alone does not."""
    return bool(text.str.contains(r"^[+-]?\d{1,3}(?:\.\d{3}){2,}$").any())
