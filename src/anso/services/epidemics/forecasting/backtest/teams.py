"""Teams' submissions beside our own: their quantiles for our days of issue.

Teams submit on different days of the same week, so a forecast belongs to the day of issue whose horizon means
the same week, if it was made on that day or in the six days before it.
"""

from collections.abc import Sequence
from datetime import date

import numpy as np
import polars as pl
from numpy.typing import NDArray

from anso.errors import AnsoError
from anso.hub.dense import Quantiles, quantile_blocks
from anso.hub.ensembles.members.selection import hub_ensembles
from anso.services.epidemics.forecasting.backtest.plan import SAME, Plan
from anso.services.epidemics.forecasting.known import Archive
from anso.services.epidemics.forecasting.models.spread import between_levels

__all__ = ["submissions"]

FEWEST_LEVELS = 7
"""As many as the United States' hub asked for cases."""

Numbers = NDArray[np.float64]


def submissions(
    forecasts: pl.DataFrame, archive: Archive, plan: Plan, days: Sequence[date], notes: list[str]
) -> dict[str, Numbers]:
    """For each team's model days x targets x places x horizons x levels; the hub's own ensembles left out."""
    names = forecasts["model_id"].unique().sort().to_list()
    own = hub_ensembles(names)
    shape = (len(days), len(archive.targets), len(archive.places), len(plan.horizons), len(plan.levels))
    result: dict[str, Numbers] = {}
    other: set[str] = set()
    for block in quantile_blocks(forecasts.filter(~pl.col("model_id").is_in(own)), where="--with-teams"):
        quantiles = at_levels(block, plan.levels)
        if quantiles is None:
            other.update(block.keys["model_id"].unique())
            continue
        placed = cells(block, archive, plan, days)
        for (model,), rows in placed.group_by("model_id"):
            values = result.setdefault(str(model), np.full(shape, np.nan))
            values.reshape(-1, shape[-1])[rows["cell"]] = quantiles[rows["row"]]
    if other - set(result):
        notes.append(
            f"{', '.join(sorted(other - set(result)))}: left out, as fewer than {FEWEST_LEVELS} levels are stated"
        )
    if not result:
        raise AnsoError(
            "The teams' forecasts answer none of the questions asked: other days, places or targets"
        )
    return result


def at_levels(block: Quantiles, levels: Numbers) -> Numbers | None:
    """Its quantiles at our levels, between and beyond its own if it states others; none if it states too few."""
    apart = np.abs(block.levels - levels[:, None])
    if apart.min(-1).max() <= SAME:
        return block.values[:, apart.argmin(-1)]
    inner = (block.levels > 0) & (block.levels < 1)
    if inner.sum() < FEWEST_LEVELS:
        return None
    return np.maximum(between_levels(block.values[:, inner], block.levels[inner], levels), 0.0)


def cells(block: Quantiles, archive: Archive, plan: Plan, days: Sequence[date]) -> pl.DataFrame:
    """The forecasts that answer one of our questions, and which; of several the last made counts."""
    day, target, place, horizon = np.meshgrid(
        *(np.arange(len(axis)) for axis in (days, archive.targets, archive.places, plan.horizons)),
        indexing="ij",
    )
    issued = np.array(days, dtype="datetime64[D]")[day.ravel()]
    ahead = np.array(plan.horizons)[horizon.ravel()]
    asked = pl.DataFrame(
        {
            "target": np.array(archive.targets)[target.ravel()],
            "location": np.array(archive.places)[place.ravel()],
            "horizon": ahead.astype(np.int32),
            "target_end_date": issued + (plan.offset + 7 * ahead).astype("timedelta64[D]"),
            "issued": issued,
            "cell": np.arange(day.size),
        }
    )
    on = ["target", "location", "horizon", "target_end_date"]
    found = block.keys.with_row_index("row").join(asked, on=on, how="inner")
    early = (pl.col("issued") - pl.col("reference_date")).dt.total_days()
    return (
        found.filter(early.is_between(0, 6))
        .sort("reference_date", maintain_order=True)
        .unique(["model_id", "cell"], keep="last", maintain_order=True)
    )
