"""`anso drift`: where a burning ship, its oil, a boat or a person will go. One file a command, imported when it is used."""

from cyclopts import App

__all__ = ["app"]

app = App(name="drift")
app.command("anso.cli.drift.simulate:simulate", name="simulate", help="Simulate where objects and oil go")
app.command("anso.cli.drift.objects:objects", name="objects", help="List what can be made to drift")
