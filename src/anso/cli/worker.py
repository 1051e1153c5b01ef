"""`anso worker`: work through the jobs that people and the schedule asked for."""

from typing import Annotated

from cyclopts import App, Parameter

from anso.cli.parent import stop_with_parent
from anso.cli.site import prepare_django

__all__ = ["app"]

app = App(name="worker")


@app.default
def work(*, with_parent: Annotated[bool, Parameter(show=False)] = False) -> None:
    """Work through jobs as they come, until stopped; several workers share the work."""
    if with_parent:
        stop_with_parent()
    prepare_django()
    from anso.portal.jobs.worker import serve

    serve()
