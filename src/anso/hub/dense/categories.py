"""Forecasts of categories (pmf) or of points of a distribution function (cdf) as matrices: a column a category.

The columns stand in the order in which scores of ordered categories need them: the order given, else that of
the numbers that the categories are, else that of their first appearance.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from anso.errors import InvalidInputError, Problem
from anso.hub.dense.cells import doubled, filled, of_type, row_numbers
from anso.hub.dense.keys import numbered
from anso.release.forecast import OUTPUT_TYPE_ID, VALUE, key_columns

__all__ = ["Categories", "category_blocks", "category_order"]


@dataclass(frozen=True)
class Categories:
    """Forecasts over the same categories."""

    keys: pl.DataFrame
    """A row a forecast: the model and the task."""
    names: tuple[str, ...]
    """The categories, in their order."""
    values: NDArray[np.float64]
    """Forecasts x categories."""

    def __len__(self) -> int:
        return len(self.keys)


def category_blocks(
    table: pl.DataFrame, output_type: str, order: Sequence[str] | None = None, *, where: str = "forecasts"
) -> list[Categories]:
    """The pmf or cdf forecasts of a tidy table, in blocks of the same categories."""
    rows = of_type(table, output_type)
    if rows.is_empty():
        return []
    keys = key_columns(rows)
    stated = rows[OUTPUT_TYPE_ID].cast(pl.String)
    names = category_order(stated, order, where)
    column = stated.replace_strict(names, np.arange(len(names)), return_dtype=pl.Int64).to_numpy()
    forecast, first = numbered(rows.select(keys))
    values = filled(forecast, column, rows[VALUE].to_numpy(), (len(first), len(names)))
    if values is None:
        rows_of_type = row_numbers(table, output_type)
        raise doubled(forecast * len(names) + column, rows_of_type, where, "category")
    given = ~np.isnan(values)
    kinds, which = np.unique(given, axis=0, return_inverse=True)
    heads = rows.select(keys)[first]
    return [
        Categories(
            heads[members],
            tuple(names[column] for column in np.flatnonzero(kinds[kind])),
            values[np.ix_(members, np.flatnonzero(kinds[kind]))],
        )
        for kind in range(len(kinds))
        for members in [np.flatnonzero(which.ravel() == kind)]
    ]


def category_order(stated: pl.Series, order: Sequence[str] | None, where: str = "forecasts") -> list[str]:
    """The categories that occur, in the order given, as numbers if they are that, or as they come."""
    found = stated.unique(maintain_order=True).drop_nulls().to_list()
    if order is not None:
        strange = [name for name in found if name not in order]
        if strange:
            raise InvalidInputError(
                [
                    Problem(
                        f"{where}, column {OUTPUT_TYPE_ID}",
                        f"{', '.join(map(repr, strange[:5]))} is not among the categories "
                        f"{', '.join(map(str, order))}",
                    )
                ]
            )
        return [name for name in order if name in found]
    numbers = pl.Series(found, dtype=pl.String).cast(pl.Float64, strict=False)
    if numbers.null_count():
        return found
    return [found[place] for place in numbers.arg_sort().to_list()]
