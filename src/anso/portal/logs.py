"""What the site's processes write about themselves: one event a line, through structlog, to standard error.

JSON where a machine reads it (not a terminal, or in production), readable text otherwise. Django's and
every other library's log lines take the same way. Values that would let somebody in are never written.
"""

import logging
import sys
from typing import Any

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from anso.config import Config
from anso.errors import InvalidInputError, Problem

__all__ = ["set_up"]

LEVELS = ("debug", "info", "warning", "error")
SECRET_WORDS = ("password", "secret", "token", "authorization", "cookie", "credential")
HIDDEN = "(hidden)"
CHATTY = (
    "distributed",
    "fsspec",
    "httpcore",
    "httpx",
    "botocore",
    "aiobotocore",
    "s3fs",
    "asyncio",
    "numcodecs",
)
"""Libraries whose everyday lines say nothing to an operator."""


def set_up(settings: Config) -> None:
    """Send every log line of this process through structlog; a second call changes the settings."""
    if settings.log.lower() not in LEVELS:
        raise InvalidInputError(
            [Problem("ANSO_LOG", f"{settings.log!r} is no level; the levels are {', '.join(LEVELS)}")]
        )
    level = logging.getLevelNamesMapping()[settings.log.upper()]
    before: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
        hide_secrets,
    ]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            structlog.stdlib.PositionalArgumentsFormatter(),
            *before,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = OurHandler()
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=before,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *ending(settings)],
        )
    )
    root = logging.getLogger()
    root.handlers = [*(kept for kept in root.handlers if not isinstance(kept, OurHandler)), handler]
    root.setLevel(level)
    for name in CHATTY:
        logging.getLogger(name).setLevel(max(level, logging.WARNING))
    # The request line says what was answered; only failures of ours add their trace.
    logging.getLogger("django.request").setLevel(max(level, logging.ERROR))
    logging.getLogger("django.security.DisallowedHost").setLevel(logging.CRITICAL)


class OurHandler(logging.StreamHandler[Any]):
    """The handler of this module, told apart from those of test tools."""

    def __init__(self) -> None:
        super().__init__(sys.stderr)


def ending(settings: Config) -> list[Processor]:
    """The last steps of a line: into JSON, or into coloured text."""
    if settings.production or not sys.stderr.isatty():
        return [
            structlog.processors.EventRenamer("message"),
            # Never with local variables: a password is one while it is being checked.
            structlog.processors.ExceptionRenderer(
                structlog.tracebacks.ExceptionDictTransformer(show_locals=False)
            ),
            structlog.processors.JSONRenderer(sort_keys=True),
        ]
    return [structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)]


def hide_secrets(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Blank out what is named like a secret."""
    for key in event:
        if any(word in key.lower() for word in SECRET_WORDS):
            event[key] = HIDDEN
    return event
