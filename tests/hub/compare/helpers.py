"""Tables of scores, without forecasts behind them."""

from datetime import date, timedelta
from typing import Any

import numpy as np
import polars as pl

FIRST = date(2024, 1, 6)


def scores_of(horizons: int = 1, **wis: Any) -> pl.DataFrame:
    """For each model an array of scores: weeks x places, the same at every horizon; NaN where it made none."""
    tables = []
    for model, values in wis.items():
        weeks, places = np.asarray(values, dtype=float).reshape(len(values), -1).shape
        week, place, horizon = (grid.ravel() for grid in np.indices((weeks, places, horizons)))
        reference = [FIRST + timedelta(weeks=int(number)) for number in week]
        tables.append(
            pl.DataFrame(
                {
                    "model_id": model,
                    "reference_date": reference,
                    "horizon": horizon + 1,
                    "location": [f"{number:02}" for number in place],
                    "target_end_date": [
                        day + timedelta(weeks=int(steps) + 1)
                        for day, steps in zip(reference, horizon, strict=True)
                    ],
                    "observation": 1.0,
                    "wis": np.asarray(values, dtype=float).reshape(weeks, places)[week, place],
                }
            )
        )
    return pl.concat(tables).filter(pl.col("wis").is_not_nan())
