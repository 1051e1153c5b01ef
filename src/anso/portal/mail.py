"""How the site sends mail: through a mail server, or onto the console where none is set."""

from typing import Any
from urllib.parse import unquote, urlsplit

from anso.errors import InvalidInputError, Problem

__all__ = ["mail_settings"]

TIMEOUT_SECONDS = 20
PORTS = {"smtp": 587, "smtps": 465}


def mail_settings(address: str) -> dict[str, Any]:
    """Django's mail settings for `smtp://user:password@host:587` or `smtps://…` (TLS from the first byte).

    Over smtp:// the connection is encrypted by STARTTLS, except to this machine itself.
    """
    if not address:
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    given = urlsplit(address)
    if given.scheme not in PORTS or not given.hostname:
        raise InvalidInputError(
            [
                Problem(
                    "ANSO_MAIL", "must read smtp://user:password@host:587 or smtps://user:password@host:465"
                )
            ]
        )
    at_home = given.hostname in ("localhost", "127.0.0.1", "::1")
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": given.hostname,
        "EMAIL_PORT": given.port or PORTS[given.scheme],
        "EMAIL_HOST_USER": unquote(given.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(given.password or ""),
        "EMAIL_USE_SSL": given.scheme == "smtps",
        "EMAIL_USE_TLS": given.scheme == "smtp" and not at_home,
        "EMAIL_TIMEOUT": TIMEOUT_SECONDS,
    }
