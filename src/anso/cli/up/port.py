"""The port to listen on: free, or a sentence that says what to do."""

import errno
import os
import socket

from anso.config import Config, config
from anso.errors import AnsoError

__all__ = ["claim_port"]


def claim_port() -> Config:
    """The settings, with a port that is free now; port 0 asks for any."""
    settings = config()
    with socket.socket(socket.AF_INET6 if ":" in settings.host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            raise AnsoError(_sentence(settings, error)) from error
        port = probe.getsockname()[1]
    os.environ["ANSO_PORT"] = str(port)  # for the children, and for the site's own address
    config.cache_clear()
    return config()


def _sentence(settings: Config, error: OSError) -> str:
    where = f"{settings.host}:{settings.port}"
    if error.errno == errno.EADDRINUSE:
        return (
            f"Something else is listening on {where}. Stop it, or choose another port: ANSO_PORT={settings.port + 1} "
            "(and ANSO_HOME for a separate copy)"
        )
    if error.errno == errno.EACCES:
        return f"This user may not listen on {where}; choose a port above 1023 by ANSO_PORT"
    return f"Cannot listen on {where} ({error.strerror}); check ANSO_HOST and ANSO_PORT"
