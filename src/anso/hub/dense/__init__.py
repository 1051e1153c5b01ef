"""Forecasts as matrices: a row a forecast, a column a quantile level, a sample or a category.

A table of three million rows is slow to group and quick to compute with once it stands as a matrix. In
comes a tidy forecast table in any order of rows; out go blocks, one for each set of columns that forecasts
have, and quantiles back again. No row is sorted: each finds its cell by arithmetic on the codes of its keys.
"""

from anso.hub.dense.categories import Categories, category_blocks, category_order
from anso.hub.dense.keys import numbered
from anso.hub.dense.quantiles import Quantiles, quantile_blocks, quantile_table
from anso.hub.dense.samples import Samples, sample_blocks

__all__ = [
    "Categories",
    "Quantiles",
    "Samples",
    "category_blocks",
    "category_order",
    "numbered",
    "quantile_blocks",
    "quantile_table",
    "sample_blocks",
]
