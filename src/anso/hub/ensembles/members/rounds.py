"""Forecasts of one round under one reference date, although teams date them differently.

Where some teams name the Sunday and others the Monday and mean the same weeks, an ensemble by reference date
would be two, each without the other half. In comes a table; out goes the same with the round's newest
reference date, whatever its column is called, in every row (`anso.hub.rounds` says which rows
share one), and which dates were moved.
"""

from datetime import date

import numpy as np
import polars as pl

from anso.hub.dense import numbered
from anso.hub.rounds import REFERENCE_DATE, ROUND, TARGET, TARGET_END_DATE, with_rounds
from anso.release.forecast import HORIZON, MODEL, origin_column

__all__ = ["by_round"]

DATED = (MODEL, REFERENCE_DATE, HORIZON, TARGET_END_DATE)


def by_round(table: pl.DataFrame) -> tuple[pl.DataFrame, list[date]]:
    """The table by rounds, and the reference dates that were moved to a later one."""
    origin = origin_column(table.columns)
    if origin is None or table.is_empty() or not set(DATED) <= {*table.columns, REFERENCE_DATE}:
        return table, []
    tasks = table.rename({origin: REFERENCE_DATE}, strict=False)
    names = [name for name in (TARGET, *DATED) if name in tasks.columns]
    number, first = numbered(tasks.select(names))
    dated = tasks[first].select(names).with_columns(pl.Series("key", np.arange(len(first))))
    parts = dated.partition_by(TARGET, maintain_order=True) if TARGET in names else [dated]
    rounds = pl.concat([with_rounds(part) for part in parts]).sort("key")
    moved = rounds.filter(pl.col(ROUND) != pl.col(REFERENCE_DATE))
    if moved.is_empty():
        return table, []
    return table.with_columns(rounds[ROUND][number].alias(origin)), moved[
        REFERENCE_DATE
    ].unique().sort().to_list()
