"""The whole backtest: files in, one table of forecasts out."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import polars as pl

from anso.errors import AnsoError, NotFoundError
from anso.services.epidemics.forecasting.backtest.plan import plan
from anso.services.epidemics.forecasting.backtest.run import Progress, forecast_days, furthest_ahead
from anso.services.epidemics.forecasting.backtest.table import hub_table
from anso.services.epidemics.forecasting.combining.ensemble import median_of
from anso.services.epidemics.forecasting.inputs import (
    read_daily_vintages,
    read_populations,
    read_vintages,
)
from anso.services.epidemics.forecasting.known import Almanac, archive
from anso.services.epidemics.forecasting.models import MODELS

__all__ = ["ENSEMBLE", "backtest"]

ENSEMBLE = "anso-ensemble"


def quiet(_fraction: float, _message: str) -> None:
    """Nobody watches."""


def backtest(
    vintages: Path,
    first: date,
    last: date,
    *,
    daily_vintages: Path | None = None,
    locations: Path | None = None,
    models: Sequence[str] | None = None,
    horizons: Sequence[int] | None = None,
    levels: Sequence[float] | None = None,
    notes: list[str] | None = None,
    progress: Progress = quiet,
) -> pl.DataFrame:
    """Forecasts of each model and of their ensemble, for all days of issue from `first` to `last`."""
    notes = [] if notes is None else notes
    chosen = wanted(models)
    data = archive(
        read_vintages(vintages, notes),
        read_daily_vintages(daily_vintages, notes) if daily_vintages else None,
        read_populations(locations, notes) if locations else None,
        notes=notes,
    )
    asked = plan(data, first, last, horizons=horizons, levels=levels)
    made = forecast_days(
        Almanac(data, furthest_ahead(data, asked)),
        asked,
        asked.days,
        {name: MODELS[name] for name in chosen},
        progress,
    )
    made[ENSEMBLE] = median_of(made)
    table = hub_table(data, asked, asked.days, made)
    if table.is_empty():
        raise AnsoError("Nothing could be forecast: no place has two known weeks before any day of issue")
    return table


def wanted(names: Sequence[str] | None) -> list[str]:
    if not names:
        return list(MODELS)
    if unknown := [name for name in names if name not in MODELS]:
        raise NotFoundError(f"There is no model {', '.join(unknown)}; there are {', '.join(MODELS)}")
    return list(dict.fromkeys(names))
