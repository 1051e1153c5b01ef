"""Small forecast tables, made for the purpose."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import numpy as np
import polars as pl

MONDAY = date(2022, 1, 3)
LEVELS = (0.01, 0.025, *(round(0.05 * step, 2) for step in range(1, 20)), 0.975, 0.99)


def quantiles(
    values: Mapping[str, Sequence[float]],
    levels: Sequence[float],
    *,
    reference_date: date = MONDAY,
    target: str = "inc case",
    horizon: int = 1,
    location: str = "AT",
) -> pl.DataFrame:
    """One task: of each model its quantiles at the levels."""
    return pl.concat(
        pl.DataFrame(
            {
                "model_id": model,
                "reference_date": reference_date,
                "target": target,
                "horizon": pl.Series([horizon] * len(levels), dtype=pl.Int32),
                "location": location,
                "target_end_date": reference_date + timedelta(days=7 * horizon - 2),
                "output_type": "quantile",
                "output_type_id": list(levels),
                "value": [float(value) for value in stated],
            }
        )
        for model, stated in values.items()
    )


def typed(
    values: Mapping[str, Mapping[str | None, float]],
    output_type: str,
    *,
    horizon: int = 1,
    location: str = "AT",
) -> pl.DataFrame:
    """One task of another output type: of each model a value for each id."""
    return pl.concat(
        pl.DataFrame(
            {
                "model_id": model,
                "reference_date": MONDAY,
                "target": "rate change",
                "horizon": pl.Series([horizon] * len(stated), dtype=pl.Int32),
                "location": location,
                "target_end_date": MONDAY + timedelta(days=7 * horizon - 2),
                "output_type": output_type,
                "output_type_id": pl.Series(list(stated), dtype=pl.String),
                "value": list(stated.values()),
            }
        )
        for model, stated in values.items()
    )


def random_hub(seed: int, *, models: int = 6, rounds: int = 3, places: int = 4) -> pl.DataFrame:
    """Models that come and go, some with few levels, some with repeated values; synthetic."""
    rng = np.random.default_rng(seed)
    tables = []
    for number in range(models):
        levels = LEVELS if number % 3 else (0.025, 0.25, 0.5, 0.75, 0.975)
        for week in range(rounds):
            for place in range(places):
                if rng.random() < 0.3:
                    continue
                stated = np.sort(rng.gamma(2, 20, len(levels)))
                tables.append(
                    quantiles(
                        {f"team{number}-model": np.round(stated) if number % 2 else stated},
                        levels,
                        reference_date=MONDAY + timedelta(weeks=week),
                        location=f"P{place}",
                    )
                )
    return pl.concat(tables)
