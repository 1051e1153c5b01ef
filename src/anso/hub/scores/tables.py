"""The forecasts that are to be scored, typed; a table that names no model is that of one without a name."""

from typing import Any

import polars as pl

from anso.release.forecast import MODEL, tidy

__all__ = ["forecast_table"]

NAMELESS = "model"


def forecast_table(forecasts: Any, where: str = "forecasts") -> pl.DataFrame:
    table = tidy(forecasts, where=where)
    return table if MODEL in table.columns else table.with_columns(pl.lit(NAMELESS).alias(MODEL))
