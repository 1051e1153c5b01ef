"""The forecasts that are to be scored, typed; a table that names no model is that of one without a name.

A row of no known output type would be left out unsaid, and is refused.
"""

from typing import Any

import polars as pl

from anso.errors import InvalidInputError
from anso.release.forecast import MODEL, OUTPUT_TYPE, OUTPUT_TYPES, faults, tidy

__all__ = ["forecast_table"]

NAMELESS = "model"


def forecast_table(forecasts: Any, where: str = "forecasts") -> pl.DataFrame:
    table = tidy(forecasts, where=where)
    if not set(table[OUTPUT_TYPE].unique()) <= set(OUTPUT_TYPES):
        raise InvalidInputError(faults(table, where=where))
    return table if MODEL in table.columns else table.with_columns(pl.lit(NAMELESS).alias(MODEL))
