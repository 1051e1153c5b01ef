"""The cube of a hub brought up to date beside the server, when the hub's files have changed.

In comes a hub that somebody looks at; out goes, at most so often, a process that scores what is new. It works
alone on the hub (`anso.hub.board.build`), so it does no harm when several servers start one.
"""

import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from anso.hub.keeping import Hub


__all__ = ["keep_fresh", "switch_on"]

LOOK_EACH_SECONDS = 20.0
REMOTE_EACH_SECONDS = 600
"""How often a hub that lies elsewhere is looked through: its folders do not tell when they changed."""


@dataclass
class _Watch:
    """What this process knows of one hub."""

    looked: float = float("-inf")
    stamp: object = None
    process: "subprocess.Popen[bytes] | None" = None
    lock: Lock = field(default_factory=Lock)


_watches: dict[str, _Watch] = {}
_on = False


def switch_on() -> None:
    """From now on hubs are kept fresh: said by what serves the site, and by nothing that merely loads it."""
    global _on  # noqa: PLW0603  # one switch for the whole process
    _on = True


def keep_fresh(hub: "Hub", folder: Path) -> None:
    """Start a process if there is something new; comes back at once."""
    if not _on:
        return
    watch = _watches.setdefault(hub.folder.address, _Watch())
    now = time.monotonic()
    if now - watch.looked < LOOK_EACH_SECONDS or not watch.lock.acquire(blocking=False):
        return
    try:
        watch.looked = now
        if watch.process is not None and watch.process.poll() is None:
            return
        stamp = stamp_of(hub)
        if stamp != watch.stamp:
            watch.stamp, watch.process = stamp, start(hub.folder.address, folder)
    finally:
        watch.lock.release()


def stamp_of(hub: "Hub") -> object:
    """Changes when a file is put into the hub or taken out, at the price of a look at its folders alone."""
    if hub.folder.local is None:
        return time.monotonic() // REMOTE_EACH_SECONDS
    root = hub.folder.local
    output = root / hub.definition.model_output_dir
    watched = [output, *(output.iterdir() if output.is_dir() else ()), *(root / "target-data").glob("**/*")]
    return tuple(sorted((str(path), _changed(path)) for path in watched))


def _changed(path: Path) -> int:
    """When a file or folder was last changed; 0 for one that is not there, or was just taken away."""
    try:
        return path.stat().st_mtime_ns
    except FileNotFoundError:
        return 0


def start(address: str, folder: Path) -> "subprocess.Popen[bytes]":
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "refresh.log").open("wb") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "anso.hub.board", address, str(folder)],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
