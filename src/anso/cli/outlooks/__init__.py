"""`anso outlooks`: seasonal and subseasonal outlooks, calibrated and verified. One file a command, imported when it is used."""

from cyclopts import App

__all__ = ["app"]

app = App(name="outlooks")
app.command(
    "anso.cli.outlooks.crossvalidate:crossvalidate",
    name="crossvalidate",
    help="Score every way to calibrate and combine on years it did not learn from",
)
