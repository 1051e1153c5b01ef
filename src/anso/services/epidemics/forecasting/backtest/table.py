"""Arrays of quantiles as rows of the hub's table."""

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
import polars as pl
from numpy.typing import NDArray

from anso.hub.dense import Quantiles, quantile_table
from anso.release.forecast import COLUMNS
from anso.services.epidemics.forecasting.backtest.plan import Plan
from anso.services.epidemics.forecasting.known import Archive

__all__ = ["hub_table"]


def hub_table(
    archive: Archive, plan: Plan, days: Sequence[date], models: Mapping[str, NDArray[np.float64]]
) -> pl.DataFrame:
    """One row a quantile; what a model did not forecast is no row."""
    blocks = [block(archive, plan, days, name, values) for name, values in models.items()]
    return quantile_table(blocks).select(COLUMNS)


def block(
    archive: Archive, plan: Plan, days: Sequence[date], name: str, values: NDArray[np.float64]
) -> Quantiles:
    stated = ~np.isnan(values).any(-1)
    day, target, place, horizon = np.nonzero(stated)
    issued = np.array(days, dtype="datetime64[D]")[day]
    ahead = np.array(plan.horizons)[horizon]
    keys = pl.DataFrame(
        {
            "model_id": pl.repeat(name, len(day), eager=True),
            "reference_date": issued,
            "target": np.array(archive.targets)[target],
            "horizon": ahead.astype(np.int32),
            "location": np.array(archive.places)[place],
            "target_end_date": issued + (plan.offset + 7 * ahead).astype("timedelta64[D]"),
        }
    )
    return Quantiles(keys, plan.levels[plan.asked], values[stated][:, plan.asked])
