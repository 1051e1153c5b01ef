"""What `anso up` did before, so that it need not be done again: small files in HOME/state."""

import contextlib
import fcntl
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from anso.errors import AnsoError

__all__ = ["alone_in", "forget", "recall", "remember"]


def recall(home: Path, name: str) -> Any:
    """What was remembered under that name; None when nothing was, or nothing that can be read."""
    try:
        return json.loads((home / "state" / f"{name}.json").read_text(encoding="utf-8"))
    except (FileNotFoundError, json.JSONDecodeError):
        return None


def remember(home: Path, name: str, value: Any) -> None:
    """Keep a value; an interrupted write leaves what was there before."""
    folder = home / "state"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    temporary = folder / f".{name}.{os.getpid()}"
    temporary.write_text(json.dumps(value, indent=1), encoding="utf-8")
    temporary.replace(folder / f"{name}.json")


def forget(home: Path, name: str) -> None:
    (home / "state" / f"{name}.json").unlink(missing_ok=True)


@contextlib.contextmanager
def alone_in(home: Path) -> Iterator[None]:
    """Refuse to start a second time in the same home; the lock goes when the process does."""
    (home / "state").mkdir(parents=True, exist_ok=True, mode=0o700)
    with (home / "state" / "up.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise AnsoError(
                f"`anso up` is already running in {home}; stop it, or set ANSO_HOME (and ANSO_PORT) for a second copy"
            ) from error
        yield
