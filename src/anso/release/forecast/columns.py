"""The names of the forecast table's columns, and which of them make up its key."""

from collections.abc import Collection

import polars as pl

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
    "SHOWN_ROWS",
    "VALUE",
    "key_columns",
    "origin_column",
    "task_columns",
]

MODEL = "model_id"
HORIZON = "horizon"
OUTPUT_TYPE = "output_type"
OUTPUT_TYPE_ID = "output_type_id"
VALUE = "value"
OUTPUT = (OUTPUT_TYPE, OUTPUT_TYPE_ID, VALUE)
COLUMNS = (
    MODEL,
    "reference_date",
    "target",
    HORIZON,
    "location",
    "target_end_date",
    *OUTPUT,
)
"""The columns of our own forecasts, in their order."""

ORIGINS = ("reference_date", "origin_date", "forecast_date")
"""The column that tells when a forecast was made, by the names that hubs give it."""

OUTPUT_TYPES = ("quantile", "pmf", "cdf", "sample", "mean", "median")
NUMBERED_TYPES = ("quantile", "mean", "median")
"""Output types whose `output_type_id` is a number or nothing; a pmf's is a category, a sample's an index."""
SHOWN_ROWS = 20
"""Rows named one by one in a complaint; of more, the number is said."""


def origin_column(columns: Collection[str]) -> str | None:
    """The column that tells when a forecast was made, where there is one."""
    return next((name for name in ORIGINS if name in columns), None)


def task_columns(table: pl.DataFrame) -> list[str]:
    """The columns that say what was to be forecast."""
    return [name for name in table.columns if name != MODEL and name not in OUTPUT]


def key_columns(table: pl.DataFrame) -> list[str]:
    """The model's name and the task: what one forecast is known by."""
    return [MODEL, *task_columns(table)]
