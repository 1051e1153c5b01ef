"""`anso up`: from an empty folder to a served portal, and an orderly end.

It prepares what is missing, starts the server and the worker as children, lets a third child make the
sample releases meanwhile, says where the site is, and watches its children until it is asked to stop.
"""

from cyclopts import App

__all__ = ["app"]

app = App(name="up")


@app.default
def up(*, check: bool = False, sample: bool = True) -> int:
    """Prepare everything, then serve the portal with its worker.

    Parameters
    ----------
    check
        Visit every public page, then stop; exit code 0 only if all were well
    sample
        Load the sample alliance and make the sample releases (never in production)
    """
    from anso.cli.up.course import run_up

    return run_up(check=check, sample=sample)
