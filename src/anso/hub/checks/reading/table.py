"""A submitted table as it was read: Arrow columns by name, with the types that its file gave them."""

from dataclasses import dataclass
from datetime import datetime, time
from functools import cached_property
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

__all__ = ["Coded", "Read", "same_text"]


@dataclass(frozen=True)
class Coded:
    """A column as numbers, and the text that each number stands for; -1 stands for nothing."""

    codes: NDArray[np.int32]
    texts: list[str]

    def where(self, allowed: set[str]) -> NDArray[np.bool_]:
        """Which rows hold one of these texts."""
        known = np.array([text in allowed for text in self.texts] + [False], dtype=bool)
        return known[self.codes]

    def text(self, row: int) -> str | None:
        """What the row holds."""
        code = int(self.codes[row])
        return None if code < 0 else self.texts[code]

    @cached_property
    def missing(self) -> NDArray[np.bool_]:
        return self.codes < 0


@dataclass(frozen=True)
class Read:
    """The content of one file."""

    columns: dict[str, Any]
    """pyarrow arrays; every one text, when the file is a CSV."""
    rows: int
    typed: bool
    """Whether the file says its columns' types: Parquet and Arrow do, CSV does not."""

    def coded(self, name: str, *, numeric: bool) -> Coded:
        """A column's values as text; numbers written in different ways are the same text."""
        import pyarrow as pa
        import pyarrow.compute as pc

        column = self.columns[name]
        array = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
        if isinstance(array, pa.ChunkedArray):  # more than one array can hold
            array = pa.concat_arrays(array.chunks)
        encoded = array if pa.types.is_dictionary(array.type) else pc.dictionary_encode(array)
        texts = [_text(value, numeric=numeric) for value in encoded.dictionary.to_pylist()]
        codes = encoded.indices.cast("int64").fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int32)
        return _merged(codes, texts)

    @cached_property
    def values(self) -> NDArray[np.float64]:
        """The numbers of the column `value`; NaN where there is none, as in a column of truth values or times."""
        column = pl.Series(self.columns["value"])
        if column.dtype in (pl.Categorical, pl.Enum):
            column = column.cast(pl.String)
        if not (column.dtype.is_numeric() or column.dtype == pl.String):
            return np.full(self.rows, np.nan)
        return column.cast(pl.Float64, strict=False).fill_null(float("nan")).to_numpy()

    def raw(self, name: str, row: int) -> Any:
        """What a cell holds, as the file states it."""
        return self.columns[name][row].as_py()


def same_text(text: str) -> str:
    """A number in the one way in which we write it; other text as it is."""
    try:
        number = float(text)
    except ValueError:
        return text
    if not np.isfinite(number):
        return text
    return str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)


def _text(value: Any, *, numeric: bool) -> str | None:
    if value is None:
        return None
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return None if np.isnan(value) else same_text(repr(value))
    if isinstance(value, datetime) and value.time() == time.min:  # a day, as col_types asks
        value = value.date()
    text = value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
    return same_text(text) if numeric else text


def _merged(codes: NDArray[np.int32], texts: list[str | None]) -> Coded:
    """Codes whose texts are all different, and none of them nothing."""
    numbers = {
        text: number for number, text in enumerate(dict.fromkeys(text for text in texts if text is not None))
    }
    lookup = np.array([-1 if text is None else numbers[text] for text in texts] + [-1], dtype=np.int32)
    return Coded(lookup[codes], list(numbers))
