"""Small hubs to open: one configured round a week, two targets, a few places."""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import polars as pl

from anso.hub.keeping import Hub
from anso.hub.keeping.documents import step_ahead_documents

FIRST = date(2024, 1, 6)
LEVELS = (0.1, 0.5, 0.9)


def small_hub(address: str | Path) -> Hub:
    days = [FIRST + timedelta(days=7 * number) for number in range(8)]
    return Hub.create(
        address,
        step_ahead_documents(
            name="Small hub",
            maintainer="Tests",
            email="tests@localhost",
            targets={"inc case": "count", "inc death": "count"},
            locations=["01", "NA", "US"],
            horizons=range(-1, 4),
            reference_dates=days,
            end_dates=days,
            levels=LEVELS,
        ),
    )


def submission(
    model: str = "team-model",
    day: date = FIRST,
    locations: Sequence[str] = ("01", "NA"),
    horizons: Sequence[int] = (0, 1),
    **changes: Any,
) -> pl.DataFrame:
    """Forecasts whose values are all different, so that a mixed-up row shows."""
    rows = [
        {
            "model_id": model,
            "reference_date": day,
            "target": "inc case",
            "horizon": horizon,
            "location": place,
            "target_end_date": day + timedelta(days=7 * horizon),
            "output_type": "quantile",
            "output_type_id": level,
            "value": 100 * at + 10 * horizon + level,
        }
        | changes
        for at, place in enumerate(locations)
        for horizon in horizons
        for level in LEVELS
    ]
    return pl.DataFrame(rows, schema_overrides={"horizon": pl.Int32})
