"""Forecasts as they would have been made, for every day of issue of a period."""

from anso.services.epidemics.forecasting.backtest.backtest import ENSEMBLE, HUB_ENSEMBLE, Wishes, backtest
from anso.services.epidemics.forecasting.backtest.files import read_archive

__all__ = ["ENSEMBLE", "HUB_ENSEMBLE", "Wishes", "backtest", "read_archive"]
