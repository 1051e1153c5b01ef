"""`anso serve`: the portal alone, for machines where something else starts its parts."""

from importlib import import_module
from typing import Annotated

from cyclopts import App, Parameter

from anso.cli.parent import stop_with_parent

__all__ = ["app"]

app = App(name="serve")

STOP_SECONDS = 3
THREADS = 8
"""In each process. More would only wait for the interpreter's lock; one slow picture must not hold up the rest."""
BACKPRESSURE = 64
"""Requests taken on by a process at once; beyond that they wait in the socket's queue."""


@app.default
def serve(*, with_parent: Annotated[bool, Parameter(show=False)] = False) -> None:
    """Serve the portal on ANSO_HOST and ANSO_PORT, with ANSO_WORKERS processes."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    from anso.compute.local import available_cores
    from anso.config import config
    from anso.errors import AnsoError

    settings = config()
    if not (settings.home / "static" / ".gathered").exists():
        raise AnsoError(
            f"{settings.home} is not prepared for serving; run `anso prepare` first, or use `anso up`"
        )
    if with_parent:
        stop_with_parent()
    # Loaded once, before the processes part: what cannot be loaded is said once, and the rest is shared memory.
    import_module("anso.portal.wsgi")
    import_module("anso.portal.urls")
    # Each process counts in a file of its own; those of processes long gone are put away.
    import_module("anso.portal.middleware.metrics").clear()
    Granian(
        "anso.portal.wsgi:application",
        address=settings.host,
        port=settings.port,
        interface=Interfaces.WSGI,
        workers=settings.workers or available_cores(),
        blocking_threads=THREADS,
        backpressure=BACKPRESSURE,
        websockets=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_SECONDS,
    ).serve()
