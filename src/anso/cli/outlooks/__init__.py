"""`anso outlooks`: seasonal and subseasonal outlooks, calibrated and verified. One file a command, imported when it is used."""

from cyclopts import App

__all__ = ["app"]

app = App(name="outlooks")
