"""`anso audit`: the proof that nobody rewrote what was done."""

from cyclopts import App

from anso.cli.site import prepare_django
from anso.cli.terminal import print_pairs

__all__ = ["app"]

app = App(name="audit")


@app.command
def verify() -> int:
    """Read the whole trail of acts; exit code 1 when an event was altered, added or removed."""
    prepare_django()
    from anso.alliance.people import audit

    report = audit.verify()
    print_pairs({"events": report.events, "head": report.head})
    if not report.sound:
        print(report.broken)
        return 1
    print("The trail is whole. Keep its head elsewhere, to prove later that nothing was rewritten.")
    return 0
