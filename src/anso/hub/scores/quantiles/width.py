"""How wide the central intervals are: sharpness, which needs no observation."""

from typing import Any

import polars as pl

from anso.errors import InvalidInputError, Problem
from anso.hub.dense import quantile_blocks
from anso.hub.scores.quantiles.levels import Levels
from anso.hub.scores.tables import forecast_table
from anso.hub.scores.truth import on_scale

__all__ = ["widths"]


def widths(forecasts: Any, *, scale: str = "natural") -> pl.DataFrame:
    """A row a quantile forecast: its key, and the width of each central interval (`width_95`)."""
    tables = []
    for block in quantile_blocks(forecast_table(forecasts)):
        levels = Levels(block.levels)
        low, high = levels.pairs
        values = on_scale(block.values, scale)
        width = values[:, high] - values[:, low]
        columns = {f"width_{name}": column for name, column in zip(levels.intervals, width.T, strict=True)}
        tables.append(pl.concat([block.keys, pl.DataFrame(columns)], how="horizontal"))
    if not tables:
        raise InvalidInputError(
            [Problem("forecasts", "hold no quantile; their output_type is never quantile")]
        )
    return pl.concat(tables, how="diagonal")
