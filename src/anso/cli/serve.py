"""`anso serve`: the portal alone, for machines where something else starts its parts."""

import os
from typing import Annotated

from cyclopts import App, Parameter

from anso.cli.parent import stop_with_parent

__all__ = ["app"]

app = App(name="serve")

STOP_SECONDS = 3


@app.default
def serve(*, with_parent: Annotated[bool, Parameter(show=False)] = False) -> None:
    """Serve the portal on ANSO_HOST and ANSO_PORT, with ANSO_WORKERS processes."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    from anso.compute.local import available_cores
    from anso.config import config

    settings = config()
    if with_parent:
        stop_with_parent()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "anso.portal.settings")
    Granian(
        "anso.portal.wsgi:application",
        address=settings.host,
        port=settings.port,
        interface=Interfaces.WSGI,
        workers=settings.workers or available_cores(),
        websockets=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_SECONDS,
    ).serve()
