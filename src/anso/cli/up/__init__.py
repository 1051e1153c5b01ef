"""`anso up`: from an empty folder to a served portal, and an orderly end.

It prepares what is missing, starts the server and the worker as children, lets a third child make the
sample releases meanwhile, says where the site is, and watches its children until it is asked to stop.
"""

from cyclopts import App

__all__ = ["app"]

app = App(name="up")


@app.default
def up(*, check: bool = False, no_sample: bool = False) -> int:
    """Prepare everything, then serve the portal with its worker.

    Parameters
    ----------
    check
        Visit every public page, then stop; exit code 0 only if all were well
    no_sample
        Leave out the sample alliance and its releases, as in production
    """
    from anso.cli.up.course import run_up

    return run_up(check=check, sample=not no_sample)
