"""Wait until the server answers."""

import http.client
import time

from anso.cli.up.children import Child, ChildEndedError
from anso.cli.up.stage import Stage
from anso.config import Config
from anso.errors import AnsoError

__all__ = ["connection_to", "host_header", "wait_until_ready"]

PATIENCE_SECONDS = 60.0
ASK_EACH_SECONDS = 0.05
EVERY_INTERFACE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104  # read here, not listened on


def connection_to(settings: Config, timeout: float = 10.0) -> http.client.HTTPConnection:
    return http.client.HTTPConnection(
        EVERY_INTERFACE.get(settings.host, settings.host), settings.port, timeout=timeout
    )


def host_header(settings: Config) -> dict[str, str]:
    """The site answers to its own name alone."""
    return {"Host": settings.site_url.split("://", maxsplit=1)[-1]}


def wait_until_ready(settings: Config, server: Child, stage: Stage) -> None:
    """Return when the home page came; an answer of the server's own that is an error is one of ours."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    with stage.step("Starting the server and the worker"):
        while time.monotonic() < deadline:
            if not server.running:
                raise ChildEndedError(
                    f"The server ended before it answered; its log is {server.log}, which ends:\n{server.last_words()}"
                )
            status = first_page(settings)
            if status is not None and status < http.client.INTERNAL_SERVER_ERROR:
                return
            if status is not None:
                raise AnsoError(
                    f"The home page answers with an error ({status}); the reason is in {server.log}, which ends:\n"
                    f"{server.last_words()}"
                )
            time.sleep(ASK_EACH_SECONDS)
    raise AnsoError(f"The server has not answered for {PATIENCE_SECONDS:.0f} s; its log is {server.log}")


def first_page(settings: Config) -> int | None:
    """The status of the home page; None while nobody answers."""
    connection = connection_to(settings, timeout=PATIENCE_SECONDS)
    try:
        connection.request("GET", "/", headers=host_header(settings))
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()
