"""What is shown when we ourselves are at fault: one sentence, with the details kept in a file."""

import traceback
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from anso.errors import AnsoError

__all__ = ["keep_trace", "log_folder"]


def log_folder() -> Path:
    """Where commands, server and worker write what they have to tell."""
    from anso.config import config

    folder = config().home / "logs"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def keep_trace(error: Exception, arguments: Sequence[str]) -> str:
    """Write the traceback to the command's log; gives the sentence to show instead."""
    said = f"Something went wrong that should not have: {type(error).__name__}: {error}".rstrip(": ")
    trace = "".join(traceback.format_exception(error))
    try:
        path = log_folder() / "command.log"
        with path.open("a", encoding="utf-8", errors="backslashreplace") as file:
            file.write(f"{datetime.now(UTC).isoformat()} anso {' '.join(arguments)}\n{trace}\n")
    except (AnsoError, OSError):
        return f"{said}\nGive --debug to see where."
    return f"{said}\nThe details are in {path}; give --debug to see them here."
