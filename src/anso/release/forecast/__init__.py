"""The forecast table, hubverse's model-output convention: one row a number that a model stated.

In comes a table of any make (polars, Arrow, pandas, a dictionary of columns); `tidy` gives the same table
with every column of its right type, or `InvalidInputError` naming the rows, and `faults` says what in a
tidy table cannot be a forecast: a second answer to the same question, quantiles that cross, a pmf that does
not sum to 1. Which columns say what was to be forecast (the task: target, horizon, location and whatever
else a hub asks) is read from the table itself: they are all columns but the model's name and the three of
the output.
"""

from anso.release.forecast.columns import (
    COLUMNS,
    HORIZON,
    MODEL,
    NUMBERED_TYPES,
    ORIGINS,
    OUTPUT,
    OUTPUT_TYPE,
    OUTPUT_TYPE_ID,
    OUTPUT_TYPES,
    SHOWN_ROWS,
    VALUE,
    key_columns,
    origin_column,
    task_columns,
)
from anso.release.forecast.faults import PMF_TOLERANCE, ROUNDING, faults
from anso.release.forecast.tidy import as_frame, is_date, tidy, tidy_columns

__all__ = [
    "COLUMNS",
    "HORIZON",
    "MODEL",
    "NUMBERED_TYPES",
    "ORIGINS",
    "OUTPUT",
    "OUTPUT_TYPE",
    "OUTPUT_TYPES",
    "OUTPUT_TYPE_ID",
    "PMF_TOLERANCE",
    "ROUNDING",
    "SHOWN_ROWS",
    "VALUE",
    "as_frame",
    "faults",
    "is_date",
    "key_columns",
    "origin_column",
    "task_columns",
    "tidy",
    "tidy_columns",
]
