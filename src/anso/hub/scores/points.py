"""One row of scores a point forecast: the squared error of a stated mean, the absolute error of a stated median.

Each is the score that its own kind of point makes best (Gneiting 2011, JASA 106: 746-762).
"""

from typing import Any

import numpy as np
import polars as pl

from anso.errors import InvalidInputError, Problem
from anso.hub.dense.cells import doubled, filled
from anso.hub.dense.keys import numbered
from anso.hub.scores.tables import forecast_table
from anso.hub.scores.truth import answered, corrections, on_scale
from anso.release.forecast import OUTPUT_TYPE, VALUE, as_frame, key_columns

__all__ = ["score_points"]

POINTS = ("mean", "median")


def score_points(
    forecasts: Any, observations: Any, *, scale: str = "natural", where: str = "forecasts"
) -> pl.DataFrame:
    """The scores of the rows of output type mean and median; empty where one is not stated."""
    table = forecast_table(forecasts, where)
    chosen = (table[OUTPUT_TYPE].is_in(POINTS) & table[VALUE].is_not_null()).fill_null(value=False)
    rows = table.filter(chosen)
    if rows.is_empty():
        raise InvalidInputError([Problem(where, "holds no mean or median; its output_type is never that")])
    forecast, first = numbered(rows.select(key_columns(rows)))
    column = (rows[OUTPUT_TYPE] == "median").cast(pl.Int64).to_numpy()
    values = filled(forecast, column, rows[VALUE].to_numpy(), (len(first), 2))
    if values is None:
        raise doubled(forecast * 2 + column, chosen.arg_true().to_numpy().astype(np.int64), where, "point")
    keys = rows.select(key_columns(rows))[first]
    truth = answered(keys, as_frame(observations), "mean").cast(pl.Float64).fill_null(np.nan).to_numpy()
    targets = keys["target"] if "target" in keys.columns else pl.repeat("", len(keys), eager=True)
    truth = np.where(corrections(targets, [np.nan_to_num(values)], truth), np.nan, truth)
    known = np.flatnonzero(~np.isnan(truth))
    stated, y = on_scale(values[known], scale), on_scale(truth[known], scale)
    numbers = pl.DataFrame(
        {
            "observation": truth[known],
            "se_mean": (y - stated[:, 0]) ** 2,
            "ae_median": np.abs(y - stated[:, 1]),
        }
    )
    return pl.concat([keys[known], numbers.fill_nan(None)], how="horizontal")
