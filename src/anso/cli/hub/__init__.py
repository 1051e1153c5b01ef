"""`anso hub`: forecasts of any hazard, checked, scored and combined. One file a command, imported when it is used."""

from cyclopts import App

__all__ = ["app"]

app = App(name="hub")
app.command("anso.cli.hub.validate:validate", name="validate", help="Check a hub, or one file for it")
app.command("anso.cli.hub.score:score", name="score", help="Score forecasts against what became true")
app.command("anso.cli.hub.ensemble:ensemble", name="ensemble", help="Combine the forecasts of many models")
