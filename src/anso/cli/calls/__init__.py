"""`anso calls`: the arithmetic of calls on plain files, and whole calls rehearsed. One file a command, imported when it is used."""

from cyclopts import App

__all__ = ["app"]

app = App(name="calls")
app.command("anso.cli.calls.assign:assign", name="assign", help="Assign reviewers to applications")
app.command(
    "anso.cli.calls.calibrate:calibrate",
    name="calibrate",
    help="Calibrate scores for severe and lenient reviewers",
)
app.command("anso.cli.calls.select:select", name="select", help="Select applications under quotas")
app.command(
    "anso.cli.calls.rehearse:rehearse",
    name="rehearse",
    help="Carry a whole call through with made-up people, in a database of its own",
)
