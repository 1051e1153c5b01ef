"""Forecasts as they would have been made, for every day of issue of a period."""

from anso.services.epidemics.forecasting.backtest.backtest import ENSEMBLE, backtest

__all__ = ["ENSEMBLE", "backtest"]
