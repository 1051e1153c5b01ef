"""`anso epidemics`: forecasts of epidemics as they would have been made. One file a command."""

from cyclopts import App

__all__ = ["app"]

app = App(name="epidemics")
app.command(
    "anso.cli.epidemics.backtest:backtest",
    name="backtest",
    help="Forecast each day of a period from what was known on it",
)
