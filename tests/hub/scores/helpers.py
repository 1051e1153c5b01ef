"""Small tables of forecasts and observations, made by hand or by chance."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np
import polars as pl

LEVELS = (0.01, 0.025, *(round(0.05 * step, 2) for step in range(1, 20)), 0.975, 0.99)
FIRST = date(2024, 1, 6)


def task(number: int = 0, **changes: Any) -> dict[str, Any]:
    """What is forecast; the number moves the end date by weeks."""
    end = FIRST + timedelta(weeks=number + 1)
    return {
        "model_id": "team-model",
        "reference_date": end - timedelta(weeks=1),
        "target": "wk inc flu hosp",
        "horizon": 1,
        "location": "01",
        "target_end_date": end,
    } | changes


def rows(key: dict[str, Any], output_type: str, values: dict[Any, float]) -> list[dict[str, Any]]:
    return [
        key | {"output_type": output_type, "output_type_id": name, "value": float(value)}
        for name, value in values.items()
    ]


def quantiles(*forecasts: tuple[dict[str, Any], dict[float, float]]) -> pl.DataFrame:
    return pl.DataFrame([row for key, values in forecasts for row in rows(key, "quantile", values)])


def truth(*observed: tuple[dict[str, Any], Any], **more: Any) -> pl.DataFrame:
    return pl.DataFrame(
        [
            {name: key[name] for name in ("location", "target", "target_end_date")} | {"value": value} | more
            for key, value in observed
        ]
    )


def by_chance(
    seed: int, count: int, levels: Sequence[float] = LEVELS, models: Sequence[str] = ("a", "b", "c")
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Forecasts of several models for the same tasks, each ascending, and what became true."""
    rng = np.random.default_rng(seed)
    keys = [task(number) for number in range(count)]
    observed = truth(*((key, float(value)) for key, value in zip(keys, rng.gamma(2, 50, count), strict=True)))
    forecasts = quantiles(
        *(
            (
                key | {"model_id": model},
                dict(zip(levels, np.sort(rng.gamma(2, 50, len(levels))), strict=True)),
            )
            for model in models
            for key in keys
        )
    )
    return forecasts, observed
