"""`anso drift`: where a burning ship, its oil, a boat or a person will go at sea. One file a command, imported when it is used."""

from cyclopts import App

__all__ = ["app"]

app = App(name="drift")
